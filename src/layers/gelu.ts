import { requireShape, type Layer } from "./layer.js";
import { map, zip, type Matrix } from "./matrix.js";

/** erf(x) = 2/√π e^(−x²) Σₙ 2ⁿ x^(2n+1) / (1 · 3 ⋯ (2n+1)): all terms have one sign, so nothing cancels (Abramowitz & Stegun 7.1.6). */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x); // 1 − erf(6) is below half a rounding
  let term = x, sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

const normal = (x: number): number => (1 + erf(x / Math.SQRT2)) / 2;

/**
 * Gaussian error linear unit, the exact one (by erf, not the approximation by tanh), entry by entry; smooth everywhere.
 * Y = X Φ(X) with the normal distribution function Φ(x) = (1 + erf(x/√2)) / 2. X, Y: (n, N).
 * @throws ShapeError
 */
export const gelu: Layer<{ readonly X: Matrix }> = {
  name: "gelu",
  latex: {
    where: String.raw`\mathbf{X} \in \mathbb{R}^{n \times N}`,
    forward: String.raw`Y_{ik} = \frac{1}{2} X_{ik} \left( 1 + \operatorname{erf}\left( \frac{X_{ik}}{\sqrt{2}} \right) \right)`,
    backward: { X: String.raw`\frac{dL}{dX_{ik}} = \left( \frac{1}{2} \left( 1 + \operatorname{erf}\left( \frac{X_{ik}}{\sqrt{2}} \right) \right) + \frac{X_{ik}}{\sqrt{2 \pi}} e^{-X_{ik}^2 / 2} \right) \frac{dL}{dY_{ik}}` },
  },
  source: "Hendrycks & Gimpel (2016)",
  forward: ({ X }) => map(X, (x) => x * normal(x)),
  backward: ({ X }, dY) => {
    requireShape("gelu.backward", "dY", dY, X.shape, "the shape of X, entry by entry");
    return { X: zip(X, dY, (x, dy) => (normal(x) + (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)) * dy) };
  },
};
