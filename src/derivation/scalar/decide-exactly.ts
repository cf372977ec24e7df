import { differsInDecimals } from "./compare-decimal.js";
import { coverageOf } from "./coverage.js";
import { areApart, evidence, type Decision, type Difference } from "./decision.js";
import { degreeOfDifference, degreesOf } from "./degree.js";
import { evaluateExact, exactValues } from "./evaluate-exact.js";
import { exactFlaws } from "./exact-flaws.js";
import { floatValues } from "./evaluate-float.js";
import type { Draw } from "./point.js";
import { Q } from "./prime-field.js";
import { mostScreened, type Sample } from "./sample.js";
import { WORK } from "./work.js";

export interface ExactOutcome {
  /** Set where the question is settled: a difference, or a contradiction between the fields. */
  readonly decision: Decision | null;
  /** The pairs that no field carries, with the reason. */
  readonly hard: ReadonlyMap<number, string>;
  /** The chance that one of the other pairs was accepted wrongly. */
  readonly errorBound: number;
  /** A comparison of which one side was never met although the answer depends on it. */
  readonly gap: string | null;
  /** The pairs that have no value at any of the points: what decimals make of them is rounding. */
  readonly nowhere: ReadonlySet<number>;
  /** How many points were tried. */
  readonly tried: number;
}

/** A chance per draw above this is no evidence: such degrees come from powers and very deep graphs. */
const largestChance = 1e-3;

/** So many points without a value are no chance: a square root exists at every second one. */
const enoughUndefined = 16;

/** All signs of so many square roots are tried. */
const mostRoots = 3;

/** What one draw says about a pair, over all signs of the roots. */
type Look = { readonly verdict: "equal" | "unseen" } | { readonly verdict: "different"; readonly isBranchy: boolean } | { readonly verdict: "hard"; readonly reason: string };

/** Decides the pairs that have exact values, and says which have none. */
export function decideExactly(sample: Sample): ExactOutcome {
  const { graph, pairs, plan, wanted, hasCases } = sample;
  const choices = plan.roots <= mostRoots ? 2 ** plan.roots : 1;
  // the norm over all choices has a degree `choices` times as high, and the points where all roots exist are one in `choices`
  const chances = chancesOf(sample).map((chance) => chance * choices ** 2);
  const hard = new Map<number, string>();
  const seen = pairs.map(() => 0);
  const suspicious: Suspicion[] = [];
  const isOpen = (i: number) => !hard.has(i) && seen[i]! < wanted;
  const flaws = exactFlaws(plan, plan.roots <= mostRoots);
  chances.forEach((chance, i) => {
    const flaw = flaws[plan.outputs[2 * i]!] ?? flaws[plan.outputs[2 * i + 1]!] ?? (chance > largestChance ? "a degree too high for the prime field" : null);
    if (flaw !== null) hard.set(i, flaw);
  });

  let work = 0, attempt = 0;
  for (; attempt < choices * (4 * wanted + 24) && work < WORK.exact && pairs.some((_, i) => isOpen(i)); attempt++) {
    const draw = sample.draw(attempt);
    const { looks, reals, tried } = look(sample, draw, choices);
    work += tried * plan.steps.length;
    for (const [i, pair] of pairs.entries()) {
      if (!isOpen(i)) continue;
      const found = looks[i]!;
      if (found.verdict === "hard") hard.set(i, found.reason);
      if (found.verdict === "equal") {
        seen[i]!++;
        if (areApart(reals[2 * i]!, reals[2 * i + 1]!)) suspicious.push([i, draw]);
      }
      if (found.verdict === "different" && found.isBranchy) hard.set(i, "a square root, whose sign the prime field cannot tell");
      if (found.verdict === "different" && !found.isBranchy) {
        const isCertain = !hasCases || differsInDecimals(graph, pair, draw);
        if (isCertain) return { decision: { verdict: "different", method: "exact", errorBound: 0, at: visible(sample, i, attempt) }, hard, errorBound: 0, gap: null, nowhere: new Set(), tried: attempt + 1 };
        hard.set(i, "the prime field and the real numbers disagree about a case");
      }
    }
  }
  const nowhere = new Set(attempt < enoughUndefined ? [] : [...pairs.keys()].filter((i) => isOpen(i) && seen[i] === 0));
  pairs.forEach((_, i) => {
    if (isOpen(i)) hard.set(i, `both sides have values at only ${seen[i]} points of the prime field`);
  });
  const proven = pairs.flatMap((_, i) => (hard.has(i) ? [] : [i]));
  const errorBound = proven.reduce((bound, i) => Math.max(bound, chances[i]! ** wanted), proven.length > 0 ? sample.missedPattern(sample.screened) : 0);
  const { suspicious: rare, gap } = screen(sample, proven);
  return { decision: contradiction(sample, [...suspicious.filter(([i]) => !hard.has(i)), ...rare]), hard, errorBound, gap, nowhere, tried: attempt };
}

/** The chance that a false identity passes one draw, pair by pair. */
function chancesOf({ plan, pairs }: Sample): readonly number[] {
  const degrees = degreesOf(plan);
  return pairs.map((_, i) => Math.max(1, degreeOfDifference(degrees[plan.outputs[2 * i]!]!, degrees[plan.outputs[2 * i + 1]!]!)) / Q);
}

function look({ plan, pairs }: Sample, draw: Draw, choices: number): { readonly looks: readonly Look[]; readonly reals: readonly number[]; readonly tried: number } {
  const looks: Look[] = pairs.map(() => ({ verdict: "equal" }));
  let reals: readonly number[] = [];
  let signs = 0;
  for (; signs < choices && looks.some(({ verdict }) => verdict === "equal"); signs++) {
    const values = exactValues(plan, draw, signs);
    reals = values.reals;
    for (const i of looks.keys()) {
      if (looks[i]!.verdict !== "equal") continue;
      const left = values.exact[2 * i]!, right = values.exact[2 * i + 1]!;
      const reason = left.reason ?? right.reason;
      if (left.undefined || right.undefined) looks[i] = { verdict: "unseen" };
      else if (reason !== null) looks[i] = { verdict: "hard", reason };
      else if (left.p !== right.p) looks[i] = { verdict: "different", isBranchy: left.branchy || right.branchy };
    }
  }
  return { looks, reals, tried: signs };
}

/** A point where the float values of an accepted pair are apart. */
type Suspicion = readonly [pair: number, draw: Draw];

/** Many more points for rare cases, in float64 alone, until both sides of every comparison were met. */
function screen({ graph, plan, screened, hasCases, draw: drawOf }: Sample, proven: readonly number[]): { readonly suspicious: readonly Suspicion[]; readonly gap: string | null } {
  const suspicious: Suspicion[] = [];
  if (proven.length === 0 || !hasCases) return { suspicious, gap: null };
  const coverage = coverageOf(graph, plan, drawOf);
  for (let attempt = 0; attempt < screened || (attempt < mostScreened && !coverage.isComplete()); attempt++) {
    const draw = drawOf(attempt), reals = floatValues(plan, draw);
    coverage.see(reals);
    for (const i of proven) {
      if (areApart(reals[plan.outputs[2 * i]!]!, reals[plan.outputs[2 * i + 1]!]!)) suspicious.push([i, draw]);
    }
  }
  return { suspicious, gap: coverage.gap() };
}

/** A real point where an accepted pair differs: a case that the exact draws did not meet, or else a contradiction. Rounding explains most suspicions, and decimals tell. */
function contradiction({ graph, pairs }: Sample, suspicious: readonly Suspicion[]): Decision | null {
  for (const [i, draw] of suspicious) {
    const pair = pairs[i]!;
    if (!differsInDecimals(graph, pair, draw)) continue;
    const at = evidence(graph, pair, i, draw);
    const [left, right] = evaluateExact(graph, pair, draw);
    const isCase = left!.p !== null && right!.p !== null && left!.p !== right!.p;
    if (isCase) return { verdict: "different", method: "exact", errorBound: 0, at };
    return { verdict: "undecided", method: "exact", errorBound: 1, at, reason: "equal in the prime field, different at a real point" };
  }
  return null;
}

/** The float values of a difference, at a real point where it shows if there is one nearby. */
function visible(sample: Sample, pair: number, from: number): Difference {
  const { graph, pairs } = sample;
  let first: Difference | null = null;
  for (let attempt = from; attempt < from + 40; attempt++) {
    const found = evidence(graph, pairs[pair]!, pair, sample.draw(attempt));
    if (areApart(found.left, found.right)) return found;
    first ??= found;
  }
  return first!;
}
