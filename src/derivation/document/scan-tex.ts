/** From a LaTeX file to formulas and the text between them. */
import { addBreak, endProse, newScan, type Piece, type Scan, waiverReason } from "./piece.js";
import { scanDollars } from "./scan-dollars.js";
import { scanMaths } from "./scan-maths.js";

const SPECIAL = /[\\$%\n]/g;

/** The preamble holds nothing but macros; without `\begin{document}` the file is all content. */
export function scanTex(text: string): Piece[] {
  const scan = newScan(text, cleanTex);
  const begin = /^[^%\n]*?\\begin\{document\}/m.exec(text);
  const content = begin === null ? 0 : begin.index + begin[0].length;
  const closed = text.indexOf("\\end{document}", content);
  const end = closed === -1 ? text.length : closed;
  scanPreamble(scan, content);
  scan.prose = content;
  let at = content;
  while (at < end) {
    SPECIAL.lastIndex = at;
    const found = SPECIAL.exec(text);
    if (found === null || found.index >= end) break;
    at = scanSpecial(scan, found.index, found[0]);
  }
  addBreak(scan, Math.max(end, scan.prose), Math.max(end, scan.prose));
  return scan.pieces;
}

function scanPreamble(scan: Scan, end: number): void {
  const command = /%[^\n]*|\\[a-zA-Z]+/g;
  for (let found = command.exec(scan.text); found !== null && found.index < end; found = command.exec(scan.text)) {
    if (found[0].startsWith("%")) continue;
    const pieces = scan.pieces.length;
    const next = /^\\(?:begin|end)$/.test(found[0]) ? null : scanMaths(scan, found.index);
    if (next !== null) command.lastIndex = next;
    if (next !== null && scan.pieces[pieces]?.kind === "prose") scan.pieces.splice(pieces, 1);
  }
}

function scanSpecial(scan: Scan, at: number, sign: string): number {
  const { text } = scan;
  if (sign === "%") return scanComment(scan, at);
  if (sign === "$") return scanDollars(scan, at, "latex") ?? at + 1;
  if (sign === "\n") {
    const blank = /\n(?:[ \t\r]*\n)+/y;
    blank.lastIndex = at;
    const length = blank.exec(text)?.[0].length;
    if (length === undefined) return at + 1;
    addBreak(scan, at, at + length);
    return at + length;
  }
  return scanMaths(scan, at) ?? scanHeading(scan, at) ?? scanVerbatim(scan, at) ?? scanItem(scan, at) ?? at + 2;
}

/** A comment is no prose; `% not checked: because …` waives the display after it. */
function scanComment(scan: Scan, at: number): number {
  const newline = scan.text.indexOf("\n", at);
  const end = newline === -1 ? scan.text.length : newline;
  endProse(scan, at, end);
  const reason = waiverReason(scan.text.slice(at + 1, end));
  if (reason !== null) scan.waiver = { reason, end };
  // another comment between a waiver and its display changes nothing
  else if (scan.waiver !== null && scan.text.slice(scan.waiver.end, at).trim() === "") scan.waiver = { ...scan.waiver, end };
  return end;
}

const LEVELS: readonly string[] = ["part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph"];

function scanHeading(scan: Scan, at: number): number | null {
  const heading = /\\(part|chapter|section|subsection|subsubsection|paragraph|subparagraph)\*?\s*(?:\[[^\]\n]*\])?\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/y;
  heading.lastIndex = at;
  const found = heading.exec(scan.text);
  if (found === null) return null;
  const end = at + found[0].length;
  addBreak(scan, at, end);
  scan.prose = end;
  const level = Math.max(1, LEVELS.indexOf(found[1] as string) - 1);
  scan.pieces.push({ kind: "heading", span: { start: at, end }, level, text: cleanTex(found[2] as string).replace(/\s+/g, " ").trim() });
  return end;
}

const VERBATIM = /\\begin\{(verbatim|lstlisting|minted|comment|tikzpicture|filecontents)(\*?)\}/y;

function scanVerbatim(scan: Scan, at: number): number | null {
  const inline = /\\(?:verb|lstinline)\*?([^a-zA-Z\s])/y;
  inline.lastIndex = VERBATIM.lastIndex = at;
  const block = VERBATIM.exec(scan.text);
  const mark = inline.exec(scan.text)?.[1];
  const closer = block === null ? mark : `\\end{${block[1]}${block[2]}}`;
  if (closer === undefined) return null;
  const closed = scan.text.indexOf(closer, Math.max(inline.lastIndex, VERBATIM.lastIndex, at + 1));
  if (closed === -1) return null;
  endProse(scan, at, closed + closer.length);
  return closed + closer.length;
}

function scanItem(scan: Scan, at: number): number | null {
  const item = /\\(?:item|par)(?![a-zA-Z])/y;
  item.lastIndex = at;
  const length = item.exec(scan.text)?.[0].length;
  if (length === undefined) return null;
  addBreak(scan, at, at + length);
  scan.prose = at + length;
  return at + length;
}

/** Prose without its commands: `\emph{word}` is "word", references and labels are nothing. */
function cleanTex(prose: string): string {
  return prose
    .replace(/(?<!\\)%[^\n]*/g, "")
    .replace(/\\(?:label|cite[a-z]*|vspace|hspace|bibliography|bibliographystyle|input|include|includegraphics|usepackage|begin|end)\*?(?:\[[^\]\n]{0,200}\])?\{[^{}\n]{0,300}\}/g, " ")
    .replace(/\\(?:eqref|ref|cref|autoref)\{([^{}\n]{0,200})\}/g, "($1)")
    .replace(/\\[a-zA-Z]+\*?\s?/g, "")
    .replace(/\\([^a-zA-Z])/g, "$1")
    .replace(/[{}]/g, "")
    .replace(/~|--+/g, " ");
}
