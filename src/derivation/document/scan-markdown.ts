/** From Markdown to formulas and the text between them. */
import { addBreak, addFormula, endProse, type FormulaPiece, newScan, type Piece, type Scan, waiverReason } from "./piece.js";
import { type LineBlock, markdownLines } from "./markdown-lines.js";
import { scanDollars } from "./scan-dollars.js";
import { scanMaths } from "./scan-maths.js";

/** What can begin something; all else is prose. */
const SPECIAL = /[\\$`<|{\n]/g;

/**
 * @param from where the content begins, behind the front matter
 * @returns the pieces, and the text to read formulas from: of the same length, with quote marks as blanks
 */
export function scanMarkdown(source: string, from: number): { readonly text: string; readonly pieces: readonly Piece[] } {
  const { text, blocks } = markdownLines(source, from);
  const scan = newScan(text, cleanMarkdown);
  scan.prose = from;
  const noCloser = new Map<number, number>();
  let inRow = false;
  let at = from;
  const startLine = (): void => {
    const block = blocks.get(at);
    inRow = block?.kind === "row";
    if (block !== undefined) at = scanBlock(scan, block);
  };
  startLine();
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const found = SPECIAL.exec(text);
    if (found === null) break;
    at = found.index;
    if (found[0] === "\n") {
      at++;
      at = scanBlank(scan, at) ?? at;
      startLine();
    } else if (found[0] === "|" && inRow) addBreak(scan, at, ++at);
    else at = scanSpecial(scan, at, noCloser);
  }
  addBreak(scan, text.length, text.length);
  return { text, pieces: scan.pieces };
}

/** Takes what a line is; gives where to go on. */
function scanBlock(scan: Scan, block: LineBlock): number {
  const { start, end } = block.span;
  switch (block.kind) {
    case "code":
      addBreak(scan, start, end);
      return end;
    case "math":
      addFormula(scan, { display: true, span: block.span, inner: block.inner, label: block.label });
      return end;
    case "heading":
      addBreak(scan, start, start);
      scan.pieces.push({ kind: "heading", span: block.span, level: block.level, text: block.text });
      scanInline(scan, start, end);
      scan.prose = end;
      return end;
    case "item":
    case "row":
      addBreak(scan, start, end === start ? start : start + 1);
      scan.prose = start;
      return block.kind === "item" ? end : start;
  }
}

/** Formulas in a heading are read, within its line; its words are not prose. */
function scanInline(scan: Scan, start: number, end: number): void {
  const line: Scan = { ...scan, text: scan.text.slice(0, end), prose: end };
  for (let at = start; at < end; at++) {
    if (scan.text[at] !== "$") continue;
    at = (scanDollars(line, at, "markdown") ?? at + 1) - 1;
    line.prose = end;
  }
}

/** Blank lines end the paragraph; null if the line at `at` is not blank. */
function scanBlank(scan: Scan, at: number): number | null {
  const blank = /(?:[ \t\r]*\n)+/y;
  blank.lastIndex = at;
  const length = blank.exec(scan.text)?.[0].length ?? 0;
  if (length === 0) return null;
  addBreak(scan, at - 1, at + length);
  return at + length;
}

function scanSpecial(scan: Scan, at: number, noCloser: Map<number, number>): number {
  const { text } = scan;
  switch (text[at]) {
    case "\\":
      return withNumber(scan, scanMaths(scan, at)) ?? at + 2;
    case "$":
      return withNumber(scan, scanDollars(scan, at, "markdown")) ?? at + (text[at + 1] === "$" ? 2 : 1);
    case "`":
      return scanCode(scan, at, noCloser);
    case "{":
      return scanRole(scan, at) ?? at + 1;
    case "<":
      return withNumber(scan, scanHtml(scan, at)) ?? at + 1;
    default:
      return at + 1;
  }
}

/** A code span is left out; a run of backticks that nothing closes is text. */
function scanCode(scan: Scan, at: number, noCloser: Map<number, number>): number {
  const run = /`+/y;
  run.lastIndex = at;
  const ticks = run.exec(scan.text)?.[0] ?? "`";
  const after = at + ticks.length;
  if (after <= (noCloser.get(ticks.length) ?? 0)) return after;
  const next = /`+|\n[ \t\r]*\n/g;
  next.lastIndex = after;
  for (let found = next.exec(scan.text); found !== null; found = next.exec(scan.text)) {
    if (found[0].startsWith("\n")) break;
    if (found[0].length === ticks.length) {
      endProse(scan, at, next.lastIndex);
      return next.lastIndex;
    }
  }
  noCloser.set(ticks.length, next.lastIndex === 0 ? scan.text.length : next.lastIndex);
  return after;
}

/** MyST's {math}`x`. */
function scanRole(scan: Scan, at: number): number | null {
  const role = /\{math\}`([^`\n]*)`/y;
  role.lastIndex = at;
  const found = role.exec(scan.text);
  if (found === null) return null;
  const end = at + found[0].length;
  addFormula(scan, { display: false, span: { start: at, end }, inner: { start: at + "{math}`".length, end: end - 1 } });
  return end;
}

/** Comments, of which some waive; code; old kramdown's mathematics. null for other tags: they are dropped from the prose. */
function scanHtml(scan: Scan, at: number): number | null {
  const { text } = scan;
  if (text.startsWith("<!--", at)) {
    const closed = text.indexOf("-->", at + 4);
    const end = closed === -1 ? text.length : closed + 3;
    endProse(scan, at, end);
    const reason = waiverReason(text.slice(at + 4, closed === -1 ? text.length : closed));
    if (reason !== null) scan.waiver = { reason, end };
    return end;
  }
  const open = /<(script|pre|code|style)\b([^>]*)>/iy;
  open.lastIndex = at;
  const [tag, name, attributes] = open.exec(text) ?? [];
  if (tag === undefined || name === undefined) return null;
  const closed = text.slice(at).search(new RegExp(`</${name}>`, "i"));
  if (closed === -1) return null;
  const inner = { start: at + tag.length, end: at + closed };
  const end = inner.end + name.length + 3;
  if (/type=["']?math\/tex/i.test(attributes ?? "")) addFormula(scan, { display: /mode=display/i.test(attributes ?? ""), span: { start: at, end }, inner });
  else endProse(scan, at, end);
  return end;
}

/** After a display: "(7)" at the end of the line or alone in one of the next two lines, `{#eq:loss}`, MyST's "(eq-loss)". */
function withNumber(scan: Scan, end: number | null): number | null {
  const last = scan.pieces.at(-1);
  if (end === null || last?.kind !== "formula" || !last.display || last.span.end !== end || last.problem !== null) return end;
  const number = /[ \t]*(?:\r?\n[ \t\r]*){0,2}\(([A-Za-z]{0,3}\.?\d+(?:\.\d+)*[a-z]?'?\*?)\)[ \t]*\r?(?=\n|$)/y;
  const label = /[ \t]*(?:\{#([\w:.-]+)[^}]*\}|\(([A-Za-z][\w:.-]*)\)[ \t]*\r?(?=\n|$))/y;
  const add = (found: Partial<FormulaPiece>, next: number): number => {
    scan.pieces[scan.pieces.length - 1] = { ...last, ...found };
    scan.prose = next;
    return next;
  };
  number.lastIndex = label.lastIndex = end;
  const numbered = number.exec(scan.text);
  if (numbered !== null) return add({ number: numbered[1] as string }, end + numbered[0].length);
  const labelled = label.exec(scan.text);
  return labelled === null ? end : add({ label: labelled[1] ?? labelled[2] ?? null }, end + labelled[0].length);
}

/** Prose without its markup: links as their words, emphasis and tags dropped, item and heading marks dropped. */
function cleanMarkdown(prose: string): string {
  return prose
    .replace(/!?\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)/g, "$1")
    .replace(/<\/?[a-zA-Z][^<>\n]{0,500}>/g, " ")
    .replace(/^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/gm, "")
    .replace(/^[ \t]*(?:[-*_][ \t]*){3,}$/gm, "")
    .replace(/\*+|(?<![\p{L}\d])_+|_+(?![\p{L}\d])|~~/gu, "")
    .replace(/\\([\\`*_{}[\]()#+\-.!|$<>~&"'])/g, "$1")
    .replaceAll("&nbsp;", " ");
}
