/**
 * Arrays that are told entry by entry: `(x_i^2)_i`, `[a_i b_j]_{ij}`, `(2 x_i)_{i=1}^n`, `\operatorname{diag}(p_i (1 - p_i))`, and `A = [a_{ij}]` alone on a side.
 * The letters are bound there, in the order of the axes.
 */
import { freeIndices, type Binder, type Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";
import type { Span, Tex } from "../tex/tex.js";
import { isIndexLetter, nameKey } from "./name-key.js";
import { isNumber } from "./is-number.js";
import { NotUnderstood } from "./not-understood.js";
import { readRange } from "./read-big.js";
import { bodyOf, isSymbol, withBound, type Reader } from "./reader.js";

type Delimited = Tex & { readonly kind: "delimited" };

const arrayOf = (binders: readonly Binder[], body: Expression, { start, end }: Span): Expression => ({ kind: "big", operator: "array", binders, where: null, body, start, end });
const binderOf = (name: string, { start }: Span): Binder => ({ name, from: null, to: null, start, end: start });

/** `(2 x_i)_i`, `[a_i b_j]_{i,j}`, `(x_i)_{i=1}^n`: a number with indices in brackets, and the same indices below; null where it is something else. */
export function readEntriesInBrackets(base: Delimited, sub: Tex, sup: Tex | null, reader: Reader): Expression | null {
  if (!/^(\(|\[|\\\{|\\lbrace)$/.test(base.left) || base.body.some((tex) => isSymbol(tex, ","))) return null;
  const binders = bindersBelow(sub, sup, reader);
  if (binders === null) return null;
  const body = readOrNull(() => reader.read(base.body, base, withBound(reader, binders.map(({ name }) => name))));
  if (body === null || !isNumber(body, reader.scope)) return null;
  const free = freeIndices(body);
  return binders.every(({ name }) => free.has(name)) ? arrayOf(binders, body, { start: base.start, end: (sup ?? sub).end }) : null;
}

/** Bare letters, or ranges with their limits. */
function bindersBelow(sub: Tex, sup: Tex | null, reader: Reader): readonly Binder[] | null {
  const body = bodyOf(sub);
  const letters = body.filter((tex) => !isSymbol(tex, ","));
  if (sup === null && letters.length <= 3 && letters.every((tex) => isIndexLetter(nameKey(tex) ?? "") && !reader.scope.quantities.has(nameKey(tex)!)) && new Set(letters.map(nameKey)).size === letters.length) return letters.map((tex) => binderOf(nameKey(tex)!, tex));
  if (!body.some((tex) => isSymbol(tex, "="))) return null;
  const range = readOrNull(() => readRange(sub, sup, reader));
  return range === null || range.where !== null || range.binders.length > 3 ? null : range.binders;
}

function readOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    return null;
  }
}

/** `\operatorname{diag}(p_i (1 - p_i))`: of a number with an index there is no diagonal, so the index runs along it. */
export function alongDiagonal(argument: Expression, reader: Reader): Expression {
  const free = [...freeIndices(argument)].filter((name) => !reader.bound.has(name));
  const loose = free.length === 1 ? free : free.filter((name) => !reader.free.has(name));
  const [name] = loose;
  return name !== undefined && loose.length === 1 && isNumber(argument, reader.scope) ? arrayOf([binderOf(name, argument)], argument, argument) : argument;
}

/** `\operatorname{diag}_i(p_i)` and `\operatorname{diag}(p_i)_{i=1}^n`: the index is written. */
export function alongWritten(argument: Expression, sub: Tex, sup: Tex | null, reader: Reader): Expression | null {
  const binders = bindersBelow(sub, sup, reader);
  return binders?.length === 1 && freeIndices(argument).has(binders[0]!.name) && isNumber(argument, reader.scope) ? arrayOf(binders, argument, argument) : null;
}

/** `[a_i b_j]` alone on a side beside an array: the matrix of these entries, rows and columns in the order of the alphabet. */
export function entriesOfSide(body: readonly Tex[], e: Expression, known: ReadonlySet<string>, scope: Scope): Expression {
  const [only] = body;
  if (body.length !== 1 || only?.kind !== "delimited" || only.left !== "[" || only.right !== "]") return e;
  const free = [...freeIndices(e)].sort();
  return free.length > 0 && free.length <= 2 && !free.some((name) => known.has(name)) && isNumber(e, scope) ? arrayOf(free.map((name) => binderOf(name, e)), e, e) : e;
}
