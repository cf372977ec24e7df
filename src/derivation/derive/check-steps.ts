/** Every step of a derivation goes through the checker. What does not hold there is our error, and never output. */
import { decideClaim, type Claim, type ClaimContext } from "../check/decide-claim.js";
import type { Method } from "../check/checked-document.js";
import type { Expression } from "../expression/expression.js";
import type { IndexRange } from "../scope/scope.js";

/** A step that the checker does not confirm: a defect of the deriver, with all that reproduces it. */
export class StepNotProved extends Error {
  constructor(readonly claim: Claim, readonly rule: string, readonly verdict: "fails" | "unchecked", readonly why: string, readonly seed: number) {
    super(`internal error: a derived step (${rule}) is not confirmed by the checker (${verdict}: ${why}; seed ${seed}). Nothing was printed. Please report it together with the document.`);
    this.name = "StepNotProved";
  }
}

/** How `left = right` was decided. @throws StepNotProved where it does not hold */
export function proveStep(left: Expression, right: Expression, rule: string, ranges: ReadonlyMap<string, IndexRange>, context: ClaimContext): Method {
  const claim: Claim = { left, right, ranges, conditions: [] };
  const { verdict, method, message } = decideClaim(claim, context);
  if (verdict !== "holds") throw new StepNotProved(claim, rule, verdict, message ?? "", context.seed);
  return method;
}
