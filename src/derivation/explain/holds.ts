/** Whether a claim holds, for readings that are tried one after another: most of them differ at the first point, and that is seen in float64. */
import { claimEnvironments } from "../check/claim-environments.js";
import { claimSizes } from "../check/claim-sizes.js";
import { decideClaim } from "../check/decide-claim.js";
import type { Claim, ClaimContext } from "../check/claim.js";
import { evaluate, namesBelowBars } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import { sameShape, type Tensor } from "../expand/tensor.js";
import { createWorld } from "../expand/world.js";
import { areApart } from "../scalar/decision.js";
import { evaluateFloat } from "../scalar/evaluate.js";

/** The word is decideClaim's; a claim that is seen to differ in float64 at the smallest sizes is not put to it. */
export const holds = (claim: Claim, context: ClaimContext): boolean => !differsAtOnce(claim, context) && decideClaim(claim, context).verdict === "holds";

function differsAtOnce(claim: Claim, { scope, layout, seed }: ClaimContext): boolean {
  const sizes = claimSizes(claim, scope)[0];
  if (sizes === undefined) return true;
  const world = createWorld(scope, sizes, layout, new Set([...namesBelowBars(claim.left), ...namesBelowBars(claim.right)]));
  try {
    // a condition of the claim may leave some of the points out
    if (claim.conditions.length > 0 || claim.assumed !== undefined) return false;
    return claimEnvironments(claim, world).some((env) => {
      const left = evaluate(claim.left, env, world), right = evaluate(claim.right, env, world);
      if (!sameShape(left.shape, right.shape) || left.elastic !== undefined || right.elastic !== undefined) return !isFlexible(left) && !isFlexible(right);
      const values = evaluateFloat(world.graph, [...left.data, ...right.data], { seed });
      return left.data.some((_, k) => areApart(values[k]!, values[left.data.length + k]!));
    });
  } catch (error) {
    if (error instanceof ExpandProblem) return true;
    throw error;
  }
}

/** Zeros, ones and identities take the other side's shape, and so does the number 0. */
const isFlexible = (tensor: Tensor): boolean => tensor.elastic !== undefined || tensor.shape.length === 0;
