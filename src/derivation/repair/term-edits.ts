/** Terms put in and taken out. */
import { deltaOf, indexOf, number, productOf, sumOf, transposeOf } from "../expression/build.js";
import { freeIndices, walk } from "../expression/expression.js";
import { atomsIn, type Edit, type EditContext, plus, vectorsIn } from "./edit.js";

/** Terms taken out, and terms of the line put in. */
export function* termEdits(context: EditContext): Generator<Edit> {
  const { side, text } = context;
  for (const node of walk(side)) {
    if (node.kind !== "add" || node.terms.length < 2) continue;
    for (const [k, term] of node.terms.entries()) {
      const rewriting = { node, by: sumOf(node.terms.filter((_, j) => j !== k)) };
      if (k > 0) yield { start: term.start, end: term.end, text: "", what: `the term '${text.slice(term.start, term.end).trim()}' is too much`, rank: 1, rewriting };
      else {
        const next = node.terms[1]!;
        const sign = text.slice(next.start, next.of.start);
        yield { start: term.start, end: /^\s*\+/.test(sign) ? next.of.start : next.start, text: "", what: `the term '${text.slice(term.start, term.end).trim()}' is too much`, rank: 1, rewriting };
      }
    }
  }
  const atoms = atomsIn(context);
  for (const { text: extra, of } of [{ text: "1", of: number(1) }, ...atoms]) for (const sign of ["+", "-"] as const) yield { ...plus(side, sign, extra, of), what: `the term '${extra}' is missing`, rank: 5 };
  const letters = [...freeIndices(context.other)];
  for (const a of letters) for (const b of letters) if (a < b) for (const { text: atom, of } of atoms) for (const sign of ["+", "-"] as const) yield { ...plus(side, sign, `\\delta_{${a}${b}}${atom}`, productOf([deltaOf(indexOf(a), indexOf(b)), of])), what: `a term with \\delta_{${a}${b}} is missing`, rank: 5 };
  for (const a of vectorsIn(context)) for (const b of vectorsIn(context)) for (const sign of ["+", "-"] as const) yield { ...plus(side, sign, `${a.text}${b.text}^\\top`, productOf([a.of, transposeOf(b.of)])), what: "an outer product is missing", rank: 5 };
}
