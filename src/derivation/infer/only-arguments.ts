/** The label of `\ell(\mathbf{o}, y)`: what stands nowhere but as an argument of a function of which nothing is known may be a number as well as anything else. */
import { children, type Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";
import type { Equation } from "./equations.js";
import type { Unknown } from "./unknowns.js";

export function onlyArguments(equations: readonly Equation[], unknowns: ReadonlyMap<string, Unknown>, scope: Scope): ReadonlySet<string> {
  const left = new Set([...unknowns.values()].filter(({ isFamily, subscripts }) => !isFamily && subscripts === 0).map(({ name }) => name));
  const handed = new Set<string>();
  const visit = (e: Expression, isArgument: boolean): void => {
    if (e.kind === "name" && isArgument) handed.add(e.name);
    else if (e.kind === "name") left.delete(e.name);
    const isOpen = e.kind === "call" && scope.quantities.get(e.function)?.opaque != null && !scope.functions.has(e.function);
    for (const child of children(e)) visit(child, isOpen);
  };
  for (const { sides } of equations) for (const side of sides) visit(side, false);
  return new Set([...left].filter((name) => handed.has(name)));
}
