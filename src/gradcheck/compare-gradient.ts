import { indexOf, placeText, type Tensor } from "../layers/matrix.js";
import type { EntryComparison, InputCheck, Verdict } from "./gradient-check.js";
import type { NumericalDerivative } from "./numerical-derivative.js";

/** How many times the estimated error a difference may be and still count as rounding. */
const SAFETY = 10;

/** An entry whose numerical derivative is less certain than this share of the gradient's size decides nothing. */
const BLUNT = 1e-6;

interface Entry extends EntryComparison {
  readonly verdict: Verdict;
  readonly kink: boolean;
}

/**
 * Judges one gradient entry by entry.
 * @param analytic what `backward` gives
 * @param numerical one derivative for each entry of `analytic`, in its order
 */
export function compareGradient(input: string, analytic: Tensor, numerical: readonly NumericalDerivative[]): InputCheck {
  const values = numerical.map((derivative) => derivative.value);
  const size = Math.max(largest(analytic.data), largest(values));
  const entries = numerical.map((derivative, k) => compareEntry(analytic, k, derivative, size));
  const wrong = entries.filter((entry) => entry.verdict === "fails").length;
  const undecided = entries.filter((entry) => entry.verdict === "undecided");
  const verdict: Verdict = wrong > 0 ? "fails" : undecided.length > 0 ? "undecided" : "holds";
  const worst = worstOf(verdict === "holds" ? entries : entries.filter((entry) => entry.verdict === verdict));
  const difference = Math.max(...entries.map((entry) => entry.difference));
  return {
    input,
    shape: analytic.shape,
    verdict,
    entries: entries.length,
    wrong,
    worst: comparisonOf(worst),
    relativeError: size === 0 ? 0 : difference / size,
    message: messageOf(input, verdict, worst, wrong, undecided.length, entries.length),
  };
}

const largest = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0);

function compareEntry(A: Tensor, k: number, derivative: NumericalDerivative, size: number): Entry {
  const analytic = A.data[k] as number;
  const difference = Math.abs(analytic - derivative.value);
  const tolerance = SAFETY * derivative.error;
  return { index: indexOf(A.shape, k), analytic, numerical: derivative.value, difference, tolerance, kink: derivative.kink, verdict: judge(difference, tolerance, derivative, size) };
}

function judge(difference: number, tolerance: number, derivative: NumericalDerivative, size: number): Verdict {
  if (Number.isNaN(difference) || difference === Infinity) return "fails";
  if (derivative.kink || !(tolerance <= BLUNT * Math.max(size, derivative.magnitude))) return "undecided";
  return difference <= tolerance ? "holds" : "fails";
}

/** The entry that exceeds its tolerance most; an entry that is no number is worse than any other. */
function worstOf(entries: readonly Entry[]): Entry {
  const excess = (entry: Entry): number => (Number.isNaN(entry.difference) ? Infinity : entry.difference / entry.tolerance);
  return entries.reduce((worst, entry) => (excess(entry) > excess(worst) ? entry : worst));
}

const comparisonOf = ({ index, analytic, numerical, difference, tolerance }: Entry): EntryComparison => ({ index, analytic, numerical, difference, tolerance });

/** Both numbers with just enough digits to see where they differ. */
export function apart(a: number, b: number): readonly [string, string] {
  for (let digits = 3; digits < 16; digits++) {
    if (a.toPrecision(digits) !== b.toPrecision(digits)) return [a.toPrecision(digits + 1), b.toPrecision(digits + 1)];
  }
  return [String(a), String(b)];
}

/** Rows and columns are counted from 1 in words, as W₁₁ is on paper. */
function messageOf(input: string, verdict: Verdict, worst: Entry, wrong: number, undecided: number, entries: number): string {
  if (verdict === "holds") return "";
  const where = `dL/d${input}, ${placeText(worst.index)}`;
  const [analytic, numerical] = apart(worst.analytic, worst.numerical);
  const values = `backward gives ${analytic}, numerically it is ${numerical}`;
  if (verdict === "fails") return `${where}: ${values}; ${wrong} of ${entries} entries differ`;
  const reason = worst.kink ? "the function has a kink here" : "the numerical derivative is too uncertain here (a kink or a singularity may be close)";
  return `${where}: ${reason}: ${values} ± ${(worst.tolerance / SAFETY).toExponential(1)}; ${undecided} of ${entries} entries undecided: move the point away`;
}
