/** a - b of two subscripts, where it is a number: `t` and `t-1` differ by 1, `i` and `j` by nobody knows what. */
import type { Expression } from "../expression/expression.js";

export function indexDifference(a: Expression, b: Expression): number | null {
  const difference = new Map<string, number>();
  if (!collect(a, 1, difference) || !collect(b, -1, difference)) return null;
  for (const [name, count] of difference) if (name !== "" && count !== 0) return null;
  return difference.get("") ?? 0;
}

function collect(e: Expression, sign: number, into: Map<string, number>): boolean {
  const add = (name: string, count: number): boolean => { into.set(name, (into.get(name) ?? 0) + count); return true; };
  switch (e.kind) {
    case "number": return e.places === 0 && add("", sign * Number(e.digits));
    case "index": return add(`#${e.name}`, sign);
    case "name": return add(`$${e.name}`, sign);
    case "add": return e.terms.every((term) => collect(term.of, sign * term.sign, into));
    default: return false;
  }
}
