/**
 * The outcome of a gradient check, as plain data: shown in the notebook, printed in the report, stored in verification.json.
 */
/**
 * `holds`: every entry agrees within its tolerance. `fails`: an entry differs beyond doubt.
 * `undecided`: the numerical derivative is not sharp enough at this point (a kink is near, say); never counts as holding.
 */
export type Verdict = "holds" | "fails" | "undecided";

/** One entry of one gradient: what `backward` gives, what the numerical derivative gives, and what difference would still be rounding. */
export interface EntryComparison {
  /** Row and column (in a tensor, the place along each axis), counted from 0. */
  readonly index: readonly number[];
  readonly analytic: number;
  readonly numerical: number;
  /** |analytic − numerical| */
  readonly difference: number;
  /** The difference that the numerical derivative's own error can explain. */
  readonly tolerance: number;
}

/** The gradient along a random direction: two numbers for all its entries at once. */
export interface DirectionComparison {
  /** ⟨gradient, u⟩ */
  readonly analytic: number;
  /** d/dt of the output along u */
  readonly numerical: number;
  readonly difference: number;
  readonly tolerance: number;
  /**
   * The order in h of what is left of the output's change after the gradient's part: 3 for a right gradient, 1 for a wrong one, whatever the step and the tolerance.
   * Null where what is left is rounding, or where no steps were taken (dual numbers).
   */
  readonly order: number | null;
}

/** The gradient by one input. */
export interface InputCheck {
  readonly input: string;
  readonly shape: readonly number[];
  readonly verdict: Verdict;
  readonly entries: number;
  /** Entries whose difference exceeds their tolerance; where they are too many to look at each, an estimate from a sample. */
  readonly wrong: number;
  /** How it was decided: every entry by itself, or all of them along random directions. */
  readonly by: "entries" | "directions";
  /** The random direction that differs most in units of its tolerance, where directions were used. */
  readonly direction: DirectionComparison | null;
  /** Wrong entries that were found, at most 24, in the order of the gradient. */
  readonly found: readonly EntryComparison[];
  /** Which slip turns the right gradient into this one: tested, not guessed. Null where none of those that are known does. */
  readonly slip: string | null;
  /** The entry whose difference is largest in units of its tolerance; null where the gradient has the wrong shape or is missing, or no entry was looked at by itself. */
  readonly worst: EntryComparison | null;
  /** max |analytic − numerical| / max(|analytic|, |numerical|) over the entries, both maxima taken over the whole gradient. */
  readonly relativeError: number;
  /** What a reader should know: why it fails or is undecided. Empty if it holds. */
  readonly message: string;
}

/** The forward value: finite, the same when asked twice, of the shape of the upstream gradient, and equal to `expected` where one was given. */
export interface ForwardCheck {
  readonly shape: readonly number[];
  readonly verdict: Verdict;
  /** Compared with an independent value (given as `expected`)? */
  readonly compared: boolean;
  readonly message: string;
}

/** What holds of a right backward besides its values: it is linear in the upstream gradient, its own derivative is symmetric. */
export interface PropertyCheck {
  readonly property: "linear in the upstream gradient" | "symmetric second derivative";
  readonly verdict: Verdict;
  /** Empty if it holds. */
  readonly message: string;
}

export interface GradientCheck {
  readonly kind: "gradient-check";
  readonly layer: string;
  /** What was compared with the numerical derivative: the layer's `backward`, or a formula that the caller evaluated. */
  readonly of: "backward" | "formula";
  /** The seed of the random draw, where the caller said it. */
  readonly seed: number | null;
  /** `fails` if the caller demonstrates a mistake on purpose: then the check must fail. `undecided` if a kink is demonstrated: then it must be noticed. */
  readonly expect: Verdict;
  readonly verdict: Verdict;
  readonly forward: ForwardCheck;
  readonly gradients: readonly InputCheck[];
  readonly properties: readonly PropertyCheck[];
  /** How often forward was computed, which is what a check costs. */
  readonly evaluations: number;
  /** Worth knowing though nothing is wrong: what was left out, what was drawn anew. */
  readonly notes: readonly string[];
}

/** Node diagnostics channel on which checks are published, so that a build can account for every one of them. */
export const RECORD_CHANNEL = "backproof:record";
