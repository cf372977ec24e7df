/** What the shape of an expression is worked out with: guesses for names, lengths, ranges of indices, and what is noticed on the way. */
import type { Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";
import type { Clash, Length, Lengths } from "./lengths.js";
import type { Guess } from "./shape.js";

export interface ShapeWorld {
  readonly scope: Scope;
  readonly layout: "gradient" | "numerator" | "denominator";
  readonly lengths: Lengths;
  /** The shape of a name that nothing declares; undefined for every other name. `at` is the index of a family's member. */
  readonly guess: (name: string, at?: Expression) => Guess | undefined;
  /** Its kind is still open, and it may be of this kind. */
  readonly mayBe: (name: string, kind: "array" | "matrix") => boolean;
  readonly parameters: ReadonlyMap<string, Guess>;
  /** Length of the range of an index; null: it does not start at one, or is not known. */
  readonly ranges: Map<string, Length | null>;
  /** Number of the equation. */
  readonly source: number;
  readonly onClash: (clash: Clash, name: string | null, axis: number, at: Expression) => void;
  /** An axis that is subscripted by something that does not tell its length: `x_{i+1}`. */
  readonly onLoose: (name: string, axis: number) => void;
  /** An axis that this equation gives a size. */
  readonly onSized: (name: string, axis: number) => void;
  readonly depth: number;
}

/** The axis has the length that a label's values or the last cell after dots give it. */
export function limited(axis: Length, to: Expression, name: string | null, k: number, at: Expression, world: ShapeWorld): void {
  const length = world.lengths.sized(to, world.source);
  const clash = world.lengths.unify(axis, length);
  if (clash !== null) world.onClash(clash, name, k, at);
  else if (name !== null) world.onSized(name, k);
}
