/** Every node of a TeX tree, outermost first. */
import type { Tex } from "../tex/tex.js";

export function* topDown(body: readonly Tex[]): Generator<Tex> {
  for (const tex of body) {
    yield tex;
    yield* topDown(below(tex));
  }
}

function below(tex: Tex): readonly Tex[] {
  switch (tex.kind) {
    case "symbol": case "number": case "words": return [];
    case "scripts": return [tex.base, tex.sub, tex.sup].filter((part) => part !== null);
    case "fraction": return [tex.numerator, tex.denominator];
    case "binomial": return [tex.upper, tex.lower];
    case "root": return tex.index === null ? [tex.radicand] : [tex.index, tex.radicand];
    case "group": case "delimited": return tex.body;
    case "accent": case "font": return [tex.body];
    case "annotated": return tex.note === null ? [tex.body] : [tex.body, tex.note];
    case "environment": return tex.rows.flatMap((row) => row.cells.flatMap((cell) => cell.body));
  }
}

/** Every list of neighbours: the formula itself, and what brackets, fractions, scripts and cells hold. */
export function* listsIn(body: readonly Tex[]): Generator<readonly Tex[]> {
  yield body;
  for (const tex of body) {
    if (tex.kind === "environment") for (const row of tex.rows) for (const cell of row.cells) yield* listsIn(cell.body);
    else if (tex.kind === "group" || tex.kind === "delimited") yield* listsIn(tex.body);
    else for (const part of below(tex)) yield* listsIn([part]);
  }
}
