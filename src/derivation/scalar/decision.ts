import type { Pair } from "./compare-decimal.js";
import { evaluateFloat } from "./evaluate-float.js";
import type { ScalarGraph } from "./graph.js";
import type { Draw } from "./point.js";
import type { Node } from "./term.js";

/** A real point where a pair differs, as `evaluateFloat` sees it. */
export interface Difference {
  readonly seed: number;
  readonly pair: number;
  readonly left: number;
  readonly right: number;
  /** Values that take the place of the seed's. */
  readonly given?: ReadonlyMap<Node, number>;
}

export interface Decision {
  readonly verdict: "equal" | "different" | "undecided";
  /** The weakest rung that was needed. */
  readonly method: "exact" | "high-precision";
  /** For "equal": the chance of a false acceptance (exact), or the largest relative difference seen (high-precision). */
  readonly errorBound: number;
  /** For "equal": at how many random points each pair was decided; none where both sides are one expression. */
  readonly draws?: number;
  readonly at?: Difference;
  readonly reason?: string;
  /** Undecided because no point was found where both sides have a value. */
  readonly nowhere?: boolean;
}

/** The float values of a pair at a point, as the evidence that is shown. */
export function evidence(graph: ScalarGraph, pair: Pair, index: number, draw: Draw): Difference {
  const [left, right] = evaluateFloat(graph, pair, draw), { seed, given } = draw;
  return { seed, pair: index, left: left!, right: right!, ...(given && { given }) };
}

/** Whether two float values differ by more than rounding usually explains. False where one is NaN. */
export function areApart(left: number, right: number): boolean {
  return Math.abs(left - right) > 1e-6 * Math.max(Math.abs(left), Math.abs(right)) + 1e-9;
}
