/** The report's blocks as HTML. */
import { ansiRuns } from "../ansi.js";
import { judgedRows } from "../display-rows.js";
import type { Block, CodeToken, DisplayRow, Inline, Picture } from "../model.js";
import { cutTable } from "../output-table.js";
import { textOf } from "../walk.js";
import { STORED } from "../stored-outputs.js";
import { PLOTLY_DATA } from "./plotly-bundle.js";
import { escapeHtml, scriptJson } from "./escape.js";
import { derivationHtml } from "./derivation-lines.js";
import { inlinesHtml, mathsHtml } from "./inlines.js";
import { repairHtml, verdictHtml } from "./verdict.js";

/** Text longer than this many lines is folded, the rest one click away. */
const LONG = 30;

/** A cell with more letters than these is broken into lines, of which a narrow screen must not make words. */
const LONG_CELL = 30;

export const blocksHtml = (blocks: readonly Block[]): string => blocks.map(blockHtml).join("\n");

type Of<K extends Block["kind"]> = Extract<Block, { readonly kind: K }>;

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "heading": return headingHtml(block);
    case "paragraph": return `<p>${inlinesHtml(block.children)}</p>`;
    case "equation": return equationHtml(block);
    case "list": return listHtml(block);
    case "quote": return `<blockquote>${blocksHtml(block.blocks)}</blockquote>`;
    case "details": return `<details class="aside"${block.isOpen ? " open" : ""}><summary>${inlinesHtml(block.summary)}</summary>${blocksHtml(block.blocks)}</details>`;
    case "solution": return blocksHtml(block.blocks);
    case "stored": return `<section class="stored"><p class="note">${STORED}</p>${blocksHtml(block.blocks)}</section>`;
    case "rule": return "<hr>";
    case "table": return tableHtml(block);
    case "figure": return figureHtml(block);
    case "listing": return listingHtml(block);
    case "stream": return streamHtml(block);
    case "html": return `<div class="output html" tabindex="0">${block.html}</div>`;
    case "references": return `<ul class="references">${block.items.map(({ id, label, children }) => `<li id="${escapeHtml(id)}"><span class="number">${escapeHtml(label)}</span> <span>${inlinesHtml(children)}</span></li>`).join("\n")}</ul>`;
    case "failure": return failureHtml(block);
  }
}

/** The report's title is the page's h1, so a chapter is an h2. */
function headingHtml({ level, number, id, children }: Of<"heading">): string {
  const tag = `h${Math.min(level + 1, 6)}`;
  const label = number === null ? "" : `<span class="number">${number}</span> `;
  return `<${tag} id="${escapeHtml(id)}"><a class="anchor" href="#${escapeHtml(id)}">${label}${inlinesHtml(children)}</a></${tag}>`;
}

function equationHtml(block: Of<"equation">): string {
  const { tex, number, id, rows, verdicts = [], layers = [] } = block;
  if (rows !== undefined) return rowsHtml(block, rows);
  const target = id === null ? "" : ` id="${escapeHtml(id)}"`;
  const label = number === null ? "" : `<a class="number" href="#${escapeHtml(id ?? "")}">(${escapeHtml(number)})</a>`;
  return `<div class="equation"${target}><div class="formula" tabindex="0">${derivationHtml(tex) ?? mathsHtml(tex, true)}</div>${label}${verdictHtml(verdicts, layers)}</div>`;
}

/** Numbers and marks beside the rows; where the rows cannot be set one by one, together in the middle. */
function rowsHtml({ tex, verdicts = [], layers = [] }: Of<"equation">, rows: readonly DisplayRow[]): string {
  const lines = derivationHtml(tex, true);
  const link = (id: string, words: string, style = ""): string => `<a class="number" id="${escapeHtml(id)}"${style} href="#${escapeHtml(id)}">${escapeHtml(words)}</a>`;
  if (lines === null) {
    const numbers = rows.flatMap(({ number, id }) => (id === null ? [] : [link(id, String(number))]));
    return `<div class="equation"><div class="formula" tabindex="0">${mathsHtml(tex, true)}</div><span class="number">(${numbers.join(", ")})</span>${verdictHtml(verdicts, layers)}</div>`;
  }
  const beside = judgedRows(rows, verdicts).map(({ number, id, verdicts: own }, k) => {
    const place = ` style="grid-row:${k + 1}/${k + 2}"`;
    return `${id === null ? "" : link(id, `(${number})`, place)}${verdictHtml(own, k === rows.length - 1 ? layers : [], place)}`;
  });
  return `<div class="equation rows"><div class="formula" tabindex="0" style="grid-row:1/span ${rows.length}">${lines}</div>${beside.join("")}</div>`;
}

function listHtml({ ordered, start, items }: Of<"list">): string {
  const tag = ordered ? "ol" : "ul";
  const inner = items.map((item) => `<li>${item.length === 1 && item[0]!.kind === "paragraph" ? inlinesHtml(item[0].children) : blocksHtml(item)}</li>`);
  return `<${tag}${ordered && start !== 1 ? ` start="${start}"` : ""}>${inner.join("")}</${tag}>`;
}

function captionHtml(word: string, number: string | null, caption: readonly Inline[]): string {
  const label = number === null ? "" : `<span class="label">${word} ${number}.</span> `;
  return label === "" && caption.length === 0 ? "" : `${label}${inlinesHtml(caption)}`;
}

function tableHtml(table: Of<"table">): string {
  const { shown, rest } = cutTable(table);
  return rest === null ? tableRowsHtml(shown) : `${tableRowsHtml(shown)}<details class="more"><summary>${rest.rows.length} more rows</summary>${tableRowsHtml(rest)}</details>`;
}

function tableRowsHtml({ number, id, caption, columns, rows }: Of<"table">): string {
  const long = columns.map((_, k) => rows.some((row) => textOf(row[k] ?? []).length > LONG_CELL));
  const align = (k: number): string => ` class="${columns[k]?.align ?? "left"}${long[k] === true ? " long" : ""}"`;
  const isOfVerdicts = textOf(columns.at(-1)?.head ?? []) === "verdict";
  const text = captionHtml("Table", number, caption);
  const captionId = escapeHtml(`${id ?? "table"}-caption`);
  const head = columns.map((column, k) => `<th scope="col"${align(k)}>${inlinesHtml(column.head)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell, k) => `<td${align(k)}>${inlinesHtml(cell)}</td>`).join("")}</tr>`).join("\n");
  // The caption stands outside of what scrolls, so that a narrow screen shows all of it.
  const label = text === "" ? "" : ` aria-labelledby="${captionId}"`;
  const above = text === "" ? "" : `<div class="caption" id="${captionId}">${text}</div>`;
  return `<div class="table${isOfVerdicts ? " verdicts" : ""}"${id === null ? "" : ` id="${escapeHtml(id)}"`}>${above}<div class="scroll" tabindex="0"><table${label}>\n<thead><tr>${head}</tr></thead>\n<tbody>${body}</tbody></table></div></div>`;
}

function figureHtml({ number, id, caption, alt, picture }: Of<"figure">): string {
  const text = captionHtml("Figure", number, caption);
  const data = picture.kind === "drawn" && picture.figure !== null ? `${PLOTLY_DATA}${scriptJson(picture.figure)}</script>` : "";
  return `<figure${id === null ? "" : ` id="${escapeHtml(id)}"`}>${pictureHtml(picture, alt)}${data}${text === "" ? "" : `<figcaption>${text}</figcaption>`}</figure>`;
}

function pictureHtml(picture: Picture, alt: string): string {
  switch (picture.kind) {
    case "drawn": return `<div class="picture${picture.figure === null ? "\"" : " plot\" tabindex=\"0\""}>${picture.svg.replace("<svg", `<svg role="img" aria-label="${escapeHtml(alt)}"`)}</div>`;
    case "raster": return `<div class="picture"><img src="data:${picture.mime};base64,${escapeHtml(picture.base64)}"${picture.width === undefined ? "" : ` width="${picture.width}"`} alt="${escapeHtml(alt)}"></div>`;
    case "image": return `<div class="picture"><img src="${escapeHtml(picture.source)}" alt="${escapeHtml(alt)}"></div>`;
    default: throw new Error("a figure must be drawn before it is written");
  }
}

const tokenHtml = ({ text, scope }: CodeToken): string =>
  scope === null ? escapeHtml(text) : `<span class="${scope.split(/[ .]/).map((part) => `t-${part.replace(/_+$/, "")}`).join(" ")}">${escapeHtml(text)}</span>`;

/** A cell's code is folded; with a caption it is part of the text. */
function listingHtml({ language, tokens, origin, number = null, id = null, caption = [] }: Of<"listing">): string {
  const code = `<pre class="listing" tabindex="0"><code${language === "" ? "" : ` class="language-${escapeHtml(language)}"`}>${tokens.map(tokenHtml).join("")}</code></pre>`;
  const text = captionHtml("Listing", number, caption);
  if (text !== "") return `<figure class="listing"${id === null ? "" : ` id="${escapeHtml(id)}"`}><figcaption>${text}</figcaption>${code}</figure>`;
  return origin === null ? code : `<details class="code"><summary>Code <span class="where">cell ${origin.cell + 1}</span></summary>${code}</details>`;
}

const runsHtml = (text: string): string =>
  ansiRuns(text).map((run) => (run.styles.length === 0 ? escapeHtml(run.text) : `<span class="${run.styles.map((style) => `ansi-${style}`).join(" ")}">${escapeHtml(run.text)}</span>`)).join("");

function streamHtml({ name, text }: Of<"stream">): string {
  const lines = text.split("\n");
  const pre = (part: string): string => `<pre class="output ${name}" tabindex="0">${runsHtml(part)}</pre>`;
  if (lines.length <= LONG + 5) return pre(text);
  const rest = lines.length - LONG;
  return `${pre(lines.slice(0, LONG).join("\n"))}<details class="more"><summary>${rest} more lines</summary>${pre(lines.slice(LONG).join("\n"))}</details>`;
}

/** One that is expected is told, and alarms nobody. */
function failureHtml({ title, message, excerpt, where, isExpected = false, repair }: Of<"failure">): string {
  const quote = excerpt === null ? "" : `<pre class="excerpt" tabindex="0">${escapeHtml(excerpt)}</pre>`;
  return `<section class="failure${isExpected ? " expected" : ""}"${isExpected ? "" : ' role="alert"'}><p><strong>${escapeHtml(title)}</strong>${isExpected ? ", as expected" : ""} <span class="where">${escapeHtml(where)}</span></p><pre class="${/^\s*\^+\s*$/m.test(message) ? "message excerpt" : "message"}" tabindex="0">${runsHtml(message)}</pre>${quote}${repair === undefined ? "" : repairHtml(repair.words, repair.tex)}</section>`;
}
