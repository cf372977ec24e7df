/** What the outermost operation of an expression is called: "derivative of a product". */
import type { Expression } from "../expression/expression.js";

export function operationOf(e: Expression): string {
  switch (e.kind) {
    case "add": return e.terms.length === 1 ? operationOf(e.terms[0]!.of) : "a sum, term by term";
    case "big": return e.operator === "sum" ? "a sum, term by term" : e.operator === "product" ? "a product" : "an extremum";
    case "product": return "a product";
    case "quotient": return "a quotient";
    case "power": return "a power";
    case "apply": case "call": return `$${e.function.startsWith("\\") || /^[a-zA-Z]$/.test(e.function) ? e.function : `\\${e.function}`}$`;
    case "entry": return e.of.kind === "apply" ? operationOf(e.of) : e.of.kind === "power" ? "an inverse" : "an entry";
    case "cases": return "each case";
    default: return "a term";
  }
}
