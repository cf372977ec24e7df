/**
 * Where a text stops being JSON: JSON.parse itself says so only on some versions of Node, and in words of its own.
 * Source: RFC 8259.
 */

export interface SyntaxFault {
  /** Position in the text, counted from 0. */
  readonly offset: number;
  /** What may stand there. */
  readonly expected: string;
}

const SPACE = /[ \t\n\r]*/y;
// eslint-disable-next-line no-control-regex -- JSON forbids them unescaped
const UNESCAPED = /[^"\\\u0000-\u001f]*/y;
const ESCAPED = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b/y;

/** A line that Git writes around what it could not merge. */
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$/;

/** Numbers in Python's JSON alone. */
const PYTHONS = /^(?:NaN|-?Infinity)\b/;

/** The first place where the text cannot be JSON any more; null if it is JSON. */
export function findSyntaxFault(text: string): SyntaxFault | null {
  const closers: string[] = [];
  let at = 0;
  let expected = "a value" as "a value" | "a key" | "an end";
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  /** Part by part: one expression for all of a long string outgrows its stack. */
  const skipString = (): boolean => {
    const start = at;
    if (text[at] !== '"') return false;
    at++;
    do skip(UNESCAPED);
    while (skip(ESCAPED));
    const isWhole = text[at] === '"';
    at = isWhole ? at + 1 : start;
    return isWhole;
  };
  const key = (): SyntaxFault | null => {
    if (!skipString()) return { offset: at, expected: text[at] === '"' ? "a string that ends on its line, with valid escapes" : "a key in double quotes" };
    skip(SPACE);
    if (text[at] !== ":") return { offset: at, expected: '":" after a key' };
    at++;
    expected = "a value";
    return null;
  };
  const value = (): SyntaxFault | null => {
    const opener = text[at];
    if (opener === "{" || opener === "[") {
      closers.push(opener === "{" ? "}" : "]");
      at++;
      skip(SPACE);
      expected = text[at] === closers.at(-1) ? "an end" : opener === "{" ? "a key" : "a value";
      return null;
    }
    if (!skipString() && !skip(SCALAR)) return { offset: at, expected: opener === '"' ? "a string that ends on its line, with valid escapes" : "a value" };
    expected = "an end";
    return null;
  };
  const end = (): SyntaxFault | null => {
    const closer = closers.at(-1);
    if (text[at] === closer) closers.pop();
    else if (text[at] === ",") expected = closer === "}" ? "a key" : "a value";
    else return { offset: at, expected: `"," or "${closer}"` };
    at++;
    return null;
  };
  for (;;) {
    skip(SPACE);
    if (expected === "an end" && closers.length === 0) return at === text.length ? null : { offset: at, expected: "the end of the file" };
    const fault = expected === "a key" ? key() : expected === "a value" ? value() : end();
    if (fault !== null) return fault;
  }
}

/** Line and column, counted from 1, of a position in a text. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** Where a text that is no JSON stops being so, in words, with the place underlined. */
export function describeSyntaxFault(text: string): string {
  const { offset, expected } = findSyntaxFault(text) ?? { offset: 0, expected: "a value" };
  const { line, column } = lineAndColumn(text, offset);
  const marker = CONFLICT.exec(text.split("\n")[line - 1] ?? "")?.[0];
  if (marker !== undefined) return `line ${line}: not JSON; a conflict that Git could not merge stands here; choose one side, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>\n  ${marker}`;
  const number = PYTHONS.exec(text.slice(offset, offset + 10))?.[0];
  const found = offset >= text.length ? "the end of the file" : number !== undefined ? `${number}, which Python writes and JSON does not know; write null, or clear the outputs if it is in one` : JSON.stringify(text[offset]);
  const start = Math.max(0, column - 41);
  const excerpt = (text.split("\n")[line - 1] ?? "").slice(start, column + 39).replaceAll("\t", " ");
  return `line ${line}, column ${column}: not JSON; expected ${expected}, found ${found}\n  ${excerpt}\n  ${" ".repeat(column - 1 - start)}^`;
}
