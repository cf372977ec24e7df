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

/** The gradient by one input. */
export interface InputCheck {
  readonly input: string;
  readonly shape: readonly number[];
  readonly verdict: Verdict;
  readonly entries: number;
  /** Entries whose difference exceeds their tolerance. */
  readonly wrong: number;
  /** The entry whose difference is largest in units of its tolerance; null where the gradient has the wrong shape or is missing. */
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

export interface GradientCheck {
  readonly kind: "gradient-check";
  readonly layer: string;
  /** What was compared with the numerical derivative: the layer's `backward`, or a formula that the caller evaluated. */
  readonly of: "backward" | "formula";
  /** The seed of the random draw, where the caller said it. */
  readonly seed: number | null;
  /** `fails` if the caller demonstrates a mistake on purpose: then the check must fail. */
  readonly expect: "holds" | "fails";
  readonly verdict: Verdict;
  readonly forward: ForwardCheck;
  readonly gradients: readonly InputCheck[];
}

/** Node diagnostics channel on which checks are published, so that a build can account for every one of them. */
export const RECORD_CHANNEL = "backproof:record";
