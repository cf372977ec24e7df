import { compareDecimal } from "./compare-decimal.js";
import { areApart, evidence, type Decision, type Difference } from "./decision.js";
import { degreeOfDifference, degreesOf } from "./degree.js";
import { evaluateExact } from "./evaluate-exact.js";
import { evaluateFloat } from "./evaluate-float.js";
import { Q } from "./prime-field.js";
import type { Sample } from "./sample.js";

export interface ExactOutcome {
  /** Set where the question is settled: a difference, or a contradiction between the fields. */
  readonly decision: Decision | null;
  /** The pairs that no field carries, with the reason. */
  readonly hard: ReadonlyMap<number, string>;
  /** The chance that one of the other pairs was accepted wrongly. */
  readonly errorBound: number;
}

/** A chance per draw above this is no evidence: such degrees come from powers and very deep graphs. */
const largestChance = 1e-3;

/** Decides the pairs that have exact values, and says which have none. */
export function decideExactly(sample: Sample): ExactOutcome {
  const { graph, pairs, nodes, wanted } = sample;
  const chances = chancesOf(sample);
  const hard = new Map<number, string>();
  const seen = pairs.map(() => 0);
  const isOpen = (i: number) => !hard.has(i) && seen[i]! < wanted;
  chances.forEach((chance, i) => {
    if (chance > largestChance) hard.set(i, "a degree too high for the prime field");
  });

  for (let attempt = 0; attempt < 4 * wanted + 60 && pairs.some((_, i) => isOpen(i)); attempt++) {
    const draw = sample.draw(attempt);
    const values = evaluateExact(graph, nodes, draw);
    for (const [i, pair] of pairs.entries()) {
      if (!isOpen(i)) continue;
      const left = values[2 * i]!, right = values[2 * i + 1]!;
      const flaw = left.undefined || right.undefined ? null : left.reason ?? right.reason ?? (left.branchy || right.branchy ? "a square root, whose sign a prime field cannot tell" : null);
      if (flaw !== null) hard.set(i, flaw);
      else if (left.p !== null && right.p !== null && left.p === right.p) seen[i]!++;
      else if (left.p !== null && right.p !== null) {
        const isCertain = !sample.hasCases || compareDecimal(graph, [pair], pair, draw)[0]!.verdict === "different";
        if (isCertain) return { decision: { verdict: "different", method: "exact", errorBound: 0, at: visible(sample, i, attempt) }, hard, errorBound: 0 };
        hard.set(i, "the prime field and the real numbers disagree about a case");
      }
    }
  }
  pairs.forEach((_, i) => {
    if (isOpen(i)) hard.set(i, `both sides have values at only ${seen[i]} points of the prime field`);
  });
  const proven = pairs.flatMap((_, i) => (hard.has(i) ? [] : [i]));
  const errorBound = proven.reduce((bound, i) => Math.max(bound, chances[i]! ** wanted), proven.length > 0 ? sample.missedPattern(wanted) : 0);
  return { decision: contradiction(sample, proven), hard, errorBound };
}

/** The chance that a false identity passes one draw, pair by pair. */
function chancesOf({ plan, pairs }: Sample): readonly number[] {
  const degrees = degreesOf(plan);
  return pairs.map((_, i) => Math.max(1, degreeOfDifference(degrees[plan.outputs[2 * i]!]!, degrees[plan.outputs[2 * i + 1]!]!)) / Q);
}

/** A real point where an accepted pair differs. It must not exist, and is looked for all the same. */
function contradiction(sample: Sample, proven: readonly number[]): Decision | null {
  const { graph, pairs, nodes, free } = sample;
  for (let attempt = 0; attempt < sample.wanted; attempt++) {
    const draw = sample.draw(attempt);
    const values = evaluateFloat(graph, nodes, draw);
    for (const i of proven) {
      if (!areApart(values[2 * i]!, values[2 * i + 1]!)) continue;
      // rounding, more often than not: decimals tell
      if (compareDecimal(graph, [pairs[i]!], pairs[i]!, draw)[0]!.verdict !== "different") continue;
      return { verdict: "undecided", method: "exact", errorBound: 1, at: evidence(graph, pairs[i]!, i, draw.seed, free), reason: "equal in the prime field, different at a real point" };
    }
  }
  return null;
}

/** The float values of a difference, at a real point where it shows if there is one nearby. */
function visible(sample: Sample, pair: number, from: number): Difference {
  const { graph, pairs, free } = sample;
  let first: Difference | null = null;
  for (let attempt = from; attempt < from + 40; attempt++) {
    const found = evidence(graph, pairs[pair]!, pair, sample.draw(attempt).seed, free);
    if (areApart(found.left, found.right)) return found;
    first ??= found;
  }
  return first!;
}
