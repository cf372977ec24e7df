/** Derivatives of arrays by arrays as the expression of one entry, in the document's layout. */
import { derivativeOf, nameOf } from "../expression/build.js";
import type { Expression } from "../expression/expression.js";
import { arrayForm, cannot, isRow, isVector, lengthOf, scalar, scalarForm, vectorEntry, type ArrayForm } from "./arrays.js";
import { transposed } from "./product-form.js";
import type { DeriveContext } from "./context.js";

export function derivativeForm(e: Expression & { readonly kind: "derivative" }, context: DeriveContext): ArrayForm {
  const of = arrayForm(e.of, context), by = e.by.map((each) => arrayForm(each, context));
  if (by.length === 1) {
    const [v] = by as [ArrayForm];
    const make = (p: readonly Expression[], q: readonly Expression[]): Expression => derivativeOf(of.entry(p), [v.entry(q)], e.partial);
    const { layout } = context;
    if (of.axes.length === 0) { const form: ArrayForm = { axes: v.axes, entry: (at) => make([], at) }; return layout === "numerator" && !isRow(v) ? transposed(form) : form; }
    if (v.axes.length === 0) { const form: ArrayForm = { axes: of.axes, entry: (at) => make(at, []) }; return layout === "denominator" ? transposed(form) : form; }
    if (isVector(of) && isVector(v)) {
      const form: ArrayForm = { axes: [lengthOf(of), lengthOf(v)], entry: ([i, j]) => derivativeOf(vectorEntry(of, i!), [vectorEntry(v, j!)], e.partial) };
      return (layout === "denominator" && !isRow(v)) || (isRow(of) && !isRow(v)) ? transposed(form) : form;
    }
    const count = of.axes.length;
    return { axes: [...of.axes, ...v.axes], entry: (at) => make(at.slice(0, count), at.slice(count)) };
  }
  const [first, second] = by as [ArrayForm, ArrayForm];
  if (by.length > 2) return by.every((each) => each.axes.length === 0) && of.axes.length === 0 ? scalar(derivativeOf(of.entry([]), by.map((each) => each.entry([])), e.partial)) : cannot("derivatives of third order by arrays have no rule", e);
  const ranks = [of.axes.length, isVector(first) ? 1 : first.axes.length, isVector(second) ? 1 : second.axes.length] as const;
  const pick = (form: ArrayForm, at: readonly Expression[]): Expression => (isVector(form) ? vectorEntry(form, at[0]!) : form.entry(at));
  return { axes: [...of.axes, ...(isRow(first) ? [lengthOf(first)] : first.axes), ...(isRow(second) ? [lengthOf(second)] : second.axes)], entry: (at) => derivativeOf(of.entry(at.slice(0, ranks[0])), [pick(first, at.slice(ranks[0], ranks[0] + ranks[1])), pick(second, at.slice(ranks[0] + ranks[1]))], e.partial) };
}

export function gradientForm(e: Expression & { readonly kind: "gradient" }, context: DeriveContext): ArrayForm {
  const target = e.by ?? argumentOf(e.of, context) ?? cannot("write below \\nabla what the derivative is by", e);
  const by = arrayForm(target, context), of = scalarForm(e.of, context);
  if (e.order === 1) return { axes: by.axes, entry: (at) => derivativeOf(of, [by.entry(at)], true) };
  if (by.axes.length > 1) return cannot("the Hessian by a matrix has no rule", e);
  return { axes: [...by.axes, ...by.axes], entry: ([i, j]) => derivativeOf(of, by.axes.length === 0 ? [by.entry([]), by.entry([])] : [by.entry([i!]), by.entry([j!])], true) };
}

function argumentOf(of: Expression, { scope }: DeriveContext): Expression | null {
  if (of.kind === "call") return of.arguments.length === 1 ? of.arguments[0]! : null;
  if (of.kind !== "name") return null;
  const parameters = scope.functions.get(of.name)?.definition?.parameters;
  if (parameters?.length === 1) return nameOf(parameters[0]!);
  const opaque = scope.quantities.get(of.name)?.opaque;
  return Array.isArray(opaque) && opaque.length === 1 ? (opaque as readonly Expression[])[0]! : null;
}
