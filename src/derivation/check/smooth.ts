/** Whether expressions are analytic where they are defined: what two of them say on an open set they say everywhere. */
import { walk, type Expression } from "../expression/expression.js";

/** Functions with kinks, branches or both. */
const KINKED = new Set(["sqrt", "abs", "max", "min", "relu", "sign", "asin", "acos", "atan", "artanh", "arsinh", "arcosh"]);

export const isSmooth = (expressions: readonly Expression[]): boolean => expressions.every((expression) => {
  const squared = new Set<Expression>();
  for (const node of walk(expression)) {
    if (node.kind === "power" && node.exponent.kind === "number" && node.exponent.digits % 2n === 0n && node.exponent.places === 0) squared.add(node.base);
    if (node.kind === "norm" && !(squared.has(node) && /^(plain|2|F)$/.test(node.order))) return false;
    if (node.kind === "power" && node.exponent.kind !== "number" && !isMinusWhole(node.exponent)) return false;
    if (node.kind === "cases" || node.kind === "indicator" || node.kind === "absolute" || (node.kind === "apply" && KINKED.has(node.function)) || (node.kind === "big" && (node.operator === "max" || node.operator === "min"))) return false;
  }
  return true;
});

const isMinusWhole = (e: Expression): boolean => e.kind === "add" && e.terms.length === 1 && e.terms[0]!.of.kind === "number" && e.terms[0]!.of.places === 0;
