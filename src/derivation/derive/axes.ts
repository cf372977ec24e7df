/** The lengths of a quantity's axes in the author's letters: `[m, n]`. null stands for a length that nothing tells. */
import { walk, type Expression } from "../expression/expression.js";
import { substituteIndices } from "../expression/map.js";
import { familyOf, type Definition, type Quantity, type Scope } from "../scope/scope.js";
import { quantityFor } from "./reference.js";

export type Axis = Expression | null;
export type Axes = readonly Axis[];

/** null: nothing tells how many axes it has. */
export function quantityAxes(scope: Scope, key: string, levels: readonly Expression[]): Axes | null {
  const quantity = quantityFor(scope, { key, levels });
  if (quantity === undefined) return null;
  if (quantity.role === "size" || quantity.role === "label") return [];
  if (quantity.opaque !== null && (quantity.axes?.length ?? 0) === 0) return [];
  const explicit = levels.every((level) => level.kind === "number") ? quantity.explicit.get(levels.map((level) => (level.kind === "number" ? String(level.digits) : "")).join(",")) : undefined;
  const declared = explicit ?? quantity.axes;
  if (declared !== null) {
    const byLevel = new Map(quantity.levelNames.flatMap((name, k) => (levels[k] === undefined ? [] : [[name, levels[k]] as const])));
    return declared.map((axis) => substituteIndices(axis, byLevel)).filter((axis, k, all) => !(all.length === 2 && k === 1 && isOne(axis)));
  }
  if (quantity.memberOf !== null && quantity.levels === 1) {
    const whole = quantityAxes(scope, quantity.memberOf.matrix, []);
    return whole === null || whole.length !== 2 ? null : [quantity.memberOf.axis === "columns" ? whole[0]! : whole[1]!];
  }
  if (quantity.role === "identity") return [null, null];
  if (quantity.role === "ones" || quantity.role === "zeros") return [null];
  const [definition] = quantity.definitions;
  if (definition !== undefined && definition.entries.length > 0) return definition.entries.map((entry) => (entry.kind === "index" ? rangeIn(entry.name, definition, scope) : null));
  return null;
}

export const isOne = (axis: Axis): boolean => axis !== null && axis.kind === "number" && axis.digits === 1n && axis.places === 0;

/** The axis that an index of a definition runs over: its body's subscripts tell, or the text. */
function rangeIn(index: string, { body }: Definition, scope: Scope): Axis {
  for (const node of walk(body)) {
    if (node.kind !== "entry") continue;
    const axis = node.at.findIndex((at) => at?.kind === "index" && at.name === index);
    if (axis < 0) continue;
    const axes = node.of.kind === "name" ? quantityAxes(scope, node.of.name, []) : node.of.kind === "member" ? quantityAxes(scope, node.of.family, node.of.at) : null;
    if (axes?.[axis] != null) return axes[axis];
  }
  return scope.ranges.get(index)?.to ?? null;
}

/** How many members a family has: columns of its matrix, or the range that the text gives. */
export function levelAxis(scope: Scope, family: string): Axis {
  const quantity: Quantity | undefined = familyOf(scope, family);
  if (quantity === undefined) return null;
  if (quantity.memberOf !== null) {
    const whole = quantityAxes(scope, quantity.memberOf.matrix, []);
    const axis = whole?.length === 2 ? (quantity.memberOf.axis === "columns" ? whole[1]! : whole[0]!) : null;
    return axis ?? quantity.memberOf.count;
  }
  const letters = [...quantity.levelNames, ...quantity.definitions.flatMap(({ levels: [level] }) => (level?.kind === "index" ? [level.name] : []))];
  return quantity.levelRange?.to ?? letters.map((letter) => scope.ranges.get(letter)?.to).find((to) => to !== undefined) ?? null;
}
