import { below, dyadic } from "./random.js";

/** One summand of an unspecified function: weight · exp(slopes · x). */
export interface Wave {
  readonly weight: number;
  readonly slopes: readonly number[];
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
  const signed = (...parts: readonly number[]) => (below(2, 9, ...parts) === 0 ? -1 : 1) * dyadic(0.3, 1.2, ...parts);
  return Array.from({ length: count + 3 }, (_, r) => ({
    weight: signed(seed, f, r),
    slopes: Array.from({ length: count }, (_, i) => scale * signed(seed, f, r, i)),
  }));
}
