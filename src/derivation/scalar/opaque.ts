import { family } from "./random.js";

/** One summand of an unspecified function: weight · exp(slopes · x). */
export interface Wave {
  readonly weight: number;
  readonly slopes: Float64Array;
}

/**
 * The function that stands for an unspecified f at a seed: Σ_r weight_r exp(slopes_r · x), which has every derivative in closed form.
 * More waves than arguments, so that its derivatives are in general position.
 */
export function wavesOf(f: number, count: number, seed: number): readonly Wave[] {
  const key = `${f},${count},${seed}`;
  const found = known.get(key) ?? makeWaves(f, count, seed);
  if (known.size > 4096) known.clear();
  known.set(key, found);
  return found;
}

/** Repairs are tried at the same seeds again and again. */
const known = new Map<string, readonly Wave[]>();

function makeWaves(f: number, count: number, seed: number): readonly Wave[] {
  const scale = 2 ** -Math.ceil(Math.log2(Math.max(1, count)) / 2);
  const signed = (...parts: readonly number[]): ((i: number) => number) => {
    const signs = family(9, ...parts), sizes = family(...parts);
    return (i) => (signs.below(2, i) === 0 ? -1 : 1) * sizes.dyadic(0.3, 1.2, i);
  };
  const weight = signed(seed, f);
  return Array.from({ length: count + 3 }, (_, r) => {
    const slope = signed(seed, f, r), slopes = new Float64Array(count);
    for (let i = 0; i < count; i++) slopes[i] = scale * slope(i);
    return { weight: weight(r), slopes };
  });
}
