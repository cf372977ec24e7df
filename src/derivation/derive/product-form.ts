/** Products, quotients and transposes in index form: `(WX)_{ik} = \sum_l W_{il} X_{lk}`. */
import { ONE } from "../expression/build.js";
import type { Expression, Factor } from "../expression/expression.js";
import { arrayForm, cannot, isRow, lengthOf, scalar, type ArrayForm } from "./arrays.js";
import type { Axes } from "./axes.js";
import { isOne, over, sumOver, times } from "./combine.js";
import type { DeriveContext } from "./context.js";

export function productForm(factors: readonly Factor[], context: DeriveContext): ArrayForm {
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
export function matrixProduct(a: ArrayForm, b: ArrayForm, e: Expression, context: DeriveContext): ArrayForm {
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

function withSumsInFront(factors: readonly Expression[]): Expression {
  const sums = factors.filter((factor) => factor.kind === "big" && factor.operator === "sum" && factor.where === null) as (Expression & { readonly kind: "big" })[];
  if (sums.length === 0) return times(...factors);
  const inside = withSumsInFront(factors.map((factor) => (sums.includes(factor as never) ? (factor as Expression & { readonly kind: "big" }).body : factor)));
  return sums.reduceRight<Expression>((body, sum) => ({ ...sum, body }), inside);
}

/** Σ over all entries of arrays of one shape. */
export function summed(forms: readonly ArrayForm[], body: (at: readonly Expression[]) => Expression, e: Expression, context: DeriveContext): Expression {
  const axes = forms[0]!.axes.map((axis, k) => axis ?? forms[1]?.axes[k] ?? null);
  const at = axes.map((axis) => (axis !== null && isOne(axis) ? ONE : context.letters.take("k", "l")));
  const inner = body(at);
  return axes.reduceRight<Expression>((sum, axis, k) => {
    const index = at[k]!;
    if (index.kind !== "index") return sum;
    return axis === null ? cannot("the length of this array is told by nothing; declare its shape", e, "undeclared") : sumOver(index.name, axis, sum);
  }, inner);
}

export function quotientForm(a: ArrayForm, b: ArrayForm, e: Expression): ArrayForm {
  if (b.axes.length === 0) return { axes: a.axes, entry: (at) => over(a.entry(at), b.entry([])) };
  if (a.axes.length === 0) return { axes: b.axes, entry: (at) => over(a.entry([]), b.entry(at)) };
  if (a.axes.length !== b.axes.length) return cannot("these arrays have different shapes", e, "shape");
  return { axes: a.axes, entry: (at) => over(a.entry(at), b.entry(at)) };
}

export function transposed(form: ArrayForm): ArrayForm {
  if (form.axes.length === 0) return form;
  if (form.axes.length === 1) return { axes: [ONE, form.axes[0]!], entry: (at) => (at.length === 2 ? form.entry([at[1]!]) : form.entry([at[0]!])) };
  if (isRow(form)) return { axes: [form.axes[1]!], entry: ([i]) => form.entry([ONE, i!]) };
  return { axes: [form.axes[1]!, form.axes[0]!], entry: ([i, j]) => form.entry([j!, i!]) };
}
