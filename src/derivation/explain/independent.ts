/** Derivatives that are zero because what is differentiated does not depend on what stands below the bar. */
import { claimEnvironments } from "../check/claim-environments.js";
import { claimSizes } from "../check/claim-sizes.js";
import type { Claim, ClaimContext } from "../check/claim.js";
import { evaluate } from "../expand/evaluate.js";
import { ExpandProblem } from "../expand/problem.js";
import { createWorld, emptyEnv, type Remark, type World } from "../expand/world.js";
import { walk, type Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";

/** A warning for each derivative of a defined or unspecified quantity by a name that it does not depend on. */
export function independentDerivatives(claim: Claim, { scope, layout }: ClaimContext): readonly Remark[] {
  const derivatives = [claim.left, claim.right].flatMap((side) => [...walk(side)]).filter((node) => node.kind === "derivative");
  const named = derivatives.flatMap((node) => {
    const of = nameBelow(node.of);
    return of === null || !hasDefinition(of, scope) ? [] : node.by.flatMap((each) => { const by = nameBelow(each); return by === null || by === of ? [] : [{ node, of, by }]; });
  });
  if (named.length === 0) return [];
  const sizes = claimSizes(claim, scope)[0];
  if (sizes === undefined) return [];
  const world = createWorld(scope, sizes, layout, new Set(named.map(({ by }) => by)));
  const told = new Set<string>();
  return named.flatMap(({ node, of, by }): Remark[] => {
    if (told.has(`${of} ${by}`) || depends(of, by, world)) return [];
    told.add(`${of} ${by}`);
    return [{ severity: "warning", code: "independent", message: `'${of}' does not depend on '${by}' as far as the document says: this derivative is zero`, start: node.start, end: node.end }];
  });
}

/**
 * A derivative by members of a family, `\frac{\partial L}{\partial h_t}`, that is zero at each of the steps that are tried: such an equation says
 * nothing. null: there is none, or it cannot be told.
 */
export function independentOfMembers(claim: Claim, { scope, layout }: ClaimContext): Remark | null {
  const derivatives = [claim.left, claim.right].flatMap((side) => [...walk(side)]).filter((node) => node.kind === "derivative");
  const named = derivatives.flatMap((node) => {
    const of = nameBelow(node.of) ?? familyBelow(node.of), [by] = node.by, family = by === undefined ? null : familyBelow(by);
    return of === null || of === family || family === null ? [] : [{ node, of, family, by: by! }];
  });
  const sizes = named.length === 0 ? undefined : claimSizes(claim, scope)[0];
  if (sizes === undefined) return null;
  const world = createWorld(scope, sizes, layout, new Set(named.map(({ family }) => family)));
  const places = orNull(() => claimEnvironments(claim, world)) ?? [];
  for (const { node, of, family, by } of places.length === 0 ? [] : named) {
    const isApart = orNull(() => places.every((env) => {
      const variables = evaluate(by, env, world).data;
      return evaluate(node.of, env, world).data.every((value) => variables.every((variable) => !world.graph.dependsOn(value, variable)));
    }));
    if (isApart === true) return { severity: "warning", code: "independent", message: `'${of}' does not depend on '${family}' at any of the steps that are tried, as far as the document says: this derivative is zero`, start: node.start, end: node.end };
  }
  return null;
}

/** Null where it cannot be told: an index of a sum inside has no value here. */
function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpandProblem) return null;
    throw error;
  }
}

const familyBelow = (e: Expression): string | null => (e.kind === "member" ? e.family : e.kind === "entry" ? familyBelow(e.of) : null);

/** The name under entries: W of `W_{ij}`. Members of families are left alone: one layer need not depend on another. */
const nameBelow = (e: Expression): string | null => (e.kind === "name" ? e.name : e.kind === "entry" ? nameBelow(e.of) : null);

function hasDefinition(name: string, scope: Scope): boolean {
  const quantity = scope.quantities.get(name);
  return quantity !== undefined && quantity.levels === 0 && (quantity.definitions.length > 0 || quantity.opaque !== null);
}

/** true where it cannot be told. */
function depends(of: string, by: string, world: World): boolean {
  try {
    const value = (name: string): readonly number[] => evaluate({ kind: "name", name, start: 0, end: 0 }, emptyEnv, world).data;
    const variables = value(by);
    return value(of).some((node) => variables.some((variable) => world.graph.dependsOn(node, variable)));
  } catch (error) {
    if (error instanceof ExpandProblem) return true;
    throw error;
  }
}
