/**
 * Steps decided with everything that they do not speak of cut loose: each defined name is any smooth function of what it depends on, but for those whose definitions a step uses.
 * What holds for any such functions holds for the defined ones, so a proof is a proof; and it costs the same in the tenth layer as in the first. What is not proved here may still be true.
 */
import { claimEnvironments } from "../check/claim-environments.js";
import { claimSizes } from "../check/claim-sizes.js";
import type { Claim, ClaimContext } from "../check/claim.js";
import type { Method } from "../check/checked-document.js";
import { evaluate } from "../expand/evaluate.js";
import { LIMITS } from "../expand/limits.js";
import { ExpandProblem } from "../expand/problem.js";
import type { Sizes } from "../expand/sizes.js";
import { isScalar, offset, sameShape } from "../expand/tensor.js";
import { createWorld, type Env, type World } from "../expand/world.js";
import { entryOf } from "../expression/build.js";
import type { Expression } from "../expression/expression.js";
import { decideEqual } from "../scalar/decide.js";
import type { Node } from "../scalar/graph.js";
import { familyOf } from "../scope/scope.js";

/** A definition that a step uses: `h`, or the member `h^{(2)}`; a level that is no number stands for all of them. */
export interface Used {
  readonly key: string;
  readonly levels: readonly Expression[];
}

export interface LooseStep {
  /** Equalities that make the step together. */
  readonly claims: readonly Claim[];
  readonly uses: readonly Used[];
}

/** An array and one entry of it, for each value of the indices in `at`. */
export interface ArrayStep {
  /** What the array is to have the shape of. */
  readonly like: Expression;
  readonly array: Expression;
  readonly at: readonly string[];
  readonly entry: Claim["left"];
  readonly ranges: Claim["ranges"];
}

export interface LooseProof {
  /** How each step was decided; null where it was not. */
  readonly prove: (steps: readonly LooseStep[]) => readonly (Method | null)[];
  readonly proveArray: (step: ArrayStep) => Method | null;
}

type Pair = readonly [Node, Node];

/** A claim at more places than these is not decided here. */
const MAX_PLACES = 1500;

/** Where the graph of one world has cost so much, the next steps get a new one. */
const FULL = LIMITS.operands / 3;

/** @param goal what is derived; its sizes are those at which steps are tried */
export function looseProof(goal: Expression, belowBars: ReadonlySet<string>, context: ClaimContext): LooseProof {
  const { scope, layout, seed } = context;
  let choices: readonly Sizes[] | null = null;
  const worlds = new Map<Sizes, World>();
  const worldAt = (sizes: Sizes): World => {
    const before = worlds.get(sizes);
    if (before !== undefined && before.graph.work < FULL) return before;
    const world = createWorld(scope, sizes, layout, belowBars, true);
    worlds.set(sizes, world);
    return world;
  };

  /** Per step the weakest method over all sizes. */
  const prove = (count: number, uses: (k: number) => readonly Used[], pairsOf: (k: number, world: World) => readonly Pair[]): readonly (Method | null)[] => {
    choices ??= claimSizes({ left: goal, right: goal, ranges: new Map(), conditions: [] }, scope);
    const methods: (Method | null)[] = Array.from({ length: count }, () => (choices!.length === 0 ? null : "structure"));
    for (const [s, sizes] of choices.entries()) {
      let world = worldAt(sizes), groups = new Map<string, Group>();
      const decide = (): void => { for (const group of groups.values()) decideGroup(group, world, seed + 7919 * s, methods); groups = new Map(); };
      for (const k of methods.keys()) {
        if (methods[k] === null) continue;
        if (world !== worldAt(sizes)) { decide(); world = worldAt(sizes); }
        const pairs = understood(() => pairsOf(k, world));
        if (pairs === null) { methods[k] = null; continue; }
        const key = uses(k).map(idOf).sort().join();
        const group = groups.get(key) ?? { uses: uses(k), steps: [] };
        groups.set(key, group);
        group.steps.push({ k, pairs });
      }
      decide();
    }
    return methods;
  };
  return {
    prove: (steps) => prove(steps.length, (k) => steps[k]!.uses, (k, world) => steps[k]!.claims.flatMap((claim) => pairsOfClaim(claim, world))),
    proveArray: (step) => prove(1, () => [], (_, world) => pairsOfArray(step, world))[0]!,
  };
}

/** Steps that use the same definitions. */
interface Group {
  readonly uses: readonly Used[];
  readonly steps: { readonly k: number; readonly pairs: readonly Pair[] }[];
}

/** All steps that use the same definitions together; one by one where that fails. */
function decideGroup({ uses, steps }: Group, world: World, seed: number, methods: (Method | null)[]): void {
  const free = looseRefs(uses, world);
  const together = decideEqual(world.graph, steps.flatMap(({ pairs }) => pairs), { seed, free });
  for (const { k, pairs } of steps) {
    const decision = together.verdict === "equal" ? together : steps.length === 1 ? together : decideEqual(world.graph, pairs, { seed, free });
    methods[k] = decision.verdict !== "equal" ? null : methods[k] === "high-precision" ? "high-precision" : decision.method;
  }
}

const idOf = ({ key, levels }: Used): string => (levels.length === 0 ? key : `${key}^(${levels.map((level) => (level.kind === "number" ? String(level.digits) : "*")).join(",")})`);

/** The entries of all defined names but the used ones, and their derivatives. */
function looseRefs(uses: readonly Used[], { refs, scope, graph }: World): ReadonlySet<Node> {
  const used = uses.map(idOf);
  const isUsed = (id: string): boolean => used.some((each) => each === id || (each.includes("*") && each.split("^(")[0] === id.split("^(")[0]));
  const free = new Set<Node>();
  const queue = [...refs].filter(([id]) => isDefined(id, scope) && !isUsed(id)).flatMap(([, own]) => own);
  for (let ref = queue.pop(); ref !== undefined; ref = queue.pop()) {
    free.add(ref);
    queue.push(...(graph.slopes.get(ref) ?? []));
  }
  return free;
}

/** An unspecified function is known by what it depends on, and stays. */
function isDefined(id: string, scope: ClaimContext["scope"]): boolean {
  const [key = "", levels] = id.split("^(");
  const own = levels === undefined ? scope.quantities.get(key) : familyOf(scope, key);
  return own !== undefined && own.opaque === null && own.definitions.length > 0;
}

function understood<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpandProblem) return null;
    throw error;
  }
}

const unlike = (): never => { throw new ExpandProblem("shape", "the two sides have different shapes", { start: 0, end: 0 }); };

function pairsOfClaim(claim: Claim, world: World): readonly Pair[] {
  return placesOf(claim, world).map((env): Pair => {
    const left = evaluate(claim.left, env, world), right = evaluate(claim.right, env, world);
    return isScalar(left) && isScalar(right) && left.elastic === undefined && right.elastic === undefined ? [left.data[0]!, right.data[0]!] : unlike();
  });
}

function pairsOfArray({ like, array, at, entry, ranges }: ArrayStep, world: World): readonly Pair[] {
  const known = new Map<string, ReturnType<typeof evaluate>>();
  const valueAt = (env: Env): ReturnType<typeof evaluate> => {
    const outer: Env = { ...env, ints: new Map([...env.ints].filter(([name]) => !at.includes(name))) };
    const key = [...outer.ints].join(";");
    const value = known.get(key) ?? evaluate(array, outer, world);
    if (!known.has(key) && (value.elastic !== undefined || !sameShape(value.shape, evaluate(like, outer, world).shape))) return unlike();
    known.set(key, value);
    return value;
  };
  const claim: Claim = { left: entry, right: entryOf(like, at.map((name): Expression => ({ kind: "index", name, start: 0, end: 0 }))), ranges, conditions: [] };
  return placesOf(claim, world).map((env): Pair => {
    const value = valueAt(env), own = evaluate(entry, env, world);
    const shape = value.shape.length === 2 && at.length === 1 ? value.shape.filter((length) => length !== 1) : value.shape;
    if (!isScalar(own) || own.elastic !== undefined || shape.length !== at.length) return unlike();
    return [value.data[offset(shape, at.map((name) => env.ints.get(name)! - 1))]!, own.data[0]!];
  });
}

/** Of all places none is left out: a line may be wrong on a diagonal alone. */
function placesOf(claim: Claim, world: World): readonly Env[] {
  const all = claimEnvironments(claim, world);
  if (all.length === 0 || all.length > MAX_PLACES) throw new ExpandProblem("too-large", "the claim has no places, or too many", { start: 0, end: 0 });
  return all;
}
