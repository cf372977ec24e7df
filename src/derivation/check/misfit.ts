/** A definition that can have no value with the shapes that the document declares: `\hat x = (A A^T)^{-1} A^T b` with a tall A. */
import type { Scope } from "../scope/scope.js";
import type { Claim, ClaimContext, Decided } from "./claim.js";
import { decideClaim } from "./decide-claim.js";

/** What is wrong with it; null where it fits, where a shape is only inferred, and where it defines a function. */
export function misfitOf(claim: Claim, context: ClaimContext): Decided | null {
  const { left, right } = claim;
  if (left.kind === "call") return null;
  const decided = decideClaim(isDeclared(left, context.scope) ? claim : { ...claim, left: right }, context);
  return decided.verdict === "fails" && decided.code === "shape" ? decided : null;
}

/** The shape of what is defined is said, too. */
const isDeclared = (left: Claim["left"], { quantities }: Scope): boolean => left.kind === "name" && quantities.get(left.name)?.declaredAt != null;
