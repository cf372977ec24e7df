/** Powers and norms in index form: of numbers, entry by entry, or of a matrix by itself. */
import { applyOf, entryOf, number, ONE, powerOf } from "../expression/build.js";
import type { Expression } from "../expression/expression.js";
import { same } from "../expression/key.js";
import { arrayForm, cannot, isRow, isVector, scalar, scalarForm, type ArrayForm } from "./arrays.js";
import { negative, power } from "./combine.js";
import type { DeriveContext } from "./context.js";
import { matrixProduct, summed } from "./product-form.js";

export function powerForm(e: Expression & { readonly kind: "power" }, context: DeriveContext): ArrayForm {
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

export function normForm(e: Expression & { readonly kind: "norm" }, context: DeriveContext): ArrayForm {
  const of = arrayForm(e.of, context);
  if (e.order === "1") return scalar(summed([of], (at) => ({ kind: "absolute", of: of.entry(at), start: 0, end: 0 }), e, context));
  if (e.order === "inf" || (e.order === "2" && of.axes.length === 2 && !isVector(of))) return cannot("this norm has no rule", e);
  return scalar(applyOf("sqrt", summed([of], (at) => power(of.entry(at), number(2)), e, context)));
}
