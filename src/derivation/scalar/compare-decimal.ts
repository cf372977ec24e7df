import type { Decimal } from "decimal.js";
import { evaluateDecimal } from "./evaluate-decimal.js";
import { floatValues } from "./evaluate-float.js";
import type { ScalarGraph } from "./graph.js";
import { planOf } from "./plan.js";
import type { Draw } from "./point.js";
import type { Node } from "./term.js";

/** Two nodes that should be equal. */
export type Pair = readonly [left: Node, right: Node];

/** What one point says about a pair: `difference` is relative; "vanishes" if both sides are 0 there, which says little. */
export type Comparison = { readonly verdict: "equal" | "different"; readonly difference: number } | { readonly verdict: "vanishes" | "undefined" };

const digits = 64;
/** Sides whose relative difference is smaller are equal; what cancellation may cost is the room between this and the digits. */
const threshold = 1e-40;

/** Digits beyond which no confirmation is tried: 10³⁰⁸ and 10⁻³⁰⁸ in one sum of squares need more. */
const mostDigits = 1000;

/** Compares every pair at the point, in decimals. A difference counts only if it is still there with twice the digits, or more where the sizes of the values ask for them. */
export function compareDecimal(graph: ScalarGraph, pairs: readonly Pair[], nodes: readonly Node[], draw: Draw): readonly Comparison[] {
  const values = evaluateDecimal(graph, nodes, draw, digits);
  return pairs.map((pair, i) => {
    const coarse = measure(values[2 * i]!, values[2 * i + 1]!);
    if (coarse === null) return { verdict: "undefined" };
    if (coarse.size.isZero()) return { verdict: "vanishes" };
    if (coarse.relative < threshold) return { verdict: "equal", difference: coarse.relative };
    const needed = digitsFor(graph, pair, draw);
    if (needed > mostDigits) return { verdict: "undefined" };
    const fine = measure(...(evaluateDecimal(graph, pair, draw, needed) as [Decimal | null, Decimal | null]));
    if (fine === null) return { verdict: "undefined" };
    const isNoise = fine.apart.lte(coarse.apart.mul("1e-20"));
    if (!isNoise) return { verdict: "different", difference: fine.relative };
    return fine.size.lte(coarse.size.mul("1e-20")) ? { verdict: "vanishes" } : { verdict: "equal", difference: fine.relative };
  });
}

/** Enough digits that squares of the largest value do not swallow the smallest one: (a + b)² - (a - b)² = 4ab needs them. */
function digitsFor(graph: ScalarGraph, pair: Pair, draw: Draw): number {
  let largest = 1, smallest = 1;
  for (const value of floatValues(planOf(graph, pair, draw.free), draw)) {
    const size = Math.abs(value);
    if (size > largest && size < Infinity) largest = size;
    if (size < smallest && size > 0) smallest = size;
  }
  return digits * Math.ceil(Math.max(2, 1 + (2 * Math.log10(largest) - 2 * Math.log10(smallest)) / digits));
}

function measure(left: Decimal | null, right: Decimal | null): { apart: Decimal; size: Decimal; relative: number } | null {
  if (left === null || right === null) return null;
  const apart = left.sub(right).abs();
  const size = left.abs().gt(right.abs()) ? left.abs() : right.abs();
  return { apart, size, relative: size.isZero() ? 0 : apart.div(size).toNumber() };
}
