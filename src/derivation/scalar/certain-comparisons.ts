/** Whether the comparisons at a point come out in decimals as they do in float64: far out rounding may turn one round. */
import { decimalValues } from "./evaluate-decimal.js";
import type { ScalarGraph } from "./graph.js";
import { planOf, type Plan } from "./plan.js";
import type { Draw } from "./point.js";

const digits = 64, mostDigits = 1000;

/** @param values those of the plan's steps in float64 */
export function areCertain(graph: ScalarGraph, { steps }: Plan, draw: Draw, values: ArrayLike<number>): boolean {
  const compared = steps.flatMap(({ kind, name, args }, slot) => (kind === "compare" && name !== "=" && !Number.isNaN(values[slot]!) ? [{ args, isTrue: values[slot] === 1 }] : []));
  if (compared.length === 0) return true;
  const plan = planOf(graph, compared.flatMap(({ args }) => args.map((arg) => steps[arg]!.node)));
  // enough that the smaller of two summands is not lost, also in their squares
  const needed = digits * Math.ceil(1 + (2 * decimalValues(plan, draw, digits).loss) / digits);
  if (needed > mostDigits) return false;
  const sides = decimalValues(plan, draw, needed).values;
  return compared.every(({ isTrue }, k) => {
    const left = sides[2 * k], right = sides[2 * k + 1];
    return left != null && right != null && (isTrue ? left.lte(right) : left.gte(right));
  });
}
