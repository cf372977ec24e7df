/** Signs turned round: of terms, of exponents, of comparisons. */
import { walk, type Expression, type Term } from "../expression/expression.js";
import { topDown } from "../scope/walk-tex.js";
import { at, type Edit, type EditContext, negative, partsOf } from "./edit.js";

export function* signEdits(context: EditContext): Generator<Edit> {
  const { side, text } = context;
  const sums = [...walk(side)].filter((node) => node.kind === "add");
  for (const sum of sums) {
    for (const term of sum.terms) {
      const sign = text.slice(term.start, term.of.start).trim();
      const edit = { what: "the sign is wrong", rank: 0, rewriting: { node: sum, by: turned(sum, term) } };
      if (sign === "-" || sign === "−") yield { ...edit, start: term.start, end: term.start + 1, text: term === sum.terms[0] ? "" : "+" };
      else if (sign === "+") yield { ...edit, start: term.start, end: term.start + 1, text: "-" };
      else yield { ...edit, ...at(term.of.start), text: "-" };
    }
  }
  if (side.kind !== "add") yield { ...at(side.start), text: "-", what: "the sign is wrong", rank: 0, rewriting: { node: side, by: negative(side) } };
  for (const part of partsOf(side)) if (part.kind !== "add") yield { ...at(part.start), text: "-", what: "the sign is wrong", rank: 1, rewriting: { node: part, by: negative(part) } };
  for (const sum of sums) {
    const [first, second] = sum.terms;
    if (sum.terms.length !== 2 || first!.sign !== 1 || second!.sign !== -1) continue;
    yield { start: first!.of.start, end: second!.end, text: `${text.slice(second!.of.start, second!.of.end)}${text.slice(second!.start, second!.of.start)}${text.slice(first!.of.start, first!.of.end)}`, what: "the sign is wrong: the terms of the difference are exchanged", rank: 1 };
  }
  for (const node of walk(side)) {
    if (node.kind !== "product" && node.kind !== "power") continue;
    const exponent = node.kind === "power" ? node.exponent : null;
    if (exponent?.kind === "add" && exponent.terms.length === 1) yield { start: exponent.terms[0]!.start, end: exponent.terms[0]!.start + 1, text: "", what: "the sign of the exponent is wrong", rank: 2 };
    else if (exponent !== null && exponent.end > exponent.start && text[exponent.start - 1] === "{") yield { ...at(exponent.start), text: "-", what: "the sign of the exponent is wrong", rank: 2 };
  }
  for (const node of walk(side)) if (node.kind === "apply" && node.function === "exp" && node.arguments[0]!.kind !== "add") yield { ...at(node.arguments[0]!.start), text: "-", what: "the sign in the exponent is wrong", rank: 2 };
}

const turned = (sum: Expression & { readonly kind: "add" }, of: Term): Expression => ({ ...sum, terms: sum.terms.map((each) => (each === of ? { ...each, sign: each.sign === 1 ? -1 : 1 } : each)) });

/** `<` for `>` in a condition. */
export function* signSwaps({ text, body }: EditContext): Generator<Edit> {
  const swaps: Readonly<Record<string, string>> = { "<": ">", ">": "<", "\\le": "\\ge", "\\ge": "\\le", "\\leq": "\\geq", "\\geq": "\\leq", "=": "\\ne ", "\\ne": "=", "\\neq": "=" };
  for (const tex of topDown(body)) {
    const other = tex.kind === "symbol" ? swaps[tex.text] : undefined;
    if (other !== undefined) yield { start: tex.start, end: tex.end, text: other, what: `'${text.slice(tex.start, tex.end)}' should be '${other.trim()}'`, rank: 1 };
  }
}
