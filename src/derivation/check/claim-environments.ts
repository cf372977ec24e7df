/** The values of a claim's free indices at concrete sizes: every combination within their ranges that the conditions allow. */
import { decided, truthsOf } from "../expand/conditions.js";
import { evaluate } from "../expand/evaluate.js";
import { LIMITS } from "../expand/limits.js";
import { integerOrNull } from "../expand/integers.js";
import { ExpandProblem } from "../expand/problem.js";
import { type IntegerRange, integerRange, rangeOf, unguarded } from "../expand/ranges.js";
import { lastReadable } from "../expand/reach.js";
import { emptyEnv, type Env, withInt, type World } from "../expand/world.js";
import { children as childrenOf, type Expression, freeIndices, walk } from "../expression/expression.js";
import { below } from "../scalar/random.js";
import { familyOf } from "../scope/scope.js";
import type { Claim } from "./claim.js";
import { closureOf } from "./closure.js";
import { beyondThresholds } from "./whole-thresholds.js";

/** Every combination of the free indices within their ranges that the conditions allow; with `most`, so many drawn from them where there are more. */
export function claimEnvironments(claim: Claim, world: World, most?: number): readonly Env[] {
  const names = [...new Set([...freeIndices(claim.left), ...freeIndices(claim.right)])].filter((name) => !world.sizes.has(name));
  const inside = boundNames([claim.left, claim.right]);
  let all: Env[] = [emptyEnv];
  for (const name of names) {
    all = all.flatMap((env) => {
      const range = freeRange(name, claim, names, [...names, ...inside], env, world);
      return Array.from({ length: Math.max(0, range.to - range.from + 1) }, (_, k) => withInt(env, name, range.from + k));
    });
    if (most !== undefined) all = drawn(all, most);
    if (all.length > LIMITS.combinations) throw new ExpandProblem("too-large", "the claim has too many combinations of indices", claim.left);
  }
  return all.filter((env) => claim.conditions.every((condition) => truthsOf(condition, env, world, evaluate).data.every((truth) => decided(truth, world) !== false)));
}

/** No more than `most` of them, each as likely as the others; the same ones each time. */
function drawn(all: Env[], most: number): Env[] {
  if (all.length <= most) return all;
  let left = most;
  return all.filter((_, k) => {
    const isKept = below(all.length - k, all.length, k) < left;
    if (isKept) left--;
    return isKept;
  });
}

/** @param free the free indices of the claim @param all these and the bound ones: where they have no value yet the shape of a part is asked for with 1 in their place */
function freeRange(name: string, claim: Claim, free: readonly string[], all: readonly string[], env: Env, world: World): IntegerRange {
  const parts = [claim.left, claim.right];
  const local = claim.ranges.get(name);
  if (local !== undefined) {
    const range = integerRange(name, local.from, local.to, env, world);
    if (range !== null) return range;
  }
  const shapeOf = (e: Expression, inner: Env): readonly number[] | null => {
    try {
      const probe = all.reduce((each, other) => (each.ints.has(other) ? each : withInt(each, other, 1)), inner);
      return evaluate(e, probe, world).shape;
    } catch (error) {
      if (error instanceof ExpandProblem) return null;
      throw error;
    }
  };
  const range = rangeOf(name, parts, env, world, shapeOf, free);
  if (range !== null) return range;
  const last = lastReadable(name, parts, env, world, shapeOf);
  if (isLevel(name, parts)) return summedRange(name, parts, env, world) ?? ending({ from: 2, to: areNumbers(name, parts, world) ? farEnough(2, parts, world) : 3 }, last);
  // an index that stands in deltas and conditions alone: any range is as good
  if (parts.some((part) => standsInConditions(name, part))) return ending({ from: 1, to: 3 }, last);
  const endless = world.scope.endless.get(name), first = endless === undefined ? null : integerOrNull(endless, env, world);
  if (first !== null) return ending({ from: first, to: farEnough(first, parts, world) }, last);
  const terms = countedBy(name, parts);
  if (terms !== null) return ending({ from: terms, to: terms + MOST_TERMS }, last);
  const written = local ?? world.scope.ranges.get(name);
  if (written !== undefined) throw new ExpandProblem("too-large", `the range of '${name}' that is written has no limits that can be worked out as whole numbers`, claim.left);
  throw new ExpandProblem("undeclared", `the range of the index '${name}' is told by nothing; write, for example, 'for $${name} = 1, \\dots, n$'`, claim.left);
}

const MOST_TERMS = 6;

/** A few terms more, and beyond each whole number that something changes at. */
const farEnough = (from: number, parts: readonly Expression[], { scope }: World): number => Math.max(from + MOST_TERMS, Math.min(LIMITS.range, beyondThresholds(closureOf(parts, scope), scope)));

/** No further than what can be read; one step where that ends before the second. */
const ending = ({ from, to }: IntegerRange, last: number | null): IntegerRange => (last === null ? { from, to } : { from: Math.min(from, last), to: Math.min(to, last) });

/** The first term of `\\sum_{s=1}^t`, whose free upper limit t counts how many there are: a whole number that is no less. */
function countedBy(name: string, parts: readonly Expression[]): number | null {
  const firsts = parts.flatMap((part) => [...walk(part)]).flatMap((node) => (node.kind === "big" ? node.binders : [])).flatMap(({ from, to }) => (to?.kind === "index" && to.name === name && from?.kind === "number" && from.places === 0 ? [Number(from.digits)] : []));
  return firsts.length === 0 ? null : Math.max(...firsts);
}

const boundNames = (parts: readonly Expression[]): ReadonlySet<string> => new Set(parts.flatMap((part) => [...bound(part)]));

function* bound(e: Expression): Generator<string> {
  const stack = [e];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "big") yield* node.binders.map((binder) => binder.name);
    stack.push(...childrenOf(node));
  }
}

function standsInConditions(name: string, part: Expression): boolean {
  const stack = [part];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if ((node.kind === "delta" || node.kind === "indicator" || node.kind === "cases") && freeIndices(node).has(name)) return true;
    stack.push(...childrenOf(node));
  }
  return false;
}

/** `L = \sum_{t=1}^T L_t` says how far the steps t go: what the claim says of step t + 1 it says of those that have a next one. */
function summedRange(name: string, parts: readonly Expression[], env: Env, world: World): IntegerRange | null {
  const bodies = [...world.scope.quantities.values()].flatMap(({ definitions }) => definitions.map(({ body }) => body));
  const sums = bodies.flatMap((body) => [...walk(body)]).filter((node) => node.kind === "big" && isLevel(name, [node.body]));
  const binder = sums.flatMap((node) => (node.kind === "big" ? node.binders : [])).find((each) => each.name === name && each.from !== null && each.to !== null);
  const range = binder === undefined ? null : integerRange(name, binder.from!, binder.to!, env, world);
  if (range === null) return null;
  const shifts = parts.flatMap((part) => [...unguarded(part, name)]).flatMap((node) => (node.kind === "member" ? node.at : [])).map((at) => shiftOf(at, name));
  const to = range.to - Math.max(0, ...shifts);
  return to < range.from ? null : { from: range.from, to };
}

/** The 1 of t + 1. */
const shiftOf = (at: Expression, name: string): number =>
  at.kind === "add" && at.terms.some(({ of, sign }) => sign === 1 && of.kind === "index" && of.name === name) ? at.terms.reduce((sum, { of, sign }) => sum + (of.kind === "number" ? sign * Number(of.digits) : 0), 0) : 0;

/** Steps that are one number each: more of them are tried, since closed forms may agree for a few. */
const areNumbers = (name: string, parts: readonly Expression[], { scope }: World): boolean =>
  parts.flatMap((part) => [...walk(part)]).every((node) => node.kind !== "member" || !node.at.some((at) => freeIndices(at).has(name)) || familyOf(scope, node.family)?.axes?.length === 0);

function isLevel(name: string, parts: readonly Expression[]): boolean {
  const stack = [...parts];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "member" && node.at.some((at) => freeIndices(at).has(name))) return true;
    stack.push(...childrenOf(node));
  }
  return false;
}
