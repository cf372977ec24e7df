/** Arithmetic on scalars in index form: like terms, powers, and sums contracted against Kronecker deltas. What is done is what a person does silently, and no more. */
import { indicatorOf, ONE, ZERO } from "../../expression/build.js";
import { freeIndices, type Binder, type Expression } from "../../expression/expression.js";
import { sameScalar, scalarKeyOf } from "../../expression/key.js";
import { mapChildren, mapCondition, substituteIndices } from "../../expression/map.js";
import { add as addRational, multiply, type Rational } from "../../scalar/rational.js";
import { shiftOf } from "../../infer/indices.js";
import type { Scope } from "../../scope/scope.js";
import { isOne, isZero, plus, times } from "../combine.js";
import type { Kept } from "../words.js";
import { indexDifference } from "../index-difference.js";
import { referenceOf } from "../reference.js";
import { bare, expressionOf, monomialOf, type Monomial, type Power } from "./monomial.js";

/** What happened on the way, for the reason that is told. */
export interface Trace {
  /** Sums that a delta ended. */
  readonly contracted: Kept[];
  /** Quantities of which it was used that they sum to one. */
  readonly sumToOne: Set<string>;
}

export interface Setting {
  readonly scope: Scope;
  /** Upper limits of indices that run from one: the goal's, and those of sums around. */
  readonly ranges: ReadonlyMap<string, Expression>;
}

export const newTrace = (): Trace => ({ contracted: [], sumToOne: new Set() });

export function simplify(e: Expression, setting: Setting, trace: Trace = newTrace()): Expression {
  if (e.kind === "entry" || e.kind === "member") return e;
  const within = e.kind === "big" ? { ...setting, ranges: new Map([...setting.ranges, ...limits(e)]) } : setting;
  const inner = mapChildren(e, (child) => simplify(child, within, trace));
  switch (inner.kind) {
    case "add": return collected(inner.terms.map(({ sign, of }) => scaled(monomialOf(of), sign)));
    case "product": case "quotient": case "power": return expressionOf(monomialOf(inner));
    case "big": return inner.operator === "sum" ? simplifySum(inner, setting, trace) : inner;
    case "cases": return casesApart(inner);
    case "delta": { const difference = indexDifference(inner.left, inner.right); return difference === null ? inner : difference === 0 ? ONE : ZERO; }
    default: return inner;
  }
}

const limits = (e: Expression & { readonly kind: "big" }): readonly (readonly [string, Expression])[] => e.binders.flatMap(({ name, from, to }) => (from !== null && to !== null && isOne(from) ? [[name, to] as const] : []));

const scaled = ({ coefficient, powers }: Monomial, by: number): Monomial => ({ coefficient: multiply(coefficient, { numerator: BigInt(by), denominator: 1n }), powers });

/** Like terms together. A term that is a sum itself joins the others. */
export function collected(monomials: readonly Monomial[]): Expression {
  const found = new Map<string, { coefficient: Rational; readonly powers: readonly Power[] }>();
  const join = ({ coefficient, powers }: Monomial): void => {
    const [only] = powers;
    if (powers.length === 1 && only!.exponent === 1 && only!.base.kind === "add" && only!.base.terms.length > 1 && (coefficient.numerator === 1n || coefficient.numerator === -1n) && coefficient.denominator === 1n) {
      for (const { sign, of } of only!.base.terms) join(scaled(scaled(monomialOf(of), sign), Number(coefficient.numerator)));
      return;
    }
    const key = powers.map(({ base, exponent }) => `${scalarKeyOf(base)}^${exponent}`).sort().join(" ");
    const known = found.get(key);
    if (known === undefined) found.set(key, { coefficient, powers });
    else known.coefficient = addRational(known.coefficient, coefficient);
  };
  monomials.forEach(join);
  // p - y, not -y + p
  const all = [...found.values()], first = all.findIndex(({ coefficient }) => coefficient.numerator > 0n);
  const ordered = first > 0 ? [all[first]!, ...all.filter((_, k) => k !== first)] : all;
  return plus(...ordered.map(expressionOf));
}

function simplifySum(e: Expression & { readonly kind: "big" }, setting: Setting, trace: Trace): Expression {
  // several indices under one sign: from the inside out
  if (e.binders.length > 1 && e.where === null) {
    const inner = simplifySum({ ...e, binders: e.binders.slice(-1) }, setting, trace);
    const outer = e.binders.slice(0, -1);
    if (inner.kind === "big" && inner.operator === "sum" && inner.binders[0]?.name === e.binders.at(-1)!.name && inner.where === null) {
      const whole = simplifySum({ ...e, binders: outer, body: inner }, setting, trace);
      return whole.kind === "big" && whole.body.kind === "big" && whole.body.where === null && whole.operator === "sum" && whole.body.operator === "sum" && scalarKeyOf(whole.body) === scalarKeyOf(inner) ? { ...whole, binders: [...whole.binders, ...whole.body.binders], body: whole.body.body } : whole;
    }
    return simplifySum({ ...e, binders: outer, body: inner }, setting, trace);
  }
  const [binder] = e.binders as readonly [Binder];
  if (isZero(e.body)) return ZERO;
  const terms = e.body.kind === "add" ? e.body.terms.map(({ sign, of }) => scaled(monomialOf(of), sign)) : [monomialOf(e.body)];
  const open = terms.flatMap((term) => unfolded(term, binder.name));
  const done: Monomial[] = [], kept: Monomial[] = [];
  for (const term of open) {
    const result = contracted(term, binder, e, setting, trace);
    if (result === null) kept.push(term);
    else done.push(monomialOf(result));
  }
  if (done.length === 0) return summed(e, binder, terms, setting, trace);
  return collected([...done, ...(kept.length === 0 ? [] : [monomialOf(summed(e, binder, kept, setting, trace))])]);
}

/** Factors that hold a delta on the index below sums and products are multiplied out. */
function unfolded(term: Monomial, index: string): readonly Monomial[] {
  const place = term.powers.findIndex(({ base, exponent }) => exponent === 1 && base.kind === "add" && holdsDelta(base, index));
  if (place < 0) return [term];
  const { base } = term.powers[place]! as { readonly base: Expression & { readonly kind: "add" } };
  const rest = term.powers.filter((_, k) => k !== place);
  return base.terms.flatMap(({ sign, of }) => {
    const inner = scaled(monomialOf(of), sign);
    const product = monomialOf(times(expressionOf({ coefficient: { numerator: 1n, denominator: 1n }, powers: [...rest.slice(0, place), ...inner.powers, ...rest.slice(place)] })));
    return unfolded({ coefficient: multiply(multiply(product.coefficient, inner.coefficient), term.coefficient), powers: product.powers }, index);
  });
}

function holdsDelta(e: Expression, index: string): boolean {
  switch (e.kind) {
    case "delta": return solved(e, index) !== null;
    case "add": return e.terms.some(({ of }) => holdsDelta(of, index));
    case "product": return e.factors.some(({ of }) => holdsDelta(of, index));
    case "quotient": return holdsDelta(e.numerator, index);
    default: return false;
  }
}

/** Factors that all cases share stand in front. */
function casesApart(e: Expression & { readonly kind: "cases" }): Expression {
  const values = e.arms.map(({ value }) => monomialOf(value));
  const moving = values.filter(({ coefficient }) => coefficient.numerator !== 0n);
  const common = (moving[0]?.powers ?? []).filter(({ base, exponent }) => exponent > 0 && moving.every(({ powers }) => powers.some((power) => power.exponent === exponent && sameScalar(power.base, base))));
  if (common.length === 0) return e;
  const rest = ({ coefficient, powers }: Monomial): Expression => expressionOf({ coefficient, powers: powers.filter(({ base }) => !common.some((power) => sameScalar(power.base, base))) });
  return expressionOf(monomialOf(times(expressionOf({ coefficient: { numerator: 1n, denominator: 1n }, powers: common }), { ...e, arms: e.arms.map((arm, k) => ({ ...arm, value: rest(values[k]!) })) })));
}

/** What a delta says that the index is, 1 in `\delta_{j+1,2}`; null where it does not settle it. */
function solved(delta: Expression & { readonly kind: "delta" }, index: string): Expression | null {
  for (const [own, other] of [[delta.left, delta.right], [delta.right, delta.left]] as const) {
    if (own.kind === "add" && other.kind === "number" && other.places === 0) {
      const shifted = shiftOf(own);
      if (shifted?.name === index) return { ...other, digits: other.digits - BigInt(shifted.shift) };
    }
    if (own.kind === "index" && own.name === index && !freeIndices(other).has(index) && (other.kind === "index" || other.kind === "name" || other.kind === "number")) return other;
  }
  return null;
}

/** Σ_l δ_{li} a_l = a_i; null where no delta settles the index. */
function contracted(term: Monomial, binder: Binder, e: Expression & { readonly kind: "big" }, setting: Setting, trace: Trace): Expression | null {
  const place = term.powers.findIndex(({ base }) => base.kind === "delta" && solved(base, binder.name) !== null);
  if (place < 0) return null;
  const value = solved(term.powers[place]!.base as Expression & { readonly kind: "delta" }, binder.name)!;
  if (!covers(binder, value, setting) || (value.kind === "number" && value.digits < 1n && binder.from?.kind !== "number")) return null;
  if (isBeyond(binder, value)) return ZERO;
  trace.contracted.push({ index: binder.name, value });
  const by = new Map([[binder.name, value]]);
  const rest = substituteIndices(expressionOf({ coefficient: term.coefficient, powers: term.powers.filter((_, k) => k !== place) }), by);
  const guard = e.where === null ? ONE : indicatorOf(mapCondition(e.where, (part) => substituteIndices(part, by)));
  return simplify(times(guard, rest), setting, trace);
}

/** Whether the sum reaches every value that the index takes: `\sum_{i=1}^{n-1} y_i \delta_{ik}` has no term for k = n. */
function covers({ from, to }: Binder, value: Expression, { ranges }: Setting): boolean {
  const range = value.kind === "index" ? ranges.get(value.name) : undefined;
  return range === undefined || from === null || to === null || (isOne(from) && scalarKeyOf(to) === scalarKeyOf(range));
}

/** `\sum_{j=1}^2 w_j \delta_{j,3}` has no such term. */
const isBeyond = ({ from, to }: Binder, value: Expression): boolean => value.kind === "number" && [from, to].some((limit, k) => limit?.kind === "number" && (k === 0 ? value.digits < limit.digits : value.digits > limit.digits));

/** Σ of what is left: what does not speak of the index stands in front. */
function summed(e: Expression & { readonly kind: "big" }, binder: Binder, terms: readonly Monomial[], setting: Setting, trace: Trace): Expression {
  if (terms.length > 1) return { ...e, body: collected(terms) };
  const [{ coefficient, powers }] = terms as readonly [Monomial];
  const speaks = ({ base }: Power): boolean => freeIndices(base).has(binder.name);
  const outside = powers.filter((power) => !speaks(power)), inside = powers.filter(speaks);
  const body = bare({ coefficient, powers: inside });
  const front = expressionOf({ coefficient, powers: outside });
  if (isOne(body) && e.where === null && binder.to !== null && binder.from !== null && isOne(binder.from)) return expressionOf(monomialOf(times(front, binder.to)));
  const known = e.where === null ? sumToOne(body, binder.name, setting.scope) : null;
  if (known !== null) { trace.sumToOne.add(known); return front; }
  return outside.length === 0 && coefficient.numerator === 1n && coefficient.denominator === 1n ? { ...e, body } : expressionOf(monomialOf(times(front, { ...e, body })));
}

/** The name of a vector whose entries the document says to sum to one, where that is the sum. */
function sumToOne(body: Expression, index: string, scope: Scope): string | null {
  const own = referenceOf(body);
  if (own === null || own.at.length === 0) return null;
  const axis = own.at.findIndex((at) => at.kind === "index" && at.name === index);
  const others = own.at.some((at, k) => k !== axis && freeIndices(at).has(index));
  const facts = scope.quantities.get(own.key)?.facts ?? [];
  const isVector = own.at.length === 1;
  return axis >= 0 && !others && facts.some((fact) => fact.kind === "sums-to-one" && (isVector ? fact.axis === null || fact.axis === 0 : fact.axis === axis)) ? own.key : null;
}

