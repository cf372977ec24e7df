/** A number that depends on at most two free indices, as the array of its values: `W_{lk}` is W over (l, k), `x_k` is x over k. */
import type { Expression } from "../../expression/expression.js";

export interface Atom {
  /** None: a number. One: a column over it. Two, different: a matrix, rows first. */
  readonly indices: readonly string[];
  readonly array: Expression;
}

/** What stands in the way of a matrix form; it stays inside this folder. */
export class NoMatrixForm extends Error {}
