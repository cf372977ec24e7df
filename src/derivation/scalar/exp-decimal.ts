import type { Decimal } from "decimal.js";

/** Digits beyond those asked for: each squaring doubles the relative error, and there are no more than sixty. */
const guard = 20;

/**
 * e^x to the precision of D, for |x| < 2000: x = k ln 10 + r, and e^r in fixed point. r is halved until Taylor's series needs few terms, and the sum is squared as
 * often: about 2√bits products of whole numbers, where decimal.js's own exp takes a number of terms that grows with the digits.
 */
export function expDecimal(x: Decimal, D: typeof Decimal): Decimal {
  const { digits, unit, ln10, bits, one, halvings, terms } = scaleFor(D.precision);
  const whole = fixed(x, digits);
  let k = whole / ln10;
  if (whole < 0n) k -= 1n;
  const r = (((whole - k * ln10) << bits) / unit) >> halvings;
  let power = one;
  for (let n = terms; n > 0n; n--) power = one + (power * r >> bits) / n;
  for (let left = halvings; left > 0n; left--) power = power * power >> bits;
  return new D(`${power * unit >> bits}e${k - BigInt(digits)}`).toSignificantDigits(D.precision);
}

/** A number in fixed point, as many decimal places as said. */
function fixed(x: Decimal, places: number): bigint {
  return BigInt(x.toFixed(places).replace(".", ""));
}

/** artanh(1/n) = Σ 1 / ((2k + 1) n^(2k+1)), as a multiple of 1/unit. ln 10 = 3 ln 2 + ln 5/4 = 6 artanh 1/3 + 2 artanh 1/9. */
function inverseTanhOfInverse(n: bigint, unit: bigint): bigint {
  let sum = 0n, odd = 1n;
  for (let power = unit / n; power > 0n; power /= n * n, odd += 2n) sum += power / odd;
  return sum;
}

interface Scale {
  readonly digits: number;
  /** 10^digits: what 1 is in decimal fixed point; `one` is the same in binary. */
  readonly unit: bigint;
  readonly ln10: bigint;
  readonly bits: bigint;
  readonly one: bigint;
  readonly halvings: bigint;
  readonly terms: bigint;
}

const scales = new Map<number, Scale>();

function scaleFor(precision: number): Scale {
  let scale = scales.get(precision);
  if (scale === undefined) {
    const digits = precision + guard, bits = Math.ceil(digits * Math.log2(10)), halvings = Math.ceil(Math.sqrt(bits));
    const unit = 10n ** BigInt(digits);
    let terms = 1; // r < ln 10 / 2^halvings: the terms end below 2^-bits
    for (let size = 0; size < bits; terms++) size += halvings - Math.log2(Math.LN10) + Math.log2(terms);
    scale = { digits, unit, ln10: 6n * inverseTanhOfInverse(3n, unit) + 2n * inverseTanhOfInverse(9n, unit), bits: BigInt(bits), one: 1n << BigInt(bits), halvings: BigInt(halvings), terms: BigInt(terms) };
    scales.set(precision, scale);
  }
  return scale;
}
