/** Formulas that look the same in Markdown and in TeX: `\( \)`, `\[ \]`, bare environments, definitions of macros. */
import { readDefinition, isDefinition } from "../tex/macros.js";
import { tokenise } from "../tex/tokens.js";
import { hasMarkup } from "./inline-dollars.js";
import { addFormula, endProse, type Scan } from "./piece.js";

const DISPLAY = /\\begin\{((?:equation|align|gather|multline|eqnarray|flalign|alignat|displaymath|math|dmath|split|aligned|alignedat|gathered|cases|array|[bpvBV]?matrix)\*?)\}/y;

/** How many characters a definition's end is looked for in: few first, for a text with very many of them. */
const WINDOWS = [150, 1_500];

/** Reads what a backslash at `at` begins, if it is mathematics; gives where to go on, null if it is something else. */
export function scanMaths(scan: Scan, at: number): number | null {
  const { text } = scan;
  const next = text[at + 1];
  if (next === "(" || next === "[") return scanBracketed(scan, at, next === "[");
  DISPLAY.lastIndex = at;
  const name = DISPLAY.exec(text)?.[1];
  return name === undefined ? scanDefinition(scan, at) : scanEnvironment(scan, at, name);
}

function scanBracketed(scan: Scan, at: number, display: boolean): number | null {
  const closer = display ? "\\]" : "\\)";
  const end = findCloser(scan.text, at + 2, closer);
  if (end === -1 || hasMarkup(scan.text.slice(at + 2, end))) return null;
  addFormula(scan, { display, span: { start: at, end: end + 2 }, inner: { start: at + 2, end } });
  return end + 2;
}

/** Where the closer is, in the same paragraph, not behind a backslash; -1 if it is nowhere. */
function findCloser(text: string, from: number, closer: string): number {
  const pattern = /\\\\|\\[()[\]]|\n[ \t\r]*\n/g;
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    if (found[0] === closer) return found.index;
    if (found[0] !== "\\\\") return -1;
  }
  return -1;
}

function scanEnvironment(scan: Scan, at: number, name: string): number {
  const begin = `\\begin{${name}}`;
  const display = name !== "math";
  const end = environmentEnd(scan.text, at, name);
  if (end === null) {
    const span = { start: at, end: at + begin.length };
    addFormula(scan, { display, span, inner: span, problem: `this '${begin}' is never closed: add '\\end{${name}}'` });
    return span.end;
  }
  const span = { start: at, end };
  addFormula(scan, { display, span, inner: span });
  return end;
}

/** What may stand in itself, other than `align` and its like. */
const NESTING = /^(?:array|cases|aligned|alignedat|gathered|split|[bpvBV]?matrix)\*?$/;

/** How far the end of an environment in itself is looked for. */
const LONGEST_NESTED = 20_000;

/** Behind the `\end` that belongs to the `\begin` at `at`; null if there is none before the environment begins anew. */
function environmentEnd(text: string, at: number, name: string): number | null {
  const [begin, end] = [`\\begin{${name}}`, `\\end{${name}}`];
  const nests = NESTING.test(name);
  let depth = 0;
  for (let from = at + begin.length; ; ) {
    const closed = text.indexOf(end, from);
    const again = text.indexOf(begin, from);
    if (closed === -1 || closed - at > LONGEST_NESTED * (nests ? 1 : 100)) return null;
    if (again === -1 || closed < again) {
      from = closed + end.length;
      if (depth-- === 0) return from;
    } else {
      if (!nests) return null;
      depth++;
      from = again + begin.length;
    }
  }
}

function scanDefinition(scan: Scan, at: number): number | null {
  const command = /\\[a-zA-Z]+/y;
  command.lastIndex = at;
  if (!isDefinition(command.exec(scan.text)?.[0] ?? "")) return null;
  for (const length of WINDOWS) {
    const tokens = tokenise(scan.text, { start: at, end: Math.min(scan.text.length, at + length) });
    const found = readDefinition(tokens, 0);
    const last = found === null ? undefined : tokens[found.next - 1];
    // what ends with the window may go on behind it
    if (last === undefined || (last === tokens.at(-1) && at + length < scan.text.length)) continue;
    endProse(scan, at, last.end);
    scan.pieces.push({ kind: "definition", span: { start: at, end: last.end } });
    return last.end;
  }
  return null;
}
