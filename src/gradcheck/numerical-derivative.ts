/**
 * The derivative of a function of one variable at 0, from values alone, with an estimate of its own error.
 *
 * Central differences D(h), D(h/2), D(h/4) are extrapolated twice (Richardson): each round removes the leading power of h
 * from the truncation error, h² and then h⁴. Where the three behave as that asks (each change about a quarter of the last), the
 * last correction bounds what is left; where they do not (a kink lies within the step), their spread does. Rounding adds about ε F / h, where F is
 * the size of what was added up to give the value, and half the jump between the slopes from left and right, extrapolated in the same way, is added too: zero for a
 * smooth function but for its rounding. Where D(h) and D(h/2) agree to rounding and the values lie on a parabola, there is nothing to extrapolate and D(h/2) is taken. The tolerance for comparing is derived from this sum, not tuned. The step is adapted: smaller ones are tried until they gain nothing.
 * Source: Ridders (1982); Press et al., Numerical Recipes, section 5.7.
 */

/** A value of the function and the magnitude of its terms: Σ|aₖ| where the value is Σaₖ. Their ratio tells how much rounding the sum suffered. */
export interface Sample {
  readonly value: number;
  readonly magnitude: number;
}

export interface NumericalDerivative {
  readonly value: number;
  /** Estimated error of `value`: truncation plus rounding plus half the jump of the slope. */
  readonly error: number;
  /** The magnitude of the function near 0, which sets the scale for "small". */
  readonly magnitude: number;
  /** The function bends at 0 itself: its slopes from the left and from the right differ however small the step. */
  readonly kink: boolean;
  /** D(h), D(h/2) and, unless the function is a parabola to rounding, D(h/4), for a second opinion; empty where no differences were taken. */
  readonly quotients: readonly number[];
}

/** How finely the function under check computes. */
export interface Precision {
  /** The relative spacing of its numbers. */
  readonly epsilon: number;
  /** Steps relative to the scale of what is moved: the first is good where the function is smooth, the others where a kink lies close by. */
  readonly steps: readonly number[];
  /** A numerical derivative less certain than this share of the gradient's size decides nothing. */
  readonly blunt: number;
}

export const DOUBLE: Precision = { epsilon: 2 ** -52, steps: [2 ** -8, 2 ** -12, 2 ** -16, 2 ** -20], blunt: 1e-6 };
export const SINGLE: Precision = { epsilon: 2 ** -23, steps: [2 ** -2, 2 ** -4, 2 ** -6], blunt: 1e-2 };

/** Rounding of one value is about ε times the magnitude of its terms; 4 leaves room for the function's own inner sums. */
const ROUNDING = 4;

/** Relative error of the derivative at which a step is good enough and smaller ones need not be tried. */
const SHARP = 1e-9;

/** Each change of the central differences is a quarter of the last where the function is smooth; this much less still counts. */
const CONVERGES = 2.5;

/** Central difference (f(h) − f(−h)) / 2h; its truncation error is h² f‴/6. */
export const centralDifference = (f: (t: number) => number, h: number): number => (f(h) - f(-h)) / (2 * h);

/** Forward difference (f(h) − f(0)) / h; its truncation error is h f″/2. */
export const forwardDifference = (f: (t: number) => number, h: number): number => (f(h) - f(0)) / h;

/**
 * f′(0) with an error estimate.
 * @param f the function along the line that is looked at, t = 0 being the point
 * @param x the coordinate that t is added to: the step is a power of two near 2⁻⁸ max(1, |x|)
 * @param middle f(0), where it is known
 */
export function numericalDerivative(f: (t: number) => Sample, x: number, { epsilon, steps }: Precision = DOUBLE, middle: Sample = f(0)): NumericalDerivative {
  const unit = 2 ** Math.round(Math.log2(Math.max(1, Math.abs(x))));
  let best: NumericalDerivative | undefined;
  for (const [k, step] of steps.entries()) {
    const { rounding, ...found } = extrapolated(f, middle, step * unit, epsilon);
    if (best === undefined || Number.isNaN(best.error) || found.error < best.error) best = found;
    // a smaller step has more rounding: by the ratio of the two
    const gain = step / (steps[k + 1] ?? step);
    if (found.error <= SHARP * Math.abs(found.value) || found.error <= gain * rounding) break;
  }
  return best!;
}

/** The function at t and at −t. */
interface Pair {
  readonly t: number;
  readonly right: Sample;
  readonly left: Sample;
}

type Found = NumericalDerivative & { readonly rounding: number };

/** Three central differences from six values around 0, extrapolated; two from four where these lie on a parabola with the middle, so that there is nothing to extrapolate. */
function extrapolated(f: (t: number) => Sample, middle: Sample, h: number, epsilon: number): Found {
  const pairAt = (t: number): Pair => ({ t, right: f(t), left: f(-t) });
  const pairs = [pairAt(h), pairAt(h / 2)];
  return onParabola(pairs, middle, epsilon) ?? byThree([...pairs, pairAt(h / 4)], middle, epsilon);
}

const quotientOf = ({ t, right, left }: Pair): number => (right.value - left.value) / (2 * t);

/** Slope from the right minus slope from the left. */
const bendOf = ({ t, right, left }: Pair, middle: Sample): number => (right.value - 2 * middle.value + left.value) / t;

const magnitudeOf = (pairs: readonly Pair[], middle: Sample): number => Math.max(...pairs.flatMap(({ right, left }) => [right.magnitude, left.magnitude]), middle.magnitude);

/**
 * The slope of a function that is linear or quadratic along the line, as every bilinear layer is: D(h) = D(h/2), and the bend halves with h, both to rounding. A kink
 * within the step parts the quotients, one at 0 keeps the bend from halving. Null for any other function.
 */
function onParabola(pairs: readonly Pair[], middle: Sample, epsilon: number): Found | null {
  const [D1, D2] = pairs.map(quotientOf) as [number, number], [B1, B2] = pairs.map((pair) => bendOf(pair, middle)) as [number, number];
  const magnitude = magnitudeOf(pairs, middle), rounding = (ROUNDING * epsilon * magnitude) / pairs[1]!.t;
  const jump = Math.abs(2 * B2 - B1);
  if (!(Math.abs(D1 - D2) <= rounding && jump <= rounding)) return null;
  return { value: D2, error: Math.abs(D1 - D2) + rounding + jump / 2, magnitude, kink: false, quotients: [D1, D2], rounding };
}

function byThree(pairs: readonly Pair[], middle: Sample, epsilon: number): Found {
  const quotients = pairs.map(quotientOf);
  const [D1, D2, D4] = quotients as [number, number, number];
  const coarse = (4 * D2 - D1) / 3;
  const fine = (4 * D4 - D2) / 3;
  const value = (16 * fine - coarse) / 15;
  const magnitude = magnitudeOf(pairs, middle);
  const rounding = (ROUNDING * epsilon * magnitude) / pairs[2]!.t;
  const converges = Math.abs(D2 - D1) >= CONVERGES * Math.abs(D4 - D2) || Math.abs(D4 - D2) <= rounding;
  const { jump, kink } = jumpOf(pairs.map((pair) => bendOf(pair, middle)), rounding);
  return { value, error: (converges ? Math.abs(value - fine) : Math.max(Math.abs(D1 - D4), Math.abs(D2 - D4))) + rounding + jump / 2, magnitude, kink, quotients, rounding };
}

/** Right slope minus left slope is h f″ + O(h³) where the function is smooth: extrapolated to h = 0 what stays is the jump at a kink. */
function jumpOf(bend: readonly number[], rounding: number): { readonly jump: number; readonly kink: boolean } {
  const [B1, B2, B4] = bend as [number, number, number];
  const coarse = 2 * B2 - B1;
  const fine = 2 * B4 - B2;
  const jump = Math.abs((8 * fine - coarse) / 7);
  return { jump, kink: jump > 4 * (Math.abs(jump - Math.abs(fine)) + 8 * rounding) };
}
