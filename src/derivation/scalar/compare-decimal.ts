import type { Decimal } from "decimal.js";
import { evaluateDecimal } from "./evaluate-decimal.js";
import type { ScalarGraph } from "./graph.js";
import type { Draw } from "./point.js";
import type { Node } from "./term.js";

/** Two nodes that should be equal. */
export type Pair = readonly [left: Node, right: Node];

/** What one point says about a pair: `difference` is relative; "vanishes" if both sides are 0 there, which says little. */
export type Comparison = { readonly verdict: "equal" | "different"; readonly difference: number } | { readonly verdict: "vanishes" | "undefined" };

const digits = 64;
/** Sides whose relative difference is smaller are equal; what cancellation may cost is the room between this and the digits. */
const threshold = 1e-40;

/** Compares every pair at the point, in decimals. A difference counts only if it is still there with twice the digits. */
export function compareDecimal(graph: ScalarGraph, pairs: readonly Pair[], nodes: readonly Node[], draw: Draw): readonly Comparison[] {
  const values = evaluateDecimal(graph, nodes, draw, digits);
  return pairs.map((pair, i) => {
    const coarse = measure(values[2 * i]!, values[2 * i + 1]!);
    if (coarse === null) return { verdict: "undefined" };
    if (coarse.size.isZero()) return { verdict: "vanishes" };
    if (coarse.relative < threshold) return { verdict: "equal", difference: coarse.relative };
    const fine = measure(...(evaluateDecimal(graph, pair, draw, 2 * digits) as [Decimal | null, Decimal | null]));
    if (fine === null) return { verdict: "undefined" };
    const isNoise = fine.apart.lte(coarse.apart.mul("1e-20"));
    if (!isNoise) return { verdict: "different", difference: fine.relative };
    return fine.size.lte(coarse.size.mul("1e-20")) ? { verdict: "vanishes" } : { verdict: "equal", difference: fine.relative };
  });
}

function measure(left: Decimal | null, right: Decimal | null): { apart: Decimal; size: Decimal; relative: number } | null {
  if (left === null || right === null) return null;
  const apart = left.sub(right).abs();
  const size = left.abs().gt(right.abs()) ? left.abs() : right.abs();
  return { apart, size, relative: size.isZero() ? 0 : apart.div(size).toNumber() };
}
