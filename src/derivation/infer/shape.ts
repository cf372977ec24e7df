/** Shapes with unknown lengths, and how products, sums and transposes join them: the rules of `expand/products.ts` without values. */
import { ONE, type Clash, type Length, type Lengths } from "./lengths.js";

/** `[]` a number, `[n]` a column, `[ONE, n]` a row, `[m, n]` a matrix. null: not known, it agrees with everything. */
export type Shape = readonly Length[];
export type Guess = Shape | null;

/** A name can be these; "tensor" has three subscripts and more. */
export type Kind = "scalar" | "column" | "row" | "matrix" | "tensor";

/** The formula has no meaning with these kinds. */
export class Mismatch extends Error {}
export const mismatch = (): never => { throw new Mismatch("these kinds do not fit"); };

export const isRow = (shape: Shape): boolean => shape.length === 2 && shape[0] === ONE;
export const isVector = (shape: Shape): boolean => shape.length === 1 || isRow(shape);
export const isMatrix = (shape: Shape): boolean => shape.length === 2 && shape[0] !== ONE;

const rowsOf = (shape: Shape): Length => shape[0] ?? ONE;
const columnsOf = (shape: Shape): Length => (shape.length === 2 ? shape[1]! : ONE);

/** One column is a vector, one entry a number. */
export const normal = (rows: Length, columns: Length): Shape => (columns === ONE ? (rows === ONE ? [] : [rows]) : [rows, columns]);

export const turned = (shape: Shape): Shape => (shape.length === 0 ? shape : normal(columnsOf(shape), rowsOf(shape)));

/** The first clash, where lengths do not agree. @throws Mismatch where the numbers of axes differ */
export function agree(a: Shape, b: Shape, lengths: Lengths): Clash | null {
  if (a.length !== b.length || isRow(a) !== isRow(b)) return mismatch();
  return a.map((length, axis) => lengths.unify(length, b[axis]!)).find((clash) => clash !== null) ?? null;
}

/** @throws Mismatch where no matrix product is */
export function productShape(a: Guess, b: Guess, lengths: Lengths): Guess {
  if (a === null || b === null) return null;
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  if (a.length > 2 || b.length > 2) return mismatch();
  const [inner, other] = [columnsOf(a), rowsOf(b)];
  if ((inner === ONE) !== (other === ONE)) return mismatch();
  lengths.unify(inner, other);
  return normal(rowsOf(a), columnsOf(b));
}

/** d of / d by in the layout: `expand/derivatives.ts`. null where it has more than two axes. */
export function derivativeShape(of: Guess, by: Guess, layout: "gradient" | "numerator" | "denominator"): Guess {
  if (of === null || by === null) return null;
  if (of.length === 0 && by.length <= 2) return layout === "numerator" && !isRow(by) ? turned(by) : by;
  if (by.length === 0) return layout === "denominator" ? turned(of) : of;
  if (isRow(by) && of.length === 1) return [of[0]!, by[1]!];
  if (isRow(of) && by.length === 1) return [by[0]!, of[1]!];
  if (of.length === 1 && by.length === 1) return layout === "denominator" ? [by[0]!, of[0]!] : [of[0]!, by[0]!];
  return null;
}
