/** Derivatives that are zero because what is differentiated does not depend on what stands below the bar. */
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
