import type { Pair } from "./compare-decimal.js";
import { differsBeside } from "./beside.js";
import type { Decision } from "./decision.js";
import { decideExactly } from "./decide-exactly.js";
import { decideHighPrecision } from "./decide-high-precision.js";
import type { ScalarGraph } from "./graph.js";
import { sampleOf, type Sample } from "./sample.js";
import type { Node } from "./term.js";

export type { Pair } from "./compare-decimal.js";
export type { Decision, Difference } from "./decision.js";

export interface DecideOptions {
  readonly seed: number;
  /** At least this many points (3 or more); conditions and discrete atoms ask for more of their own. */
  readonly draws?: number;
  /** Refs that are cut loose from their definitions. */
  readonly free?: ReadonlySet<Node>;
}

/**
 * Whether left = right for every pair, wherever both are defined.
 *
 * One node is equal to itself. What a prime field carries is decided there, and cross-checked in float64; the rest with 64 decimal digits and more.
 * "different" is certain; "equal" has an error bound; what cannot be decided is "undecided" with a reason. See docs/decisions/deciding.md.
 */
export function decideEqual(graph: ScalarGraph, pairs: readonly Pair[], options: DecideOptions): Decision {
  const open = pairs.flatMap(([left, right], index) => (left === right ? [] : [index]));
  if (open.length === 0) return { verdict: "equal", method: "exact", errorBound: 0 };
  const sample = sampleOf(graph, open.map((index) => pairs[index]!), options);
  const named = (decision: Decision): Decision => (decision.at === undefined ? decision : { ...decision, at: { ...decision.at, pair: open[decision.at.pair]! } });

  const drawn = decideDrawn(sample);
  if (drawn.at !== undefined || drawn.nowhere === true) return named(drawn);
  return named(differsBeside(sample, drawn.method === "exact", drawn.verdict === "undecided") ?? drawn);
}

/** The decision at random points. */
function decideDrawn(sample: Sample): Decision {
  const exact = decideExactly(sample);
  if (exact.decision !== null) return exact.decision;
  if (exact.gap !== null) return { verdict: "undecided", method: "exact", errorBound: 1, reason: exact.gap };
  if (exact.hard.size === 0) return { verdict: "equal", method: "exact", errorBound: exact.errorBound, draws: sample.wanted };
  const nowhere: Decision = { verdict: "undecided", method: "exact", errorBound: 1, reason: `no point found where both sides are defined (${exact.tried} tried)`, nowhere: true };
  // the inverse of XᵀX where X has more columns than rows: what decimals make of it is rounding, and much work
  if (exact.nowhere.size > 0 && sample.plan.roots === 0) return nowhere;
  const decimal = decideHighPrecision(sample, [...exact.hard.keys()]);
  if (decimal.verdict === "different" && decimal.at !== undefined && exact.nowhere.has(decimal.at.pair)) return nowhere;
  if (decimal.verdict !== "equal") return decimal;
  return { ...decimal, errorBound: Math.max(exact.errorBound, decimal.errorBound), reason: [...new Set(exact.hard.values())].join("; ") };
}
