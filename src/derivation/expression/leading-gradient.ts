/**
 * `\nabla_w L \cdot v`, `\nabla f(x)^T d`, `\nabla_Y L\, X^T`, `\nabla^2 f(x) u`: the product is no number, or the number is transposed, so what is meant is the gradient, or the Hessian, of the first factor.
 * The contract lets \nabla bind the whole product; this reading is for products that have no gradient.
 */
import type { Expression } from "./expression.js";

type Gradient = Expression & { readonly kind: "gradient" };

/** The same product with \nabla on its first factor alone, a transpose outside it; null where there is nothing to part. */
export function leadingGradient(e: Gradient): Expression | null {
  if (e.of.kind === "transpose") return { ...e.of, of: { ...e, of: e.of.of } };
  if (e.of.kind !== "product") return null;
  const [first, ...rest] = e.of.factors;
  if (first === undefined || first.of.kind === "add") return null;
  const alone: Gradient = { ...e, of: first.of, end: first.of.end };
  return { ...e.of, factors: [{ ...first, of: leadingGradient(alone) ?? alone }, ...rest] };
}
