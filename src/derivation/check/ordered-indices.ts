/** "Let $1 \le k < t \le n$": what is claimed of k and t is claimed where they stand so. */
import { freeIndices, type Condition, type Expression } from "../expression/expression.js";
import type { IndexRange, Scope } from "../scope/scope.js";
import type { Claim } from "./claim.js";

/** The claim with the order that the document says of its free indices, and with their ranges where nothing else tells them. */
export function withOrder(claim: Claim, { indexOrders, ranges }: Scope): Claim {
  const free = new Set([...freeIndices(claim.left), ...freeIndices(claim.right)]);
  const said = indexOrders.filter(({ order }) => indicesOf(order).every((name) => free.has(name)));
  if (said.length === 0) return claim;
  const told = new Map<string, IndexRange>();
  for (const { order } of said) for (const name of indicesOf(order)) { const range = rangeIn(order, name); if (range !== null && !ranges.has(name)) told.set(name, range); }
  return { ...claim, ranges: new Map([...told, ...claim.ranges]), conditions: [...claim.conditions, ...said.map(({ order }) => order)] };
}

const partsOf = (order: Condition): readonly (Condition & { readonly kind: "compare" })[] => (order.kind === "and" ? order.of : [order]).filter((each): each is Condition & { readonly kind: "compare" } => each.kind === "compare");

const indicesOf = (order: Condition): readonly string[] => [...new Set(partsOf(order).flatMap(({ left, right }) => [...freeIndices(left), ...freeIndices(right)]))];

/** From the nearest bound below that is no index to the nearest one above. */
function rangeIn(order: Condition, name: string): IndexRange | null {
  const sides: readonly Expression[] = [...partsOf(order).slice(0, 1).map(({ left }) => left), ...partsOf(order).map(({ right }) => right)];
  const at = sides.findIndex((side) => side.kind === "index" && side.name === name), isBound = (side: Expression): boolean => freeIndices(side).size === 0;
  const [below, above] = [sides.slice(0, at).findLast(isBound), sides.slice(at + 1).find(isBound)];
  return at < 0 || below === undefined || above === undefined ? null : { from: below, to: above };
}
