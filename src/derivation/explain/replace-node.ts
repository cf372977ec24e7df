/** An expression with one of its nodes replaced. */
import type { Expression } from "../expression/expression.js";

/** `target` is found by identity, anywhere below, conditions and limits included. */
export const replaceNode = (e: Expression, target: object, by: object): Expression => replaced(e, target, by) as Expression;

function replaced(value: unknown, target: object, by: object): unknown {
  if (value === target) return by;
  if (Array.isArray(value)) return value.map((each) => replaced(each, target, by));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each, target, by)]));
}
