/** Shapes of members that only their definitions tell. */
import { memberOf } from "../expression/build.js";
import type { Expression } from "../expression/expression.js";
import { keyOf } from "../expression/key.js";
import { substituteIndices } from "../expression/map.js";
import { arrayForm } from "./arrays.js";
import type { Axes } from "./axes.js";
import type { DeriveContext } from "./context.js";
import { definitionAt, settledIndices } from "./definition-at.js";
import { CannotDerive } from "./derivation.js";
import { quantityFor } from "./reference.js";

/** The shape that its definition gives to a member: `h_2 = f(h_1)` that of f(h_1); where a definition leads back to the family (`h_t = f(h_{t-1})`), the rank that agrees with itself. */
export function axesOfMember(e: Expression & { readonly kind: "member" }, context: DeriveContext): Axes | null {
  const key = keyOf(e), known = context.shapes.get(key);
  if (known !== undefined) return known;
  const assumed = context.open.get(e.family);
  if (assumed != null) return assumed;
  const axes = (e.at.every(({ kind }) => kind === "number") ? axesByNumber(e, key, context) : null) ?? guessedAxes(e, context);
  // what was found under an assumption may be wrong
  if (![...context.open.values()].some((each) => each !== null)) context.shapes.set(key, axes);
  return axes;
}

function axesByNumber(e: Expression & { readonly kind: "member" }, key: string, context: DeriveContext): Axes | null {
  const body = context.open.has(key) ? null : bodyOfMember(e, context);
  if (body === null) return null;
  context.open.set(key, null);
  try {
    return arrayForm(body, context).axes;
  } catch (error) {
    if (error instanceof CannotDerive) return null;
    throw error;
  } finally {
    context.open.delete(key);
  }
}

function bodyOfMember(e: Expression & { readonly kind: "member" }, { scope }: DeriveContext): Expression | null {
  const own = quantityFor(scope, { key: e.family, levels: e.at });
  const chosen = own === undefined ? null : definitionAt({ key: e.family, levels: e.at, at: [] }, own, scope);
  return chosen === null || chosen.definition.entries.length > 0 ? null : settledIndices(substituteIndices(chosen.definition.body, chosen.bound));
}

function guessedAxes(e: Expression & { readonly kind: "member" }, context: DeriveContext): Axes | null {
  const body = bodyOfMember(e, context);
  if (body === null) return null;
  for (const guess of [[], [null], [null, null]] as const) {
    context.open.set(e.family, guess);
    try {
      const { axes } = arrayForm(body, context);
      if (axes.length === guess.length) return axes;
    } catch (error) {
      if (!(error instanceof CannotDerive)) throw error;
    } finally {
      context.open.delete(e.family);
    }
  }
  return null;
}

/** `Y` of `Y = [y^{(1)} \\cdots y^{(N)}]`, where only the columns are defined. */
export function axesOfMembers(matrix: string, context: DeriveContext): Axes | null {
  const family = [...context.scope.quantities.values()].find((each) => each.levels === 1 && each.memberOf?.matrix === matrix && each.definitions.length > 0);
  if (family?.memberOf == null) return null;
  const { key, memberOf: { axis, count } } = family;
  const [length, ...more] = arrayForm(memberOf(key.replace(/\^\{\(\\cdot\)\}$/, ""), [context.letters.take("k", "l")]), context).axes;
  return length === undefined || more.length > 0 ? null : axis === "columns" ? [length, count] : [count, length];
}
