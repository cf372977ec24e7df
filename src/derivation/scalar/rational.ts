/** An exact fraction in lowest terms, denominator positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const zero: Rational = { numerator: 0n, denominator: 1n };
export const one: Rational = { numerator: 1n, denominator: 1n };

/** numerator / denominator in lowest terms. Numbers that are no integers are read as their shortest decimal (0.1 is 1/10). */
export function rational(numerator: number | bigint, denominator: number | bigint = 1n): Rational {
  const above = decimalFraction(numerator), below = decimalFraction(denominator);
  return reduce(above.numerator * below.denominator, above.denominator * below.numerator);
}

export function add(a: Rational, b: Rational): Rational {
  if (a.denominator === 1n && b.denominator === 1n) return { numerator: a.numerator + b.numerator, denominator: 1n };
  return reduce(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function multiply(a: Rational, b: Rational): Rational {
  if (a.denominator === 1n && b.denominator === 1n) return { numerator: a.numerator * b.numerator, denominator: 1n };
  return reduce(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** aⁿ for an integer n; a must not be zero where n is negative. */
export function power(a: Rational, n: number): Rational {
  const k = BigInt(Math.abs(n));
  return n >= 0 ? { numerator: a.numerator ** k, denominator: a.denominator ** k } : reduce(a.denominator ** k, a.numerator ** k);
}

/** -1, 0 or 1 as a < b, a = b, a > b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The root if a is the square of a fraction, else null. */
export function squareRoot(a: Rational): Rational | null {
  const numerator = integerRoot(a.numerator), denominator = integerRoot(a.denominator);
  return numerator === null || denominator === null ? null : { numerator, denominator };
}

/** √a = factor · √radicand with a whole radicand that no small square divides; a negative or very large a is left as it is. */
export function simplestRoot(a: Rational): { readonly factor: Rational; readonly radicand: Rational } {
  let radicand = a.numerator * a.denominator, factor = 1n;
  if (radicand <= 0n || radicand > 1n << 64n) return { factor: one, radicand: a };
  for (let prime = 2n; prime <= 97n; prime++) {
    while (radicand % (prime * prime) === 0n) [radicand, factor] = [radicand / (prime * prime), factor * prime];
  }
  return { factor: reduce(factor, a.denominator), radicand: { numerator: radicand, denominator: 1n } };
}

export function toNumber(a: Rational): number {
  const value = Number(a.numerator) / Number(a.denominator);
  if (Number.isFinite(value)) return value;
  // both parts overflow: scale them down together
  const shift = BigInt(Math.max(0, a.denominator.toString(2).length - 1000));
  return Number(a.numerator >> shift) / Number(a.denominator >> shift);
}

export function toText(a: Rational): string {
  return a.denominator === 1n ? String(a.numerator) : `${a.numerator}/${a.denominator}`;
}

function decimalFraction(value: number | bigint): Rational {
  if (typeof value === "bigint") return { numerator: value, denominator: 1n };
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no rational number`);
  if (Number.isSafeInteger(value)) return { numerator: BigInt(value), denominator: 1n };
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(value)) ?? [];
  const places = fraction.length - Number(exponent);
  const digits = BigInt(sign + whole + fraction);
  return places >= 0 ? reduce(digits, 10n ** BigInt(places)) : { numerator: digits * 10n ** BigInt(-places), denominator: 1n };
}

function reduce(numerator: bigint, denominator: bigint): Rational {
  if (denominator === 0n) throw new RangeError("a fraction with denominator 0");
  let a = numerator < 0n ? -numerator : numerator, b = denominator < 0n ? -denominator : denominator;
  while (b !== 0n) [a, b] = [b, a % b];
  const divisor = denominator < 0n ? -a : a;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

function integerRoot(value: bigint): bigint | null {
  if (value < 0n || value > 1n << 104n) return null;
  let root = BigInt(Math.round(Math.sqrt(Number(value))));
  while (root * root > value) root--;
  while ((root + 1n) * (root + 1n) <= value) root++;
  return root * root === value ? root : null;
}
