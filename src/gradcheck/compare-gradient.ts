import { indexOf, type Tensor } from "../layers/matrix.js";
import type { EntryComparison, InputCheck, Verdict } from "./gradient-check.js";
import { entryName } from "./entry-name.js";
import { DOUBLE, type NumericalDerivative, type Precision } from "./numerical-derivative.js";

/** How many times the estimated error a difference may be and still count as rounding. */
export const SAFETY = 10;

/** A gradient as numbers in a row. */
export type Flat = Pick<Tensor, "shape" | "data">;

export interface Entry extends EntryComparison {
  readonly verdict: Verdict;
  readonly kink: boolean;
}

/**
 * Judges one gradient entry by entry.
 * @param analytic what `backward` gives
 * @param numerical one derivative for each entry of `analytic`, in its order
 */
export function compareGradient(input: string, analytic: Flat, numerical: readonly NumericalDerivative[], precision: Precision = DOUBLE): Omit<InputCheck, "slip"> & { readonly all: readonly Entry[] } {
  const values = numerical.map((derivative) => derivative.value);
  const size = Math.max(largest(analytic.data), largest(values));
  const all = numerical.map((derivative, k) => compareEntry(analytic, k, derivative, size, precision));
  const found = all.filter((entry) => entry.verdict === "fails");
  const undecided = all.filter((entry) => entry.verdict === "undecided");
  const verdict: Verdict = found.length > 0 ? "fails" : undecided.length > 0 ? "undecided" : "holds";
  const worst = worstOf(verdict === "holds" ? all : verdict === "fails" ? found : undecided);
  const difference = Math.max(...all.map((entry) => entry.difference));
  return {
    input,
    shape: analytic.shape,
    verdict,
    entries: all.length,
    wrong: found.length,
    by: "entries",
    direction: null,
    found: found.slice(0, MOST_FOUND).map(comparisonOf),
    worst: worst === null ? null : comparisonOf(worst),
    relativeError: size === 0 ? 0 : difference / size,
    message: verdict === "fails" ? wrongText(input, worst!, found.length, all.length) : verdict === "undecided" ? undecidedText(input, worst!, undecided.length, all.length) : "",
    all,
  };
}

/** Wrong entries that a record lists. */
export const MOST_FOUND = 24;

/** The largest size among the numbers; what is none does not count, so that one NaN does not blur all others. */
export const largest = (values: ArrayLike<number>): number => Array.from(values).reduce((size, value) => (Number.isFinite(value) ? Math.max(size, Math.abs(value)) : size), 0);

/** @param size the largest entry of the gradient: what "small" is measured against */
export function compareEntry(A: Flat, k: number, derivative: NumericalDerivative, size: number, { blunt }: Precision): Entry {
  const analytic = A.data[k] as number;
  const difference = Math.abs(analytic - derivative.value);
  const tolerance = SAFETY * derivative.error;
  return { index: indexOf(A.shape, k), analytic, numerical: derivative.value, difference, tolerance, kink: derivative.kink, verdict: judge(difference, tolerance, derivative, size, blunt) };
}

function judge(difference: number, tolerance: number, derivative: NumericalDerivative, size: number, blunt: number): Verdict {
  if (Number.isNaN(difference) || difference === Infinity) return "fails";
  if (derivative.kink || !(tolerance <= blunt * Math.max(size, derivative.magnitude))) return "undecided";
  return difference <= tolerance ? "holds" : "fails";
}

/** The entry that exceeds its tolerance most; an entry that is no number is worse than any other. Null of none. */
export function worstOf(entries: readonly Entry[]): Entry | null {
  const excess = (entry: Entry): number => (Number.isNaN(entry.difference) ? Infinity : entry.difference === 0 ? 0 : entry.difference / entry.tolerance);
  return entries.length === 0 ? null : entries.reduce((worst, entry) => (excess(entry) > excess(worst) ? entry : worst));
}

export const comparisonOf = ({ index, analytic, numerical, difference, tolerance }: Entry): EntryComparison => ({ index, analytic, numerical, difference, tolerance });

/** Both numbers with just enough digits to see where they differ. */
export function apart(a: number, b: number): readonly [string, string] {
  for (let digits = 3; digits < 16; digits++) {
    if (a.toPrecision(digits) !== b.toPrecision(digits)) return [a.toPrecision(digits + 1), b.toPrecision(digits + 1)];
  }
  return [String(a), String(b)];
}

/** `dL/dW[2,6] (row 3, column 7): backward gives 0.5000, numerical 0.2500` */
function valuesText(input: string, worst: EntryComparison): string {
  const [analytic, numerical] = apart(worst.analytic, worst.numerical);
  return `${entryName(input, worst.index)}: backward gives ${analytic}, numerical ${numerical}`;
}

export const wrongText = (input: string, worst: EntryComparison, wrong: number, entries: number): string => `${valuesText(input, worst)}; ${wrong} of ${entries} entries differ`;

export function undecidedText(input: string, worst: Entry, undecided: number, entries: number): string {
  const reason = worst.kink ? "the function has a kink here" : "the numerical derivative is too uncertain here (a kink or a singularity may be close)";
  return `${valuesText(input, worst)} ± ${(worst.tolerance / SAFETY).toExponential(1)}; ${reason}; ${undecided} of ${entries} entries undecided: move the point away`;
}
