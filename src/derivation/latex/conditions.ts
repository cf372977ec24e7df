/** Conditions: `x_i > 0`, `1 \le i < j`, `i = l \text{ and } j = k`. */
import type { Condition, Relation } from "../expression/expression.js";
import { whole, type Printing } from "./printing.js";
import { sameExpression } from "./same-expression.js";

const SIGNS: Readonly<Record<Relation, string>> = { "=": "=", "!=": "\\ne", "<": "<", "<=": "\\le", ">": ">", ">=": "\\ge" };
const OPPOSITE: Readonly<Record<Relation, Relation>> = { "=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<" };

export interface Joints {
  readonly and: string;
  readonly or: string;
}
export const IN_WORDS: Joints = { and: " \\text{ and } ", or: " \\text{ or } " };
export const IN_SIGNS: Joints = { and: ", ", or: " \\lor " };

export function conditionText(condition: Condition, joints: Joints, p: Printing): string {
  switch (condition.kind) {
    case "compare": return `${whole(condition.left, p)} ${SIGNS[condition.relation]} ${whole(condition.right, p)}`;
    case "or": return condition.of.map((each) => (each.kind === "or" ? `(${conditionText(each, joints, p)})` : conditionText(each, joints, p))).join(joints.or);
    case "and": return asChain(condition.of, p) ?? condition.of.map((each) => (each.kind === "or" || (each.kind === "and" && asChain(each.of, p) === null) ? `(${conditionText(each, joints, p)})` : conditionText(each, joints, p))).join(joints.and);
    case "not": return conditionText(negated(condition.of), joints, p);
    case "otherwise": return "\\text{otherwise}";
  }
}

/** `0 < a < 1` where each comparison goes on from the one before. */
function asChain(conditions: readonly Condition[], p: Printing): string | null {
  const [first] = conditions;
  if (first?.kind !== "compare") return null;
  let text = `${whole(first.left, p)} ${SIGNS[first.relation]} ${whole(first.right, p)}`, last = first.right;
  for (const next of conditions.slice(1)) {
    if (next.kind !== "compare" || !sameExpression(next.left, last)) return null;
    text += ` ${SIGNS[next.relation]} ${whole(next.right, p)}`;
    last = next.right;
  }
  return text;
}

export const isChained = (condition: Condition, p: Printing): boolean => condition.kind === "and" && asChain(condition.of, p) !== null;

function negated(condition: Condition): Condition {
  switch (condition.kind) {
    case "compare": return { ...condition, relation: OPPOSITE[condition.relation] };
    case "and": return { ...condition, kind: "or", of: condition.of.map(negated) };
    case "or": return { ...condition, kind: "and", of: condition.of.map(negated) };
    case "not": return condition.of;
    case "otherwise": return condition;
  }
}
