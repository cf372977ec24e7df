import type { Report } from "../model.js";
import { escapeHtml } from "./escape.js";

/** What was checked, at the front; a report with a failure says so before anything else. */
export function summaryHtml({ summary, provenance }: Report): string {
  if (summary.length === 0) return "";
  const fails = summary.some((claim) => !claim.holds);
  const items = summary.map(({ holds, text }) => `<li class="${holds ? "holds" : "fails"}"><span class="mark" aria-hidden="true">${holds ? "✓" : "✗"}</span>${escapeHtml(text)}</li>`);
  return `<section class="summary${fails ? " failing" : ""}" aria-label="Checks">${fails ? "<p><strong>This report contains failures.</strong></p>" : ""}<ul>${items.join("")}</ul>${provenance === null ? "" : `<p class="provenance">${escapeHtml(provenance)}</p>`}</section>`;
}
