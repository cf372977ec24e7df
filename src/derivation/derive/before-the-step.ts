import { isSingleStep } from "../check/fixed-indices.js";
import { indexOf } from "../expression/build.js";
import { freeIndices, type Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";
import { indexDifference } from "./index-difference.js";

/** The level of `h_{t-1}` in a document that speaks of one step t alone: what stands there is given. */
export function isBeforeTheStep(level: Expression, scope: Scope): boolean {
  const [name] = level.kind === "add" ? freeIndices(level) : [];
  return name !== undefined && isSingleStep(name, scope) && (indexDifference(level, indexOf(name)) ?? 0) < 0;
}
