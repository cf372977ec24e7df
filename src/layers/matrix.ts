import { multiply } from "./kernels/multiply.js";

/** Small dense matrices and tensors: row-major numbers and a shape. Everything returns a new one; nothing is changed in place. */

/** Rows and columns, as in m × n. A column vector is (m, 1), a scalar (1, 1). */
export type Shape = readonly [rows: number, columns: number];

/** Numbers along any count of axes; the last axis runs fastest, and in a batch it is the sample. */
export interface Tensor {
  readonly shape: readonly number[];
  /** In a matrix, row by row: entry (i, j), counted from 0, stands at i · columns + j. */
  readonly data: Float64Array;
  /** The seed it was drawn with, if it was drawn. */
  readonly seed?: number;
}

/** A tensor with two axes. */
export interface Matrix extends Tensor {
  readonly shape: Shape;
}

/** Shapes that do not fit: names the function the caller wrote, the shapes, and the rule. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/** `(5, 3)` */
export const shapeText = (shape: readonly number[]): string => `(${shape.join(", ")})`;

export const sameShape = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((length, axis) => length === b[axis]);

/** Where entry k of the data stands: its row and column, or its place along each axis, counted from 0. */
export function indexOf(shape: readonly number[], k: number): readonly number[] {
  const index: number[] = [];
  for (const length of [...shape].reverse()) {
    index.unshift(k % length);
    k = Math.floor(k / length);
  }
  return index;
}

/** A place in words, counted from 1 as on paper: `row 2, column 1`, in a tensor `entry (1, 3, 2)`. */
export const placeText = (index: readonly number[]): string => (index.length === 2 ? `row ${index[0]! + 1}, column ${index[1]! + 1}` : `entry (${index.map((i) => i + 1).join(", ")})`);

/**
 * Rows of numbers as a matrix: `matrix([[1, 2], [3, 4]])`.
 * @throws ShapeError if there is no row, no column, or the rows differ in length.
 */
export function matrix(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) throw new ShapeError("matrix: at least one row with at least one number is needed");
  rows.forEach((row, i) => {
    if (row.length !== columns) throw new ShapeError(`matrix: row 1 has ${columns} entries and row ${i + 1} has ${row.length}; all rows must be equally long`);
  });
  return { shape: [rows.length, columns], data: Float64Array.from(rows.flat()) };
}

/**
 * Numbers as a tensor, the last axis fastest: `tensor([2, 1, 2], [1, 2, 3, 4])`.
 * @throws ShapeError unless there is a number for each entry.
 */
export function tensor(shape: readonly number[], values: readonly number[]): Tensor {
  const entries = shape.reduce((product, length) => product * length, 1);
  if (values.length !== entries) throw new ShapeError(`tensor: ${shapeText(shape)} needs ${entries} numbers, and ${values.length} are given`);
  return { shape, data: Float64Array.from(values) };
}

/** Numbers as a column: shape (m, 1). */
export const column = (...values: readonly number[]): Matrix => matrix(values.map((value) => [value]));

export const zeros = (rows: number, columns = 1): Matrix => ({ shape: [rows, columns], data: new Float64Array(rows * columns) });

/** Zeros in the shape of A. */
export const like = <T extends Tensor>({ shape, data }: T): T => ({ shape, data: new Float64Array(data.length) }) as Tensor as T;

/** A column of ones, (m, 1): `matmul(A, ones(n))` sums the columns of A. */
export const ones = (rows: number): Matrix => map(zeros(rows), () => 1);

/** Entry (i, j), counted from 0. */
export const entry = ({ shape, data }: Matrix, i: number, j: number): number => data[i * shape[1] + j] as number;

/** The rows as nested arrays, for printing and for mathjs. */
export function toRows({ shape: [rows, columns], data }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * columns, (i + 1) * columns)));
}

/** Column k, counted from 0, as (m, 1): sample k of a batch. */
export function columnOf(A: Matrix, k: number): Matrix {
  return { shape: [A.shape[0], 1], data: Float64Array.from({ length: A.shape[0] }, (_, i) => entry(A, i, k)) };
}

/** f of every entry. */
export function map<T extends Tensor>({ shape, data }: T, f: (value: number) => number): T {
  const values = new Float64Array(data.length);
  for (let k = 0; k < data.length; k++) values[k] = f(data[k]!);
  return { shape, data: values } as Tensor as T;
}

/**
 * f of each pair of entries.
 * @throws ShapeError if the shapes differ.
 */
export function zip<T extends Tensor>(A: T, B: Tensor, f: (a: number, b: number) => number): T {
  if (!sameShape(A.shape, B.shape)) throw new ShapeError(`zip: ${shapeText(A.shape)} with ${shapeText(B.shape)}; entry by entry needs equal shapes`);
  const values = new Float64Array(A.data.length);
  for (let k = 0; k < values.length; k++) values[k] = f(A.data[k]!, B.data[k]!);
  return { shape: A.shape, data: values } as Tensor as T;
}

/** Column sums, (m, n) to (1, n). */
export function columnSums({ shape: [m, n], data }: Matrix): Matrix {
  const sums = zeros(1, n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) sums.data[j]! += data[i * n + j] as number;
  return sums;
}

/** Aᵀ, (m, n) to (n, m). */
export function transpose({ shape: [rows, columns], data }: Matrix): Matrix {
  const T = new Float64Array(data.length);
  for (let j = 0, to = 0; j < columns; j++) for (let from = j; from < data.length; from += columns) T[to++] = data[from]!;
  return { shape: [columns, rows], data: T };
}

/**
 * The product AB, (m, k) times (k, n) to (m, n).
 * @throws ShapeError unless A has as many columns as B has rows.
 */
export function matmul(A: Matrix, B: Matrix): Matrix {
  const [m, k] = A.shape;
  const [rows, n] = B.shape;
  if (k !== rows) throw new ShapeError(`matmul: ${shapeText(A.shape)} times ${shapeText(B.shape)}; the left matrix needs as many columns as the right one has rows, but ${k} ≠ ${rows}`);
  return { shape: [m, n], data: multiply(A.data, B.data, m, k, n) };
}

/**
 * b added to every column of A: A + b 1ᵀ, (m, n) and (m, 1) to (m, n).
 * @throws ShapeError unless b is a column with as many rows as A.
 */
export function addToColumns(A: Matrix, b: Matrix): Matrix {
  const [m, n] = A.shape;
  if (!sameShape(b.shape, [m, 1])) throw new ShapeError(`addToColumns: ${shapeText(A.shape)} and ${shapeText(b.shape)}; what is added to each column must have shape (${m}, 1)`);
  const sum = A.data.slice();
  for (let i = 0; i < m; i++) {
    const added = b.data[i]!;
    for (let k = i * n; k < (i + 1) * n; k++) sum[k]! += added;
  }
  return { shape: [m, n], data: sum };
}

/** The sum of each row, (m, n) to (m, 1): A 1. */
export function rowSums({ shape: [m, n], data }: Matrix): Matrix {
  const sums = zeros(m);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) sums.data[i]! += data[i * n + j]!;
  return sums;
}

/** ⟨A, B⟩ = Σᵢⱼ Aᵢⱼ Bᵢⱼ. @throws ShapeError if the shapes differ. */
export const inner = (A: Tensor, B: Tensor): number => zip(A, B, (a, b) => a * b).data.reduce((sum, product) => sum + product, 0);
