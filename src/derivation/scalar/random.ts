/** Numbers that depend only on what they are asked for: the same arguments give the same number, on every machine. */

/** 32 well-mixed bits from a list of integers (the finaliser of MurmurHash3 between them). */
export const mix = (...parts: readonly number[]): number => step(parts.reduce(absorbed, START)) >>> 0;

const START = 0x9e3779b9;

/** The state after one more integer. */
function absorbed(h: number, part: number): number {
  const low = step(h ^ (part | 0)), high = Math.floor(part / 0x1_0000_0000) | 0;
  return high === 0 ? low : step(low ^ high);
}

/** As mix, for a text. */
export function mixText(text: string): number {
  let h = text.length | 0;
  for (let i = 0; i < text.length; i++) h = step(h ^ text.charCodeAt(i));
  return h >>> 0;
}

/** An integer 0 ≤ n < limit ≤ 2³², nearly uniform. */
export const below = (limit: number, ...parts: readonly number[]): number => reduced(limit, mix(1, ...parts), mix(2, ...parts));

const reduced = (limit: number, a: number, b: number): number => Math.floor(((a >>> 6) / 0x400_0000 + b / 2 ** 58) * limit) % limit;

/** A multiple of 2⁻¹⁴ between low and high: 14 decimal places write it exactly, so every number field sees the same point. */
export const dyadic = (low: number, high: number, ...parts: readonly number[]): number => (first(low) + below(count(low, high), ...parts)) / 0x4000;

const first = (low: number): number => Math.ceil(low * 0x4000);
const count = (low: number, high: number): number => Math.floor(high * 0x4000) - first(low) + 1;

/** Numbers for 0, 1, 2, …, each as if it were asked for after `parts`: `family(7).below(2, i)` is `below(2, 7, i)`, without the way there each time. */
export function family(...parts: readonly number[]): { readonly below: (limit: number, i: number) => number; readonly dyadic: (low: number, high: number, i: number) => number } {
  const one = parts.reduce(absorbed, absorbed(START, 1)), two = parts.reduce(absorbed, absorbed(START, 2));
  const own = (limit: number, i: number): number => reduced(limit, step(absorbed(one, i)) >>> 0, step(absorbed(two, i)) >>> 0);
  return { below: own, dyadic: (low, high, i) => (first(low) + own(count(low, high), i)) / 0x4000 };
}

function step(h: number): number {
  let mixed = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) + 0x9e3779b9 | 0;
}
