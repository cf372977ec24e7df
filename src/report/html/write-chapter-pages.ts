/** A report as several HTML files, one a chapter: each can be read by itself, references lead from one to the other, plotly is shared. */
import { basename } from "node:path";
import { namesOf } from "../byline.js";
import { didFail } from "../claim-text.js";
import type { Block, Report } from "../model.js";
import type { OutputFile } from "../output-files.js";
import { textOf, idsIn } from "../walk.js";
import { contentsHtml } from "./contents.js";
import { documentHtml } from "./document.js";
import { escapeHtml } from "./escape.js";
import { plotlyFiles } from "./plotly-bundle.js";
import { summaryHtml } from "./summary.js";
import { titleHtml } from "./title.js";
import { appendixHtml, chapterHtml, type HtmlOptions } from "./write-html.js";

/** One page before its links are settled. */
interface Page {
  readonly name: string;
  /** "1 Fully connected": what links to it say. */
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly html: string;
}

/**
 * `report.html` with title, verdict and contents; a page for each chapter, named after its notebook; `appendix.html`; plotly's file, if a figure can move.
 * @param report its figures drawn (`drawFigures`) in the face of the screen
 */
export function writeChapterPages(report: Report, { css, notebooks = [] }: Omit<HtmlOptions, "live">): readonly OutputFile[] {
  const pages = pagesOf(report, notebooks);
  const pageOf = new Map(pages.flatMap(({ name, blocks }) => blocks.flatMap(idsIn).map((id) => [escapeHtml(id), name] as const)));
  const files = pages.map((page, k): OutputFile => {
    const body = bodyHtml(report, page, pages[k - 1], pages[k + 1]);
    const front = { title: k === 0 ? report.title : `${page.title} – ${report.title}`, authors: namesOf(report.authors), language: report.language, links: headLinks(pages[k - 1], pages[k + 1]), plotly: "beside" as const };
    return { name: page.name, content: documentHtml(relinked(body, page.name, pageOf), front, css) };
  });
  return [...files, ...plotlyFiles(pages.map(({ html }) => html))];
}

function pagesOf(report: Report, notebooks: readonly OutputFile[]): readonly Page[] {
  const taken = new Set(["report.html", "appendix.html"]);
  const chapters = report.chapters.map((chapter, k): Page => {
    const stem = basename(chapter.source).replace(/\.[^.]*$/, "");
    const name = taken.has(`${stem}.html`) ? `${k + 1}-${stem}.html` : `${stem}.html`;
    taken.add(name);
    return { name, title: titleOf(chapter.blocks) ?? stem, blocks: chapter.blocks, html: chapterHtml(chapter, false, notebooks[k]) };
  });
  const appendix: readonly Page[] = report.appendix.length === 0 ? [] : [{ name: "appendix.html", title: "Appendix", blocks: report.appendix, html: appendixHtml(report) }];
  return [{ name: "report.html", title: report.title, blocks: report.abstract, html: "" }, ...chapters, ...appendix];
}

function titleOf(blocks: readonly Block[]): string | null {
  const heading = blocks.find((block) => block.kind === "heading");
  return heading?.kind === "heading" ? [heading.number, textOf(heading.children)].filter((part) => part !== null).join(" ") : null;
}

function bodyHtml(report: Report, { html }: Page, before: Page | undefined, next: Page | undefined): string {
  const head = before === undefined ? `${titleHtml(report)}\n${summaryHtml(report)}` : `<header class="running"><h1><a href="report.html">${escapeHtml(report.title)}</a></h1>${didFail(report.summary) ? '<p class="failing"><a href="report.html"><strong>This report contains failures.</strong></a></p>' : ""}</header>`;
  const turn = (page: Page | undefined, rel: string, arrow: string): string => (page === undefined ? "<span></span>" : `<a rel="${rel}" href="${address(page)}">${rel === "prev" ? `${arrow} ` : ""}${escapeHtml(page.title)}${rel === "next" ? ` ${arrow}` : ""}</a>`);
  return `<a class="skip" href="#content">Skip to the text</a>
<main id="content">
${head}
${contentsHtml(report)}
${html}
<nav class="pages" aria-label="Pages">${turn(before, "prev", "←")}${turn(next, "next", "→")}</nav>
</main>`;
}

const headLinks = (before: Page | undefined, next: Page | undefined): string =>
  [[before, "prev"], [next, "next"]].map(([page, rel]) => (page === undefined ? "" : `<link rel="${rel as string}" href="${address(page as Page)}">\n`)).join("");

const address = ({ name }: { readonly name: string }): string => escapeHtml(encodeURIComponent(name));

/** A link to what stands on another page names that page. Quotes in texts and in data are escaped, so only links look like one. */
function relinked(html: string, own: string, pageOf: ReadonlyMap<string, string>): string {
  return html.replace(/(<a\b[^>]*? href=")#([^"]*)"/g, (whole, open: string, id: string) => {
    const page = pageOf.get(id);
    return page === undefined || page === own ? whole : `${open}${address({ name: page })}#${id}"`;
  });
}
