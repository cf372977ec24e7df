/** What the outermost operation of an expression is called: "derivative of a product". */
import type { Expression } from "../expression/expression.js";

/** @param moves whether a part changes with what is differentiated by: a factor that does not is no factor of the product rule */
export function operationOf(e: Expression, moves: (part: Expression) => boolean): string {
  switch (e.kind) {
    case "add": return e.terms.length === 1 ? operationOf(e.terms[0]!.of, moves) : "a sum, term by term";
    case "big": return e.operator === "sum" ? "a sum, term by term" : e.operator === "product" ? "a product" : e.operator === "array" ? "an array" : "an extremum";
    case "product": {
      const moving = e.factors.filter(({ of }) => moves(of));
      if (moving.length !== 1 || moving[0]!.sign === "over") return "a product";
      const inner = operationOf(moving[0]!.of, moves);
      return inner === "an entry" || inner === "a term" ? "a constant multiple" : inner;
    }
    case "quotient": return moves(e.denominator) ? "a quotient" : operationOf(e.numerator, moves);
    case "power": return "a power";
    case "apply": case "call": return `$${e.function.startsWith("\\") || /^[a-zA-Z]$/.test(e.function) ? e.function : `\\${e.function}`}$`;
    case "entry": return e.of.kind === "apply" ? operationOf(e.of, moves) : e.of.kind === "power" ? "an inverse" : "an entry";
    case "cases": return "each case";
    default: return "a term";
  }
}
