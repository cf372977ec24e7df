/** Names that authors write without a backslash, before their arguments: nobody means the product of the letters. */
import type { Tex } from "../tex/tex.js";
import { NotUnderstood } from "./not-understood.js";
import { isSymbol, plainText, type Cursor, type Reader } from "./reader.js";

/** `CE(y, \hat y)`, `CrossEntropy(y)`: letters side by side of which nothing is known, before arguments. Two or three can be a product before a bracket, but not before a list. */
export function refuseUnknownWord(cursor: Cursor, reader: Reader): void {
  const { items, at } = cursor;
  if (!isLetter(items[at]) || isLetter(items[at - 1])) return;
  const end = items.findIndex((tex, k) => k > at && !isLetter(tex)), bracket = items[end];
  if (end - at < 2 || bracket?.kind !== "delimited" || bracket.left !== "(") return;
  const letters = items.slice(at, end), word = plainText(letters);
  const isWord = /^[A-Z][a-z]{2,}([A-Z][a-z]+)*$/.test(word) && word.length > 4;
  const isUnknown = letters.every((tex) => isUnknownLetter(tex, reader)) && (letters.length > 3 || bracket.body.some((tex) => isSymbol(tex, ",")));
  if (!isWord && !isUnknown) return;
  throw new NotUnderstood("undeclared", `the function '${word}' is defined nowhere; say what it is, '$\\operatorname{${word}}(y, z) = \\dots$'`, { start: items[at]!.start, end: bracket.start });
}

const isLetter = (tex: Tex | undefined): boolean => tex?.kind === "symbol" && /^[A-Za-z]$/.test(tex.text);

function isUnknownLetter(tex: Tex, { scope, bound, free }: Reader): boolean {
  return tex.kind === "symbol" && ![scope.quantities, scope.functions, bound, free].some((known) => known.has(tex.text));
}
