/** One claim, left = right, decided at several sizes: shapes and ranges first, then values, for every index. */
import { children as childrenOf, freeIndices, namesIn, type Condition, type Expression } from "../expression/expression.js";
import { decided, truthsOf } from "../expand/conditions.js";
import { evaluate, namesBelowBars } from "../expand/evaluate.js";
import { integerOrNull } from "../expand/integers.js";
import { LIMITS } from "../expand/limits.js";
import { ExpandProblem } from "../expand/problem.js";
import { integerRange, rangeOf, type IntegerRange } from "../expand/ranges.js";
import { assignments, sizeNamesIn, type Sizes } from "../expand/sizes.js";
import { elasticText, factorOf, fitted } from "../expand/elastic.js";
import { sameShape, scalar, type Tensor } from "../expand/tensor.js";
import { createWorld, emptyEnv, remark, shapeText, withInt, type Env, type Layout, type Remark, type World } from "../expand/world.js";
import { reparametrised, unrelatedDerivative } from "../infer/unrelated.js";
import { decideEqual } from "../scalar/decide.js";
import type { Node } from "../scalar/graph.js";
import { lengthName, type IndexRange, type Scope } from "../scope/scope.js";
import type { Span } from "../tex/tex.js";
import { closureOf, largestSubscript } from "./closure.js";
import { fixedIndices, fixedValues, isSingleStep } from "./fixed-indices.js";
import { applyPins, mayPinKink, pinsOf } from "./pins.js";
import type { Method } from "./checked-document.js";

export interface Claim {
  readonly left: Expression;
  readonly right: Expression;
  /** Ranges that the sentence before gives: "For i = 1, …, n:". */
  readonly ranges: ReadonlyMap<string, IndexRange>;
  readonly conditions: readonly Condition[];
}

export interface ClaimContext {
  readonly scope: Scope;
  readonly layout: Layout;
  readonly seed: number;
  /** Steps that hold get their evidence, too: an example with its numbers. */
  readonly evidence?: boolean;
}

export interface Decided {
  readonly verdict: "holds" | "fails" | "unchecked";
  readonly method: Method;
  readonly errorBound: number;
  readonly code: string | null;
  readonly message: string | null;
  readonly span: Span | null;
  readonly sizes: readonly string[];
  /** Random points in all, where the claim holds. */
  readonly draws?: number;
  readonly remarks: readonly Remark[];
  /** Where the sides differ, for an example. */
  readonly difference: Difference | null;
  /** At these sizes one side has no value anywhere: the inverse of $X^T X$ where X has more columns than rows. */
  readonly nowhere?: boolean;
}

export interface Difference {
  readonly world: World;
  readonly env: Env;
  readonly left: Node;
  readonly right: Node;
  readonly values: { readonly left: number; readonly right: number };
  readonly seed: number;
}

const MAX_PAIRS = 400;

/** The sizes at which a claim is tried, labels included; none where there are too many or none that fit. */
export function claimSizes(claim: Claim, scope: Scope): readonly Sizes[] {
  try {
    return sizesFor(claim, scope);
  } catch (error) {
    if (error instanceof ExpandProblem) return [];
    throw error;
  }
}

/** @throws ExpandProblem where there are too many */
function sizesFor(claim: Claim, scope: Scope, count = 2): readonly Sizes[] {
  const closure = closureOf([claim.left, claim.right, ...[...claim.ranges.values()].flatMap(({ from, to }) => [from, to])], scope);
  const least = Math.max(2, Math.min(6, largestSubscript([claim.left, claim.right], scope)));
  const sides = sidesOf(claim, closure, scope);
  return assignments(sizeNamesIn(closure, scope), scope, count, least).flatMap((each) => withLabels(each, closure, scope)).flatMap((each) => withFixed(each, sides, claim, scope));
}

/** What the claim says, and what the unspecified functions in it depend on. */
function sidesOf({ left, right }: Claim, closure: readonly Expression[], scope: Scope): readonly Expression[] {
  const names = new Set(closure.flatMap((e) => [...namesIn(e)]));
  return [left, right, ...[...names].flatMap((name) => { const opaque = scope.quantities.get(name)?.opaque; return Array.isArray(opaque) ? (opaque as readonly Expression[]) : []; })];
}

/** The steps and members that the claim speaks of without a range, one whole number each. */
function withFixed(sizes: Sizes, sides: readonly Expression[], { ranges }: Claim, scope: Scope): readonly Sizes[] {
  return fixedIndices(sides, ranges, scope).reduce<readonly Sizes[]>((all, name) => all.flatMap((each) => fixedValues(name, sides, each, scope).map((value) => new Map(each).set(name, value))), [sizes]);
}

/** Whether an index of the claim that nothing binds is one fixed number. */
export const isFixed = (name: string, claim: Claim, scope: Scope): boolean => fixedIndices(sidesOf(claim, closureOf([claim.left, claim.right], scope), scope), claim.ranges, scope).includes(name);

export function decideClaim(claim: Claim, context: ClaimContext): Decided {
  const { scope } = context;
  const unrelated = unrelatedDerivative([claim.left, claim.right], scope) ?? reparametrised([claim.left, claim.right], scope);
  if (unrelated !== null) return unchecked("undeclared", unrelated.message, unrelated, []);
  let choices: readonly Sizes[];
  try {
    choices = sizesFor(claim, scope);
  } catch (error) {
    if (!(error instanceof ExpandProblem)) throw error;
    return unchecked(error.code, error.message, error.span, []);
  }
  if (choices.length === 0) return unchecked("sizes", "no small sizes satisfy what the document says of them", claim.left, []);
  const below = new Set([...namesBelowBars(claim.left), ...namesBelowBars(claim.right)]);
  const results: Decided[] = [], decidedAt: Sizes[] = [];
  let open: Decided | null = null;
  const tryAll = (all: readonly Sizes[], enough: number): Decided | null => {
    for (const [k, sizes] of all.entries()) {
      if (results.length >= enough) break;
      const world = createWorld(scope, sizes, context.layout, below);
      const result = decideAt(claim, world, { ...context, seed: context.seed + 7919 * k });
      if (result.verdict === "holds") { results.push(result); decidedAt.push(sizes); continue; }
      const failed = { ...result, sizes: [sizesText(sizes)] };
      if (result.nowhere !== true) return failed;
      open ??= failed;
    }
    return null;
  };
  const failed = tryAll(choices, Infinity);
  if (failed !== null) return failed;
  if (open !== null) {
    // an equation is claimed wherever both sides are defined: other sizes are tried in place of those where they are nowhere
    const tried = new Set(choices.map(sizesText));
    const others = tryAll(sizesFor(claim, scope, 3 * choices.length).filter((sizes) => !tried.has(sizesText(sizes))), choices.length);
    if (others !== null) return others;
    if (results.length < 2) return open;
  }
  const last = results.at(-1)!;
  const method: Method = results.some((result) => result.method === "high-precision") ? "high-precision" : last.method;
  return { ...last, method, errorBound: Math.max(...results.map((result) => result.errorBound)), draws: results.reduce((sum, { draws = 0 }) => sum + draws, 0), sizes: decidedAt.map(sizesText), remarks: results[0]!.remarks };
}

/** Labels (`c \\in \\{1, …, C\\}`) stand for one whole number in the whole document: a few of their values, at each size. */
function withLabels(sizes: Sizes, closure: readonly Expression[], scope: Scope): readonly Sizes[] {
  const names = new Set(closure.flatMap((e) => [...namesIn(e), ...freeIndices(e)]).filter((name) => scope.quantities.get(name)?.role === "label"));
  return [...names].reduce<readonly Sizes[]>((all, name) => all.flatMap((each) => {
    const { from, to, members } = labelValues(name, each, scope);
    const values = [...new Set([from, Math.floor((from + to) / 2), to])];
    if (all.length * values.length > LIMITS.choices) throw new ExpandProblem("too-large", `the claim speaks of ${names.size} labels, too many to try their values together`, closure[0]!);
    if (members.length === 0) return values.map((value) => new Map(each).set(name, value));
    // a family of labels: each pattern gives neighbours different values, and some the same
    return values.map((value, step) => members.reduce((map, member) => map.set(`${name}_{${member}}`, from + ((value - from + member * (step + 1)) % (to - from + 1))), new Map(each)));
  }), [sizes]);
}

/** The values that a label can take, and the members of a family of labels. */
function labelValues(name: string, sizes: Sizes, scope: Scope): { readonly from: number; readonly to: number; readonly members: readonly number[] } {
  const quantity = scope.quantities.get(name)!;
  const integerOf = (e: Expression | undefined): number | null => (e === undefined ? null : integerOrNull(e, emptyEnv, { sizes }));
  const from = integerOf(quantity.labelRange?.from) ?? 1, to = integerOf(quantity.labelRange?.to) ?? from;
  if (quantity.labelRange !== null && integerOf(quantity.labelRange.to) === null) throw new ExpandProblem("too-large", `the values of '${name}' end at no whole number that can be worked out`, quantity.labelRange.to);
  if (quantity.levels === 0) return { from, to, members: [] };
  const range = quantity.levelRange ?? scope.ranges.get(quantity.levelNames[0] ?? "");
  const first = integerOf(range?.from) ?? 1, last = integerOf(range?.to) ?? 6;
  return { from, to, members: Array.from({ length: Math.max(0, Math.min(LIMITS.range, last - first + 1)) }, (_, k) => first + k) };
}

export const sizesText = (sizes: Sizes): string => [...sizes].filter(([name]) => !/_\{\d/.test(name)).map(([name, size]) => `${lengthName(name)} = ${size}`).join(", ");

const unchecked = (code: string, message: string, span: Span, remarks: readonly Remark[]): Decided => ({ verdict: "unchecked", method: "structure", errorBound: 0, code, message, span, sizes: [], remarks, difference: null });
const fails = (code: string, message: string, span: Span, remarks: readonly Remark[], difference: Difference | null = null): Decided => ({ verdict: "fails", method: "structure", errorBound: 0, code, message, span, sizes: [], remarks, difference });

/** Codes of what is the author's slip; everything else is a limit of ours. */
const SLIPS = new Set(["shape", "range", "unbound"]);

function decideAt(whole: Claim, world: World, context: ClaimContext): Decided {
  const { pins, others } = pinsOf(whole.conditions, world);
  const claim = pins.length === 0 ? whole : { ...whole, conditions: others };
  try {
    const places = claimEnvironments(claim, world);
    for (const name of world.sizes.keys()) if (isSingleStep(name, world.scope)) remark(world, "note", "single-step", `'${name}' is one step: what comes before it is given, as it is declared so`, claim.left);
    const pairs: { readonly left: Node; readonly right: Node; readonly env: Env }[] = [];
    for (const env of places) {
      const found = pairsAt(claim, env, world);
      if ("code" in found) return { ...fails(found.code, found.message, found.span, [...world.remarks.values()]) };
      pairs.push(...found.pairs);
    }
    if (places.length === 0) return unchecked("empty", "the claim speaks of no index at these sizes", claim.left, [...world.remarks.values()]);
    if (mayPinKink(pins, claim, pairs.flatMap(({ left, right }) => [left, right]), world)) return unchecked("undecided", "at this value the sides may have a kink, and no derivative: say what holds on either side of it", claim.left, [...world.remarks.values()]);
    applyPins(pins, world);
    return decideValues(claim, thinned(pairs), world, context);
  } catch (error) {
    if (!(error instanceof ExpandProblem)) throw error;
    const remarks = [...world.remarks.values()];
    const guessed = error.definition !== null && SLIPS.has(error.code) ? inferredIn(claim, context.scope) : [];
    // the slip is of the definition or of our guess: the claim itself may be right
    if (guessed.length > 0) return unchecked("undeclared", `the definition of '${error.definition!}' has no value with the shapes that were inferred (${error.message}): declare ${guessed.map((name) => `'${name}'`).join(", ")}`, claim.left, remarks);
    return SLIPS.has(error.code) ? fails(error.code, error.message, error.span, remarks) : unchecked(error.code, error.message, error.span.end > error.span.start ? error.span : claim.left, remarks);
  }
}

/** Names that the claim depends on whose shape is only inferred. */
const inferredIn = (claim: Claim, scope: Scope): readonly string[] =>
  [...scope.inference.names.keys()].filter((name) => closureOf([claim.left, claim.right], scope).some((e) => namesIn(e).has(name)));

/** Both sides have a value wherever the claim's indices run. */
function pairsAt(claim: Claim, env: Env, world: World): { readonly pairs: readonly { readonly left: Node; readonly right: Node; readonly env: Env }[] } | { readonly code: string; readonly message: string; readonly span: Span } {
  const left = evaluate(claim.left, env, world), right = evaluate(claim.right, env, world);
  const [a, b] = aligned(left, right, world);
  if (a === null || b === null || !sameShape(a.shape, b.shape)) {
    return { code: "shape", message: `the left side is ${shapeOrElastic(left, world)}, the right side is ${shapeOrElastic(right, world)}`, span: { start: claim.right.start, end: claim.right.end } };
  }
  const { graph } = world;
  const truth = claim.conditions.map((condition) => truthsOf(condition, env, world, evaluate)).flatMap((each) => each.data);
  const open = truth.filter((each) => decided(each, world) !== true);
  const guard = (node: Node): Node => open.reduce((value, condition) => graph.select(condition, value, graph.constant(0)), node);
  return { pairs: a.data.map((node, k) => ({ left: guard(node), right: guard(b.data[k]!), env })) };
}

const shapeOrElastic = (tensor: Tensor, world: World): string => (tensor.elastic === undefined ? shapeText(world, tensor.shape) : elasticText(tensor));

/** Zero, ones and identities take the other side's shape. */
function aligned(left: Tensor, right: Tensor, world: World): readonly [Tensor | null, Tensor | null] {
  const isOpen = ({ elastic }: Tensor): boolean => elastic === "sum" || elastic === "columns" || elastic === "rows";
  if (left.elastic !== undefined && right.elastic !== undefined && (isOpen(left) || isOpen(right))) throw new ExpandProblem("undeclared", "the size of both sides is declared nowhere", { start: 0, end: 0 });
  if (left.elastic !== undefined && right.elastic !== undefined) return left.elastic === right.elastic ? [scalar(left.elastic === "zeros" ? world.graph.constant(0) : factorOf(left, world)), scalar(left.elastic === "zeros" ? world.graph.constant(0) : factorOf(right, world))] : [null, null];
  if (left.elastic !== undefined) return [fitted(left, right.shape, world), right];
  if (right.elastic !== undefined) return [left, fitted(right, left.shape, world)];
  const isZero = (tensor: Tensor): boolean => tensor.shape.length === 0 && tensor.data[0] === world.graph.constant(0);
  if (isZero(right) && left.shape.length > 0) return [left, { shape: left.shape, data: left.data.map(() => right.data[0]!) }];
  if (isZero(left) && right.shape.length > 0) return [{ shape: right.shape, data: right.data.map(() => left.data[0]!) }, right];
  return [left, right];
}

function decideValues(claim: Claim, pairs: readonly { readonly left: Node; readonly right: Node; readonly env: Env }[], world: World, context: ClaimContext): Decided {
  const decision = decideEqual(world.graph, pairs.map(({ left, right }) => [left, right] as const), { seed: context.seed });
  const remarks = [...world.remarks.values()];
  if (decision.verdict === "equal") return { verdict: "holds", method: decision.method, errorBound: decision.errorBound, draws: decision.draws ?? 0, code: null, message: null, span: null, sizes: [], remarks, difference: null };
  if (decision.verdict === "undecided") return { ...unchecked("undecided", decision.reason ?? "the two sides could not be decided", claim.right, remarks), method: decision.method, nowhere: decision.nowhere === true };
  const at = decision.at;
  const pair = at === undefined ? undefined : pairs[at.pair];
  const difference = at === undefined || pair === undefined ? null : { world, env: pair.env, left: pair.left, right: pair.right, values: { left: at.left, right: at.right }, seed: at.seed };
  return { ...fails("value", "the two sides differ", claim.right, remarks, difference), method: decision.method, errorBound: decision.errorBound };
}

/** At most MAX_PAIRS of them, spread over all. */
function thinned<T>(pairs: readonly T[]): readonly T[] {
  if (pairs.length <= MAX_PAIRS) return pairs;
  const step = pairs.length / MAX_PAIRS;
  return Array.from({ length: MAX_PAIRS }, (_, k) => pairs[Math.floor(k * step)]!);
}

/** Every combination of the free indices within their ranges that the conditions allow. */
export function claimEnvironments(claim: Claim, world: World): readonly Env[] {
  const names = [...new Set([...freeIndices(claim.left), ...freeIndices(claim.right)])].filter((name) => !world.sizes.has(name));
  const parts = [claim.left, claim.right];
  let all: Env[] = [emptyEnv];
  for (const name of names) {
    all = all.flatMap((env) => {
      const range = freeRange(name, claim, parts, env, names, world);
      return Array.from({ length: Math.max(0, range.to - range.from + 1) }, (_, k) => withInt(env, name, range.from + k));
    });
    if (all.length > LIMITS.combinations) throw new ExpandProblem("too-large", "the claim has too many combinations of indices", claim.left);
  }
  return all.filter((env) => claim.conditions.every((condition) => truthsOf(condition, env, world, evaluate).data.every((truth) => decided(truth, world) !== false)));
}

function freeRange(name: string, claim: Claim, parts: readonly Expression[], env: Env, names: readonly string[], world: World): IntegerRange {
  const local = claim.ranges.get(name);
  if (local !== undefined) {
    const range = integerRange(name, local.from, local.to, env, world);
    if (range !== null) return range;
  }
  const shapeOf = (e: Expression, inner: Env): readonly number[] | null => {
    try {
      const probe = [...names, ...boundNames(parts)].reduce((each, other) => (each.ints.has(other) ? each : withInt(each, other, 1)), inner);
      return evaluate(e, probe, world).shape;
    } catch (error) {
      if (error instanceof ExpandProblem) return null;
      throw error;
    }
  };
  const range = rangeOf(name, parts, env, world, shapeOf);
  if (range !== null) return range;
  if (isLevel(name, parts)) return { from: 2, to: 3 };
  // an index that stands in deltas and conditions alone: any range is as good
  if (parts.some((part) => standsInConditions(name, part))) return { from: 1, to: 3 };
  const written = local ?? world.scope.ranges.get(name);
  if (written !== undefined) throw new ExpandProblem("too-large", `the range of '${name}' that is written has no limits that can be worked out as whole numbers`, claim.left);
  throw new ExpandProblem("undeclared", `the range of the index '${name}' is told by nothing; write, for example, 'for $${name} = 1, \\dots, n$'`, claim.left);
}

const boundNames = (parts: readonly Expression[]): readonly string[] => parts.flatMap((part) => [...bound(part)]);
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

function isLevel(name: string, parts: readonly Expression[]): boolean {
  const stack = [...parts];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "member" && node.at.some((at) => freeIndices(at).has(name))) return true;
    stack.push(...childrenOf(node));
  }
  return false;
}
