/** Indices renamed, swapped and exchanged throughout. */
import { type Expression, walk } from "../expression/expression.js";
import { type Edit, type EditContext, lettersOf, slice } from "./edit.js";

export function* indexEdits(context: EditContext): Generator<Edit> {
  const letters = lettersOf(context);
  for (const node of walk(context.side)) {
    if (node.kind === "index" && node.end > node.start) {
      for (const letter of letters) if (letter !== node.name) yield { start: node.start, end: node.end, text: letter.startsWith("\\") ? `${letter} ` : letter, what: `the index '${node.name}' should be '${letter}'`, rank: 1, rewriting: { node, by: { ...node, name: letter } } };
    }
    if ((node.kind === "entry" && node.at.length === 2) || node.kind === "delta") {
      const [first, second] = node.kind === "delta" ? [node.left, node.right] : node.at;
      if (node.kind === "delta" || first == null || second == null) continue;
      const between = context.text.slice(first.end, second.start);
      yield { start: first.start, end: second.end, text: slice(context, second) + between + slice(context, first), what: "the two subscripts are swapped", rank: 1 };
    }
    // a number written as a subscript or a limit
    if (node.kind === "entry") for (const each of node.at) if (each?.kind === "number") for (const letter of letters) yield { start: each.start, end: each.end, text: letter, what: `the subscript should be '${letter}'`, rank: 4 };
  }
}

/** Two indices exchanged throughout: i where j stands and the other way round. */
export function* interchangeEdits(context: EditContext): Generator<Edit> {
  const letters = lettersOf(context).filter((letter) => letter.length === 1);
  const places = [...walk(context.side)].filter((node) => node.kind === "index" && node.end === node.start + 1).sort((a, b) => a.start - b.start) as (Expression & { readonly kind: "index" })[];
  for (const [k, a] of letters.entries()) {
    for (const b of letters.slice(k + 1)) {
      const touched = places.filter(({ name }) => name === a || name === b);
      const [first] = touched, last = touched.at(-1);
      if (first === undefined || last === undefined || touched.length < 2) continue;
      let text = context.text.slice(first.start, last.end);
      for (const { start, name } of touched) text = `${text.slice(0, start - first.start)}${name === a ? b : a}${text.slice(start - first.start + 1)}`;
      yield { start: first.start, end: last.end, text, what: `the indices '${a}' and '${b}' are exchanged`, rank: 2 };
    }
  }
}
