/** Terms put in and taken out. */
import { freeIndices, walk } from "../expression/expression.js";
import { at, atomTexts, type Edit, type EditContext, vectorTexts } from "./edit.js";

/** Terms taken out, and terms of the line put in. */
export function* termEdits(context: EditContext): Generator<Edit> {
  const { side, text } = context;
  for (const node of walk(side)) {
    if (node.kind !== "add" || node.terms.length < 2) continue;
    for (const [k, term] of node.terms.entries()) {
      if (k > 0) yield { start: term.start, end: term.end, text: "", what: `the term '${text.slice(term.start, term.end).trim()}' is too much`, rank: 1 };
      else {
        const next = node.terms[1]!;
        const sign = text.slice(next.start, next.of.start);
        yield { start: term.start, end: /^\s*\+/.test(sign) ? next.of.start : next.start, text: "", what: `the term '${text.slice(term.start, term.end).trim()}' is too much`, rank: 1 };
      }
    }
  }
  const atoms = atomTexts(context);
  const ones = ["1", ...atoms];
  for (const extra of ones) {
    yield { ...at(side.end), text: `+${extra}`, what: `the term '${extra}' is missing`, rank: 5 };
    yield { ...at(side.end), text: `-${extra}`, what: `the term '${extra}' is missing`, rank: 5 };
  }
  const letters = [...freeIndices(context.other)];
  for (const a of letters) for (const b of letters) if (a < b) for (const atom of atoms) for (const sign of ["+", "-"]) yield { ...at(side.end), text: `${sign}\\delta_{${a}${b}}${atom}`, what: `a term with \\delta_{${a}${b}} is missing`, rank: 5 };
  for (const a of vectorTexts(context)) for (const b of vectorTexts(context)) for (const sign of ["+", "-"]) yield { ...at(side.end), text: `${sign}${a}${b}^\\top`, what: "an outer product is missing", rank: 5 };
}
