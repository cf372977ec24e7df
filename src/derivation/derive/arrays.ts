/**
 * From matrix form to index form: an array as the expression of one of its entries, `(WX)_{ik} = \sum_l W_{il} X_{lk}`.
 * It mirrors `expand/evaluate.ts`, with letters in place of numbers.
 */
import { isCircleNumber } from "../notation/name-key.js";
import { applyOf, compare, deltaOf, entryOf, indicatorOf, number, ONE, powerOf, ZERO } from "../expression/build.js";
import { freeIndices, walk, type Condition, type Expression, type Factor } from "../expression/expression.js";
import { same } from "../expression/key.js";
import { mapCondition, substituteIndices } from "../expression/map.js";
import { knownFunction } from "../notation/functions.js";
import { callForm } from "./call-form.js";
import { derivativeForm, gradientForm } from "./derivative-form.js";
import { axesOfMember, axesOfMembers } from "./member-axes.js";
import { literalForm } from "./literal-form.js";
import { levelAxis, quantityAxes, type Axes, type Axis } from "./axes.js";
import { isOne, negative, over, plus, power, sumOver, times } from "./combine.js";
import { indexNames, type DeriveContext } from "./context.js";
import { CannotDerive } from "./derivation.js";

/** An array: the lengths of its axes (a row is `[1, n]`), and the expression of an entry. */
export interface ArrayForm {
  readonly axes: Axes;
  readonly entry: (at: readonly Expression[]) => Expression;
}

export const scalar = (e: Expression): ArrayForm => ({ axes: [], entry: () => e });
export const cannot = (message: string, at: Expression, code: "no-rule" | "undeclared" | "shape" = "no-rule"): never => { throw new CannotDerive(message, code, [], at); };

export const isRow = ({ axes }: ArrayForm): boolean => axes.length === 2 && axes[0] !== null && axes[0]!.kind === "number" && axes[0]!.digits === 1n;
export const isVector = (form: ArrayForm): boolean => form.axes.length === 1 || isRow(form);
export const lengthOf = (form: ArrayForm): Axis => form.axes.at(-1) ?? null;
/** An entry of a vector, whether it stands or lies. */
export const vectorEntry = (form: ArrayForm, at: Expression): Expression => form.entry(isRow(form) ? [ONE, at] : [at]);

/** A number in index form. @throws CannotDerive where the expression is an array or has no index form */
export function scalarForm(e: Expression, context: DeriveContext): Expression {
  const form = arrayForm(e, context);
  return form.axes.length === 0 ? form.entry([]) : cannot("a number is expected here", e, "shape");
}

export function arrayForm(e: Expression, context: DeriveContext): ArrayForm {
  switch (e.kind) {
    case "number": case "index": return scalar(e);
    case "name": return nameForm(e, context);
    case "member": {
      const axes = quantityAxes(context.scope, e.family, e.at) ?? axesOfMember(e, context);
      return axes === null ? cannot(`the shape of '${e.family}' is declared nowhere; declare it, for example '$${e.family}^{(k)} \\in \\mathbb{R}^n$'`, e, "undeclared") : { axes, entry: (at) => (at.length === 0 ? e : entryOf(e, at)) };
    }
    case "entry": return entryForm(e, context);
    case "add": return e.terms.map(({ sign, of }) => ({ sign, form: arrayForm(of, context) })).reduce<ArrayForm | null>((sum, { sign, form }) => {
      const own: ArrayForm = sign === 1 ? form : { axes: form.axes, entry: (at) => negative(form.entry(at)) };
      return sum === null ? own : added(sum, own, e, context);
    }, null)!;
    case "product": return productForm(e.factors, context);
    case "quotient": return quotientForm(arrayForm(e.numerator, context), arrayForm(e.denominator, context), e);
    case "power": return powerForm(e, context);
    case "transpose": return transposed(arrayForm(e.of, context));
    case "apply": return appliedForm(e, context);
    case "call": return callForm(e, context);
    case "big": return bigForm(e, context);
    case "derivative": return derivativeForm(e, context);
    case "gradient": return gradientForm(e, context);
    case "delta": return scalar(e);
    case "indicator": return conditionForm(e.condition, context);
    case "cases": return scalar({ ...e, arms: e.arms.map((arm) => ({ value: scalarForm(arm.value, context), condition: mapCondition(arm.condition, (part) => scalarForm(part, context)) })) });
    case "norm": return normForm(e, context);
    case "absolute": return arrayForm(e.of, context).axes.length === 2 ? scalar(applyOf("det", e.of)) : scalar({ ...e, of: scalarForm(e.of, context) });
    case "inner": { const [a, b] = [arrayForm(e.left, context), arrayForm(e.right, context)]; return scalar(summed([a, b], (at) => times(a.entry(at), b.entry(at)), e, context)); }
    case "matrix": return literalForm(e, context, (cell) => arrayForm(cell, context));
    case "series": return cannot("a sum with dots has no rule yet: write it with a sum sign", e);
  }
}

function nameForm(e: Expression & { readonly kind: "name" }, context: DeriveContext): ArrayForm {
  const quantity = context.scope.quantities.get(e.name);
  const isIdentity = quantity === undefined ? e.name === "I" || e.name === "\\mathbb{I}" : quantity.role === "identity";
  const axes = quantity === undefined ? null : quantityAxes(context.scope, e.name, []);
  if (isIdentity) return { axes: axes ?? [null, null], entry: ([i, j]) => (i === undefined ? e : deltaOf(i, j!)) };
  if (quantity === undefined ? e.name === "\\mathbf{1}" || e.name === "\\mathbb{1}" : quantity.role === "ones") return { axes: axes ?? [null], entry: (at) => (at.length === 0 ? e : ONE) };
  if (quantity?.role === "zeros" || (quantity === undefined && e.name === "\\mathbf{0}")) return { axes: axes ?? [null], entry: (at) => (at.length === 0 ? e : ZERO) };
  const asFunction = quantity === undefined ? context.scope.functions.get(e.name)?.definition : null;
  if (asFunction != null) { const { axes: own } = arrayForm(asFunction.body, context); return { axes: own, entry: (at) => (at.length === 0 ? e : entryOf(e, at)) }; }
  if (quantity === undefined) return isCircleNumber(e.name) || context.scope.functions.has(e.name) ? scalar(e) : cannot(`'${e.name}' is declared nowhere; say what it is, for example '$${e.name} \\in \\mathbb{R}^{n}$'`, e, "undeclared");
  if (axes !== null) return { axes, entry: (at) => (at.length === 0 ? e : entryOf(e, at)) };
  const [definition] = quantity.definitions, members = definition === undefined ? axesOfMembers(e.name, context) : null;
  if (members !== null) return { axes: members, entry: (at) => (at.length === 0 ? e : entryOf(e, at)) };
  if (definition === undefined || definition.entries.length > 0) return cannot(`the shape of '${e.name}' is declared nowhere; declare it, for example '$${e.name} \\in \\mathbb{R}^{n}$'`, e, "undeclared");
  const body = arrayForm(definition.body, context);
  return { axes: body.axes, entry: (at) => (at.length === 0 ? e : entryOf(e, at)) };
}

/** `I_d`, `\\mathbf{1}_N`: what stands below is the size; null where it is an entry. */
function sizedForm(e: Expression & { readonly kind: "entry" }, { scope }: DeriveContext): ArrayForm | null {
  const [size] = e.at;
  if (e.of.kind !== "name" || e.at.length !== 1 || size == null || freeIndices(size).size > 0) return null;
  const role = scope.quantities.get(e.of.name)?.role ?? ({ I: "identity", "\\mathbb{I}": "identity", "\\mathbf{1}": "ones", "\\mathbb{1}": "ones", "\\mathbf{0}": "zeros" } as const)[e.of.name];
  if (role === "identity") return { axes: [size, size], entry: ([i, j]) => (i === undefined ? e : deltaOf(i, j!)) };
  if ((role !== "ones" && role !== "zeros") || scope.quantities.get(e.of.name)?.axes != null) return null;
  return { axes: [size], entry: (at) => (at.length === 0 ? e : role === "ones" ? ONE : ZERO) };
}

function entryForm(e: Expression & { readonly kind: "entry" }, context: DeriveContext): ArrayForm {
  const sized = sizedForm(e, context);
  if (sized !== null) return sized;
  const of = arrayForm(e.of, context);
  const row = isRow(of) && e.at.length === 1;
  if ((row ? 1 : of.axes.length) !== e.at.length) return cannot(`${e.at.length} subscripts on an array with ${of.axes.length} axes`, e, "shape");
  const open = e.at.flatMap((at, axis) => (at === null ? [axis] : []));
  const entry = (given: readonly Expression[]): Expression => {
    const at = e.at.map((own, axis) => own ?? given[open.indexOf(axis)]!);
    return of.entry(row ? [ONE, ...at] : at);
  };
  return { axes: open.map((axis) => of.axes[axis]!), entry };
}

/** a + b entry by entry; a column is added to each column of a matrix (or row, as the document says), a number to each entry. */
function added(a: ArrayForm, b: ArrayForm, e: Expression, { scope }: DeriveContext): ArrayForm {
  if (a.axes.length === b.axes.length) return { axes: a.axes.map((axis, k) => axis ?? b.axes[k]!), entry: (at) => plus(a.entry(at), b.entry(at)) };
  const [wide, narrow] = a.axes.length > b.axes.length ? [a, b] : [b, a];
  const spread = (at: readonly Expression[]): Expression => (narrow.axes.length === 0 ? narrow.entry([]) : narrow.entry([at[scope.broadcast === "rows" ? 1 : 0]!]));
  if (narrow.axes.length > 1) return cannot("these arrays have different shapes", e, "shape");
  return { axes: wide.axes, entry: (at) => (wide === a ? plus(a.entry(at), spread(at)) : plus(spread(at), b.entry(at))) };
}

function productForm(factors: readonly Factor[], context: DeriveContext): ArrayForm {
  const [first, ...rest] = factors;
  return rest.reduce((left, factor) => joined(left, arrayForm(factor.of, context), factor, context), arrayForm(first!.of, context));
}

function joined(a: ArrayForm, b: ArrayForm, { sign, of }: Factor, context: DeriveContext): ArrayForm {
  if (sign === "over") return quotientForm(a, b, of);
  if (sign === "kronecker" || sign === "star") return cannot("Kronecker products and convolutions have no index form here", of);
  if (a.axes.length === 0 || b.axes.length === 0) {
    const [wide] = a.axes.length === 0 ? [b] : [a];
    return { axes: wide.axes, entry: (at) => times(a.entry(a.axes.length === 0 ? [] : at), b.entry(b.axes.length === 0 ? [] : at)) };
  }
  if (sign === "hadamard" || sign === "hadamard-over") {
    const combine = sign === "hadamard" ? times : over;
    if (a.axes.length === b.axes.length) return { axes: a.axes.map((axis, k) => axis ?? b.axes[k]!), entry: (at) => combine(a.entry(at), b.entry(at)) };
    const axis = context.scope.broadcast === "rows" ? 1 : 0;
    const one = (form: ArrayForm, at: readonly Expression[]): Expression => form.entry(form.axes.length === 1 ? [at[axis]!] : at);
    return { axes: a.axes.length > b.axes.length ? a.axes : b.axes, entry: (at) => combine(one(a, at), one(b, at)) };
  }
  if (sign === "cdot" && a.axes.length === 1 && b.axes.length === 1) return scalar(summed([a, b], (at) => times(a.entry(at), b.entry(at)), of, context));
  return matrixProduct(a, b, of, context);
}

/** Σ_k a_{ik} b_{kj}. A column times a row is an outer product. */
function matrixProduct(a: ArrayForm, b: ArrayForm, e: Expression, context: DeriveContext): ArrayForm {
  const outer = a.axes.length === 1;
  if (outer && !isRow(b)) return cannot("a column times a matrix that is no row", e, "shape");
  if (outer) return { axes: [a.axes[0]!, lengthOf(b)], entry: ([i, j]) => times(a.entry([i!]), b.entry([ONE, j!])) };
  const inner = a.axes[1] ?? b.axes[0] ?? null;
  if (inner === null) return cannot("the length that this product sums over is told by nothing; declare the shapes", e, "undeclared");
  const left = (i: Expression, k: Expression): Expression => a.entry([i, k]);
  const axes: Axes = [...(isRow(a) ? [] : [a.axes[0]!]), ...(b.axes.length === 2 ? [b.axes[1]!] : [])];
  const shape: Axes = isRow(a) && b.axes.length === 2 ? [ONE, b.axes[1]!] : axes;
  return {
    axes: shape,
    entry: (at) => {
      const k = context.letters.take("k", "l");
      const [i, j] = isRow(a) ? [ONE, at[1]] : [at[0]!, at[1]];
      return hoisted(k.name, inner, left(i, k), b.axes.length === 1 ? b.entry([k]) : b.entry([k, j!]));
    },
  };
}

/** Σ_k (Σ_l a) b is written Σ_k Σ_l a b: letters are all different, so nothing is captured. */
function hoisted(index: string, to: Expression, a: Expression, b: Expression): Expression {
  return sumOver(index, to, withSumsInFront([a, b]));
}

export function withSumsInFront(factors: readonly Expression[]): Expression {
  const sums = factors.filter((factor) => factor.kind === "big" && factor.operator === "sum" && factor.where === null) as (Expression & { readonly kind: "big" })[];
  if (sums.length === 0) return times(...factors);
  const inside = withSumsInFront(factors.map((factor) => (sums.includes(factor as never) ? (factor as Expression & { readonly kind: "big" }).body : factor)));
  return sums.reduceRight<Expression>((body, sum) => ({ ...sum, body }), inside);
}

/** Σ over all entries of arrays of one shape. */
function summed(forms: readonly ArrayForm[], body: (at: readonly Expression[]) => Expression, e: Expression, context: DeriveContext): Expression {
  const axes = forms[0]!.axes.map((axis, k) => axis ?? forms[1]?.axes[k] ?? null);
  const at = axes.map((axis) => (axis !== null && isOne(axis) ? ONE : context.letters.take("k", "l")));
  const inner = body(at);
  return axes.reduceRight<Expression>((sum, axis, k) => {
    const index = at[k]!;
    if (index.kind !== "index") return sum;
    return axis === null ? cannot("the length of this array is told by nothing; declare its shape", e, "undeclared") : sumOver(index.name, axis, sum);
  }, inner);
}

function quotientForm(a: ArrayForm, b: ArrayForm, e: Expression): ArrayForm {
  if (b.axes.length === 0) return { axes: a.axes, entry: (at) => over(a.entry(at), b.entry([])) };
  if (a.axes.length === 0) return { axes: b.axes, entry: (at) => over(a.entry([]), b.entry(at)) };
  if (a.axes.length !== b.axes.length) return cannot("these arrays have different shapes", e, "shape");
  return { axes: a.axes, entry: (at) => over(a.entry(at), b.entry(at)) };
}

function powerForm(e: Expression & { readonly kind: "power" }, context: DeriveContext): ArrayForm {
  if (e.base.kind === "norm" && ["plain", "2", "F"].includes(e.base.order) && e.exponent.kind === "number" && e.exponent.digits === 2n) {
    const of = arrayForm(e.base.of, context);
    return scalar(summed([of], (at) => power(of.entry(at), number(2)), e, context));
  }
  const base = arrayForm(e.base, context);
  const exponent = scalarForm(e.exponent, context);
  if (base.axes.length === 0) return scalar(power(base.entry([]), exponent));
  if (base.axes.length === 1 || isRow(base) || !isSquare(base)) return { axes: base.axes, entry: (at) => power(base.entry(at), exponent) };
  const whole = integerOf(e.exponent);
  if (whole === -1) return { axes: base.axes, entry: (at) => entryOf(powerOf(e.base, negative(ONE)), at) };
  if (whole === null || whole < 1 || whole > 6) return cannot("this power of a matrix has no rule", e);
  return Array.from({ length: whole - 1 }, () => base).reduce((left, right) => matrixProduct(left, right, e, context), base);
}

const isSquare = ({ axes }: ArrayForm): boolean => axes.length === 2 && axes[0] !== null && axes[1] !== null && same(axes[0]!, axes[1]!);

function integerOf(e: Expression): number | null {
  if (e.kind === "number" && e.places === 0) return Number(e.digits);
  if (e.kind === "add" && e.terms.length === 1) { const inner = integerOf(e.terms[0]!.of); return inner === null ? null : e.terms[0]!.sign * inner; }
  return null;
}

export function transposed(form: ArrayForm): ArrayForm {
  if (form.axes.length === 0) return form;
  if (form.axes.length === 1) return { axes: [ONE, form.axes[0]!], entry: (at) => (at.length === 2 ? form.entry([at[1]!]) : form.entry([at[0]!])) };
  if (isRow(form)) return { axes: [form.axes[1]!], entry: ([i]) => form.entry([ONE, i!]) };
  return { axes: [form.axes[1]!, form.axes[0]!], entry: ([i, j]) => form.entry([j!, i!]) };
}

function appliedForm(e: Expression & { readonly kind: "apply" }, context: DeriveContext): ArrayForm {
  const forms = e.arguments.map((arg) => arrayForm(arg, context));
  const [of] = forms as [ArrayForm];
  switch (e.function) {
    case "trace": {
      const length = of.axes[0] ?? of.axes[1] ?? null;
      if (of.axes.length !== 2 || length === null) return cannot("the trace needs a square matrix whose shape is known", e, "shape");
      const i = context.letters.take("i", "k", "l");
      return scalar(sumOver(i.name, length, of.entry([i, i])));
    }
    case "transpose": return transposed(of);
    case "diag": return of.axes.length === 1 ? { axes: [of.axes[0]!, of.axes[0]!], entry: ([i, j]) => times(deltaOf(i!, j!), of.entry([i!])) } : { axes: [of.axes[0]!], entry: ([i]) => of.entry([i!, i!]) };
    case "softmax": case "vec": case "det": {
      if (e.function === "vec") return cannot("vec has no index form here", e);
      return e.function === "det" ? scalar(e) : { axes: of.axes, entry: (at) => (at.length === 0 ? e : entryOf(e, at)) };
    }
    case "logsumexp": return scalar(applyOf("log", summed([of], (at) => applyOf("exp", of.entry(at)), e, context)));
    default: {
      if (e.function === "max" && forms.length === 1 && of.axes.length > 0) return scalar(e);
      if (knownFunction(e.function)?.acts === "array") return cannot(`'${e.function}' has no index form here`, e);
      const wide = forms.reduce((a, b) => (b.axes.length > a.axes.length ? b : a));
      return { axes: wide.axes, entry: (at) => applyOf(e.function, ...forms.map((form) => form.entry(form.axes.length === 0 ? [] : at))) };
    }
  }
}

function bigForm(e: Expression & { readonly kind: "big" }, context: DeriveContext): ArrayForm {
  // the author's letters stay where they are free
  const renamed = new Map<string, Expression>(), inner = new Set([...indexNames(e.body)].filter((name) => !e.binders.some((each) => each.name === name)));
  const binders = e.binders.map((each) => {
    const { name } = context.letters.takeBeside(inner, each.name);
    if (name !== each.name) renamed.set(each.name, { kind: "index", name, start: 0, end: 0 });
    return { ...each, name, from: each.from === null ? null : substituteIndices(each.from, renamed), to: each.to === null ? null : substituteIndices(each.to, renamed) };
  });
  const limited = binders.map((each, k) => (each.to !== null ? each : { ...each, from: ONE, to: rangeOfBinder(e.binders[k]!.name, e, context) }));
  const body = arrayForm(substituteIndices(e.body, renamed), context);
  const where = e.where === null ? null : mapCondition(e.where, (part) => substituteIndices(part, renamed));
  if (e.operator !== "sum" && body.axes.length > 0) return cannot("this operator has no index form on arrays", e);
  return { axes: body.axes, entry: (at) => ({ ...e, binders: limited, where, body: body.entry(at) }) };
}

/** The limits that the body's subscripts give to `\sum_k`. */
function rangeOfBinder(index: string, e: Expression & { readonly kind: "big" }, context: DeriveContext): Expression {
  for (const node of walk(e.body)) {
    if (node.kind !== "entry" && node.kind !== "member") continue;
    const axis = node.at.findIndex((at) => at?.kind === "index" && at.name === index);
    if (axis < 0) continue;
    const found = node.kind === "entry" ? arrayForm(node.of, context).axes[axis] : null;
    if (found != null) return found;
    if (node.kind === "member") { const level = levelAxis(context.scope, node.family); if (level !== null) return level; }
  }
  return context.scope.ranges.get(index)?.to ?? cannot(`the range of the index '${index}' is told by nothing; write the limits of the sum`, e, "undeclared");
}

function conditionForm(condition: Condition, context: DeriveContext): ArrayForm {
  if (condition.kind !== "compare") return scalar(indicatorOf(mapCondition(condition, (part) => scalarForm(part, context))));
  const [a, b] = [arrayForm(condition.left, context), arrayForm(condition.right, context)];
  const wide = a.axes.length >= b.axes.length ? a : b;
  return { axes: wide.axes, entry: (at) => indicatorOf(compare(condition.relation, a.entry(a.axes.length === 0 ? [] : at), b.entry(b.axes.length === 0 ? [] : at))) };
}

function normForm(e: Expression & { readonly kind: "norm" }, context: DeriveContext): ArrayForm {
  const of = arrayForm(e.of, context);
  if (e.order === "1") return scalar(summed([of], (at) => ({ kind: "absolute", of: of.entry(at), start: 0, end: 0 }), e, context));
  if (e.order === "inf" || (e.order === "2" && of.axes.length === 2 && !isVector(of))) return cannot("this norm has no rule", e);
  return scalar(applyOf("sqrt", summed([of], (at) => power(of.entry(at), number(2)), e, context)));
}
