/** Common factors in front, and products multiplied out. */
import type { Expression } from "../../expression/expression.js";
import { scalarKeyOf } from "../../expression/key.js";
import { mapChildren } from "../../expression/map.js";
import { multiply, type Rational } from "../../scalar/rational.js";
import { times } from "../combine.js";
import { expressionOf, monomialOf, type Monomial, type Power } from "./monomial.js";
import { collected } from "./simplify.js";

/** `p_i δ_{ij} - p_i p_j` is `p_i (δ_{ij} - p_j)`: in every sum below, inside first. */
export function factored(e: Expression): Expression {
  if (e.kind === "entry" || e.kind === "member") return e;
  const inner = mapChildren(e, factored);
  if (inner.kind === "product" || inner.kind === "quotient") return expressionOf(monomialOf(inner));
  if (inner.kind !== "add" || inner.terms.length < 2) return inner;
  const terms = inner.terms.map(({ sign, of }) => withSign(monomialOf(of), sign));
  const common = terms[0]!.powers.flatMap(({ base, exponent }): readonly Power[] => {
    const exponents = terms.map(({ powers }) => powers.find((power) => scalarKeyOf(power.base) === scalarKeyOf(base))?.exponent ?? 0);
    const least = exponents.every((each) => each > 0) ? Math.min(...exponents) : exponents.every((each) => each < 0) ? Math.max(...exponents) : 0;
    return least === 0 || exponent === 0 ? [] : [{ base, exponent: least }];
  });
  const number = commonNumber(terms);
  if (common.length === 0 && number.numerator === 1n && number.denominator === 1n) return inner;
  const rest = terms.map(({ coefficient, powers }): Monomial => ({
    coefficient: multiply(coefficient, { numerator: number.denominator, denominator: number.numerator }),
    powers: powers.map(({ base, exponent }) => ({ base, exponent: exponent - (common.find((each) => scalarKeyOf(each.base) === scalarKeyOf(base))?.exponent ?? 0) })).filter(({ exponent }) => exponent !== 0),
  }));
  return expressionOf(monomialOf(times(expressionOf({ coefficient: number, powers: common }), collected(rest))));
}

const withSign = ({ coefficient, powers }: Monomial, sign: 1 | -1): Monomial => ({ coefficient: sign === 1 ? coefficient : { ...coefficient, numerator: -coefficient.numerator }, powers });

/** The number that all terms share, up to sign. */
function commonNumber(terms: readonly Monomial[]): Rational {
  const sizes = terms.map(({ coefficient }) => ({ numerator: coefficient.numerator < 0n ? -coefficient.numerator : coefficient.numerator, denominator: coefficient.denominator }));
  const numerator = sizes.map((each) => each.numerator).reduce(gcd), [first] = sizes as [Rational];
  return { numerator, denominator: sizes.every(({ denominator }) => denominator === first.denominator) ? first.denominator : 1n };
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

const MAX_TERMS = 60;

/** Products of sums multiplied out, sums of sums split; null where that gets too long. */
export function expanded(e: Expression): Expression | null {
  const terms = expandedTerms(e);
  return terms === null ? null : collected(terms);
}

const isPlainSum = (e: Expression): e is Expression & { readonly kind: "big" } => e.kind === "big" && e.operator === "sum" && e.where === null;

function expandedTerms(e: Expression): readonly Monomial[] | null {
  if (e.kind === "add") return flat(e.terms.map(({ sign, of }) => expandedTerms(of)?.map((term) => withSign(term, sign)) ?? null));
  if (isPlainSum(e)) {
    const terms = expandedTerms(e.body);
    return terms === null ? null : terms.map((term) => monomialOf(times(expressionOf({ coefficient: term.coefficient, powers: [] }), { ...e, body: expressionOf({ coefficient: { numerator: 1n, denominator: 1n }, powers: term.powers }) })));
  }
  const { coefficient, powers } = monomialOf(e);
  let all: readonly Monomial[] = [{ coefficient, powers: [] }];
  for (const power of powers) {
    const isSum = power.exponent > 0 && power.exponent <= 3 && (power.base.kind === "add" || isPlainSum(power.base));
    const parts: readonly Monomial[] | null = isSum ? repeated(expandedTerms(power.base), power.exponent) : [{ coefficient: { numerator: 1n, denominator: 1n }, powers: [power] }];
    if (parts === null || parts.length * all.length > MAX_TERMS) return null;
    all = all.flatMap((left) => parts.map((right) => product(left, right)));
  }
  return all;
}

/** `\frac{1}{S} \sum_k e_k a_k` as `\sum_k \frac{e_k}{S} a_k`: what is below a bar goes into the sum beside it. */
export function sunk(e: Expression): Expression {
  const inner = e.kind === "entry" || e.kind === "member" ? e : mapChildren(e, sunk);
  if (inner.kind !== "product" && inner.kind !== "quotient") return inner;
  const { coefficient, powers } = monomialOf(inner);
  const place = powers.findIndex(({ base, exponent }) => exponent === 1 && isPlainSum(base));
  const below = powers.filter(({ exponent, base }) => exponent < 0 && base.kind !== "name");
  if (place < 0 || below.length === 0) return inner;
  const sum = powers[place]!.base as Expression & { readonly kind: "big" };
  const body = expressionOf(monomialOf(times(expressionOf({ coefficient: { numerator: 1n, denominator: 1n }, powers: below }), sum.body)));
  return expressionOf({ coefficient, powers: powers.filter((power) => !below.includes(power)).map((power) => (power.base === sum ? { base: { ...sum, body }, exponent: 1 } : power)) });
}

function repeated(terms: readonly Monomial[] | null, count: number): readonly Monomial[] | null {
  if (terms === null || terms.length ** count > MAX_TERMS) return null;
  return Array.from({ length: count - 1 }).reduce<readonly Monomial[]>((all) => all.flatMap((left) => terms.map((right) => product(left, right))), terms);
}

function product(a: Monomial, b: Monomial): Monomial {
  const whole = monomialOf(times(expressionOf({ ...a, coefficient: { numerator: 1n, denominator: 1n } }), expressionOf({ ...b, coefficient: { numerator: 1n, denominator: 1n } })));
  return { coefficient: multiply(multiply(a.coefficient, b.coefficient), whole.coefficient), powers: whole.powers };
}

function flat(lists: readonly (readonly Monomial[] | null)[]): readonly Monomial[] | null {
  return lists.includes(null) ? null : (lists as readonly (readonly Monomial[])[]).flat();
}
