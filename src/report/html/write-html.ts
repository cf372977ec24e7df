/** A report as one HTML file: no network, readable with JavaScript off. */
import { namesOf } from "../byline.js";
import { didFail } from "../claim-text.js";
import type { Chapter, Report } from "../model.js";
import type { OutputFile } from "../output-files.js";
import { blocksHtml } from "./blocks.js";
import { contentsHtml } from "./contents.js";
import { documentHtml, type Live } from "./document.js";
import { escapeHtml } from "./escape.js";
import { footnotesHtml } from "./footnotes.js";
import { notebookHtml } from "./notebook-link.js";
import { summaryHtml } from "./summary.js";
import { titleHtml } from "./title.js";

export interface HtmlOptions {
  /** The theme's style sheet. */
  readonly css: string;
  /** For a page that follows its sources: comments tell each block's cell. */
  readonly live?: Live;
  /** The chapters' notebooks, to be downloaded from the page. */
  readonly notebooks?: readonly OutputFile[];
}

/** @param report its figures drawn (`drawFigures`) in the face of the screen */
export function writeHtml(report: Report, { css, live, notebooks = [] }: HtmlOptions): string {
  const { title, authors, language, summary } = report;
  const mark = didFail(summary) ? "✗ " : "";
  return documentHtml(bodyHtml(report, live !== undefined, notebooks), { title: `${mark}${title}`, authors: namesOf(authors), language }, css, live);
}

function bodyHtml(report: Report, isLive: boolean, notebooks: readonly OutputFile[]): string {
  const chapters = report.chapters.map((chapter, k) => chapterHtml(chapter, isLive, notebooks[k]));
  return `<a class="skip" href="#content">Skip to the text</a>
<main id="content">
${titleHtml(report)}
${summaryHtml(report)}
${report.template === "note" ? "" : contentsHtml(report)}
${chapters.join("\n")}
${appendixHtml(report)}
</main>`;
}

export function chapterHtml(chapter: Chapter, isLive: boolean, notebook?: OutputFile): string {
  const place = isLive ? ` data-notebook="${escapeHtml(chapter.source)}"` : "";
  return `<section class="chapter"${place}>\n${isLive ? blocksWithCells(chapter) : blocksHtml(chapter.blocks)}\n${footnotesHtml(chapter.blocks)}${notebook === undefined ? "" : notebookHtml(notebook)}</section>`;
}

export const appendixHtml = ({ appendix }: Report): string => (appendix.length === 0 ? "" : `<section class="appendix">\n${blocksHtml(appendix)}\n</section>`);

/** Each block after a comment that names its cell. */
const blocksWithCells = ({ blocks, cells }: Chapter): string => blocks.map((block, k) => `<!--cell ${cells?.[k]}-->${blocksHtml([block])}`).join("\n");
