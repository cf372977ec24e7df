/** How well a classifier does, in numbers. */
import { ShapeError, zeros, type Matrix } from "../layers/matrix.js";

/** The class with the largest entry in each column; among equal ones the first. */
export function predictions({ shape: [C, N], data }: Matrix): readonly number[] {
  return Array.from({ length: N }, (_, k) => {
    let best = 0;
    for (let i = 1; i < C; i++) if (data[i * N + k]! > data[best * N + k]!) best = i;
    return best;
  });
}

/**
 * Entry (i, j): how many samples of class i were taken for class j. Its diagonal is what was right.
 * @throws ShapeError unless there is a prediction for each label
 */
export function confusionMatrix(labels: readonly number[], predicted: readonly number[], C: number): Matrix {
  if (labels.length !== predicted.length) throw new ShapeError(`confusionMatrix: ${labels.length} labels and ${predicted.length} predictions; each sample has one of each`);
  const counts = zeros(C, C);
  labels.forEach((label, k) => (counts.data[label * C + predicted[k]!]! += 1));
  return counts;
}

export interface ClassScore {
  /** Of the samples taken for this class, the share that is of it; NaN if none was. */
  readonly precision: number;
  /** Of the samples of this class, the share that was recognised; NaN if there are none. */
  readonly recall: number;
}

/** Precision and recall of each class: the diagonal over the column's sum, and over the row's. */
export function classScores({ shape: [C], data }: Matrix): readonly ClassScore[] {
  const sum = (at: (k: number) => number): number => Array.from({ length: C }, (_, k) => data[at(k)]!).reduce((a, b) => a + b, 0);
  return Array.from({ length: C }, (_, i) => ({ precision: data[i * C + i]! / sum((k) => k * C + i), recall: data[i * C + i]! / sum((k) => i * C + k) }));
}

/**
 * Wilson's interval for a share of which `hits` of `n` were seen: with p = hits/n,
 * (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n). Other than p ± z√(p(1 − p)/n) it is honest near 0 and 1.
 * @param z 1.96 for 95 %
 * Source: Wilson (1927).
 * @throws RangeError unless 0 ≤ hits ≤ n and n > 0
 */
export function wilsonInterval(hits: number, n: number, z = 1.959964): readonly [low: number, high: number] {
  if (!(n > 0 && hits >= 0 && hits <= n)) throw new RangeError(`wilsonInterval: ${hits} hits of ${n}; there must be at least one sample, and no more hits than samples`);
  const p = hits / n, middle = p + z ** 2 / (2 * n), half = z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2)), whole = 1 + z ** 2 / n;
  return [(middle - half) / whole, (middle + half) / whole];
}
