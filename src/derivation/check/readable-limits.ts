/** `\sum_{k=1}^t x_k` with a t of which the document says nothing: t is a length that no more than the entries of x go with. */
import { namesIn, walk, type Condition, type Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";

/** t ≤ n for each undeclared t up to which entries of an axis n are read. What is the length of an axis itself is declared by that. */
export function readableLimits(expressions: readonly Expression[], { quantities }: Scope): readonly Condition[] {
  const lengths = new Set([...quantities.values()].flatMap(({ axes, explicit }) => [...(axes ?? []), ...[...explicit.values()].flat()]).flatMap((axis) => [...namesIn(axis)]));
  const isUnsaid = (name: string): boolean => { const own = quantities.get(name); return own?.role === "size" && own.declaredAt === null && own.definitions.length === 0 && !lengths.has(name); };
  const sums = expressions.flatMap((e) => [...walk(e)]).filter((node): node is Expression & { readonly kind: "big" } => node.kind === "big");
  return sums.flatMap(({ binders, body }) => binders.flatMap(({ name, to }) => {
    if (to?.kind !== "name" || !isUnsaid(to.name)) return [];
    return axesRead(name, body, quantities).filter((axis) => axis.kind !== "name" || axis.name !== to.name).map((axis): Condition => ({ kind: "compare", relation: "<=", left: to, right: axis, start: to.start, end: to.end }));
  }));
}

/** The axes whose entries the index counts, as they stand. */
function axesRead(index: string, body: Expression, quantities: Scope["quantities"]): readonly Expression[] {
  return [...walk(body)].flatMap((node) => {
    if (node.kind !== "entry" || node.of.kind !== "name") return [];
    const axes = quantities.get(node.of.name)?.axes ?? [];
    return node.at.flatMap((at, k) => (at?.kind === "index" && at.name === index && axes[k] !== undefined ? [axes[k]] : []));
  });
}
