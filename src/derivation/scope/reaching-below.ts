/** Families of which a definition uses the member before its own: a^{(0)} is there for z^{(1)} = W^{(1)} a^{(0)}, h_0 for h_1. */
import { walk } from "../expression/expression.js";
import { familyOf, type Scope } from "./scope.js";

/** The keys of those families. */
export function reachingBelow(scope: Scope): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { definitions } of scope.quantities.values()) {
    for (const node of definitions.flatMap(({ body }) => [...walk(body)])) {
      const [level] = node.kind === "member" ? node.at : [];
      if (node.kind === "member" && level?.kind === "add" && level.terms.some(({ sign, of }) => sign < 0 && of.kind === "number")) found.add(familyOf(scope, node.family)?.key ?? node.family);
    }
  }
  return found;
}
