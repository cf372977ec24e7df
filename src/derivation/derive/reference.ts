/** One entry of a quantity: `x`, `W_{ij}`, `x^{(k)}_i`. What a derivative can be taken by, and what a definition gives a value. */
import { entryOf, memberOf, nameOf } from "../expression/build.js";
import type { Expression } from "../expression/expression.js";
import type { Used } from "./loose-proof.js";
import { arrayTarget } from "../scope/definitions.js";
import { familyOf, type Quantity, type Scope } from "../scope/scope.js";

export interface Reference {
  readonly key: string;
  readonly levels: readonly Expression[];
  readonly at: readonly Expression[];
}

/** null where the expression is no single entry of a name. */
export function referenceOf(e: Expression): Reference | null {
  const target = arrayTarget(e);
  return target === null ? null : { key: target.key, levels: target.levels, at: target.entries };
}

export function referenceExpression({ key, levels, at }: Reference): Expression {
  const whole = levels.length === 0 ? nameOf(key) : memberOf(key, levels);
  return at.length === 0 ? whole : entryOf(whole, at);
}

/** The array that an entry is of; anything else as it is. */
export function wholeOf(e: Expression): Expression {
  const own = referenceOf(e);
  return own === null ? e : referenceExpression({ ...own, at: [] });
}

/** The definitions that give an entry its value: its own, that of the matrix whose column it is in, or of the columns of the matrix that it is in. */
export function usedBy(reference: Reference, scope: Scope): readonly Used[] {
  const matrix = asMatrixEntry(reference, scope);
  const members = [...scope.quantities.values()].filter((quantity) => quantity.memberOf?.matrix === matrix.key && quantity.levels === 1);
  return [reference, ...(matrix === reference ? [] : [matrix]), ...members.map(({ key }) => ({ key: key.replace(/\^\{\(\\cdot\)\}$/, ""), levels: [ANY] }))].map(({ key, levels }) => ({ key, levels }));
}

const ANY: Expression = { kind: "index", name: "any", start: 0, end: 0 };

export const quantityFor = (scope: Scope, { key, levels }: Pick<Reference, "key" | "levels">): Quantity | undefined => (levels.length > 0 ? familyOf(scope, key) : scope.quantities.get(key));

/** `x^{(k)}_i` of a family that names the columns or rows of X, as `X_{ik}` or `X_{ki}`; anything else as it is. */
export function asMatrixEntry(reference: Reference, scope: Scope): Reference {
  const quantity = quantityFor(scope, reference);
  const matrix = quantity?.memberOf == null ? undefined : scope.quantities.get(quantity.memberOf.matrix);
  if (quantity?.memberOf == null || matrix === undefined || matrix.key === quantity.key || reference.levels.length !== 1 || reference.at.length !== 1) return reference;
  const [level] = reference.levels as [Expression], [at] = reference.at as [Expression];
  return { key: matrix.key, levels: [], at: quantity.memberOf.axis === "columns" ? [at, level] : [level, at] };
}
