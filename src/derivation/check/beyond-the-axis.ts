/**
 * `\frac{\partial E}{\partial x_i} = 2x_i - x_{i-1} - x_{i+1}` of an i of which no range is said: the left side speaks of every entry of x, the right side only of
 * those that have a neighbour on both sides.
 */
import { decided, truthsOf } from "../expand/conditions.js";
import { evaluate } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import { rangeOf } from "../expand/ranges.js";
import { emptyEnv, withInt, type World } from "../expand/world.js";
import { freeIndices, walk, type Expression } from "../expression/expression.js";
import type { Claim } from "./claim.js";

/** An index of which the left side has a value that the right side has not, and which; null where there is none, or where a range is said. */
export function leftOut(claim: Claim, world: World): { readonly name: string; readonly value: number } | null {
  const names = [...freeIndices(claim.left)].filter((name) => !world.sizes.has(name)), [name, ...more] = names;
  if (name === undefined || more.length > 0 || claim.ranges.has(name) || world.scope.ranges.has(name) || !isOfEntries(claim.left, name)) return null;
  const shapeOf = (e: Expression): readonly number[] | null => shapeAt(e, name, world);
  try {
    const own = rangeOf(name, [claim.left], emptyEnv, world, shapeOf), both = rangeOf(name, [claim.left, claim.right], emptyEnv, world, shapeOf);
    if (own === null || both === null) return null;
    for (let value = own.from; value <= own.to; value++) {
      if (value >= both.from && value <= both.to) continue;
      const env = withInt(emptyEnv, name, value);
      if (claim.conditions.every((condition) => truthsOf(condition, env, world, evaluate).data.every((truth) => decided(truth, world) !== false))) return { name, value };
    }
  } catch (error) {
    if (!(error instanceof ExpandProblem)) throw error;
  }
  return null;
}

/** Members of families may go on without end. */
const isOfEntries = (e: Expression, name: string): boolean => ![...walk(e)].some((node) => node.kind === "member" && node.at.some((at) => freeIndices(at).has(name)));

function shapeAt(e: Expression, name: string, world: World): readonly number[] | null {
  try {
    return evaluate(e, withInt(emptyEnv, name, 1), world).shape;
  } catch (error) {
    if (error instanceof ExpandProblem) return null;
    throw error;
  }
}
