/** What batch norm and layer norm share: groups of entries brought to mean 0 and variance 1, and the derivative of that. */
import type { Tensor } from "./matrix.js";

/** Keeps the root away from 0 where all entries of a group are equal. */
const EPSILON = 1e-5;

/** The group that entry k of the data belongs to, counted from 0: its row, say, or its column. */
export type GroupOf = (k: number) => number;

export interface Standardised<T extends Tensor> {
  /** (x − mean) / root */
  readonly Z: T;
  /** √(variance + ε) of each group. */
  readonly roots: Float64Array;
}

/** The sum over each group. */
export function groupSums(data: Float64Array, group: GroupOf, groups: number): Float64Array {
  const sums = new Float64Array(groups);
  data.forEach((value, k) => (sums[group(k)]! += value));
  return sums;
}

const groupMeans = (data: Float64Array, group: GroupOf, groups: number): Float64Array => groupSums(data, group, groups).map((sum) => (sum * groups) / data.length);

/** Each group of entries, all equally large, with mean 0 and variance 1. The variance is that of the centred entries, so nothing cancels. */
export function standardise<T extends Tensor>({ shape, data }: T, group: GroupOf, groups: number): Standardised<T> {
  const means = groupMeans(data, group, groups);
  const centred = data.map((x, k) => x - means[group(k)]!);
  const roots = groupMeans(centred.map((x) => x * x), group, groups).map((variance) => Math.sqrt(variance + EPSILON));
  return { Z: { shape, data: centred.map((x, k) => x / roots[group(k)]!) } as unknown as T, roots };
}

/** dX from dZ: (dZ − mean of dZ − Z · mean of dZ ⊙ Z) / root, for mean and root move with every entry of the group. */
export function standardiseBackward<T extends Tensor>({ Z, roots }: Standardised<T>, dZ: Tensor, group: GroupOf): T {
  const shift = groupMeans(dZ.data, group, roots.length), stretch = groupMeans(dZ.data.map((dz, k) => dz * Z.data[k]!), group, roots.length);
  return { ...Z, data: dZ.data.map((dz, k) => (dz - shift[group(k)]! - Z.data[k]! * stretch[group(k)]!) / roots[group(k)]!) };
}
