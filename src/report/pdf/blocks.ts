/** The report's blocks as Typst source. What it looks like is the theme's: here each block becomes a call of a function that the theme defines. */
import type { CheckedEquation } from "../../derivation/index.js";
import { judgedRows } from "../display-rows.js";
import type { Block, DisplayRow, Inline, LayerEvidence } from "../model.js";
import { evidenceId } from "../equation-appendix.js";
import { isJudged, worstOf } from "../equation-verdict.js";
import { layerVerdict } from "../layer-evidence.js";
import { placeText } from "../problem.js";
import { em, formulaOf, numberedFormula } from "./formula.js";
import { inlinesTypst } from "./inlines.js";
import { cutTable } from "../output-table.js";
import { STORED } from "../stored-outputs.js";
import { stringLiteral } from "./literals.js";
import { pictureFile } from "./pictures.js";
import { htmlText } from "../html-text.js";
import { codeLines, streamLines } from "./verbatim.js";
import { inlinesWidth, isOfWords, wordsWidth } from "./widths.js";
import { within, type Writing } from "./writing.js";

/** What the theme sets beside a block's parts, in characters of code. */
const BESIDE = { item: 5, quote: 5, line: 2, failure: 2 } as const;

type Of<K extends Block["kind"]> = Extract<Block, { readonly kind: K }>;

/**
 * Blocks in order, a blank line between them.
 * @param cells the cell of each, where they are a chapter's
 */
export function blocksTypst(blocks: readonly Block[], writing: Writing, cells: readonly number[] = []): string {
  return blocks.map((block, k) => blockTypst(block, k + 1 < blocks.length && cells[k] === cells[k + 1], writing)).join("\n\n");
}

/** @param goesOn whether the next block is of the same cell */
function blockTypst(block: Block, goesOn: boolean, writing: Writing): string {
  switch (block.kind) {
    case "heading": return `#heading(level: ${block.level}, numbering: ${block.number === null ? "none" : `theme.section(${stringLiteral(block.number)})`})[${inlinesTypst(block.children, writing)}]${labelled(block.id)}`;
    case "paragraph": return `#theme.paragraph(sticky: ${block.leadsIn})[${inlinesTypst(block.children, writing)}]`;
    case "equation": return equation(block, writing);
    case "list": return list(block, writing);
    case "quote": return `#quote(block: true)[${within(BESIDE.quote, writing, () => blocksTypst(block.blocks, writing))}]`;
    case "details": return `#theme.details([${inlinesTypst(block.summary, writing)}])[\n${within(BESIDE.line, writing, () => blocksTypst(block.blocks, writing))}\n]`;
    case "solution": return blocksTypst(block.blocks, writing);
    case "stored": return `#theme.stored(${stringLiteral(STORED)})[\n${within(BESIDE.line, writing, () => blocksTypst(block.blocks, writing))}\n]`;
    case "rule": return "#theme.rule()";
    case "table": return table(block, writing);
    case "figure": return figure(block, writing);
    case "listing": return listing(block, goesOn, writing);
    case "stream": return `#theme.stream(${stringLiteral(block.name)}, ${streamLines(block.text, writing.columns)})`;
    case "html": return `#theme.stream("stdout", ${streamLines(block.text.trim() === "" ? htmlText(block.html) : block.text, writing.columns)})`;
    case "references": return `#grid(columns: (auto, 1fr), column-gutter: 0.7em, row-gutter: 0.75em,\n${block.items.map(({ id, label, children }) => `[#[#${stringLiteral(label)};]#label(${stringLiteral(id)})], [${inlinesTypst(children, writing)}],`).join("\n")})`;
    case "failure": return failure(block, writing);
  }
}

/** A numbering that says what was settled before, whatever Typst counts. */
const fixed = (number: string | null): string => (number === null ? "none" : `theme.fixed(${stringLiteral(number)})`);

const label = (id: string | null): string => (id === null || id === "" ? "none" : `label(${stringLiteral(id)})`);
const labelled = (id: string | null): string => (id === null || id === "" ? "" : ` #${label(id)}`);

function equation(block: Of<"equation">, writing: Writing): string {
  const { tex, number, id, origin, rows, verdicts = [], layers = [] } = block;
  const formula = formulaOf(tex, true, writing);
  const byRow = rows === undefined || "problem" in formula ? null : rowsTypst(block, rows, writing);
  if (byRow !== null) return byRow;
  if ("source" in formula) return `#theme.display(${stringLiteral(formula.speech)}, ${number === null ? "none" : fixed(`(${number})`)}, ${markOf(verdicts, layers)}, ${evidence(id, layers, writing)}, ${label(id)}, ${em(formula.width)}, $ ${formula.source} $)`;
  const where = origin === null ? writing.where : placeText(origin);
  writing.problems.push({ where, message: `a formula cannot be set in the PDF: ${formula.problem}\n${tex}` });
  const title = `Formula${number === null ? "" : ` (${number})`} cannot be set`;
  return `${failure({ kind: "failure", title, message: formula.problem, excerpt: tex, where }, writing)}${labelled(id)}`;
}

function markOf(verdicts: readonly CheckedEquation[], layers: readonly LayerEvidence[]): string {
  const judged = [...verdicts.filter(isJudged), ...layers.map(layerVerdict)];
  return judged.length === 0 ? "none" : stringLiteral(worstOf(judged));
}

/** Numbers and marks beside the rows; null where they cannot be told apart on paper. */
function rowsTypst({ tex, verdicts = [], layers = [] }: Of<"equation">, rows: readonly DisplayRow[], writing: Writing): string | null {
  const formula = numberedFormula(tex, rows.map(({ number }) => number));
  if (formula === null || "problem" in formula) return null;
  const beside = judgedRows(rows, verdicts).map(({ number, id, verdicts: own }, k) => {
    const of = k === rows.length - 1 ? layers : [];
    return `(number: ${number === null ? "none" : stringLiteral(`(${number})`)}, verdict: ${markOf(own, of)}, to: ${evidence(id, of, writing)}, id: ${label(id)}),`;
  });
  return `#theme.rows-display(${stringLiteral(formula.speech)}, (${beside.join("\n")}), number => $ ${formula.source} $)`;
}

/** Where the mark of a display leads: to its row in the appendix, which leads on to a layer's; to the layer's row; or to the table. */
function evidence(id: string | null, layers: readonly LayerEvidence[], { targets }: Writing): string {
  const target = [id === null ? "" : evidenceId(id), ...layers.map((each) => each.id), "equations"].find((each) => targets.has(each));
  return label(target ?? null);
}

function list({ ordered, start, items }: Of<"list">, writing: Writing): string {
  const isTight = items.every((item) => item.filter((block) => block.kind !== "list").length <= 1);
  const bodies = items.map((item) => `[${within(BESIDE.item, writing, () => blocksTypst(item, writing))}],`).join("\n");
  const isOfTasks = items.every(([first]) => first?.kind === "paragraph" && first.children[0]?.kind === "task");
  return ordered ? `#enum(tight: ${isTight}, start: ${start},\n${bodies})` : `#list(tight: ${isTight},${isOfTasks ? " marker: []," : ""}\n${bodies})`;
}

/** Cells of a column that are measured where formulas decide how wide it is, of those that are said to be as wide only one: measuring takes as long as setting. */
const MEASURED = 3;

/**
 * How wide a table is, for the theme: `width` at most; and for each column `known`, how wide its words are (a hair more: letters are kerned), `measured`, the rows
 * (its head is the first) of what may be wider and must be measured, and `least`, how wide its longest word is at most.
 */
function extent(rows: readonly (readonly (readonly Inline[])[])[], writing: Writing): string {
  const formulaWidth = (tex: string): number => {
    const formula = formulaOf(tex, false, writing);
    return "width" in formula ? formula.width : Infinity;
  };
  const columns = rows[0]!.map((_, k) => {
    const cells = rows.map((row, i): readonly Inline[] => (i === 0 ? [{ kind: "strong", children: row[k]! }] : (row[k] ?? [])));
    const widths = cells.map((cell) => inlinesWidth(cell, formulaWidth));
    const known = Math.max(0, ...widths.filter((_, i) => isOfWords(cells[i]!)));
    const wider = widths.map((width, i) => ({ width, i })).filter(({ width }, i) => width > known && widths.indexOf(width) === i).sort((one, other) => other.width - one.width);
    return { known, measured: wider.slice(0, MEASURED).map(({ i }) => i), width: Math.max(...widths), least: Math.max(...cells.map((cell) => wordsWidth(cell, formulaWidth))) };
  });
  const set = (width: number): number => 0.92 * (width + 1.2);
  const extents = columns.map(({ known, measured, least }) => `(known: ${em(0.92 * 1.02 * known + 0.05)}, measured: (${measured.map((i) => `${i},`).join("")}), least: ${em(set(least))}),`);
  return `width: ${em(columns.reduce((sum, column) => sum + set(column.width), 0))}, extents: (${extents.join(" ")})`;
}

const captionTypst = (caption: readonly Inline[], writing: Writing): string => (caption.length === 0 ? "none" : `[${inlinesTypst(caption, writing)}]`);

/** Where it is: below the code or the words that lead to it. */
function table(whole: Of<"table">, writing: Writing): string {
  const { shown: { number, id, caption, columns, rows }, rest } = cutTable(whole);
  const cells = (row: readonly (readonly Inline[])[]): string => row.map((cell) => `[${inlinesTypst(cell, writing)}],`).join(" ");
  const tall = rows.flatMap((row, k) => (row.flat().some((inline) => inline.kind === "maths" && /\\[dt]?frac|\\sum/.test(inline.tex)) ? `${k},` : []));
  const lines = [
    `#theme.table-figure(tall: (${tall.join("")}), ${extent([columns.map(({ head }) => head), ...rows], writing)}, number: ${fixed(number)}, caption: ${captionTypst(caption, writing)}, align: (${columns.map(({ align }) => `${align},`).join("")}),`,
    `head: (${cells(columns.map(({ head }) => head))}),`,
    ...rows.map((row) => cells(columns.map((_, k) => row[k] ?? []))),
  ];
  const note = rest === null ? "" : `\n\n#theme.cut(${stringLiteral(`${rest.rows.length} rows are left out here; the executed notebook has them all`)})`;
  return `${lines.join("\n")})${labelled(id)}${note}`;
}

function figure({ number, id, caption, alt, picture }: Of<"figure">, writing: Writing): string {
  const file = pictureFile(picture, writing);
  if ("path" in file) return `#theme.picture-figure(${stringLiteral(file.path)}, ${picture.kind === "raster" && picture.width !== undefined ? `width: ${0.75 * picture.width}pt, ` : ""}number: ${fixed(number)}, caption: ${captionTypst(caption, writing)}, alt: ${stringLiteral(alt || "Picture without a description.")})${labelled(id)}`;
  writing.problems.push({ where: writing.where, message: `a picture cannot be set in the PDF: ${file.problem}` });
  return `${failure({ kind: "failure", title: "Picture cannot be shown", message: file.problem, excerpt: null, where: writing.where }, writing)}${labelled(id)}`;
}

/** What follows the code of a cell in it is what it gave, and stays with it. One with a number stands where it is, as its output does; its caption keeps to its first lines. */
function listing({ tokens, origin, number = null, id = null, caption = [] }: Of<"listing">, goesOn: boolean, writing: Writing): string {
  const code = `theme.listing(cell: ${origin === null ? "none" : origin.cell + 1}, sticky: ${origin !== null && goesOn}, ${codeLines(tokens, writing.columns)})`;
  return number === null ? `#${code}` : `#theme.listing-figure(number: ${fixed(number)}, caption: ${captionTypst(caption, writing)}, ${code})${labelled(id)}`;
}

function failure({ title, message, excerpt, where, isExpected = false, repair }: Of<"failure">, writing: Writing): string {
  const columns = writing.columns - BESIDE.failure;
  const repaired = repair === undefined ? "" : `, repair: [${repairTypst(repair, writing)}]`;
  return `#theme.failure(${isExpected ? "expected: true, " : ""}title: ${stringLiteral(title)}, where: ${stringLiteral(where)}, excerpt: ${excerpt === null ? "none" : streamLines(excerpt, columns)}${repaired}, ${streamLines(message, columns)})`;
}

/** As a formula, where it can be set, and as its source, to be copied. */
function repairTypst({ words, tex }: NonNullable<Of<"failure">["repair"]>, writing: Writing): string {
  const formula = formulaOf(tex, true, writing);
  const set = "source" in formula ? `\n\n#theme.display(${stringLiteral(formula.speech)}, none, none, none, none, ${em(formula.width)}, $ ${formula.source} $)` : "";
  return `#${stringLiteral(words)};${set}\n\n#theme.coloured(${streamLines(tex, writing.columns - BESIDE.failure)})`;
}
