import type { Block, Report } from "../model.js";
import { escapeHtml } from "./escape.js";
import { inlinesHtml } from "./inlines.js";

type Heading = Extract<Block, { readonly kind: "heading" }>;

/** The contents of the report: chapters and their sections, two levels. */
export function contentsHtml(report: Report): string {
  const headings = [...report.chapters.flatMap((chapter) => chapter.blocks), ...report.appendix].filter((block): block is Heading => block.kind === "heading" && block.level <= 2);
  if (headings.length < 2) return "";
  const items = headings.map(({ level, number, id, children }) => `<li class="level-${level}"><a href="#${escapeHtml(id)}">${number === null ? "" : `<span class="number">${number}</span> `}${inlinesHtml(children)}</a></li>`);
  return `<nav class="contents" aria-label="Contents"><h2>Contents</h2><ol>${items.join("\n")}</ol></nav>`;
}
