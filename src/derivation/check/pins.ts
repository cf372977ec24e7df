/** "… if $x = 1$", "for $x = y$", "if $w = 0$": a condition that gives a free number, or each entry of a free array, its value. No random point satisfies it, so the number takes the value. */
import { evaluate } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import { sameShape, type Tensor } from "../expand/tensor.js";
import { emptyEnv, type World } from "../expand/world.js";
import { differentiates, freeIndices, type Condition } from "../expression/expression.js";
import type { Node } from "../scalar/graph.js";
import { compare, zero } from "../scalar/rational.js";
import { operands, type Domain } from "../scalar/term.js";
import type { Claim } from "./claim.js";
import { aligned } from "./claim-pairs.js";

/** A number, and the value that it takes. */
export interface Pin {
  readonly atom: Node;
  readonly value: Node;
}

/** The claim's conditions that pin a number, or each entry of an array, and those that are left. With a free index a condition speaks of many numbers, and is left to the draws. */
export function pinsOf(conditions: readonly Condition[], world: World): { readonly pins: readonly Pin[]; readonly others: readonly Condition[] } {
  const pins: Pin[] = [], others: Condition[] = [];
  for (const condition of conditions.flatMap((each) => (each.kind === "and" ? each.of : [each]))) {
    const found = entriesPinned(condition, pins, world);
    if (found === null) others.push(condition);
    else pins.push(...found);
  }
  return { pins, others };
}

/** "if $w = 0$", "if $x = y$": one pin for each entry, or null where one of them cannot be given its value. */
function entriesPinned(condition: Condition, before: readonly Pin[], world: World): readonly Pin[] | null {
  if (condition.kind !== "compare" || condition.relation !== "=" || [condition.left, condition.right].some((side) => freeIndices(side).size > 0)) return null;
  const sides = sidesOf(condition, world);
  if (sides === null) return null;
  const [left, right] = sides;
  const pins: Pin[] = [];
  for (const [k, node] of left.data.entries()) {
    if (isSaid(node, right.data[k]!, [...before, ...pins])) continue;
    const pin = pinOf(node, right.data[k]!, [...before, ...pins], world);
    if (pin === null) return null;
    pins.push(pin);
  }
  return pins;
}

/** The diagonal of `A = A^T`, and what its other half says again. */
const isSaid = (left: Node, right: Node, before: readonly Pin[]): boolean => left === right || before.some(({ atom, value }) => (atom === left && value === right) || (atom === right && value === left));

function pinOf(left: Node, right: Node, before: readonly Pin[], world: World): Pin | null {
  const taken = new Set(before.map(({ atom }) => atom));
  if (canTake(left, right, taken, world)) return { atom: left, value: right };
  return canTake(right, left, taken, world) ? { atom: right, value: left } : null;
}

/** Both sides written out, entry against entry; null where a side has no value or they have no shape in common. */
function sidesOf({ left, right }: Condition & { readonly kind: "compare" }, world: World): readonly [Tensor, Tensor] | null {
  try {
    const [a, b] = aligned(evaluate(left, emptyEnv, world), evaluate(right, emptyEnv, world), world);
    if (a === null || b === null) return null;
    const areNumbers = a.data.length === 1 && b.data.length === 1; // H = 2 where H is 1 × 1
    return areNumbers || sameShape(a.shape, b.shape) ? [a, b] : null;
  } catch (error) {
    if (error instanceof ExpandProblem) return null;
    throw error;
  }
}

/** An atom that nothing gives a value, and a value that is made of such atoms alone and that it may have. */
function canTake(node: Node, value: Node, taken: ReadonlySet<Node>, world: World): boolean {
  const { graph } = world;
  const [atom, constant] = [graph.term(node), graph.term(value)];
  if (atom.kind !== "atom" || atom.value !== null || taken.has(node)) return false;
  if (constant.kind === "constant") return admits(atom.domain, compare(constant.value, zero));
  return atom.domain === "real" && below([value], world).every((each) => { const term = graph.term(each); return each !== node && !taken.has(each) && (term.kind !== "atom" || term.value === null); });
}

const admits = (domain: Domain, sign: number): boolean => domain === "real" || (domain === "positive" && sign > 0) || (domain === "negative" && sign < 0) || (domain === "nonzero" && sign !== 0);

/** Gives the numbers their values; only after the sides were written out, since derivatives are taken of the variables. */
export function applyPins(pins: readonly Pin[], { graph }: World): void {
  for (const { atom, value } of pins) graph.setValue(atom, value);
}

/** Whether a derivative is taken of sides that compare a pinned number with something: at a kink it says nothing. */
export function mayPinKink(pins: readonly Pin[], claim: Claim, sides: readonly Node[], world: World): boolean {
  if (pins.length === 0 || ![claim.left, claim.right].some(differentiates)) return false;
  const { graph } = world;
  return below(sides, world).some((node) => { const term = graph.term(node); return term.kind === "compare" && pins.some(({ atom }) => graph.dependsOn(node, atom)); });
}

/** The nodes and all that they are made of. */
function below(nodes: readonly Node[], { graph }: World): readonly Node[] {
  const seen = new Set(nodes);
  for (const node of seen) for (const operand of operands(graph.term(node))) seen.add(operand);
  return [...seen];
}
