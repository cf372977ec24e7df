/** Every step of a derivation goes through the checker. What does not hold there is our error, and never output. */
import { claimEnvironments } from "../check/claim-environments.js";
import { claimSizes } from "../check/claim-sizes.js";
import { decideClaim } from "../check/decide-claim.js";
import type { Claim, ClaimContext } from "../check/claim.js";
import type { Method } from "../check/checked-document.js";
import { evaluate, namesBelowBars } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import { walk, type Expression } from "../expression/expression.js";
import { same } from "../expression/key.js";
import { isScalar } from "../expand/tensor.js";
import { createWorld } from "../expand/world.js";
import { decideEqual } from "../scalar/decide.js";
import type { IndexRange } from "../scope/scope.js";
import { CannotDerive } from "./derivation.js";
import type { Node } from "../scalar/graph.js";

/** A step that the checker does not confirm: a defect of the deriver, with all that reproduces it. */
export class StepNotProved extends Error {
  constructor(readonly claim: Claim, readonly rule: string, readonly verdict: "fails" | "unchecked", readonly why: string, readonly seed: number) {
    super(`internal error: a derived step (${rule}) is not confirmed by the checker (${verdict}: ${why}; seed ${seed}). Nothing was printed. Please report it together with the document.`);
    this.name = "StepNotProved";
  }
}

export interface OpenStep {
  readonly rule: string;
  readonly claim: Claim;
  /** Where nothing else changed: what did. */
  readonly parts?: readonly ChangedPart[];
}

interface ChangedPart {
  readonly before: Expression;
  readonly after: Expression;
}

/** How `left = right` was decided. @throws StepNotProved where it does not hold @throws CannotDerive where a name is declared nowhere */
export function proveStep({ claim, rule, parts = [] }: OpenStep, context: ClaimContext): Method {
  const { verdict, method, message, code } = decideClaim(claim, context);
  const refused = (): never => { throw new StepNotProved(claim, rule, verdict === "fails" ? "fails" : "unchecked", message ?? "", context.seed); };
  if (verdict === "unchecked" && code === "undeclared") throw new CannotDerive(message ?? "a name is declared nowhere", "undeclared", [], claim.right);
  if (verdict === "unchecked" && parts.length > 0) return provedByParts(parts, claim, context) ?? refused();
  if (verdict !== "holds") return refused();
  return method;
}

/**
 * The parts that changed, each on its own: where all else stands as it was, equal parts make equal wholes.
 * Indices of the sums around a part are free in it, so it is decided for each of their values. null where a part is not decided.
 */
function provedByParts(parts: readonly ChangedPart[], { left, ranges, conditions }: Claim, context: ClaimContext): Method | null {
  const around = limitsAround(left);
  if (around === null) return null;
  let weakest: Method = "structure";
  for (const { before, after } of parts) {
    const { verdict, method } = decideClaim({ left: before, right: after, ranges: new Map([...around, ...ranges]), conditions }, context);
    if (verdict !== "holds") return null;
    if (weakest !== "high-precision") weakest = method;
  }
  return weakest;
}

/** Over what the indices of all sums run; null where one letter runs over two ranges. */
export function limitsAround(e: Expression): ReadonlyMap<string, IndexRange> | null {
  const found = new Map<string, IndexRange>();
  for (const node of walk(e)) {
    for (const { name, from, to } of node.kind === "big" ? node.binders : []) {
      const before = found.get(name);
      if (from === null || to === null || (before !== undefined && !(same(before.from, from) && same(before.to, to)))) return null;
      found.set(name, { from, to });
    }
  }
  return found;
}

/** How each step was decided: all together where that succeeds, since neighbours share an expression; else one by one. @throws StepNotProved */
export function proveSteps(steps: readonly OpenStep[], context: ClaimContext): readonly Method[] {
  const together = steps.length < 2 ? null : proveTogether(steps.map(({ claim }) => claim), context);
  return together === null ? steps.map((step) => proveStep(step, context)) : steps.map(() => together);
}

/** The weakest method that was needed for all; null where they are not all proved so. All are tried at the sizes of the claim that names most of them. */
function proveTogether(claims: readonly Claim[], context: ClaimContext): Method | null {
  const names = new Set(claims.flatMap(({ left, right }) => [...namesBelowBars(left), ...namesBelowBars(right)]));
  const choices = claims.map((claim) => claimSizes(claim, context.scope));
  const whole = choices.reduce((a, b) => ((b[0]?.size ?? 0) > (a[0]?.size ?? 0) ? b : a));
  if (whole.length === 0) return null;
  let method: Method = "structure";
  try {
    for (const [k, sizes] of whole.entries()) {
      const world = createWorld(context.scope, sizes, context.layout, names);
      const pairs: (readonly [Node, Node])[] = [];
      for (const claim of claims) {
        const places = claimEnvironments(claim, world);
        if (places.length === 0) return null;
        for (const env of places) {
          const left = evaluate(claim.left, env, world), right = evaluate(claim.right, env, world);
          if (!isScalar(left) || !isScalar(right) || left.elastic !== undefined || right.elastic !== undefined) return null;
          pairs.push([left.data[0]!, right.data[0]!]);
        }
      }
      const decision = decideEqual(world.graph, pairs, { seed: context.seed + 7919 * k });
      if (decision.verdict !== "equal") return null;
      if (method !== "high-precision") method = decision.method;
    }
    return method;
  } catch (error) {
    if (error instanceof ExpandProblem) return null;
    throw error;
  }
}
