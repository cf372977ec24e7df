/** What a subscript says of the axis it stands on. */
import { freeIndices, walk, type Expression } from "../expression/expression.js";
import type { Quantity, Scope } from "../scope/scope.js";

export type Subscript =
  /** an index that runs over the axis */
  | { readonly kind: "index"; readonly name: string }
  /** a label `c \\in \\{1, \\dots, C\\}`: the axis has as many entries as the label has values */
  | { readonly kind: "class"; readonly to: Expression }
  /** a number, a size, a label, the whole axis: it says nothing of the length */
  | { readonly kind: "fixed" }
  /** `i+1`, `2i`: the length is not the length of the range */
  | { readonly kind: "loose" }
  /** a name that is no whole number: the subscript is part of the name (`W_x`) */
  | { readonly kind: "label" };

export function subscriptOf(at: Expression | null, scope: Scope): Subscript {
  if (at === null) return { kind: "fixed" };
  switch (at.kind) {
    case "index": return { kind: "index", name: at.name };
    case "number": return at.places === 0 && at.digits > 0n ? { kind: "fixed" } : { kind: "label" };
    case "name": return namedSubscript(scope.quantities.get(at.name));
    case "member": return namedSubscript(scope.quantities.get(at.family));
    default: return freeIndices(at).size > 0 ? { kind: "loose" } : { kind: "fixed" };
  }
}

function namedSubscript(quantity: Quantity | undefined): Subscript {
  if (quantity?.role === "size") return { kind: "fixed" };
  if (quantity?.role !== "label") return { kind: "label" };
  const range = quantity.labelRange;
  return range?.from.kind === "number" && range.from.digits === 1n ? { kind: "class", to: range.to } : { kind: "loose" };
}

/** Indices that stand shifted or multiplied in some subscript: their range is no whole axis. */
export function shiftedIndices(e: Expression): ReadonlySet<string> {
  const shifted = new Set<string>();
  for (const node of walk(e)) {
    if (node.kind !== "entry") continue;
    for (const at of node.at) if (at !== null && at.kind !== "index") for (const name of freeIndices(at)) shifted.add(name);
  }
  return shifted;
}

/** `A_{12}` of a name that nothing declares: one subscript twelve, or the two subscripts one and two. */
export const isDigitPair = (at: readonly (Expression | null)[]): boolean => at.length === 1 && at[0]?.kind === "number" && at[0].places === 0 && /^[1-9]{2}$/.test(String(at[0].digits));

/** l − 1 as the index l, shifted by −1; null where it is no index with a number. */
export function shiftOf(at: Expression): { readonly name: string; readonly shift: number } | null {
  if (at.kind === "index") return { name: at.name, shift: 0 };
  if (at.kind !== "add") return null;
  const letters = at.terms.filter(({ of }) => of.kind === "index"), numbers = at.terms.filter(({ of }) => of.kind === "number" && of.places === 0);
  const [letter] = letters;
  if (letters.length !== 1 || letter!.sign !== 1 || letter!.of.kind !== "index" || letters.length + numbers.length !== at.terms.length) return null;
  return { name: letter!.of.name, shift: numbers.reduce((sum, { sign, of }) => sum + sign * Number((of as Expression & { readonly kind: "number" }).digits), 0) };
}
