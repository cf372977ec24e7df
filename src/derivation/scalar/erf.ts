import type { Decimal } from "decimal.js";

/** Beyond this |x| the error function is 1 to more than 400 decimal places (10 in float64). */
const flat = 32;

/** erf(x) = 2/√π e^(-x²) Σ_n 2ⁿ x^(2n+1) / (1 · 3 ⋯ (2n+1)): all terms have one sign, so nothing cancels (Abramowitz & Stegun 7.1.6). */
export function erfFloat(x: number): number {
  if (Math.abs(x) > 10) return Math.sign(x);
  let term = x, sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** As erfFloat, to the precision of the given constructor. */
export function erfDecimal(x: Decimal, D: typeof Decimal): Decimal {
  if (x.isZero() || x.isNaN()) return x;
  if (x.abs().gt(flat)) return new D(x.isNegative() ? -1 : 1);
  const ratio = x.mul(x).mul(2);
  const smallest = new D(10).pow(-D.precision - 2);
  let term = x, sum = x;
  for (let n = 1; term.div(sum).gt(smallest); n++) {
    term = term.mul(ratio).div(2 * n + 1);
    sum = sum.add(term);
  }
  return D.acos(-1).sqrt().pow(-1).mul(2).mul(x.mul(x).neg().exp()).mul(sum);
}
