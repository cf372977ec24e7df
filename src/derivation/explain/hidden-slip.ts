/** A slip that a vanishing sum hides: the line holds with the definition of an intermediate put in, and not with the intermediate as a quantity of its own. */
import { claimEnvironments } from "../check/claim-environments.js";
import { claimSizes } from "../check/claim-sizes.js";
import type { Claim, ClaimContext } from "../check/claim.js";
import { evaluate, namesBelowBars } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import { createWorld, type Env, type Remark, type World } from "../expand/world.js";
import { freeIndices, namesIn, walk, type Expression } from "../expression/expression.js";
import { areApart } from "../scalar/decision.js";
import { decideEqual } from "../scalar/decide.js";
import { floatValues } from "../scalar/evaluate-float.js";
import type { Node } from "../scalar/graph.js";
import { planOf } from "../scalar/plan.js";
import { twoNumbers } from "./fraction-text.js";
import { pointText } from "./point-text.js";
import { simplePoint } from "./simple-point.js";

interface Sides { readonly left: Node; readonly right: Node; readonly env: Env }

/** A warning with the values that show the slip; null for a line that also holds with each intermediate below its bars cut loose. `text` is the unit's. */
export function hiddenSlip(claim: Claim, text: string, context: ClaimContext): Remark | null {
  const below = new Set([...namesBelowBars(claim.left), ...namesBelowBars(claim.right)]);
  const intermediates = [...below].filter((name) => { const own = context.scope.quantities.get(name); return own !== undefined && own.definitions.length > 0 && own.opaque === null; });
  if (intermediates.length === 0) return null;
  try {
    const sizes = claimSizes(claim, context.scope)[0];
    if (sizes === undefined) return null;
    const world = createWorld(context.scope, sizes, context.layout, below);
    const pairs = claimEnvironments(claim, world).slice(0, 40).flatMap((env) => sidesAt(claim, env, world));
    for (const name of intermediates) {
      const found = slipWith(name, pairs, claim, text, world, context);
      if (found !== null) return found;
    }
    return null;
  } catch (error) {
    if (error instanceof ExpandProblem) return null;
    throw error;
  }
}

function sidesAt({ left, right }: Claim, env: Env, world: World): readonly Sides[] {
  const a = evaluate(left, env, world), b = evaluate(right, env, world);
  if (a.elastic !== undefined || b.elastic !== undefined || a.data.length !== b.data.length) return [];
  return a.data.map((node, k) => ({ left: node, right: b.data[k]!, env }));
}

function slipWith(name: string, pairs: readonly Sides[], claim: Claim, text: string, world: World, { seed }: ClaimContext): Remark | null {
  const free = new Set([...world.refs].filter(([id]) => id === name || id.startsWith(`${name}^(`)).flatMap(([, refs]) => refs));
  if (free.size === 0) return null;
  const differing = pairs.find(({ left, right }) => {
    const plan = planOf(world.graph, [left, right], free);
    const values = floatValues(plan, { seed, free });
    return areApart(values[plan.outputs[0]!]!, values[plan.outputs[1]!]!);
  });
  if (differing === undefined || !vanishes([differing.left, differing.right], free, world, seed)) return null;
  const { left, right, env } = differing;
  if (decideEqual(world.graph, [[left, right]], { seed, free }).verdict !== "different") return null;
  const zero = zeroPart(claim, env, free, world, seed);
  const why = zero === null ? `with the definition of ${name} put in, where a sum of it vanishes` : `because ${text.slice(zero.start, zero.end)} is zero`;
  const point = simplePoint(world.graph, left, right, { zeros: true, free });
  const [a, b] = point === null ? [null, null] : twoNumbers(point.left, point.right);
  const values = point === null ? "the two sides differ" : `the left side gives ${a}, the right side gives ${b} (${[...world.sizes].map(([size, value]) => `${size} = ${value}`).concat([...env.ints].map(([index, value]) => `${index} = ${value}`)).join(", ")}, ${pointText(world, [left, right], point.given, [...new Set([...namesIn(claim.left), ...namesIn(claim.right)])], free)})`;
  const place = zero ?? claim.right;
  return { severity: "warning", code: "hidden-slip", message: `it holds only ${why}; with ${name} as a quantity of its own ${values}`, start: place.start, end: place.end };
}

const isZero = (value: number): boolean => Math.abs(value) < 1e-9;

/** Whether a sum in the two sides is zero as computed, and is not with the refs cut loose. */
function vanishes(nodes: readonly Node[], free: ReadonlySet<Node>, { graph }: World, seed: number): boolean {
  const bound = planOf(graph, nodes), loose = planOf(graph, nodes, free);
  const computed = [seed, seed + 1].map((each) => floatValues(bound, { seed: each })), cut = floatValues(loose, { seed, free });
  const slots = new Map(loose.steps.map(({ node }, slot) => [node, slot]));
  return bound.steps.some(({ kind, node }, slot) => kind === "add" && computed.every((values) => isZero(values[slot]!)) && slots.has(node) && !isZero(cut[slots.get(node)!]!) && !Number.isNaN(cut[slots.get(node)!]!));
}

/** The largest written part of the line that is zero as computed, and is not with the refs cut loose. */
function zeroPart({ left, right }: Claim, env: Env, free: ReadonlySet<Node>, world: World, seed: number): Expression | null {
  for (const node of [...walk(right), ...walk(left)]) {
    if (node.kind !== "big" && node.kind !== "add" && node.kind !== "entry") continue;
    if ([...freeIndices(node)].some((index) => !env.ints.has(index))) continue;
    try {
      const { data } = evaluate(node, env, world);
      const at = (draw: { readonly seed: number; readonly free?: ReadonlySet<Node> }): readonly number[] => { const plan = planOf(world.graph, data, draw.free); const values = floatValues(plan, draw); return plan.outputs.map((slot) => values[slot]!); };
      if (data.length > 0 && at({ seed }).every(isZero) && at({ seed: seed + 1 }).every(isZero) && !at({ seed, free }).every(isZero)) return node;
    } catch (error) {
      if (!(error instanceof ExpandProblem)) throw error;
    }
  }
  return null;
}
