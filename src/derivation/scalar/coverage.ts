import type { ScalarGraph } from "./graph.js";
import type { Plan } from "./plan.js";

/** Which sides of every comparison the points so far have met. */
export interface Coverage {
  /** Takes note of a point: the values of all steps there. */
  readonly see: (values: ArrayLike<number>) => void;
  /** Whether every comparison was met often enough both true and false. */
  readonly isComplete: () => boolean;
  /** The comparisons of which one side was never met, for people; null if there are none. */
  readonly unmet: () => string | null;
}

/** A slip in one case is looked for at so many points of that case. */
const often = 8;

export function coverageOf(graph: ScalarGraph, { steps }: Plan): Coverage {
  const compared = steps.flatMap(({ kind, node }, slot) => (kind === "compare" ? [{ node, slot, met: [0, 0] as [no: number, yes: number] }] : []));
  return {
    see: (values) => {
      for (const { slot, met } of compared) {
        if (values[slot] === 0) met[0]++;
        if (values[slot] === 1) met[1]++;
      }
    },
    isComplete: () => compared.every(({ met }) => Math.min(...met) >= often),
    unmet: () => {
      const missing = compared.filter(({ met }) => Math.min(...met) === 0).map(({ node, met: [, yes] }) => `${graph.describe(node)} was never ${yes === 0 ? "true" : "false"}`);
      return missing.length === 0 ? null : missing.join("; ");
    },
  };
}
