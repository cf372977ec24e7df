/** A product of scalars taken apart: a fraction times powers. Order is kept, so that what comes back looks like what went in. */
import { number, ONE } from "../../expression/build.js";
import type { Expression } from "../../expression/expression.js";
import { sameScalar } from "../../expression/key.js";
import { multiply, power as rationalPower, rational, type Rational } from "../../scalar/rational.js";
import { negative, over, power, times } from "../combine.js";

export interface Power { readonly base: Expression; readonly exponent: number }
export interface Monomial { readonly coefficient: Rational; readonly powers: readonly Power[] }

const UNIT: Rational = { numerator: 1n, denominator: 1n };

export function monomialOf(e: Expression): Monomial {
  const powers: Power[] = [];
  const coefficient = collect(e, 1, powers);
  return { coefficient, powers: merged(powers) };
}

/** Adds the powers of `e^exponent`; gives its number. */
function collect(e: Expression, exponent: number, into: Power[]): Rational {
  switch (e.kind) {
    case "number":
      if (e.digits === 0n && exponent < 0) break;
      return rationalPower(rational(e.digits, 10n ** BigInt(e.places)), exponent);
    case "add":
      if (e.terms.length !== 1) break;
      return multiply(rational(e.terms[0]!.sign === -1 && exponent % 2 !== 0 ? -1 : 1), collect(e.terms[0]!.of, exponent, into));
    case "product":
      if (e.factors.some(({ sign }) => sign === "hadamard" || sign === "kronecker" || sign === "star" || sign === "hadamard-over")) break;
      return e.factors.reduce((total, { sign, of }) => multiply(total, collect(of, sign === "over" ? -exponent : exponent, into)), UNIT);
    case "quotient": return multiply(collect(e.numerator, exponent, into), collect(e.denominator, -exponent, into));
    case "power": {
      const whole = integer(e.exponent);
      if (whole === null || Math.abs(whole * exponent) > 64) break;
      return collect(e.base, exponent * whole, into);
    }
    case "apply":
      if (e.function === "sqrt" && exponent % 2 === 0) return collect(e.arguments[0]!, exponent / 2, into);
      break;
    default:
  }
  into.push({ base: e, exponent });
  return UNIT;
}

function integer(e: Expression): number | null {
  if (e.kind === "number" && e.places === 0) return Number(e.digits);
  if (e.kind === "add" && e.terms.length === 1) { const inner = integer(e.terms[0]!.of); return inner === null ? null : e.terms[0]!.sign * inner; }
  return null;
}

/** Equal bases once, in the order of their first; deltas and indicators are their own squares. */
function merged(powers: readonly Power[]): readonly Power[] {
  const found: { base: Expression; exponent: number }[] = [];
  for (const { base, exponent } of powers) {
    const known = found.find((each) => sameScalar(each.base, base));
    if (known === undefined) found.push({ base, exponent });
    else if (base.kind !== "delta" && base.kind !== "indicator") known.exponent += exponent;
  }
  rooted(found);
  return found.filter(({ exponent }) => exponent !== 0).map(({ base, exponent }) => ((base.kind === "delta" || base.kind === "indicator") && exponent > 0 ? { base, exponent: 1 } : { base, exponent }));
}

/** `\frac{\sqrt{u}}{u}` is `\frac{1}{\sqrt{u}}`: a root and what is below it stand on one side of the bar. */
function rooted(powers: { readonly base: Expression; exponent: number }[]): void {
  for (const root of powers) {
    const { base } = root;
    const under = base.kind === "apply" && base.function === "sqrt" ? powers.find((each) => sameScalar(each.base, base.arguments[0]!)) : undefined;
    while (under !== undefined && root.exponent * under.exponent < 0) {
      const sign = Math.sign(root.exponent);
      root.exponent -= 2 * sign;
      under.exponent += sign;
    }
  }
}

/** The product again: number, factors, and a bar where something is below it. */
export function expressionOf({ coefficient, powers }: Monomial): Expression {
  if (coefficient.numerator === 0n) return number(0);
  const isNegative = coefficient.numerator < 0n;
  const above = isNegative ? -coefficient.numerator : coefficient.numerator, below = coefficient.denominator;
  const factor = ({ base, exponent }: Power): Expression => power(base, number(Math.abs(exponent)));
  const numerators = powers.filter(({ exponent }) => exponent > 0).map(factor), denominators = powers.filter(({ exponent }) => exponent < 0).map(factor);
  const wide = numerators.some(({ kind }) => kind === "big" || kind === "derivative" || kind === "indicator" || kind === "delta" || kind === "cases");
  const plain = denominators.every(({ kind }) => kind === "name");
  const value = plain && (wide || denominators.length === 0)
    ? times(over(number(above), times(number(below), ...denominators)), ...numerators)
    : over(times(number(above), ...numerators), times(number(below), ...denominators));
  return isNegative ? negative(value) : value;
}

/** The same product without its number. */
export const bare = ({ powers }: Monomial): Expression => (powers.length === 0 ? ONE : expressionOf({ coefficient: UNIT, powers }));
