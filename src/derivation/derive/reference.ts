/** One entry of a quantity: `x`, `W_{ij}`, `x^{(k)}_i`. What a derivative can be taken by, and what a definition gives a value. */
import { entryOf, memberOf, nameOf } from "../expression/build.js";
import type { Expression } from "../expression/expression.js";
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

export const quantityFor = (scope: Scope, { key, levels }: Pick<Reference, "key" | "levels">): Quantity | undefined => (levels.length > 0 ? familyOf(scope, key) : scope.quantities.get(key));

/** `x^{(k)}_i` of a family that names the columns or rows of X, as `X_{ik}` or `X_{ki}`; anything else as it is. */
export function asMatrixEntry(reference: Reference, scope: Scope): Reference {
  const quantity = quantityFor(scope, reference);
  const matrix = quantity?.memberOf == null ? undefined : scope.quantities.get(quantity.memberOf.matrix);
  if (quantity?.memberOf == null || matrix === undefined || matrix.key === quantity.key || reference.levels.length !== 1 || reference.at.length !== 1) return reference;
  const [level] = reference.levels as [Expression], [at] = reference.at as [Expression];
  return { key: matrix.key, levels: [], at: quantity.memberOf.axis === "columns" ? [at, level] : [level, at] };
}
