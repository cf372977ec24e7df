import { toText } from "./rational.js";
import type { Store } from "./store.js";
import type { Node } from "./term.js";

/** Text of a node for people: names, operators with brackets around every sum, derivatives of f as f[1,0](x, y); what lies deeper than 24 levels is "…". */
export function describe(store: Pick<Store, "term">, node: Node, depth = 24): string {
  if (depth === 0) return "…";
  const term = store.term(node);
  const inner = (part: Node) => describe(store, part, depth - 1);
  switch (term.kind) {
    case "constant": return toText(term.value);
    case "pi": return "pi";
    case "atom": case "ref": return term.name;
    case "add": return `(${term.args.map(inner).join(" + ")})`;
    case "mul": return term.args.map(inner).join(" ");
    case "powInt": return `(${inner(term.base)})^${term.exponent}`;
    case "pow": return `(${inner(term.base)})^(${inner(term.exponent)})`;
    case "fn": return `${term.name}(${inner(term.argument)})`;
    case "call": return `${term.f}${term.orders.some((order) => order > 0) ? `[${term.orders.join()}]` : ""}(${term.args.map(inner).join(", ")})`;
    case "select": return `if(${inner(term.condition)}, ${inner(term.then)}, ${inner(term.otherwise)})`;
    case "compare": return `${inner(term.a)} ${term.relation} ${inner(term.b)}`;
    case "and": case "or": return `(${term.args.map(inner).join(` ${term.kind} `)})`;
    case "not": return `not(${inner(term.argument)})`;
  }
}
