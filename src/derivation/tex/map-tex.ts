/** A node of TeX rebuilt from the nodes below it. */
import type { Tex } from "./tex.js";

/**
 * @param node what becomes of each node directly below
 * @param list what becomes of neighbours in brackets, braces and cells, where they are looked at together
 */
export function mapTex(tex: Tex, node: (tex: Tex) => Tex, list = (body: readonly Tex[]): readonly Tex[] => body.map(node)): Tex {
  const orNull = (each: Tex | null): Tex | null => (each === null ? null : node(each));
  switch (tex.kind) {
    case "symbol": case "number": case "words": return tex;
    case "scripts": return { ...tex, base: orNull(tex.base), sub: orNull(tex.sub), sup: orNull(tex.sup) };
    case "fraction": return { ...tex, numerator: node(tex.numerator), denominator: node(tex.denominator) };
    case "binomial": return { ...tex, upper: node(tex.upper), lower: node(tex.lower) };
    case "root": return { ...tex, index: orNull(tex.index), radicand: node(tex.radicand) };
    case "group": case "delimited": return { ...tex, body: list(tex.body) };
    case "accent": case "font": return { ...tex, body: node(tex.body) };
    case "annotated": return { ...tex, body: node(tex.body), note: orNull(tex.note) };
    case "environment": return { ...tex, rows: tex.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, body: list(cell.body) })) })) };
  }
}
