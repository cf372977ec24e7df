import { compareDecimal } from "./compare-decimal.js";
import { areApart, evidence, type Decision, type Difference } from "./decision.js";
import { degreeOfDifference, degreesOf } from "./degree.js";
import { evaluateExact, exactValues } from "./evaluate-exact.js";
import { exactFlaws } from "./exact-flaws.js";
import { floatValues } from "./evaluate-float.js";
import type { Draw } from "./point.js";
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
  const { graph, pairs, plan, wanted } = sample;
  const chances = chancesOf(sample);
  const hard = new Map<number, string>();
  const seen = pairs.map(() => 0);
  const suspicious: [pair: number, draw: Draw][] = [];
  const isOpen = (i: number) => !hard.has(i) && seen[i]! < wanted;
  const flaws = exactFlaws(plan);
  chances.forEach((chance, i) => {
    const flaw = flaws[plan.outputs[2 * i]!] ?? flaws[plan.outputs[2 * i + 1]!] ?? (chance > largestChance ? "a degree too high for the prime field" : null);
    if (flaw !== null) hard.set(i, flaw);
  });

  for (let attempt = 0; attempt < 4 * wanted + 60 && pairs.some((_, i) => isOpen(i)); attempt++) {
    const draw = sample.draw(attempt);
    const { exact: values, reals } = exactValues(plan, draw);
    for (const [i, pair] of pairs.entries()) {
      if (!isOpen(i)) continue;
      const left = values[2 * i]!, right = values[2 * i + 1]!;
      const flaw = left.undefined || right.undefined ? null : left.reason ?? right.reason ?? (left.branchy || right.branchy ? "a square root, whose sign a prime field cannot tell" : null);
      if (flaw !== null) hard.set(i, flaw);
      else if (left.p !== null && right.p !== null && left.p === right.p) {
        seen[i]!++;
        if (areApart(reals[2 * i]!, reals[2 * i + 1]!)) suspicious.push([i, draw]);
      }
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
  // rare cases: many more points in float64 alone
  for (let attempt = wanted; proven.length > 0 && attempt < sample.screened; attempt++) {
    const draw = sample.draw(attempt), reals = floatValues(plan, draw);
    for (const i of proven) {
      if (areApart(reals[plan.outputs[2 * i]!]!, reals[plan.outputs[2 * i + 1]!]!)) suspicious.push([i, draw]);
    }
  }
  const errorBound = proven.reduce((bound, i) => Math.max(bound, chances[i]! ** wanted), proven.length > 0 ? sample.missedPattern(sample.screened) : 0);
  return { decision: contradiction(sample, suspicious.filter(([i]) => !hard.has(i))), hard, errorBound };
}

/** The chance that a false identity passes one draw, pair by pair. */
function chancesOf({ plan, pairs }: Sample): readonly number[] {
  const degrees = degreesOf(plan);
  return pairs.map((_, i) => Math.max(1, degreeOfDifference(degrees[plan.outputs[2 * i]!]!, degrees[plan.outputs[2 * i + 1]!]!)) / Q);
}

/** A real point where an accepted pair differs: a case that the exact draws did not meet, or else a contradiction. Rounding explains most suspicions, and decimals tell. */
function contradiction({ graph, pairs, free }: Sample, suspicious: readonly (readonly [pair: number, draw: Draw])[]): Decision | null {
  for (const [i, draw] of suspicious) {
    const pair = pairs[i]!;
    if (compareDecimal(graph, [pair], pair, draw)[0]!.verdict !== "different") continue;
    const at = evidence(graph, pair, i, draw.seed, free);
    const [left, right] = evaluateExact(graph, pair, draw);
    if (left!.p !== right!.p) return { verdict: "different", method: "exact", errorBound: 0, at };
    return { verdict: "undecided", method: "exact", errorBound: 1, at, reason: "equal in the prime field, different at a real point" };
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
