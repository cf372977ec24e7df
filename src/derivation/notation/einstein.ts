/** Einstein's convention, where the document sets it: an index that stands twice in a term, and not on the left side, is summed over. */
import { children, freeIndices, type Expression } from "../expression/expression.js";

export function withImplicitSums(e: Expression, free: ReadonlySet<string>): Expression {
  if (e.kind === "add") return { ...e, terms: e.terms.map((term) => ({ ...term, of: withImplicitSums(term.of, free) })) };
  const repeated = [...freeIndices(e)].filter((name) => !free.has(name) && uses(e, name) >= 2);
  if (repeated.length === 0) return e;
  const binders = repeated.map((name) => ({ name, from: null, to: null, start: e.start, end: e.start }));
  return { kind: "big", operator: "sum", binders, where: null, body: e, start: e.start, end: e.end };
}

/** How often the index stands free in the expression. */
function uses(e: Expression, name: string): number {
  if (e.kind === "index") return e.name === name ? 1 : 0;
  if (e.kind === "big" && e.binders.some((binder) => binder.name === name)) return 0;
  return children(e).reduce((sum, child) => sum + uses(child, name), 0);
}
