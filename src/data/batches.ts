import { uniform } from "../layers/random.js";

/**
 * The samples 0 … N − 1 in a random order (Fisher and Yates), in batches; the last may be shorter.
 * @throws RangeError for a size that is none
 */
export function batches(N: number, size: number, seed: number): readonly (readonly number[])[] {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`batches: a batch holds at least 1 sample, not ${size}`);
  const draws = uniform(seed)(Math.max(N, 1)).data;
  const order = Array.from({ length: N }, (_, k) => k);
  for (let k = N - 1; k > 0; k--) {
    const other = Math.floor(((draws[k]! + 1) / 2) * (k + 1));
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return Array.from({ length: Math.ceil(N / size) }, (_, k) => order.slice(k * size, (k + 1) * size));
}
