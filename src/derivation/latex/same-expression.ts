/** Structural equality: two expressions that a reader would call the same formula, letter for letter. Places in the file do not count. */
import type { Expression } from "../expression/expression.js";
import { mapChildren } from "../expression/map.js";

export const sameExpression = (a: Expression, b: Expression): boolean => a === b || structureOf(a) === structureOf(b);

/** The expression as text without its places; what the reader flattens is flattened. */
export const structureOf = (e: Expression): string =>
  JSON.stringify(normal(e), (key, value: unknown) => (key === "start" || key === "end" ? undefined : typeof value === "bigint" ? `${value}n` : value));

function normal(e: Expression): Expression {
  const own = mapChildren(e, normal);
  // the sign before the first factor says nothing
  if (own.kind === "product") return { ...own, factors: own.factors.map((factor, k) => (k === 0 ? { ...factor, sign: "juxtaposed" } : factor)) };
  // \sum_i + x_i
  if (own.kind === "add" && own.terms.length === 1 && own.terms[0]!.sign === 1) return own.terms[0]!.of;
  // \sum_{i, j} is a sum of sums
  if (own.kind === "big" && own.binders.length > 1 && own.where === null) {
    const [first, ...rest] = own.binders;
    return { ...own, binders: [first!], body: normal({ ...own, binders: rest }) };
  }
  return own;
}
