import { didFail, mark, standing } from "../claim-text.js";
import type { Report } from "../model.js";
import { escapeHtml } from "./escape.js";

/** What was checked, and of what it was built, at the front; a report with a failure says so before anything else. */
export function summaryHtml({ summary, provenance }: Report): string {
  if (summary.length === 0 && provenance === null) return "";
  const fails = didFail(summary);
  const items = summary.map((claim) => `<li class="${standing(claim)}"><span class="mark" aria-hidden="true">${mark(claim)}</span>${escapeHtml(claim.text)}</li>`);
  return `<section class="summary${fails ? " failing" : ""}" aria-label="Checks">${fails ? "<p><strong>This report contains failures.</strong></p>" : ""}${items.length === 0 ? "" : `<ul>${items.join("")}</ul>`}${provenance === null ? "" : `<p class="provenance">${escapeHtml(provenance)}</p>`}</section>`;
}
