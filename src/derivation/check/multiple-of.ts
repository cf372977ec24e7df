/** `S u = \lambda u` where `2 S u - 2 \lambda u = 0` is set: the one is the other, taken so many times. */
import { createWorld } from "../expand/world.js";
import { ExpandProblem } from "../expand/problem.js";
import { decideEqual } from "../scalar/decide.js";
import { floatValues } from "../scalar/evaluate-float.js";
import type { Node } from "../scalar/graph.js";
import { planOf } from "../scalar/plan.js";
import { claimEnvironments } from "./claim-environments.js";
import { pairsAt } from "./claim-pairs.js";
import { claimSizes } from "./claim-sizes.js";
import type { Claim, ClaimContext, Equation } from "./claim.js";

/** Whether left - right of the claim is a number times left - right of the equation, entry by entry, at all sizes that it is tried at. */
export function isMultipleOf(claim: Claim, [left, right]: Equation, context: ClaimContext): boolean {
  try {
    const sizes = claimSizes(claim, context.scope);
    return sizes.length > 0 && sizes.every((each) => {
      const world = createWorld(context.scope, each, context.layout), differences = (of: Claim): readonly Node[] => claimEnvironments(of, world).flatMap((env) => {
        const found = pairsAt(of, env, world);
        return "code" in found ? [] : found.pairs.map((pair) => world.graph.sub(pair.left, pair.right));
      });
      const own = differences(claim), other = differences({ ...claim, left, right });
      const times = own.length === 0 || own.length !== other.length ? null : ratioOf(own[0]!, other[0]!, world.graph, context.seed);
      return times !== null && decideEqual(world.graph, own.map((node, k) => [world.graph.mul(world.graph.constant(times[1]), node), world.graph.mul(world.graph.constant(times[0]), other[k]!)]), { seed: context.seed }).verdict === "equal";
    });
  } catch (error) {
    if (error instanceof ExpandProblem) return false;
    throw error;
  }
}

/** Denominators that are tried: sizes and small numbers. */
const LARGEST = 24;

/** p/q where a is p/q times b at two points; null where it is no such number. */
function ratioOf(a: Node, b: Node, graph: Parameters<typeof planOf>[0], seed: number): readonly [number, number] | null {
  const plan = planOf(graph, [a, b]);
  const [first, second] = [seed, seed + 1].map((each) => { const values = floatValues(plan, { seed: each }); return values[plan.outputs[0]!]! / values[plan.outputs[1]!]!; }) as [number, number];
  if (!Number.isFinite(first) || first === 0 || Math.abs(first - second) > 1e-9 * Math.abs(first)) return null;
  for (let q = 1; q <= LARGEST; q++) if (Math.abs(first * q - Math.round(first * q)) < 1e-9 * q) return [Math.round(first * q), q];
  return null;
}
