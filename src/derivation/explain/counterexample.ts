/** What each side gives at the smallest sizes and the simplest values that show that they differ. */
import { closureOf } from "../check/closure.js";
import type { Claim, Difference } from "../check/claim.js";
import { evaluate } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import { namesIn, walk, type Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";
import { twoNumbers } from "./fraction-text.js";
import { pointText } from "./point-text.js";
import { roundedPoint } from "./rounded-point.js";
import { simplePoint } from "./simple-point.js";

export interface Counterexample {
  /** Sizes, indices and values: `C = 2, i = 1, y = [1/3, 2/3]`. */
  readonly where: string;
  readonly left: string;
  readonly right: string;
}

/** Where no simple values show the difference, the point at which it was found, without its values. */
export function counterexampleOf(claim: Claim, difference: Difference, scope: Scope): Counterexample {
  const { world, env, left, right, values, seed, given } = difference;
  const zeros = !closureOf([claim.left, claim.right], scope).some(divides);
  const point = simplePoint(world.graph, left, right, { zeros }) ?? (given === undefined ? null : roundedPoint(world.graph, left, right, { seed, given }));
  const names = [...new Set([...namesIn(claim.left), ...namesIn(claim.right)])];
  const shown = point === null ? "" : pointText(world, [left, right], point.given, names);
  const sizes = [...world.sizes].filter(([name]) => !/_\{\d/.test(name)).map(([name, size]) => `${name} = ${size}`);
  const indices = [...env.ints].map(([name, value]) => `${name} = ${value}`);
  const where = [...sizes, ...indices, ...entryText(claim, difference), ...(shown === "" ? [] : [shown])].join(", ");
  const [a, b] = twoNumbers(point?.left ?? values.left, point?.right ?? values.right);
  return { where, left: a, right: b };
}

/** Whether something stands where zero must not: a denominator, a negative power, a logarithm. */
export function divides(e: Expression): boolean {
  for (const node of walk(e)) {
    if (node.kind === "quotient" && node.denominator.kind !== "number") return true;
    if (node.kind === "power" && node.exponent.kind !== "number") return true;
    if (node.kind === "norm" || (node.kind === "product" && node.factors.some(({ sign }) => sign === "over" || sign === "hadamard-over"))) return true;
    if (node.kind === "apply" && !["exp", "sum", "tr", "det", "diag", "vec", "sigmoid", "tanh", "max", "min"].includes(node.function)) return true;
  }
  return false;
}

/** Of two arrays, the entry that differs: `entry 2`, `entry (1, 2)`. */
function entryText({ left, right }: Claim, difference: Difference): readonly string[] {
  const { world, env } = difference;
  try {
    const a = evaluate(left, env, world), b = evaluate(right, env, world);
    const { shape } = a.data.length >= b.data.length ? a : b;
    if (shape.length === 0) return [];
    const k = Array.from({ length: Math.max(a.data.length, b.data.length) }, (_, each) => each).find((each) => (a.data[each] ?? a.data[0]) === difference.left && (b.data[each] ?? b.data[0]) === difference.right);
    if (k === undefined) return [];
    const at: number[] = [];
    for (let axis = shape.length - 1, rest = k; axis >= 0; axis--) {
      at.unshift((rest % shape[axis]!) + 1);
      rest = Math.floor(rest / shape[axis]!);
    }
    return [`entry ${at.length === 1 ? at[0] : `(${at.join(", ")})`}`];
  } catch (error) {
    if (error instanceof ExpandProblem) return [];
    throw error;
  }
}

/** `line 2 gives 2/9, line 3 gives 0 (C = 2, …)`. */
export function counterexampleText({ where, left, right }: Counterexample, lines: { readonly left: number; readonly right: number }): string {
  const [a, b] = lines.left === lines.right ? ["the left side", "the right side"] : [`line ${lines.left}`, `line ${lines.right}`];
  return `${a} gives ${left}, ${b} gives ${right}${where === "" ? "" : ` (${where})`}`;
}
