/** Whether a function's formula is one of a number, so that it is applied to each entry of an array. */
import { namesIn, walk, type Expression } from "../expression/expression.js";
import { knownFunction } from "./functions.js";

/** No subscript, transpose, transposed factor before it, norm, inner product or function of whole arrays takes the parameter. */
export function isOfNumbers(parameter: string, body: Expression): boolean {
  for (const node of walk(body)) {
    if (node.kind === "entry" && node.of.kind === "name" && node.of.name === parameter) return false;
    const takesWhole = node.kind === "transpose" || node.kind === "norm" || node.kind === "inner" || (node.kind === "apply" && knownFunction(node.function)?.acts === "array");
    if (takesWhole && namesIn(node).has(parameter)) return false;
    // θᵀx: an inner product
    if (node.kind === "product" && node.factors.some(({ of }, k) => of.kind === "transpose" && node.factors.slice(k + 1).some((next) => next.of.kind === "name" && next.of.name === parameter))) return false;
  }
  return true;
}
