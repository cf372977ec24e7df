/** Sums, products and quotients as a person writes them: no zero, no factor one, no sum of one term. */
import { binder, bigSum, isNumber, number, ONE, powerOf, productOf, quotientOf, sumOf, term, ZERO } from "../expression/build.js";
import type { Expression, Term } from "../expression/expression.js";

export const isZero = (e: Expression): boolean => isNumber(e, 0);
export const isOne = (e: Expression): boolean => isNumber(e, 1);

/** A term without its sign: -(-a) is a. */
export function signed(e: Expression): { readonly sign: 1 | -1; readonly of: Expression } {
  if (e.kind === "add" && e.terms.length === 1) {
    const inner = signed(e.terms[0]!.of);
    return { sign: (inner.sign * e.terms[0]!.sign) as 1 | -1, of: inner.of };
  }
  return { sign: 1, of: e };
}

export const negative = (e: Expression): Expression => {
  const { sign, of } = signed(e);
  return isZero(of) ? of : sign === -1 ? of : sumOf([term(-1, of)]);
};

export function plus(...parts: readonly Expression[]): Expression {
  const terms = parts.flatMap((part): readonly Term[] => (part.kind === "add" ? part.terms : [term(1, part)])).filter(({ of }) => !isZero(of));
  return terms.length === 0 ? ZERO : terms.length === 1 && terms[0]!.sign === 1 ? terms[0]!.of : sumOf(terms);
}

export const minus = (a: Expression, b: Expression): Expression => plus(a, negative(b));

/** Scalars side by side. Signs go in front. */
export function times(...parts: readonly Expression[]): Expression {
  let sign = 1;
  const factors: Expression[] = [];
  for (const part of parts) {
    const own = signed(part);
    sign *= own.sign;
    if (isZero(own.of)) return ZERO;
    if (own.of.kind === "product" && own.of.factors.every((factor) => factor.sign === "juxtaposed" || factor.sign === "cdot")) factors.push(...own.of.factors.map(({ of }) => of));
    else if (!isOne(own.of)) factors.push(own.of);
  }
  const product = factors.length === 0 ? ONE : factors.length === 1 ? factors[0]! : productOf(factors);
  return sign === 1 ? product : negative(product);
}

export function over(a: Expression, b: Expression): Expression {
  if (isZero(a) || isOne(b)) return a;
  const { sign, of } = signed(a);
  return sign === 1 ? quotientOf(of, b) : negative(quotientOf(of, b));
}

export function power(base: Expression, exponent: Expression): Expression {
  if (isOne(exponent)) return base;
  return isZero(exponent) ? ONE : powerOf(base, exponent);
}

export const integerPower = (base: Expression, exponent: number): Expression => (exponent < 0 ? over(ONE, integerPower(base, -exponent)) : power(base, number(exponent)));

/** Σ_{index=1}^{to} body; a sum that is a factor's own is drawn before the product. */
export function sumOver(index: string, to: Expression, body: Expression): Expression {
  if (isZero(body)) return ZERO;
  const { sign, of } = signed(body);
  const sum = bigSum([binder(index, ONE, to)], of);
  return sign === 1 ? sum : negative(sum);
}
