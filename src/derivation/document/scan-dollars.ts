/** `$…$` and `$$…$$`. */
import { isInlineMaths } from "./inline-dollars.js";
import { addFormula, endProse, type Scan } from "./piece.js";

/** What an inline formula's closer is looked for in: more than anybody writes in one line of text. */
const LONGEST_INLINE = 5_000;

/**
 * Reads the formula that the dollar at `at` begins; gives where to go on, null if it is a dollar of money.
 * @param rules in LaTeX every dollar is one of mathematics, and a comment may hold any number of them
 */
export function scanDollars(scan: Scan, at: number, rules: "markdown" | "latex"): number | null {
  if (scan.text[at + 1] === "$") return scanDisplay(scan, at);
  if (scan.text[at + 1] === "`") return scanTicked(scan, at);
  const end = inlineEnd(scan.text, at + 1, rules === "latex" ? /\\[^]|[{}$]|\n[ \t\r]*\n|%[^\n]*/g : /\\[^]|[{}$]|\n[ \t\r]*\n/g);
  if (end === null || end === at + 1) return null;
  const inner = scan.text.slice(at + 1, end);
  if (inner.trim() === "" || (rules === "markdown" && !isInlineMaths(inner, scan.text[end + 1] ?? ""))) return null;
  addFormula(scan, { display: false, span: { start: at, end: end + 1 }, inner: { start: at + 1, end } });
  return end + 1;
}

/** GitHub's $`…`$. */
function scanTicked(scan: Scan, at: number): number | null {
  const length = scan.text.slice(at + 2, at + LONGEST_INLINE).indexOf("`$");
  const end = at + 2 + length;
  if (length === -1 || /\n[ \t\r]*\n/.test(scan.text.slice(at, end))) return null;
  addFormula(scan, { display: false, span: { start: at, end: end + 2 }, inner: { start: at + 2, end } });
  return end + 2;
}

/** The next dollar outside of braces (`\text{if $x$}` has its own); the next at all where braces do not come in pairs. */
function inlineEnd(text: string, from: number, pattern: RegExp): number | null {
  let first: number | null = null;
  let depth = 0;
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found !== null && found.index - from < LONGEST_INLINE; found = pattern.exec(text)) {
    const [sign] = found;
    if (sign.startsWith("\n")) break;
    if (sign === "{") depth++;
    else if (sign === "}") depth = Math.max(0, depth - 1);
    else if (sign === "$") {
      if (depth === 0) return found.index;
      first ??= found.index;
    }
  }
  return first;
}

function scanDisplay(scan: Scan, at: number): number | null {
  const from = at + 2;
  const end = displayEnd(scan.text, from);
  if (end === null) {
    const span = { start: at, end: from };
    addFormula(scan, { display: true, span, inner: span, problem: "this '$$' is never closed: add '$$' after the formula" });
    return from;
  }
  if (scan.text.slice(from, end).trim() === "") {
    endProse(scan, at, end + 2);
    return end + 2;
  }
  addFormula(scan, { display: true, span: { start: at, end: end + 2 }, inner: { start: from, end } });
  return end + 2;
}

/** Where `$$` closes; null if what lies before the next `$$` is text rather than a formula. */
function displayEnd(text: string, from: number): number | null {
  const pattern = /\\[^]|\$\$/g;
  pattern.lastIndex = from;
  let found = pattern.exec(text);
  while (found !== null && found[0] !== "$$") found = pattern.exec(text);
  if (found === null) return null;
  const inner = text.slice(from, found.index);
  return /\n[ \t\r]*\n/.test(inner.trim()) && isProse(inner) ? null : found.index;
}

/** Whether there is a heading, an inline formula or a sentence of plain words in it. */
function isProse(inner: string): boolean {
  const bare = inner.replace(/\\(?:text|mbox|intertext|shortintertext|textbf|textit|textrm)\s*\{[^{}]*\}/g, "");
  return /^#{1,6} /m.test(bare) || /(?<![\\$])\$(?!\$)/.test(bare) || /(?:^|\s)[A-Za-z]{2,}(?: [A-Za-z]{2,},?){3}/.test(bare);
}
