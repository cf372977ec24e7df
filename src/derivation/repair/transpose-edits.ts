/** Transposes put in and taken away. */
import { topDown } from "../scope/walk-tex.js";
import type { Tex } from "../tex/tex.js";
import { at, type Edit, type EditContext } from "./edit.js";

const isTransposeSup = (sup: Tex): boolean => { const body = sup.kind === "group" && sup.body.length === 1 ? sup.body[0]! : sup; return body.kind === "symbol" && /^(T|\\top|\\intercal)$/.test(body.text); };

/** Transposes taken away and put on names, derivatives and brackets. */
export function* transposeEdits({ text, body }: EditContext): Generator<Edit> {
  const written = /\\top/.test(text) ? "^\\top" : "^T";
  for (const tex of topDown(body)) {
    if (tex.kind === "scripts" && tex.base !== null && tex.sup !== null && isTransposeSup(tex.sup)) {
      const caret = text.lastIndexOf("^", tex.sup.start);
      yield { start: caret, end: tex.sup.end, text: "", what: "the transpose is too much", rank: 1 };
    }
  }
  for (const tex of factorsOf(body)) {
    if (tex.kind === "scripts" && tex.sup !== null) {
      // w^{l+1}: the transpose stands outside
      if (!isTransposeSup(tex.sup) && tex.base?.kind !== "delimited") yield { start: tex.start, end: tex.end, text: `(${text.slice(tex.start, tex.end)})${written}`, what: "a transpose is missing", rank: 2 };
      continue;
    }
    if (tex.kind === "number" || (tex.kind === "symbol" && !/^([A-Za-z]|\\[A-Za-z]+)$/.test(tex.text)) || tex.kind === "words") continue;
    yield { ...at(tex.end), text: written, what: "a transpose is missing", rank: 1 };
  }
}

/** Nodes that stand as factors: top level, in brackets, in fractions. */
function* factorsOf(body: readonly Tex[]): Generator<Tex> {
  for (const tex of body) {
    yield tex;
    switch (tex.kind) {
      case "group": case "delimited": yield* factorsOf(tex.body); break;
      case "scripts": if (tex.base !== null && (tex.base.kind === "delimited" || tex.base.kind === "group")) yield* factorsOf(tex.base.body); break;
      case "annotated": yield* factorsOf([tex.body]); break;
      case "environment": for (const row of tex.rows) for (const cell of row.cells) yield* factorsOf(cell.body); break;
      default: break;
    }
  }
}
