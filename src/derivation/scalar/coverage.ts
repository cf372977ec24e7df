import { areApart } from "./decision.js";
import { floatValues } from "./evaluate-float.js";
import type { Node, ScalarGraph } from "./graph.js";
import type { Plan } from "./plan.js";
import type { Draw } from "./point.js";
import { below } from "./random.js";
import { WORK } from "./work.js";

/** Which sides of every comparison the points so far have met. */
export interface Coverage {
  /** Takes note of a point: the values of all steps there. */
  readonly see: (values: ArrayLike<number>) => void;
  /** Whether every comparison was met often enough both true and false. */
  readonly isComplete: () => boolean;
  /** A comparison of which one side was never met although the answer depends on it, for people; null if there is none. */
  readonly gap: () => string | null;
}

/** A slip in one case is looked for at so many points of that case. */
const often = 8;

/** Points at which the answer is looked at as if a comparison came out the other way. */
const FORCED = 24;

/** A comparison that never came out so. */
interface Missing {
  readonly node: Node;
  readonly slot: number;
  readonly truth: number;
}

const forcedBy = (some: readonly Missing[]): ReadonlyMap<number, number> => new Map(some.map(({ slot, truth }) => [slot, truth]));

/** So many comparisons are named in a message. */
const MOST_NAMED = 3;

/** The pairs of the plan are its outputs 2 i and 2 i + 1. */
export function coverageOf(graph: ScalarGraph, plan: Plan, drawOf: (attempt: number) => Draw): Coverage {
  const compared = plan.steps.flatMap(({ kind, node }, slot) => (kind === "compare" ? [{ node, slot, met: [0, 0] as [no: number, yes: number] }] : []));

  const differ = (attempt: number, forced: ReadonlyMap<number, number>): boolean => {
    const values = floatValues(plan, drawOf(attempt), forced);
    return plan.outputs.some((output, i) => i % 2 === 0 && areApart(values[output]!, values[plan.outputs[i + 1]!]!));
  };

  /** Whether some pair would differ if the comparisons came out so. */
  const matters = (forced: ReadonlyMap<number, number>): boolean => Array.from({ length: FORCED }, (_, attempt) => attempt).some((attempt) => differ(attempt, forced));

  /** Of several that are asked for at once, w_1 = 0 and w_2 = 0, each alone shows nothing, and a third may hide these two: all together, then about every second one. */
  const mixtureThatMatters = (missing: readonly Missing[]): readonly Missing[] | null => {
    if (missing.length < 2) return null;
    if (matters(forcedBy(missing))) return missing;
    for (let attempt = 0; attempt < FORCED; attempt++) {
      const some = missing.filter((_each, k) => below(2, attempt, k) === 1);
      if (some.length > 1 && differ(attempt, forcedBy(some))) return some; // each alone was tried before
    }
    return null;
  };

  const notMet = (all: readonly Missing[]): string => {
    const named = all.slice(0, MOST_NAMED).map(({ node, truth }) => `${graph.describe(node)} is ${truth === 1 ? "true" : "false"}`);
    return `no point found where ${named.join(" and ")}${all.length > MOST_NAMED ? " and so on" : ""}`;
  };

  return {
    see: (values) => {
      for (const { slot, met } of compared) {
        if (values[slot] === 0) met[0]++;
        if (values[slot] === 1) met[1]++;
      }
    },
    isComplete: () => compared.every(({ met }) => Math.min(...met) >= often),
    gap: () => {
      let work = 0;
      const missing = compared.flatMap<Missing>(({ node, slot, met }) => (met[1] === 0 ? [{ node, slot, truth: 1 }] : met[0] === 0 ? [{ node, slot, truth: 0 }] : []));
      for (const each of missing) {
        work += FORCED * plan.steps.length;
        if (work > WORK.coverage) return `${notMet([each])}, and too many other cases to tell whether it matters`;
        if (matters(forcedBy([each]))) return `${notMet([each])}, and there the sides would differ`;
      }
      const some = mixtureThatMatters(missing);
      return some === null ? null : `${notMet(some)}, and there the sides would differ`;
    },
  };
}
