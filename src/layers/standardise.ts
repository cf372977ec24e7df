/** What batch norm and layer norm share: groups of entries brought to mean 0 and variance 1, and the derivative of that. */
import type { Matrix, Tensor } from "./matrix.js";

/** Keeps the root away from 0 where all entries of a group are equal. */
export const EPSILON = 1e-5;

/** The group that entry k of the data belongs to, counted from 0: its row, say, or its column. */
export type GroupOf = (k: number) => number;

interface Standardised<T extends Tensor> {
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

export const groupMeans = (data: Float64Array, group: GroupOf, groups: number): Float64Array => groupSums(data, group, groups).map((sum) => (sum * groups) / data.length);

/** Each group of entries, all equally large, with mean 0 and variance 1. The variance is that of the centred entries, so nothing cancels. */
function standardise<T extends Tensor>({ shape, data }: T, group: GroupOf, groups: number): Standardised<T> {
  const means = groupMeans(data, group, groups);
  const centred = data.map((x, k) => x - means[group(k)]!);
  const roots = groupMeans(centred.map((x) => x * x), group, groups).map((variance) => Math.sqrt(variance + EPSILON));
  return { Z: { shape, data: centred.map((x, k) => x / roots[group(k)]!) } as unknown as T, roots };
}

/** dX from dZ: (dZ − mean of dZ − Z · mean of dZ ⊙ Z) / root, for mean and root move with every entry of the group. */
function standardiseBackward<T extends Tensor>({ Z, roots }: Standardised<T>, dZ: Tensor, group: GroupOf): T {
  const shift = groupMeans(dZ.data, group, roots.length), stretch = groupMeans(dZ.data.map((dz, k) => dz * Z.data[k]!), group, roots.length);
  return { ...Z, data: dZ.data.map((dz, k) => (dz - shift[group(k)]! - Z.data[k]! * stretch[group(k)]!) / roots[group(k)]!) };
}

/** Which entries are brought to mean 0 and variance 1 together, and which share a scale and a shift. */
export interface Groups {
  readonly group: GroupOf;
  readonly groups: number;
  readonly feature: GroupOf;
}

/** Y = γ Z + β, with γ and β of each entry's feature. */
export function normalised<T extends Tensor>({ X, gamma, beta }: { readonly X: T; readonly gamma: Matrix; readonly beta: Matrix }, { group, groups, feature }: Groups): T {
  const { Z } = standardise(X, group, groups);
  return { ...Z, data: Z.data.map((z, k) => gamma.data[feature(k)]! * z + beta.data[feature(k)]!) };
}

/** From dY to dX, dγ and dβ: scale and shift are shared by all entries of a feature, so theirs are sums. */
export function normalisedBackward<T extends Tensor>({ X, gamma }: { readonly X: T; readonly gamma: Matrix }, dY: Tensor, { group, groups, feature }: Groups): { readonly X: T; readonly gamma: Matrix; readonly beta: Matrix } {
  const standard = standardise(X, group, groups), n = gamma.shape[0];
  const dZ = { shape: X.shape, data: dY.data.map((dy, k) => gamma.data[feature(k)]! * dy) };
  return {
    X: standardiseBackward(standard, dZ, group),
    gamma: { shape: [n, 1], data: groupSums(dY.data.map((dy, k) => dy * standard.Z.data[k]!), feature, n) },
    beta: { shape: [n, 1], data: groupSums(dY.data, feature, n) },
  };
}
