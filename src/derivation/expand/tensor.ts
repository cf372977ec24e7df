/** Arrays of scalar nodes. A vector is a column; a row is a matrix with one row; one column is a vector, one entry a scalar. */
import type { Node } from "../scalar/graph.js";

export interface Tensor {
  readonly shape: readonly number[];
  /** row-major */
  readonly data: readonly Node[];
  /** An array of a size that only its neighbours tell. */
  readonly elastic?: Elastic;
  /** A number in front of an elastic array: the λ of `\lambda I`. */
  readonly factor?: Node;
  /** The terms of an elastic sum, `I - \frac{1}{n} \mathbf{1}\mathbf{1}^T`. */
  readonly terms?: readonly Tensor[];
}

export type Elastic =
  | "identity" | "zeros"
  /** 1, and its transpose */
  | "ones" | "ones-row"
  /** 1 1ᵀ */
  | "all-ones"
  /** b 1ᵀ: `data` is the column b, as often as there are columns; 1 aᵀ: `data` is the row a */
  | "columns" | "rows"
  /** a sum of matrices among these */
  | "sum";

export const scalar = (node: Node): Tensor => ({ shape: [], data: [node] });
export const isScalar = (tensor: Tensor): boolean => tensor.shape.length === 0 && tensor.elastic === undefined;
export const count = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** One column is a vector, one entry is a number. */
export function normalised(shape: readonly number[], data: readonly Node[]): Tensor {
  if (shape.length === 2 && shape[1] === 1) return shape[0] === 1 ? { shape: [], data } : { shape: [shape[0]!], data };
  if (shape.length === 1 && shape[0] === 1) return { shape: [], data };
  return { shape, data };
}

/** Every tensor of rank at most 2 as a matrix: a vector is one column. */
export const asMatrix = ({ shape, data }: Tensor): { readonly rows: number; readonly columns: number; readonly data: readonly Node[] } =>
  shape.length === 0 ? { rows: 1, columns: 1, data } : shape.length === 1 ? { rows: shape[0]!, columns: 1, data } : { rows: shape[0]!, columns: shape[1]!, data };

export const sameShape = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((length, k) => length === b[k]);

export const mapTensor = (tensor: Tensor, f: (node: Node, k: number) => Node): Tensor => ({ shape: tensor.shape, data: tensor.data.map(f) });

export function transposed(tensor: Tensor): Tensor {
  if (tensor.elastic === "ones") return { ...tensor, elastic: "ones-row" };
  if (tensor.elastic === "ones-row") return { ...tensor, elastic: "ones" };
  if (tensor.elastic === "columns") return { ...tensor, elastic: "rows" };
  if (tensor.elastic === "rows") return { ...tensor, elastic: "columns" };
  if (tensor.elastic === "sum") return { ...tensor, terms: tensor.terms!.map(transposed) };
  if (tensor.elastic !== undefined) return tensor;
  if (tensor.shape.length === 0) return tensor;
  const { rows, columns, data } = asMatrix(tensor);
  const flipped = Array.from({ length: rows * columns }, (_, k) => data[(k % rows) * columns + Math.floor(k / rows)]!);
  return normalised([columns, rows], flipped);
}

/** The position of an entry in row-major order; indices count from 0. */
export const offset = (shape: readonly number[], at: readonly number[]): number => at.reduce((position, index, axis) => position * shape[axis]! + index, 0);
