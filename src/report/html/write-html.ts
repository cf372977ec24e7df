/** A report as one HTML file: no network, readable with JavaScript off. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { namesOf } from "../byline.js";
import type { Block, Chapter, Report } from "../model.js";
import { blocksHtml } from "./blocks.js";
import { compactMaths } from "./compact-maths.js";
import { contentsHtml } from "./contents.js";
import { escapeHtml } from "./escape.js";
import { fontCss, katexCss } from "./fonts.js";
import { footnotesHtml } from "./footnotes.js";
import { titleHtml } from "./title.js";

export interface HtmlOptions {
  /** The theme's style sheet. */
  readonly css: string;
  /** For a page that follows its sources: a script of its own, before the page's; it may ask the page's server. Formulas keep KaTeX's names then, and comments tell each block's cell. */
  readonly live?: { readonly script: string; readonly css: string };
}

/** @param report its figures drawn (`drawFigures`) in the face of the screen */
export function writeHtml(report: Report, { css, live }: HtmlOptions): string {
  const full = bodyHtml(report, live !== undefined);
  const { body, css: maths } = live === undefined ? compactMaths(full, katexCss()) : { body: full, css: katexCss() };
  const script = readFileSync(new URL("./page.js", import.meta.url), "utf8");
  const plotly = hasPlotly(report) ? `<script type="application/octet-stream" id="plotly-bundle">${packedPlotly()}</script>\n` : "";
  return `<!doctype html>
<html lang="${escapeHtml(report.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, live?.script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="backproof">
<meta name="author" content="${escapeHtml(namesOf(report.authors))}">
<title>${escapeHtml(report.title)}</title>
<style>
${fontCss(full)}
${maths}
${`${css}${live?.css ?? ""}`.replace(/<\/style/gi, "<\\/style")}
</style>
</head>
<body>
${body}
${plotly}${live === undefined ? "" : `<script>${live.script}</script>\n`}<script>${script}</script>
</body>
</html>
`;
}

/** Only our own script runs, and what it unpacks (blob:); nothing is fetched; nothing is sent. */
function policy(script: string, live?: string): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const [scripts, connect] = live === undefined ? [hash(script), ""] : [`${hash(script)} ${hash(live)}`, " connect-src 'self';"];
  return `default-src 'none'; img-src data: blob:; font-src data:; style-src 'unsafe-inline'; script-src ${scripts} blob:;${connect} base-uri 'none'; form-action 'none'`;
}

function bodyHtml(report: Report, isLive: boolean): string {
  const chapters = report.chapters.map((chapter) => `<section class="chapter"${isLive ? ` data-notebook="${escapeHtml(chapter.source)}"` : ""}>\n${isLive ? blocksWithCells(chapter) : blocksHtml(chapter.blocks)}\n${footnotesHtml(chapter.blocks)}</section>`);
  const appendix = report.appendix.length === 0 ? "" : `<section class="appendix">\n${blocksHtml(report.appendix)}\n</section>`;
  return `<a class="skip" href="#content">Skip to the text</a>
<main id="content">
${titleHtml(report)}
${summaryHtml(report)}
${report.template === "note" ? "" : contentsHtml(report)}
${chapters.join("\n")}
${appendix}
</main>`;
}

/** Each block after a comment that names its cell. */
const blocksWithCells = ({ blocks, cells }: Chapter): string => blocks.map((block, k) => `<!--cell ${cells?.[k]}-->${blocksHtml([block])}`).join("\n");

/** What was checked, at the front; a report with a failure says so before anything else. */
function summaryHtml({ summary, provenance }: Report): string {
  if (summary.length === 0) return "";
  const fails = summary.some((claim) => !claim.holds);
  const items = summary.map(({ holds, text }) => `<li class="${holds ? "holds" : "fails"}"><span class="mark" aria-hidden="true">${holds ? "✓" : "✗"}</span>${escapeHtml(text)}</li>`);
  return `<section class="summary${fails ? " failing" : ""}" aria-label="Checks">${fails ? "<p><strong>This report contains failures.</strong></p>" : ""}<ul>${items.join("")}</ul>${provenance === null ? "" : `<p class="provenance">${escapeHtml(provenance)}</p>`}</section>`;
}

const hasPlotly = (report: Report): boolean =>
  [...report.chapters.flatMap((chapter) => chapter.blocks), ...report.appendix].some((block: Block) => block.kind === "figure" && block.picture.kind === "drawn" && block.picture.figure !== null);

/** plotly's bundle, packed: once in the page, for all its figures. */
function packedPlotly(): string {
  return (packed ??= gzipSync(readFileSync(createRequire(import.meta.url).resolve("plotly.js-cartesian-dist-min")), { level: 9 }).toString("base64"));
}

let packed: string | undefined;
