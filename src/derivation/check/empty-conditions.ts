/** "If $i = k$" over a chain whose later steps have only k left: there is always such an i, and the condition says nothing of them. */
import { freeIndices, type Condition, type Expression } from "../expression/expression.js";
import type { IndexRange } from "../scope/scope.js";

/** The conditions that limit this step: not those that equate, or tell apart, an index that neither side has and nothing ranges over. */
export const conditionsOfStep = (conditions: readonly Condition[], left: Expression, right: Expression, ranges: ReadonlyMap<string, IndexRange>): readonly Condition[] =>
  conditions.filter((condition) => {
    if (condition.kind !== "compare" || (condition.relation !== "=" && condition.relation !== "!=")) return true;
    const [a, b] = [condition.left, condition.right];
    const isAbsent = (e: Expression): boolean => e.kind === "index" && !ranges.has(e.name) && !freeIndices(left).has(e.name) && !freeIndices(right).has(e.name);
    return a.kind !== "index" || b.kind !== "index" || !(isAbsent(a) || isAbsent(b));
  });
