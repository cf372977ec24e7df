/** Whether a line that fails would hold with an intermediate quantity held fixed: read so only where the document itself parts d from ∂. */
import { namesReached } from "../check/closure.js";
import { claimSizes } from "../check/claim-sizes.js";
import type { Claim, ClaimContext } from "../check/claim.js";
import { evaluate } from "../expand/evaluate.js";
import { argumentsOf } from "../expand/opaque.js";
import { ExpandProblem } from "../expand/problem.js";
import { createWorld, emptyEnv, sizeName, type World } from "../expand/world.js";
import { namesIn, walk, type Expression } from "../expression/expression.js";
import type { Axes, Quantity } from "../scope/scope.js";
import { holds } from "./holds.js";

export interface HeldFixed {
  readonly names: readonly string[];
  readonly by: string;
}

const at = { start: 0, end: 0 };
const MAX_TRIED = 5;

/** null where holding nothing fixed makes the line true. */
export function heldFixed(claim: Claim, context: ClaimContext): HeldFixed | null {
  const derivatives = [claim.left, claim.right].flatMap((e) => [...walk(e)]).filter((node) => node.kind === "derivative");
  const by = new Set(derivatives.flatMap((node) => node.by.flatMap((each) => [...namesIn(each)])));
  if (by.size === 0) return null;
  const differentiated = new Set(derivatives.flatMap(({ of }) => (of.kind === "name" ? [of.name] : of.kind === "entry" && of.of.kind === "name" ? [of.of.name] : [])));
  const between = intermediates(claim, context).filter(({ key }) => !by.has(key) && !differentiated.has(key) && dependsOnAny(key, by, context));
  const tries = [...between.slice(0, MAX_TRIED).map((each) => [each]), ...(between.length > 1 ? [between] : [])];
  for (const held of tries) {
    const scope = cutLoose(held, claim, context);
    if (scope !== null && holds(claim, { ...context, scope }) && !vanishes(claim, { ...context, scope })) return { names: held.map(({ key }) => key), by: [...by][0]! };
  }
  return null;
}

/** 0 = 0, with the quantity through which all depends held fixed, says nothing of the line. */
const vanishes = (claim: Claim, context: ClaimContext): boolean => holds({ ...claim, right: { kind: "number", digits: 0n, places: 0, start: claim.right.start, end: claim.right.end } }, context);

export const heldFixedText = ({ names, by }: HeldFixed): string => `it holds only with ${names.join(" and ")} held fixed, and ${names.length === 1 ? "that depends" : "they depend"} on ${by}`;

/** Quantities with definitions that the claim leads to. */
function intermediates(claim: Claim, { scope }: ClaimContext): readonly Quantity[] {
  const names = namesReached([claim.left, claim.right], scope);
  return [...names].flatMap((name) => { const own = scope.quantities.get(name); return own === undefined || own.definitions.length === 0 || own.opaque !== null || own.role !== "variable" || own.levels > 0 || own.memberOf !== null ? [] : [own]; });
}

const dependsOnAny = (key: string, by: ReadonlySet<string>, { scope }: ClaimContext): boolean =>
  [...namesReached(scope.quantities.get(key)!.definitions.map(({ body }) => body), scope)].some((name) => by.has(name));

/** The scope with these quantities as variables of their own, in the shapes that their definitions have. */
function cutLoose(held: readonly Quantity[], claim: Claim, context: ClaimContext): ClaimContext["scope"] | null {
  const sizes = claimSizes(claim, context.scope)[0];
  if (sizes === undefined) return null;
  const world = createWorld(context.scope, sizes, context.layout);
  const quantities = new Map(context.scope.quantities);
  for (const quantity of held) {
    const axes = quantity.axes ?? axesOfValue(quantity.key, world);
    if (axes === null) return null;
    quantities.set(quantity.key, { ...quantity, axes, definitions: [] });
  }
  // what a loss is a function of stays, also where it is held fixed
  for (const quantity of quantities.values()) if (quantity.opaque === "unknown") quantities.set(quantity.key, { ...quantity, opaque: argumentsIn(quantity, world) });
  return { ...context.scope, quantities };
}

function argumentsIn(quantity: Quantity, world: World): Quantity["opaque"] {
  try {
    return argumentsOf(quantity, world);
  } catch (error) {
    if (error instanceof ExpandProblem) return quantity.opaque;
    throw error;
  }
}

/** The lengths as the author's letters, so that they fit at other sizes too. */
function axesOfValue(key: string, world: World): Axes | null {
  try {
    return evaluate({ kind: "name", name: key, ...at }, emptyEnv, world).shape.map((length): Expression => {
      const name = sizeName(world, length);
      return /^\d+$/.test(name) ? { kind: "number", digits: BigInt(length), places: 0, ...at } : { kind: "name", name, ...at };
    });
  } catch (error) {
    if (error instanceof ExpandProblem) return null;
    throw error;
  }
}
