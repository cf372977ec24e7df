/** Recursions `h_t = f(h_{t-1})`: what cannot depend on a later step, and where putting definitions in would never end. */
import { isSingleStep } from "../../check/fixed-indices.js";
import { walk, type Expression } from "../../expression/expression.js";
import { familyOf, type Definition, type Scope } from "../../scope/scope.js";
import type { DeriveContext } from "../context.js";
import { dependsOn } from "../depends.js";
import { indexDifference } from "../index-difference.js";
import type { Reference } from "../reference.js";

/** `h_T` by `A` or by `h_t`: put in once, the same question stands there again, one step lower. */
export function neverEnds(of: Reference, v: Reference, body: Expression, { scope, belowBars }: DeriveContext): boolean {
  if (of.levels.length === 0 || of.levels.every(({ kind }) => kind === "number") || !dependsOn(body, of.key, scope, belowBars) || !speaksOfMembers(body, of.key, scope)) return false;
  // what comes before the one step that the document speaks of is given
  if (of.levels.every((level) => level.kind === "index" && isSingleStep(level.name, scope))) return false;
  // a known number of steps away, it ends
  return !(v.levels.length === of.levels.length && of.levels.every((level, k) => indexDifference(level, v.levels[k]!) !== null));
}

/** Whether definitions lead from here to a member of the family, and not only to an array of the same letter: `h^{(i)}` for the i-th entry of h. */
function speaksOfMembers(e: Expression, key: string, scope: Scope): boolean {
  const family = familyOf(scope, key), seen = new Set<Expression>(), open = [e];
  for (let body = open.pop(); body !== undefined; body = open.pop()) {
    if (seen.has(body)) continue;
    seen.add(body);
    for (const node of walk(body)) {
      const quantity = node.kind === "member" ? familyOf(scope, node.family) : node.kind === "name" ? scope.quantities.get(node.name) : undefined;
      if (node.kind === "member" && (quantity ?? node.family) === (family ?? key)) return true;
      // columns and functions may lead anywhere
      if (quantity?.memberOf != null || quantity?.opaque != null) return true;
      const called = node.kind === "call" ? scope.functions.get(node.function)?.definition : null;
      open.push(...(quantity?.definitions ?? []).map((definition) => definition.body), ...(called == null ? [] : [called.body]));
    }
  }
  return false;
}

/** `h_{t-1}` does not move with `a_t`, where each definition speaks of its own step and of those before alone. The same the other way round. */
export function isOnOtherSide(of: Reference, v: Reference, scope: Scope): boolean {
  const [level] = of.levels, [other] = v.levels;
  if (level === undefined || other === undefined || of.levels.length + v.levels.length !== 2) return false;
  const difference = indexDifference(level, other);
  if (difference === null || difference === 0) return false;
  const steps = stepsFrom(of.key, scope);
  return steps !== null && steps.every((step) => (difference < 0 ? step <= 0 : step >= 0));
}

/** How far each definition on the way reaches: `h_t` speaks of `h_{t-1}`, which is -1. null where that is not told by numbers. */
function stepsFrom(key: string, scope: Scope): readonly number[] | null {
  const seen = new Set<string>(), steps: number[] = [];
  const visit = (family: string): boolean => {
    if (seen.has(family)) return true;
    seen.add(family);
    const own = familyOf(scope, family);
    return own?.opaque == null && (own?.definitions ?? []).every((definition) => {
      const found = stepsIn(definition, scope);
      steps.push(...(found?.map(({ step }) => step) ?? []));
      return found !== null && found.every((each) => visit(each.family));
    });
  };
  return visit(key) && steps.length > 0 ? steps : null;
}

function stepsIn({ levels: [pattern], body }: Definition, scope: Scope): readonly { readonly family: string; readonly step: number }[] | null {
  if (pattern === undefined) return null;
  const found: { readonly family: string; readonly step: number }[] = [];
  for (const node of walk(body)) {
    if (node.kind === "member") {
      const step = node.at.length === 1 ? indexDifference(node.at[0]!, pattern) : null;
      if (step === null) return null;
      found.push({ family: node.family, step });
    } else if (node.kind === "name" && ((scope.quantities.get(node.name)?.definitions.length ?? 0) > 0 || scope.quantities.get(node.name)?.opaque != null)) return null;
  }
  return found;
}
