/** Every node of a TeX tree, outermost first. */
import type { Tex } from "../tex/tex.js";

export function* topDown(body: readonly Tex[]): Generator<Tex> {
  const open = [...body].reverse();
  for (let tex = open.pop(); tex !== undefined; tex = open.pop()) {
    yield tex;
    const parts = below(tex);
    for (let k = parts.length - 1; k >= 0; k--) open.push(parts[k]!);
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
  const open = [body];
  for (let list = open.pop(); list !== undefined; list = open.pop()) {
    yield list;
    open.push(...list.flatMap(listsBelow).reverse());
  }
}

function listsBelow(tex: Tex): readonly (readonly Tex[])[] {
  if (tex.kind === "environment") return tex.rows.flatMap((row) => row.cells.map((cell) => cell.body));
  if (tex.kind === "group" || tex.kind === "delimited") return [tex.body];
  return below(tex).map((part) => [part]);
}
