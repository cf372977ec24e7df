import type { Decimal } from "decimal.js";
import { loadDecimal } from "./decimal.js";

/** Digits beyond those asked for: each squaring doubles the relative error, and there are no more than forty. */
const guard = 16;

/**
 * e^x to the precision of D, for |x| < 2000. The argument is halved until Taylor's series needs few terms, and the sum is squared as often: about √digits
 * products each, where decimal.js's own exp takes a number of terms that grows with the digits (50 times slower at 1,000 digits).
 */
export function expDecimal(x: Decimal, D: typeof Decimal): Decimal {
  const digits = D.precision + guard, W = loadDecimal(digits);
  const small = Math.ceil(Math.sqrt(digits)); // r < 2^-small
  const halvings = Math.max(0, small + Math.ceil(Math.log2(Math.max(x.abs().toNumber(), 2 ** -small))));
  const r = new W(x).div(new W(2).pow(halvings));
  // Σ r^n / n! by Horner, over N! in place of a division for each term
  let terms = 1;
  for (let size = 0; size < digits; terms++) size += small * Math.log10(2) + Math.log10(terms);
  let sum = new W(1), coefficient = new W(1);
  for (let n = terms; n > 0; n--) {
    coefficient = coefficient.mul(n);
    sum = sum.mul(r).add(coefficient);
  }
  let power = sum.div(coefficient);
  for (let k = 0; k < halvings; k++) power = power.mul(power);
  return new D(power).toSignificantDigits(D.precision);
}
