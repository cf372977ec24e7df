import type { Pair } from "./compare-decimal.js";
import type { ScalarGraph } from "./graph.js";
import { planOf, type Plan } from "./plan.js";
import { farSeeds, type Draw } from "./point.js";
import type { Node } from "./term.js";

/** Pairs to decide, and the points at which they are looked at. */
export interface Sample {
  readonly graph: ScalarGraph;
  readonly pairs: readonly Pair[];
  /** All sides: left of pair i at 2 i, right at 2 i + 1. */
  readonly nodes: readonly Node[];
  readonly plan: Plan;
  /** How many points every pair must be seen at by the rung that decides it. */
  readonly wanted: number;
  /** How many points at least every pair is looked at in float64; up to `mostScreened` where cases are rare. */
  readonly screened: number;
  /** The chance that a sign pattern of up to five conditions or discrete atoms, each as likely as the other, is met at none of so many points. */
  readonly missedPattern: (points: number) => number;
  /** Whether conditions or discrete atoms split the points into cases. */
  readonly hasCases: boolean;
  readonly free: ReadonlySet<Node> | undefined;
  readonly draw: (attempt: number) => Draw;
}

/** Where a case is rare, so many points are looked at before it is given up. */
export const mostScreened = 640;

/** Of these the last few lie far out. */
const far = 600;

export function sampleOf(graph: ScalarGraph, pairs: readonly Pair[], options: { readonly seed: number; readonly draws?: number; readonly free?: ReadonlySet<Node> }): Sample {
  const { seed, free, draws = 3 } = options;
  const nodes = pairs.flat();
  const plan = planOf(graph, nodes, free);
  const splits = Math.min(5, plan.steps.filter(({ kind, term }) => kind === "compare" || (term.kind === "atom" && kind === "atom" && (term.domain === "binary" || typeof term.domain === "object"))).length);
  const least = Math.max(3, draws);
  const screened = splits === 0 ? least : Math.max(least, 16 * 2 ** splits), wanted = Math.min(screened, Math.max(least, 48));
  return {
    graph, pairs, nodes, plan, wanted, screened, free,
    hasCases: splits > 0,
    missedPattern: (points) => (splits === 0 ? 0 : (1 - 2 ** -splits) ** points),
    draw: (attempt) => ({ seed: seed + attempt + (attempt >= far && attempt < mostScreened ? farSeeds : 0), ...(free && { free }) }),
  };
}
