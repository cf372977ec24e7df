/** One claim, left = right, decided at several sizes: shapes and ranges first, then values, for every index. */
import { namesBelowBars } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import type { Sizes } from "../expand/sizes.js";
import { createWorld, remark, type Env, type Remark, type World } from "../expand/world.js";
import { freeIndices, namesIn, walk, type Condition } from "../expression/expression.js";
import { reparametrised, unrelatedDerivative } from "../infer/unrelated.js";
import { decideEqual } from "../scalar/decide.js";
import type { Node } from "../scalar/graph.js";
import type { Scope } from "../scope/scope.js";
import type { Span } from "../tex/tex.js";
import type { Method } from "./checked-document.js";
import { claimEnvironments } from "./claim-environments.js";
import { pairsAt } from "./claim-pairs.js";
import { furtherSizes, negatedSizes, sizesBeyond, sizesFor, sizesText, smallestSizes, spacedSizes } from "./claim-sizes.js";
import type { Claim, ClaimContext, Decided, Difference, Equation } from "./claim.js";
import { leftOut } from "./beyond-the-axis.js";
import { closureOf } from "./closure.js";
import { freeDifferential, heldFixed } from "./moved.js";
import { isSingleStep } from "./fixed-indices.js";
import { applyPins, mayPinKink, pinsOf, type Pin } from "./pins.js";
import { CHOICES, solve } from "./solve.js";

const MAX_PAIRS = 400;

export function decideClaim(claim: Claim, context: ClaimContext): Decided {
  const decided = decideAtChoices(claim, context);
  const free = decided.verdict === "fails" ? freeDifferential(claim, context.scope) : null;
  if (free !== null) return unchecked("undeclared", `nothing says what '${free}' is, so that its differential may be anything: write '$${free} = \\dots$'`, claim.left, decided.remarks);
  if (decided.verdict !== "holds") return decided;
  const { open, presumed } = heldFixed(claim, context.scope);
  if (open !== null) return unchecked("ambiguous", `this holds with '${open}' held fixed: say '$${open}$ is constant', or write its d, too`, claim.left, decided.remarks);
  return presumed.length === 0 ? decided : { ...decided, remarks: [...decided.remarks, { severity: "note", code: "held-fixed", message: `${presumed.map((name) => `'${name}'`).join(", ")} ${presumed.length === 1 ? "has" : "have"} no d here and ${presumed.length === 1 ? "is" : "are"} held fixed`, start: claim.left.start, end: claim.left.end }] };
}

/** Under equations that the document assumes it holds where it does whichever numbers they are solved for; a choice with which they cannot be solved says nothing. */
function decideAtChoices(claim: Claim, context: ClaimContext): Decided {
  if (claim.assumed === undefined && !claim.conditions.some(isOfNames)) return decideAtSizes(claim, null, context);
  let holds: Decided | null = null;
  for (let choice = 0; choice < CHOICES; choice++) {
    const there = decideAtSizes(claim, choice, context);
    if (there.code === UNSOLVED) continue;
    if (there.verdict !== "holds") return there;
    holds ??= there;
  }
  return holds ?? decideAtSizes(claim, null, context);
}

const UNSOLVED = "assumption";

/** Where m > n in one, it is so in the other. */
const isSameOrder = (a: Sizes, b: Sizes): boolean =>
  [...b].every(([name, size]) => [...b].every(([other, length]) => Math.sign((a.get(name) ?? 0) - (a.get(other) ?? 0)) === Math.sign(size - length)));

/** @param choice which name the assumed equations are solved for; null: they are not solved */
function decideAtSizes(claim: Claim, choice: number | null, context: ClaimContext): Decided {
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
      const result = decideAt(claim, choice, world, { ...context, seed: context.seed + 7919 * k });
      if (result.verdict === "holds") { results.push(result); decidedAt.push(sizes); continue; }
      const failed = { ...result, sizes: [sizesText(sizes)] };
      if (result.nowhere !== true) return failed;
      open ??= failed;
    }
    return null;
  };
  const untried = (all: readonly Sizes[]): readonly Sizes[] => { const tried = new Set([...choices, ...decidedAt].map(sizesText)); return all.filter((sizes) => !tried.has(sizesText(sizes))); };
  const first = tryAll(choices, Infinity), failed = first?.code === "too-large" && results.length > 0 ? tryAll(untried(smallestSizes(claim, scope)), Infinity) : first;
  if (failed !== null) return failed;
  if (open !== null) {
    // an equation is claimed wherever both sides are defined: other sizes are tried in place of those where they are nowhere
    const others = tryAll(untried(sizesFor(claim, scope, 3 * choices.length)), choices.length);
    if (others !== null) return others;
    if (results.length < 2) return open;
    const apart = tryAll(untried(spacedSizes(claim, scope)).filter((sizes) => isSameOrder(sizes, decidedAt[0]!)).slice(0, 1), Infinity);
    if (apart?.verdict === "fails" && apart.code === "value") return apart;
  }
  const beyond = tryAll(furtherSizes(claim, scope, decidedAt), Infinity);
  if (beyond?.verdict === "fails" && beyond.code === "value") return beyond;
  const large = tryAll(sizesBeyond(claim, scope, decidedAt), Infinity);
  if (large?.verdict === "fails" && large.code === "value") return large;
  if (large?.code === "too-large") return { ...large, message: `something changes here at a whole number, and with ${large.sizes.join()} it is too large to be worked out: ${large.message ?? ""}` };
  const negative = tryAll(negatedSizes(claim, scope, decidedAt), Infinity);
  if (negative?.verdict === "fails" && negative.code === "value") return negative;
  const last = results.at(-1)!;
  const method: Method = results.some((result) => result.method === "high-precision") ? "high-precision" : last.method;
  return { ...last, method, errorBound: Math.max(...results.map((result) => result.errorBound)), draws: results.reduce((sum, { draws = 0 }) => sum + draws, 0), sizes: decidedAt.map(sizesText), remarks: results[0]!.remarks };
}

/** The values that the claim's conditions and what the document assumes give to numbers, and the conditions that are left; null where what is assumed cannot be solved. */
function pointsOf({ conditions, assumed = [] }: Claim, choice: number | null, world: World): { readonly pins: readonly Pin[]; readonly conditions: readonly Condition[] } | null {
  const { pins, others } = pinsOf(conditions, world);
  if (choice === null) return assumed.length > 0 ? null : { pins, conditions: others };
  const solution = solutionOf([...assumed, ...others.filter(isOfNames).map(({ left, right }) => [left, right] as const)], pins, choice, world);
  return solution === null ? null : { pins: [...pins, ...solution], conditions: others.filter((each) => !isOfNames(each)) };
}

/** `x^T y = 0`, which speaks of one point, where `x_i = 0` speaks of as many as i has values. */
const isOfNames = (condition: Condition): condition is Condition & { readonly kind: "compare" } =>
  condition.kind === "compare" && condition.relation === "=" && [condition.left, condition.right].every((side) => freeIndices(side).size === 0) && [condition.left, condition.right].some((side) => namesIn(side).size > 0);

/** What the numbers must be for the equations to hold, each wherever its indices run; null where that is not found. */
function solutionOf(equations: readonly Equation[], given: readonly Pin[], choice: number, world: World): readonly Pin[] | null {
  const differences: Node[] = [];
  try {
    for (const [left, right] of equations) {
      const equation: Claim = { left, right, ranges: new Map(), conditions: [] };
      for (const env of claimEnvironments(equation, world)) {
        const found = pairsAt(equation, env, world);
        if ("code" in found) return null;
        differences.push(...found.pairs.map((pair) => world.graph.sub(pair.left, pair.right)));
      }
    }
  } catch (error) {
    if (error instanceof ExpandProblem) return null;
    throw error;
  }
  return solve(differences, given, choice, world.graph);
}

const unchecked = (code: string, message: string, span: Span, remarks: readonly Remark[]): Decided => ({ verdict: "unchecked", method: "structure", errorBound: 0, code, message, span, sizes: [], remarks, difference: null });

const fails = (code: string, message: string, span: Span, remarks: readonly Remark[], difference: Difference | null = null): Decided => ({ verdict: "fails", method: "structure", errorBound: 0, code, message, span, sizes: [], remarks, difference });

/** Codes of what is the author's slip; everything else is a limit of ours. */
const SLIPS = new Set(["shape", "range", "unbound"]);

function decideAt(whole: Claim, choice: number | null, world: World, context: ClaimContext): Decided {
  try {
    const limited = pointsOf(whole, choice, world);
    if (limited === null) return unchecked(UNSOLVED, "the equations that the document assumes could not be solved", whole.left, [...world.remarks.values()]);
    const { pins } = limited, claim: Claim = { ...whole, conditions: limited.conditions };
    const places = claimEnvironments(claim, world);
    for (const name of world.sizes.keys()) if (isSingleStep(name, world.scope)) remark(world, "note", "single-step", `'${name}' is one step: what comes before it is given, as it is declared so`, claim.left);
    if (world.scope.indexBase === 0 && [claim.left, claim.right].some((side) => [...walk(side)].some(({ kind }) => kind === "entry"))) remark(world, "note", "index-base", "entries are counted from 0, as the limits in this document say", claim.left);
    const pairs: { readonly left: Node; readonly right: Node; readonly env: Env }[] = [];
    for (const env of places) {
      const found = pairsAt(claim, env, world);
      if ("code" in found) return { ...fails(found.code, found.message, found.span, [...world.remarks.values()]) };
      pairs.push(...found.pairs);
    }
    if (places.length === 0) return { ...unchecked("empty", "the claim speaks of no index at these sizes", claim.left, [...world.remarks.values()]), nowhere: true };
    if (mayPinKink(pins, claim, pairs.flatMap(({ left, right }) => [left, right]), world)) return unchecked("undecided", "at this value the sides may have a kink, and no derivative: say what holds on either side of it", claim.left, [...world.remarks.values()]);
    applyPins(pins, world);
    return decideValues(claim, thinned(pairs), world, context);
  } catch (error) {
    if (!(error instanceof ExpandProblem)) throw error;
    const remarks = [...world.remarks.values()];
    const guessed = error.definition !== null && SLIPS.has(error.code) ? inferredIn(whole, context.scope) : [];
    // the slip is of the definition or of our guess: the claim itself may be right
    if (guessed.length > 0) return unchecked("undeclared", `the definition of '${error.definition!}' has no value with the shapes that were inferred (${error.message}): declare ${guessed.map((name) => `'${name}'`).join(", ")}`, whole.left, remarks);
    return SLIPS.has(error.code) ? fails(error.code, error.message, error.span, remarks) : unchecked(error.code, error.message, error.span.end > error.span.start ? error.span : whole.left, remarks);
  }
}

/** Names that the claim depends on whose shape is only inferred. */
const inferredIn = (claim: Claim, scope: Scope): readonly string[] =>
  [...scope.inference.names.keys()].filter((name) => closureOf([claim.left, claim.right], scope).some((e) => namesIn(e).has(name)));

function decideValues(claim: Claim, pairs: readonly { readonly left: Node; readonly right: Node; readonly env: Env }[], world: World, context: ClaimContext): Decided {
  const decision = decideEqual(world.graph, pairs.map(({ left, right }) => [left, right] as const), { seed: context.seed });
  const remarks = [...world.remarks.values()];
  const out = decision.verdict === "equal" ? leftOut(claim, world) : null;
  if (out !== null) return unchecked("range", `this holds where both sides have a value; for ${out.name} = ${out.value} (${sizesText(world.sizes)}) the right side has none: say for which ${out.name} it is meant, 'for $${out.name} = …$'`, claim.right, remarks);
  if (decision.verdict === "equal") return { verdict: "holds", method: decision.method, errorBound: decision.errorBound, draws: decision.draws ?? 0, code: null, message: null, span: null, sizes: [], remarks, difference: null };
  if (decision.verdict === "undecided") return { ...unchecked("undecided", decision.reason ?? "the two sides could not be decided", claim.right, remarks), method: decision.method, nowhere: decision.nowhere === true };
  const at = decision.at;
  const pair = at === undefined ? undefined : pairs[at.pair];
  const difference = at === undefined || pair === undefined ? null : { world, env: pair.env, left: pair.left, right: pair.right, values: { left: at.left, right: at.right }, seed: at.seed, ...(at.given && { given: at.given }) };
  return { ...fails("value", "the two sides differ", claim.right, remarks, difference), method: decision.method, errorBound: decision.errorBound };
}

/** At most MAX_PAIRS of them, spread over all. */
function thinned<T>(pairs: readonly T[]): readonly T[] {
  if (pairs.length <= MAX_PAIRS) return pairs;
  const step = pairs.length / MAX_PAIRS;
  return Array.from({ length: MAX_PAIRS }, (_, k) => pairs[Math.floor(k * step)]!);
}
