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

/** A claim is decided at no more places than these; at fewer where that is too large. */
const PLACES = [1500, 400, 100, 25] as const;

/** Where the graph of one world has cost so much, the next steps get a new one. */
const FULL = LIMITS.operands / 3;

/** @param goal what is derived; its sizes are those at which steps are tried */
export function looseProof(goal: Expression, belowBars: ReadonlySet<string>, context: ClaimContext): LooseProof {
  const { scope, layout, seed } = context;
  const asked: Claim = { left: goal, right: goal, ranges: new Map(), conditions: [] };
  const usual = once(() => claimSizes(asked, scope)), small = once(() => claimSizes(asked, scope, "few values"));
  const worlds = new Map<Sizes, World>();
  const worldAt = (sizes: Sizes): World => {
    const before = worlds.get(sizes);
    if (before !== undefined && before.graph.work < FULL) return before;
    const world = createWorld(scope, sizes, layout, belowBars, true);
    worlds.set(sizes, world);
    return world;
  };

  /** Per step the weakest method over all sizes; null where one of them decides nothing. */
  const proveAt = (steps: readonly number[], choices: readonly Sizes[], most: number, { uses, pairsOf }: Questions, large: Set<number>): ReadonlyMap<number, Method | null> => {
    const methods = new Map<number, Method | null>(steps.map((k) => [k, choices.length === 0 ? null : "structure"]));
    for (const [s, sizes] of choices.entries()) {
      let world = worldAt(sizes), groups = new Map<string, Group>();
      const decide = (): void => { for (const group of groups.values()) decideGroup(group, world, seed + 7919 * s, methods); groups = new Map(); };
      for (const k of steps) {
        if (methods.get(k) === null) continue;
        if (world !== worldAt(sizes)) { decide(); world = worldAt(sizes); }
        const pairs = understood(() => pairsOf(k, world, most), () => large.add(k));
        if (pairs === null) { methods.set(k, null); continue; }
        const key = uses(k).map(idOf).sort().join();
        const group = groups.get(key) ?? { uses: uses(k), steps: [] };
        groups.set(key, group);
        group.steps.push({ k, pairs });
      }
      decide();
    }
    return methods;
  };

  /** What is too large at the usual sizes is tried at the smallest, at fewer places. */
  const prove = (count: number, questions: Questions): readonly (Method | null)[] => {
    const all = Array.from({ length: count }, (_, k) => k), found: ReadonlyMap<number, Method | null>[] = [];
    let open = all;
    for (const most of PLACES) {
      const large = new Set<number>();
      if (open.length > 0) found.push(proveAt(open, most === PLACES[0] ? usual() : small(), most, questions, large));
      open = [...large];
    }
    return all.map((k) => found.reduce<Method | null>((method, each) => method ?? each.get(k) ?? null, null));
  };
  return {
    prove: (steps) => prove(steps.length, { uses: (k) => steps[k]!.uses, pairsOf: (k, world, most) => steps[k]!.claims.flatMap((claim) => pairsOfClaim(claim, world, most)) }),
    proveArray: (step) => prove(1, { uses: () => [], pairsOf: (_, world, most) => pairsOfArray(step, world, most) })[0]!,
  };
}

/** What is asked of the steps. */
interface Questions {
  readonly uses: (step: number) => readonly Used[];
  readonly pairsOf: (step: number, world: World, most: number) => readonly Pair[];
}

function once<T>(work: () => T): () => T {
  let value: { readonly is: T } | null = null;
  return () => (value ??= { is: work() }).is;
}

/** Steps that use the same definitions. */
interface Group {
  readonly uses: readonly Used[];
  readonly steps: { readonly k: number; readonly pairs: readonly Pair[] }[];
}

/** All steps that use the same definitions together; one by one where that fails. */
function decideGroup({ uses, steps }: Group, world: World, seed: number, methods: Map<number, Method | null>): void {
  const free = looseRefs(uses, world);
  const together = decideEqual(world.graph, steps.flatMap(({ pairs }) => pairs), { seed, free });
  for (const { k, pairs } of steps) {
    const decision = together.verdict === "equal" ? together : steps.length === 1 ? together : decideEqual(world.graph, pairs, { seed, free });
    methods.set(k, decision.verdict !== "equal" ? null : methods.get(k) === "high-precision" ? "high-precision" : decision.method);
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

function understood<T>(work: () => T, isTooLarge: () => void): T | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ExpandProblem)) throw error;
    if (error.code === "too-large") isTooLarge();
    return null;
  }
}

const unlike = (): never => { throw new ExpandProblem("shape", "the two sides have different shapes", { start: 0, end: 0 }); };

function pairsOfClaim(claim: Claim, world: World, most: number): readonly Pair[] {
  return placesOf(claim, world, most).map((env): Pair => {
    const left = evaluate(claim.left, env, world), right = evaluate(claim.right, env, world);
    return isScalar(left) && isScalar(right) && left.elastic === undefined && right.elastic === undefined ? [left.data[0]!, right.data[0]!] : unlike();
  });
}

function pairsOfArray({ like, array, at, entry, ranges }: ArrayStep, world: World, most: number): readonly Pair[] {
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
  return placesOf(claim, world, most).map((env): Pair => {
    const value = valueAt(env), own = evaluate(entry, env, world);
    const shape = value.shape.length === 2 && at.length === 1 ? value.shape.filter((length) => length !== 1) : value.shape;
    if (!isScalar(own) || own.elastic !== undefined || shape.length !== at.length) return unlike();
    return [value.data[offset(shape, at.map((name) => env.ints.get(name)! - 1))]!, own.data[0]!];
  });
}

/** None is left out up to so many: a line may be wrong on a diagonal alone. Of more, as images with their channels and kernels have, so many are drawn. */
function placesOf(claim: Claim, world: World, most: number): readonly Env[] {
  const all = claimEnvironments(claim, world, most);
  if (all.length === 0) throw new ExpandProblem("too-large", "the claim has no places", { start: 0, end: 0 });
  return all;
}
