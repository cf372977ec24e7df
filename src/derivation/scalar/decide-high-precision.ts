import { comparisons, differsInFewDigits } from "./compare-decimal.js";
import { coverageOf } from "./coverage.js";
import { areApart, evidence, type Decision } from "./decision.js";
import { floatValues } from "./evaluate-float.js";
import { planOf } from "./plan.js";
import type { Draw } from "./point.js";
import { mostScreened, type Sample } from "./sample.js";
import { WORK } from "./work.js";

/** Points with decimals that a pair must agree at; and, where both sides vanish at every point, how many of those will do. */
const enough = 4, enoughVanishing = 12;

/** Decides the pairs with these indices at real points: all of them in float64, the first few and every suspicious one with 64 digits and more. */
export function decideHighPrecision(sample: Sample, indices: readonly number[]): Decision {
  const { graph, free } = sample;
  const pairs = indices.map((i) => sample.pairs[i]!), nodes = pairs.flat();
  const plan = planOf(graph, nodes, free), coverage = coverageOf(graph, plan, sample.draw);
  const decimals = sample.hasCases ? 2 * enough : enough;
  const counts = pairs.map(() => ({ defined: 0, agreed: 0, vanished: 0 }));
  const isOpen = (k: number) => counts[k]!.agreed < decimals && counts[k]!.vanished < enoughVanishing;
  let largest = 0, attempt = 0, work = 0;

  const different = (k: number, draw: Draw): Decision => ({ verdict: "different", method: "high-precision", errorBound: 0, at: evidence(graph, pairs[k]!, indices[k]!, draw) });
  const isShort = () => counts.some(({ defined }, k) => isOpen(k) || defined < sample.screened) || (attempt < mostScreened && !coverage.isComplete());

  for (; attempt < Math.max(4 * sample.screened + 200, sample.hasCases ? mostScreened : 0) && isShort(); attempt++) {
    const draw = sample.draw(attempt), values = floatValues(plan, draw);
    coverage.see(values);
    const floats = plan.outputs.map((slot) => values[slot]!);
    const defined = pairs.flatMap((_, k) => (Number.isFinite(floats[2 * k]) && Number.isFinite(floats[2 * k + 1]) ? [k] : []));
    for (const k of defined) counts[k]!.defined++;
    const looked = defined.filter((k) => isOpen(k) || areApart(floats[2 * k]!, floats[2 * k + 1]!));
    // one that float64 sees apart goes first and alone: if it differs, the others need no look
    const suspect = looked.find((k) => areApart(floats[2 * k]!, floats[2 * k + 1]!));
    if (suspect !== undefined && differsInFewDigits(graph, pairs[suspect]!, draw)) return different(suspect, draw);
    const groups = suspect === undefined ? [looked] : [[suspect], looked.filter((k) => k !== suspect)];
    for (const group of groups) {
      if (group.length === 0) continue;
      const groupPairs = group.map((k) => pairs[k]!);
      let j = 0;
      for (const comparison of comparisons(graph, groupPairs, groupPairs.flat(), draw)) {
        const k = group[j++]!;
        work += comparison.work;
        if (comparison.verdict === "different") return different(k, draw);
        if (comparison.verdict === "vanishes") counts[k]!.vanished++;
        if (comparison.verdict === "equal") {
          counts[k]!.agreed++;
          largest = Math.max(largest, comparison.difference);
        }
      }
      if (work > WORK.decimal && pairs.some((_, k) => isOpen(k))) return { verdict: "undecided", method: "high-precision", errorBound: 1, reason: "comparing the sides with 64 digits takes more arithmetic than is spent on one claim; split it in steps" };
    }
  }
  const left = counts.findIndex(({ agreed, vanished }) => agreed < enough && vanished < enoughVanishing);
  const gap = left < 0 ? coverage.gap() : null;
  if (gap !== null) return { verdict: "undecided", method: "high-precision", errorBound: 1, reason: gap };
  if (left < 0) return { verdict: "equal", method: "high-precision", draws: enough, errorBound: Math.max(largest, 1e-60, sample.missedPattern(Math.min(...counts.map(({ defined }) => defined)))) };
  const { defined, agreed, vanished } = counts[left]!;
  const reason = defined === 0 ? `no point found where both sides are defined (${attempt} tried)` : `both sides could be compared at only ${counts[left]!.agreed} of ${attempt} points`;
  return { verdict: "undecided", method: "high-precision", errorBound: 1, reason, nowhere: agreed === 0 && vanished === 0 };
}
