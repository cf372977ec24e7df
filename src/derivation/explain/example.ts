/** What both sides of a claim that holds give at the smallest sizes and simple values: evidence that a reader can work out by hand. */
import { closureOf } from "../check/closure.js";
import { claimEnvironments } from "../check/claim-environments.js";
import { claimSizes } from "../check/claim-sizes.js";
import type { Claim, ClaimContext } from "../check/claim.js";
import { evaluate, namesBelowBars } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import { createWorld } from "../expand/world.js";
import { namesIn } from "../expression/expression.js";
import { divides } from "./counterexample.js";
import { arrayText, pointText } from "./point-text.js";
import { plainPoint } from "./simple-point.js";

export interface Example {
  /** Sizes, indices and values: `C = 2, i = 1, y = [1/3, 2/3]`. */
  readonly where: string;
  readonly value: string;
}

/** Longer examples are no evidence that anyone reads. */
const MOST_ENTRIES = 12, MOST_CHARACTERS = 240;

/** null where the claim is too large for one, or its sides have no values at simple points. */
export function exampleOf(claim: Claim, { scope, layout }: ClaimContext): Example | null {
  const sizes = claimSizes(claim, scope)[0];
  if (sizes === undefined) return null;
  try {
    const world = createWorld(scope, sizes, layout, new Set([...namesBelowBars(claim.left), ...namesBelowBars(claim.right)]));
    const env = claimEnvironments(claim, world)[0];
    if (env === undefined) return null;
    const { elastic, shape, data } = evaluate(claim.left, env, world), other = evaluate(claim.right, env, world);
    if (elastic !== undefined || data.length > MOST_ENTRIES || other.elastic !== undefined || other.data.length !== data.length) return null;
    const zeros = !closureOf([claim.left, claim.right], scope).some(divides);
    const nodes = [...data, ...other.data];
    const point = plainPoint(world.graph, nodes, { zeros });
    if (point === null || !agree(point.values, data.length)) return null;
    const shown = pointText(world, nodes, point.given, [...new Set([...namesIn(claim.left), ...namesIn(claim.right)])]);
    const named = [...world.sizes].filter(([name]) => !/_\{\d/.test(name));
    const where = [...[...named, ...env.ints].map(([name, value]) => `${name} = ${value}`), ...(shown === "" ? [] : [shown])].join(", ");
    return where === "" || where.length > MOST_CHARACTERS ? null : { where, value: arrayText(shape, point.values.slice(0, data.length)) };
  } catch (error) {
    if (error instanceof ExpandProblem) return null;
    throw error;
  }
}

/** Whether the two halves of the values are the same up to rounding. */
const agree = (values: readonly number[], half: number): boolean => values.slice(0, half).every((value, k) => Math.abs(value - values[half + k]!) <= 1e-9 * Math.max(1, Math.abs(value)));
