/** All names that a claim waits for: neither declared nor defined, nor known to everybody. */
import { CIRCLE_NUMBER } from "../notation/name-key.js";
import { isElastic } from "../infer/shape-of.js";
import { ARGUMENT } from "../scope/named-functions.js";
import { knownFunction } from "../notation/functions.js";
import type { Scope } from "../scope/scope.js";
import { namesReached } from "./closure.js";
import type { Claim } from "./claim.js";

const CONSTANTS = new Set(["e", "\\pi", CIRCLE_NUMBER, ARGUMENT]);

export function undeclaredNames(claim: Claim, scope: Scope): readonly string[] {
  const names = namesReached([claim.left, claim.right], scope);
  const missing = [...names].filter((name) => isUndeclared(name, scope));
  // who says what \\phi is says what \\phi' is
  return missing.filter((name) => !/'+$/.test(name) || !missing.includes(name.replace(/'+$/, "")));
}

function isUndeclared(name: string, scope: Scope): boolean {
  if (CONSTANTS.has(name) || isElastic(name) || scope.functions.has(name) || knownFunction(name) !== undefined || scope.ranges.has(name)) return false;
  const quantity = scope.quantities.get(name);
  return quantity === undefined || (quantity.role === "variable" && quantity.axes === null && quantity.levels === 0 && quantity.definitions.length === 0 && quantity.opaque === null && quantity.explicit.size === 0 && quantity.memberOf === null);
}
