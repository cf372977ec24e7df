/** Plain arrays of numbers: a scalar has no axes, a column one, a row [1, n]. */
export interface Value {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The equation says something that cannot be: shapes that do not fit, an index out of range. */
export class Slip extends Error {}

export const scalar = (value: number): Value => ({ shape: [], data: [value] });
export const map = ({ shape, data }: Value, f: (x: number) => number): Value => ({ shape, data: data.map(f) });
export const isScalar = ({ shape }: Value): boolean => shape.length === 0;
export const same = (a: Value, b: Value): boolean => a.shape.join() === b.shape.join();

const matrix = ({ shape, data }: Value): { readonly rows: number; readonly columns: number; readonly data: readonly number[] } => ({ rows: shape[0] ?? 1, columns: shape[1] ?? 1, data });

/** [n, 1] is a column, [1, 1] a scalar. */
function plain(rows: number, columns: number, data: readonly number[]): Value {
  return { shape: rows === 1 && columns === 1 ? [] : columns === 1 ? [rows] : [rows, columns], data };
}

export function entrywise(a: Value, b: Value, f: (x: number, y: number) => number): Value {
  if (!same(a, b)) throw new Slip(`${a.shape.join("×")} and ${b.shape.join("×")}`);
  return { shape: a.shape, data: a.data.map((x, k) => f(x, b.data[k]!)) };
}

export function multiply(a: Value, b: Value): Value {
  if (isScalar(a)) return map(b, (x) => x * a.data[0]!);
  if (isScalar(b)) return map(a, (x) => x * b.data[0]!);
  const left = matrix(a), right = matrix(b);
  if (left.columns !== right.rows) throw new Slip(`${a.shape.join("×")} times ${b.shape.join("×")}`);
  const data = Array.from({ length: left.rows * right.columns }, (_, at) => {
    const i = Math.floor(at / right.columns), j = at % right.columns;
    let total = 0;
    for (let k = 0; k < left.columns; k++) total += left.data[i * left.columns + k]! * right.data[k * right.columns + j]!;
    return total;
  });
  return plain(left.rows, right.columns, data);
}

export function transpose(a: Value): Value {
  const { rows, columns, data } = matrix(a);
  return plain(columns, rows, Array.from({ length: data.length }, (_, at) => data[(at % rows) * columns + Math.floor(at / rows)]!));
}

/** Inverse and determinant by elimination with pivots. */
export function eliminate(a: Value): { readonly inverse: Value; readonly determinant: number } {
  const { rows: n, columns, data } = matrix(a);
  if (n !== columns) throw new Slip("a matrix that is not square");
  const rows = Array.from({ length: n }, (_, i) => [...data.slice(i * n, i * n + n), ...Array.from({ length: n }, (_unused, j) => (i === j ? 1 : 0))]);
  let determinant = 1;
  for (let k = 0; k < n; k++) {
    const pivot = rows.slice(k).reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? i + k : best), k);
    if (pivot !== k) { [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!]; determinant = -determinant; }
    const head = rows[k]![k]!;
    determinant *= head;
    rows[k] = rows[k]!.map((x) => x / head);
    for (let i = 0; i < n; i++) if (i !== k) { const factor = rows[i]![k]!; rows[i] = rows[i]!.map((x, j) => x - factor * rows[k]![j]!); }
  }
  return { inverse: plain(n, n, rows.flatMap((row) => row.slice(n))), determinant };
}

export const diagonal = (a: Value): Value => (a.shape.length === 2 ? { shape: [a.shape[0]!], data: Array.from({ length: a.shape[0]! }, (_, i) => a.data[i * a.shape[1]! + i]!) } : { shape: [a.data.length, a.data.length], data: a.data.flatMap((x, i) => a.data.map((_, j) => (i === j ? x : 0))) });
