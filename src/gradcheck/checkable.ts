import type { Matrix } from "../layers/matrix.js";
import type { GenericForward } from "./dual-derivative.js";
import type { Verdict } from "./gradient-check.js";
import type { Value } from "./value-form.js";

/** What is checked: any record with a forward and a backward, a layer or a deliberately wrong copy of one. */
export interface Checkable<I extends object, Y = Matrix> {
  readonly name?: string;
  readonly forward: (inputs: I) => Y;
  /** From the inputs and the upstream gradient, which has the form of the output, to the gradient by each input under its name. */
  readonly backward: (inputs: I, dY: Y) => { readonly [name: string]: Value | undefined };
  /** Forward once more, over any type of numbers and with every value as its entries in a row: derivatives are then taken with dual numbers, without steps. */
  readonly generic?: GenericForward | undefined;
}

export interface CheckOptions {
  /** The forward value from an independent source; forward must equal it. */
  readonly expected?: Value;
  /** Gradients from a formula, by input name: they are checked in place of what `backward` gives, and no others. */
  readonly gradient?: { readonly [name: string]: Value };
  /** `fails` to demonstrate a mistake on purpose: the report then wants the check to fail. `undecided` to demonstrate a kink. */
  readonly expect?: Verdict;
  /** The inputs to differentiate by, where not all are meant that have a gradient. */
  readonly wrt?: readonly string[];
  /** `entries`: each entry by itself. `directions`: all at once, with a search where that differs. By default entries up to 256 of them in all, directions above. */
  readonly by?: "entries" | "directions";
  /** Random directions that must agree; 2 by default. */
  readonly directions?: number;
  /** The seed of the directions, and of the upstream gradient where none is given. */
  readonly seed?: number;
  /** Also asks that the second derivative is symmetric, as that of every right backward is. */
  readonly secondOrder?: boolean;
}
