/**
 * The derivative of a function of one variable at 0, from values alone, with an estimate of its own error.
 *
 * Central differences D(h), D(h/2), D(h/4) are extrapolated twice (Richardson): each round removes the leading power of h
 * from the truncation error, h² and then h⁴. The last correction bounds what is left. Rounding adds about ε F / h, where F is
 * the size of what was added up to give the value. The tolerance for comparing is derived from both, not tuned.
 * Source: Ridders (1982); Press et al., Numerical Recipes, section 5.7.
 */

/** A value of the function and the magnitude of its terms: Σ|aₖ| where the value is Σaₖ. Their ratio tells how much rounding the sum suffered. */
export interface Sample {
  readonly value: number;
  readonly magnitude: number;
}

export interface NumericalDerivative {
  readonly value: number;
  /** Estimated error of `value`: the last Richardson correction plus rounding. */
  readonly error: number;
  /** The magnitude of the function near 0, which sets the scale for "small". */
  readonly magnitude: number;
  /** The function bends at 0 itself: its slopes from the left and from the right differ however small the step. */
  readonly kink: boolean;
}

const EPSILON = 2 ** -52;

/** Rounding of one value is about ε times the magnitude of its terms; 4 leaves room for the function's own inner sums. */
const ROUNDING = 4 * EPSILON;

/** Steps relative to max(1, |x|): the first is good where the function is smooth, the others where a kink lies close by. */
const STEPS = [2 ** -8, 2 ** -12, 2 ** -16];

/** Relative error of the derivative at which a step is good enough and smaller ones need not be tried. */
const SHARP = 1e-8;

/** Central difference (f(h) − f(−h)) / 2h; its truncation error is h² f‴/6. */
export const centralDifference = (f: (t: number) => number, h: number): number => (f(h) - f(-h)) / (2 * h);

/** Forward difference (f(h) − f(0)) / h; its truncation error is h f″/2. */
export const forwardDifference = (f: (t: number) => number, h: number): number => (f(h) - f(0)) / h;

/**
 * f′(0) with an error estimate.
 * @param f the function along the line that is looked at, t = 0 being the point
 * @param x the coordinate that t is added to: the step is a power of two near 2⁻⁸ max(1, |x|)
 */
export function numericalDerivative(f: (t: number) => Sample, x: number): NumericalDerivative {
  const unit = 2 ** Math.round(Math.log2(Math.max(1, Math.abs(x))));
  const tries: NumericalDerivative[] = [];
  for (const step of STEPS) {
    const found = extrapolated(f, step * unit);
    if (found.error <= SHARP * Math.max(Math.abs(found.value), found.magnitude)) return found;
    tries.push(found);
  }
  return tries.reduce((best, next) => (next.error < best.error ? next : best));
}

/** Three central differences from six values around 0, extrapolated. */
function extrapolated(f: (t: number) => Sample, h: number): NumericalDerivative {
  const steps = [h, h / 2, h / 4];
  const right = steps.map((t) => f(t));
  const left = steps.map((t) => f(-t));
  const middle = f(0);
  const [D1, D2, D4] = steps.map((t, k) => (right[k]!.value - left[k]!.value) / (2 * t)) as [number, number, number];
  const coarse = (4 * D2 - D1) / 3;
  const fine = (4 * D4 - D2) / 3;
  const value = (16 * fine - coarse) / 15;
  const magnitude = Math.max(...[...right, ...left, middle].map((sample) => sample.magnitude));
  const rounding = (ROUNDING * magnitude) / (h / 4);
  const bend = steps.map((t, k) => (right[k]!.value - 2 * middle.value + left[k]!.value) / t);
  return { value, error: Math.abs(value - fine) + rounding, magnitude, kink: bendPersists(bend, rounding) };
}

/** Right slope minus left slope shrinks with the step where the function is smooth (it is h f″), and stays at a kink. */
function bendPersists(bend: readonly number[], rounding: number): boolean {
  const [coarse, , fine] = bend.map(Math.abs) as [number, number, number];
  return fine > 0.5 * coarse && fine > 100 * rounding;
}
