/** `d(X^{-1})`, `\mathrm{d}\ln\det X`, `dX` in documents that write differentials (see `scope/declare-differentials.ts`): the expression under a function of this name. */
import type { Expression } from "../expression/expression.js";
import type { Tex } from "../tex/tex.js";
import { readFactor } from "./read-factor.js";
import { isDifferential, startsSlashDerivative } from "./read-derivative.js";
import { bodyOf, coreOf, isSymbol, peek, plainText, stop, type Cursor, type Reader } from "./reader.js";
import { isTransposeSign } from "./read-scripts.js";
import { isSeparator } from "./symbols.js";

/** The function that stands for the sign; its arguments are what it acts on and, in a claim, the variables that are moved (see `check/moved.ts`). */
export const DIFFERENTIAL = "differential";

export const isUpright = (sign: Tex): boolean => !isSymbol(sign, "d");

/** A sign and something after it that a differential can be of. */
export function startsDifferential(sign: Tex | undefined, next: Tex | undefined): boolean {
  if (sign === undefined || next === undefined || sign.kind === "scripts" || isSymbol(sign, "\\partial") || !isDifferential(sign)) return false;
  const core = coreOf(next);
  if (core.kind === "delimited" && core.body.some((tex) => isSymbol(tex, ","))) return false;
  return core.kind !== "number" && !isSeparator(core) && !isSymbol(core, "+", "-", "−", "/", "\\cdot", "\\times") && !(core.kind === "symbol" && /^[=<>]$/.test(core.text));
}

export function readDifferential(cursor: Cursor, reader: Reader): Expression | null {
  const sign = peek(cursor)!, next = cursor.items[cursor.at + 1];
  if (reader.inSubscript || !startsDifferential(sign, next) || !reader.scope.differentials.has(isUpright(sign) ? "upright" : "italic") || startsSlashDerivative(cursor)) return null;
  const core = coreOf(next!);
  // d(x)^2 and dx^2: of the square, or the square of it?
  const power = next!.kind === "scripts" && next!.sup !== null && /^[0-9]$/.test(plainText(bodyOf(next!.sup))) ? next!.sup : null;
  if (power !== null && (core.kind !== "delimited" || core.left === "(" || core.left === "[")) stop(`'${plainText([sign, next!])}' can be the differential of a power or the power of one: write brackets`, next!);
  if (next!.kind === "scripts" && core.kind === "delimited" && core.left === "(" && (next!.sub !== null || (next!.sup !== null && !isTransposeSign(next!.sup, reader)))) stop("a script after the bracket of a differential can belong to either: write brackets around all that it is of", next!);
  cursor.at++;
  const of = readFactor(cursor, reader);
  return { kind: "apply", function: DIFFERENTIAL, arguments: [of], start: sign.start, end: of.end };
}
