import type { ScalarGraph } from "./graph.js";
import { operands, type Node, type Term } from "./term.js";

/**
 * The node with other nodes in place of atoms, written anew in the same graph; a ref becomes its definition.
 * @param instead what stands for an atom; the atom itself where it stays
 */
export function substitute(node: Node, instead: (atom: Node) => Node, graph: ScalarGraph): Node {
  const written = new Map<Node, Node>();
  const stack = [node];
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!, term = graph.term(top);
    const waiting = operands(term).filter((operand) => !written.has(operand));
    if (waiting.length > 0) { stack.push(...waiting); continue; }
    stack.pop();
    if (!written.has(top)) written.set(top, term.kind === "atom" ? instead(top) : rebuilt(term, top, (operand) => written.get(operand)!, graph));
  }
  return written.get(node)!;
}

/** The same term of other operands. */
function rebuilt(term: Term, node: Node, of: (operand: Node) => Node, graph: ScalarGraph): Node {
  switch (term.kind) {
    case "constant": case "pi": case "atom": return node;
    case "ref": return of(term.definition);
    case "add": return graph.add(...term.args.map(of));
    case "mul": return graph.mul(...term.args.map(of));
    case "powInt": return graph.powInt(of(term.base), term.exponent);
    case "pow": return graph.pow(of(term.base), of(term.exponent));
    case "fn": return graph.fn(term.name, of(term.argument));
    case "call": return graph.call(term.f, term.args.map(of), term.orders);
    case "select": return graph.select(of(term.condition), of(term.then), of(term.otherwise));
    case "compare": return graph.compare(term.relation, of(term.a), of(term.b));
    case "and": return graph.and(...term.args.map(of));
    case "or": return graph.or(...term.args.map(of));
    case "not": return graph.not(of(term.argument));
  }
}
