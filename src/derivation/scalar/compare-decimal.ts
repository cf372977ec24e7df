import type { Decimal } from "decimal.js";
import { decimalValues } from "./evaluate-decimal.js";
import type { ScalarGraph } from "./graph.js";
import { planOf } from "./plan.js";
import type { Draw } from "./point.js";
import type { Node } from "./term.js";
import { decimalWork } from "./work.js";

/** Two nodes that should be equal. */
export type Pair = readonly [left: Node, right: Node];

/** What one point says about a pair: `difference` is relative; "vanishes" if both sides are 0 there, which says little. `work` is what it cost. */
export type Comparison = { readonly work: number } & ({ readonly verdict: "equal" | "different"; readonly difference: number } | { readonly verdict: "vanishes" | "undefined" });

const digits = 64;
/** Sides whose relative difference is smaller are equal at once; above it more digits tell rounding, which shrinks with them, from a difference, which stays. */
const threshold = 1e-55;

/** Digits beyond which no confirmation is tried: 10³⁰⁸ and 10⁻³⁰⁸ in one sum of squares need more. */
const mostDigits = 1000;

/**
 * Digits that tell most differences, for a fraction of the price of 64: rounding would shrink by 20 places where their number doubles, and a difference stays.
 * Sums whose summands lie too far apart, and differences that are no large part of the values, are left to more digits.
 */
const fewDigits = 20, mostLoss = 8, largePart = 1e-6;

/** Whether the pair differs at the point, for certain: a difference counts only if it is still there with twice the digits, or more where the sizes of the values ask for them. */
export function differsInDecimals(graph: ScalarGraph, pair: Pair, draw: Draw): boolean {
  return differsInFewDigits(graph, pair, draw) || [...comparisons(graph, [pair], pair, draw)][0]!.verdict === "different";
}

/** The same for less work, where that is enough to be certain. */
export function differsInFewDigits(graph: ScalarGraph, pair: Pair, draw: Draw): boolean {
  const plan = planOf(graph, pair, draw.free);
  const [coarse, fine] = [fewDigits, 2 * fewDigits].map((digits) => {
    const { values: [left, right], loss } = decimalValues(plan, draw, digits);
    return loss > mostLoss ? null : measure(left!, right!);
  });
  if (coarse == null || fine == null || coarse.relative < largePart) return false;
  return fine.apart.sub(coarse.apart).abs().lte(coarse.apart.mul(largePart));
}

/** Compares every pair at the point, in 64 decimal digits and more, one after the other, for who stops at the first difference. The nodes are those of the pairs: one array that is asked for again has its plan already. */
export function* comparisons(graph: ScalarGraph, pairs: readonly Pair[], nodes: readonly Node[], draw: Draw): Generator<Comparison> {
  const plan = planOf(graph, nodes, draw.free);
  const { values } = decimalValues(plan, draw, digits);
  let work = decimalWork(plan, digits);
  for (const [i, pair] of pairs.entries()) {
    yield comparePair(graph, pair, measure(values[2 * i]!, values[2 * i + 1]!), draw, work);
    work = 0;
  }
}

function comparePair(graph: ScalarGraph, pair: Pair, coarse: Measure | null, draw: Draw, spent: number): Comparison {
  if (coarse === null) return { verdict: "undefined", work: spent };
  if (coarse.size.isZero()) return { verdict: "vanishes", work: spent };
  if (coarse.relative < threshold) return { verdict: "equal", difference: coarse.relative, work: spent };
  const plan = planOf(graph, pair, draw.free);
  let work = spent, wanted = 2 * digits;
  for (;;) {
    const { values, loss } = decimalValues(plan, draw, wanted);
    work += decimalWork(plan, wanted);
    const fine = measure(values[0]!, values[1]!);
    if (fine === null) return { verdict: "undefined", work };
    if (fine.apart.lte(coarse.apart.mul("1e-20"))) return fine.size.lte(coarse.size.mul("1e-20")) ? { verdict: "vanishes", work } : { verdict: "equal", difference: fine.relative, work };
    // enough digits that squares of the largest summand do not swallow the smallest one: (a + b)² - (a - b)² = 4ab needs them
    const needed = digits * Math.ceil(1 + (2 * loss) / digits);
    if (needed <= wanted) return { verdict: "different", difference: fine.relative, work };
    if (needed > mostDigits) return { verdict: "undefined", work };
    wanted = needed;
  }
}

interface Measure { readonly apart: Decimal; readonly size: Decimal; readonly relative: number }

function measure(left: Decimal | null, right: Decimal | null): Measure | null {
  if (left === null || right === null) return null;
  const apart = left.sub(right).abs();
  const size = left.abs().gt(right.abs()) ? left.abs() : right.abs();
  return { apart, size, relative: size.isZero() ? 0 : apart.div(size).toNumber() };
}
