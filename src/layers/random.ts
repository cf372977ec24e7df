/** Random matrices that are the same on every machine: the seed decides, no clock and no global state. */
import type { Matrix, Tensor } from "./matrix.js";

/** Draws a matrix; one argument gives a column, more than two a tensor. */
export interface Draw {
  (rows: number, columns?: number): Matrix;
  (...lengths: readonly number[]): Tensor;
}

/**
 * A stream of uniform numbers in [0, 1) with 32 random bits each.
 * Source: mulberry32 (T. Ettinger, public domain), a 32-bit counter through a mixing function.
 */
function uniformBits(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Matrices with entries uniform in [−1, 1): `const random = uniform(7); const X = random(3, 4), b = random(5)`.
 * Each call continues the stream, so the order of the calls matters.
 * @throws RangeError if the seed is not a whole number from 0 to 2³² − 1.
 */
export function uniform(seed: number): Draw {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) throw new RangeError(`uniform: the seed must be a whole number from 0 to 4294967295, not ${seed}`);
  const next = uniformBits(seed);
  const draw = (...lengths: readonly number[]): Tensor => {
    const shape = lengths.length === 1 ? [lengths[0]!, 1] : lengths;
    const data = new Float64Array(shape.reduce((product, length) => product * length, 1));
    for (let k = 0; k < data.length; k++) data[k] = 2 * next() - 1;
    return { shape, data, seed };
  };
  return draw as Draw;
}
