/**
 * The rules of calculus on an expression in index form, down to entries of names: sums, products, quotients, powers, functions.
 * What is left are derivatives of entries, for `kronecker`, `substitute` and `chain`.
 */
import { STEP } from "../../notation/read-application.js";
import { applyOf, compare, derivativeOf, entryOf, indicatorOf, number, ONE, powerOf, ZERO } from "../../expression/build.js";
import type { Expression, Factor } from "../../expression/expression.js";
import { inlined } from "../call-form.js";
import { isOne, isZero, minus, negative, over, plus, power, sumOver, times } from "../combine.js";
import type { DeriveContext } from "../context.js";
import { dependsOn } from "../depends.js";
import { CannotDerive } from "../derivation.js";
import { arrayForm, scalarForm } from "../arrays.js";
import { referenceOf } from "../reference.js";
import { elementaryDerivative } from "./elementary.js";
import { keyOf } from "../../expression/key.js";

/** d e / d v, with `v` an entry of a name. Derivatives of entries that depend on v stay as they are. */
export function differentiate(e: Expression, v: Expression, context: DeriveContext): Expression {
  const d = (part: Expression): Expression => differentiate(part, v, context);
  if (!depends(e, v, context)) return ZERO;
  switch (e.kind) {
    case "number": case "index": case "delta": case "indicator": return ZERO;
    case "name": case "member": return derivativeOf(e, [v], context.partial);
    case "entry": return entryDerivative(e, v, context);
    case "add": return plus(...e.terms.map(({ sign, of }) => (sign === 1 ? d(of) : negative(d(of)))));
    case "product": return productRule(e.factors, v, context);
    case "quotient": return quotientRule(e.numerator, e.denominator, v, context);
    case "power": return powerRule(e, v, context);
    case "apply": return functionRule(e, v, context);
    case "call": return callRule(e, v, context);
    case "big": return bigRule(e, v, context);
    case "absolute": return times(applyOf("sign", e.of), d(e.of));
    case "cases": return casesRule(e, v, context);
    case "derivative": return derivativeOf(e.of, [...e.by, v], e.partial);
    default: throw new CannotDerive("no rule differentiates this", "no-rule", [], e);
  }
}

const depends = (e: Expression, v: Expression, { scope, belowBars }: DeriveContext): boolean => dependsOn(e, referenceOf(v)!.key, scope, belowBars);

function entryDerivative(e: Expression & { readonly kind: "entry" }, v: Expression, context: DeriveContext): Expression {
  if (referenceOf(e) !== null) return derivativeOf(e, [v], context.partial);
  if (e.of.kind === "apply" && e.of.function === "softmax") return softmaxRule(e, e.of.arguments[0]!, v, context);
  if (e.of.kind === "power" && isInverse(e.of)) return inverseRule(e, e.of.base, v, context);
  throw new CannotDerive("no rule differentiates an entry of this", "no-rule", [], e);
}

export const isInverse = (e: Expression & { readonly kind: "power" }): boolean => e.exponent.kind === "add" && e.exponent.terms.length === 1 && e.exponent.terms[0]!.sign === -1 && isOne(e.exponent.terms[0]!.of);

/** ∂s_i/∂v = Σ_k s_i (δ_{ik} - s_k) ∂z_k/∂v for s = softmax(z); along an axis for a matrix. */
function softmaxRule(e: Expression & { readonly kind: "entry" }, of: Expression, v: Expression, context: DeriveContext): Expression {
  const z = arrayForm(of, context);
  const axis = e.at.length === 1 ? 0 : context.scope.softmaxAxis === "rows" ? 1 : 0;
  if (e.at.length > 1 && context.scope.softmaxAxis === null) throw new CannotDerive("softmax of a matrix: say whether it acts on its rows or its columns", "undeclared", [], e);
  const length = z.axes[z.axes.length === 1 ? 0 : axis];
  if (length == null) throw new CannotDerive("the length of softmax's argument is told by nothing", "undeclared", [], of);
  const k = context.letters.take("k", "l", "j");
  const at = (index: Expression): readonly Expression[] => e.at.map((own, j) => (j === axis ? index : own!));
  const inner = differentiate(z.entry(at(k)), v, context);
  return sumOver(k.name, length, times(e, minus({ kind: "delta", left: e.at[axis]!, right: k, start: 0, end: 0 }, entryOf(e.of, at(k))), inner));
}

/** ∂(A^{-1})_{ij}/∂v = -Σ_k Σ_l (A^{-1})_{ik} ∂A_{kl}/∂v (A^{-1})_{lj}. */
function inverseRule(e: Expression & { readonly kind: "entry" }, of: Expression, v: Expression, context: DeriveContext): Expression {
  const a = arrayForm(of, context);
  const [n] = a.axes;
  if (n == null) throw new CannotDerive("the shape of what is inverted is told by nothing", "undeclared", [], of);
  const k = context.letters.take("k"), l = context.letters.take("l");
  const [i, j] = e.at as readonly [Expression, Expression];
  return negative(sumOver(k.name, n, sumOver(l.name, n, times(entryOf(e.of, [i, k]), differentiate(a.entry([k, l]), v, context), entryOf(e.of, [l, j])))));
}

/** One term for each factor that depends on v; constant factors stay where they stand. */
function productRule(factors: readonly Factor[], v: Expression, context: DeriveContext): Expression {
  if (factors.some(({ sign }) => sign === "over")) {
    const below = factors.filter(({ sign }) => sign === "over").map(({ of }) => of), above = factors.filter(({ sign }) => sign !== "over").map(({ of }) => of);
    return quotientRule(times(...above), times(...below), v, context);
  }
  const parts = factors.map(({ of }) => of);
  const constant = parts.filter((part) => !depends(part, v, context)), moving = parts.filter((part) => depends(part, v, context));
  if (moving.length === 1) return times(...parts.map((part) => (part === moving[0] ? differentiate(part, v, context) : part)));
  return times(...constant, plus(...moving.map((part, k) => times(...moving.slice(0, k), differentiate(part, v, context), ...moving.slice(k + 1)))));
}

function quotientRule(u: Expression, w: Expression, v: Expression, context: DeriveContext): Expression {
  if (!depends(w, v, context)) return over(differentiate(u, v, context), w);
  const dw = differentiate(w, v, context);
  if (!depends(u, v, context)) return negative(over(times(u, dw), power(w, number(2))));
  return over(minus(times(differentiate(u, v, context), w), times(u, dw)), power(w, number(2)));
}

function powerRule(e: Expression & { readonly kind: "power" }, v: Expression, context: DeriveContext): Expression {
  const inner = differentiate(e.base, v, context);
  if (!depends(e.exponent, v, context)) return times(e.exponent, lowered(e.base, e.exponent), inner);
  const logarithm = applyOf("log", e.base);
  const outer = differentiate(e.exponent, v, context);
  return times(e, isZero(inner) ? times(logarithm, outer) : plus(times(logarithm, outer), over(times(e.exponent, inner), e.base)));
}

/** u^{n-1} */
function lowered(base: Expression, exponent: Expression): Expression {
  if (exponent.kind === "number" && exponent.places === 0) return power(base, number(exponent.digits - 1n));
  if (exponent.kind === "quotient" && exponent.numerator.kind === "number" && exponent.denominator.kind === "number" && exponent.numerator.places + exponent.denominator.places === 0) {
    const above = exponent.numerator.digits - exponent.denominator.digits;
    return powerOf(base, over(above < 0n ? negative(number(-above)) : number(above), exponent.denominator));
  }
  if (exponent.kind === "add" && exponent.terms.length === 1 && exponent.terms[0]!.of.kind === "number") return power(base, negative(number(exponent.terms[0]!.of.digits + 1n)));
  return powerOf(base, minus(exponent, ONE));
}

function functionRule(e: Expression & { readonly kind: "apply" }, v: Expression, context: DeriveContext): Expression {
  const [u] = e.arguments as readonly [Expression];
  if (e.function === "det") return determinantRule(e, u, v, context);
  if (e.function === "max" || e.function === "min") return e.arguments.length === 2 ? maximumRule(e, v, context) : largestRule(e, v, context);
  const outer = elementaryDerivative(e.function, u);
  if (outer === null) throw new CannotDerive(`no rule differentiates '${e.function}'`, "no-rule", [], e);
  if (e.function === "log" && context.scope.logBase !== null) throw new CannotDerive("logarithms to another base have no rule: write \\ln", "no-rule", [], e);
  const inner = differentiate(u, v, context);
  return times(outer, inner);
}

/** ∂ max(a, b)/∂v: the derivative of the larger one. At the kink it is that of the second, or zero where only one moves: the derivative of max(0, x) at 0 is 0. */
function maximumRule(e: Expression & { readonly kind: "apply" }, v: Expression, context: DeriveContext): Expression {
  const [a, b] = e.arguments as readonly [Expression, Expression];
  const [beats, reaches] = e.function === "max" ? ([">", ">="] as const) : (["<", "<="] as const);
  const [da, db] = [differentiate(a, v, context), differentiate(b, v, context)];
  if (isZero(da)) return times(indicatorOf(compare(beats, b, a)), db);
  return plus(times(indicatorOf(compare(beats, a, b)), da), times(indicatorOf(compare(isZero(db) ? beats : reaches, b, a)), db));
}

/** Of more than two: that of the last of the largest ones; each is to reach those before it and to beat those after it. */
function largestRule(e: Expression & { readonly kind: "apply" }, v: Expression, context: DeriveContext): Expression {
  if (e.arguments.length < 2) throw new CannotDerive(`no rule differentiates '${e.function}' over the entries of an array`, "no-rule", [], e);
  const [beats, reaches] = e.function === "max" ? ([">", ">="] as const) : (["<", "<="] as const);
  const chosen = (own: Expression, k: number): readonly Expression[] => e.arguments.flatMap((other, l) => (l === k ? [] : [indicatorOf(compare(l < k ? reaches : beats, own, other))]));
  return plus(...e.arguments.map((own, k) => times(...chosen(own, k), differentiate(own, v, context))));
}

/** ∂ det A/∂v = det(A) Σ_k Σ_l (A^{-1})_{lk} ∂A_{kl}/∂v. */
function determinantRule(e: Expression, of: Expression, v: Expression, context: DeriveContext): Expression {
  const a = arrayForm(of, context);
  const [n] = a.axes;
  if (n == null) throw new CannotDerive("the shape of the determinant's matrix is told by nothing", "undeclared", [], of);
  const k = context.letters.take("k"), l = context.letters.take("l");
  return times(e, sumOver(k.name, n, sumOver(l.name, n, times(entryOf(powerOf(of, negative(ONE)), [l, k]), differentiate(a.entry([k, l]), v, context)))));
}

/** f(u): f'(u) du; a function that the document defines is put in. */
function callRule(e: Expression & { readonly kind: "call" }, v: Expression, context: DeriveContext): Expression {
  const definition = context.scope.functions.get(e.function)?.definition;
  if (context.scope.functions.get(e.function)?.byEntries !== undefined) throw new CannotDerive(`no rule differentiates '${e.function}', which is defined entry by entry`, "no-rule", [], e);
  if (e.arguments.length === 1) {
    const [u] = e.arguments as readonly [Expression];
    if (definition == null && arrayForm(u, context).axes.length > 0) throw new CannotDerive(`'${e.function}' is an unspecified function of an array that stands in a formula with its argument; no rule differentiates it there`, "no-rule", [], e);
    const inner = differentiate(u, v, context);
    if (definition == null) return times({ ...e, primes: e.primes + 1 }, inner);
    if (isLogistic(definition)) return e.primes === 0 ? times(e, minus(ONE, e), inner) : times({ ...e, primes: e.primes + 1 }, inner);
    if (e.primes > 0) return times({ ...e, primes: e.primes + 1 }, inner);
  }
  if (definition != null && e.primes === 0) return differentiate(scalarForm(inlined(definition, e.arguments), context), v, context);
  throw new CannotDerive(`no rule differentiates '${e.function.replace(STEP, "")}', which is defined nowhere: say what it is`, "no-rule", [], e);
}

/** σ(z) = 1/(1 + e^{-z}), whose derivative is written σ(z)(1 - σ(z)). */
function isLogistic({ parameters, body }: { readonly parameters: readonly string[]; readonly body: Expression }): boolean {
  const [z] = parameters;
  return parameters.length === 1 && /^\(\/ 1,\(\+ (1 \(exp \(\+ -\$Z\)\)|\(exp \(\+ -\$Z\)\) 1|1 \(\^ \$e,\(\+ -\$Z\)\))\)\)$/.test(keyOf(body).replaceAll(`$${z!}`, "$Z"));
}

function bigRule(e: Expression & { readonly kind: "big" }, v: Expression, context: DeriveContext): Expression {
  if (e.operator === "sum") { const body = differentiate(e.body, v, context); return isZero(body) ? ZERO : { ...e, body }; }
  if (e.operator === "product") { const body = over(differentiate(e.body, v, context), e.body); return isZero(body) ? ZERO : times(e, { ...e, operator: "sum", body }); }
  throw new CannotDerive("a maximum over an index has no rule", "no-rule", [], e);
}

/** Each case on its own; the conditions stay. */
function casesRule(e: Expression & { readonly kind: "cases" }, v: Expression, context: DeriveContext): Expression {
  const arms = e.arms.map(({ value, condition }) => ({ value: differentiate(value, v, context), condition }));
  return arms.every(({ value }) => isZero(value)) ? ZERO : { ...e, arms };
}
