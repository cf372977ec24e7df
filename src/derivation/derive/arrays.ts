/**
 * From matrix form to index form: an array as the expression of one of its entries, `(WX)_{ik} = \sum_l W_{il} X_{lk}`.
 * It mirrors `expand/evaluate.ts`, with letters in place of numbers.
 */
import { isCircleNumber } from "../notation/name-key.js";
import { applyOf, compare, deltaOf, entryOf, indicatorOf, ONE, ZERO } from "../expression/build.js";
import { freeIndices, type Condition, type Expression } from "../expression/expression.js";
import { mapCondition } from "../expression/map.js";
import { appliedForm } from "./applied-form.js";
import { bigForm } from "./big-form.js";
import { callForm } from "./call-form.js";
import { derivativeForm, gradientForm } from "./derivative-form.js";
import { axesOfMember, axesOfMembers } from "./member-axes.js";
import { literalForm } from "./literal-form.js";
import { normForm, powerForm } from "./power-form.js";
import { productForm, quotientForm, summed, transposed } from "./product-form.js";
import { quantityAxes, type Axes, type Axis } from "./axes.js";
import { negative, plus, times } from "./combine.js";
import type { DeriveContext } from "./context.js";
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

function conditionForm(condition: Condition, context: DeriveContext): ArrayForm {
  if (condition.kind !== "compare") return scalar(indicatorOf(mapCondition(condition, (part) => scalarForm(part, context))));
  const [a, b] = [arrayForm(condition.left, context), arrayForm(condition.right, context)];
  const wide = a.axes.length >= b.axes.length ? a : b;
  return { axes: wide.axes, entry: (at) => indicatorOf(compare(condition.relation, a.entry(a.axes.length === 0 ? [] : at), b.entry(b.axes.length === 0 ? [] : at))) };
}
