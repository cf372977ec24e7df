/** Every node of a TeX tree, outermost first. A formula is gone through by each of the many readers of a document: its nodes are listed once. */
import type { Tex } from "../tex/tex.js";

const nodesOf = new WeakMap<readonly Tex[], readonly Tex[]>();
const listsOf = new WeakMap<readonly Tex[], readonly (readonly Tex[])[]>();

export function topDown(body: readonly Tex[]): readonly Tex[] {
  const known = nodesOf.get(body);
  if (known !== undefined) return known;
  const nodes: Tex[] = [], open = [...body].reverse();
  for (let tex = open.pop(); tex !== undefined; tex = open.pop()) {
    nodes.push(tex);
    const parts = below(tex);
    for (let k = parts.length - 1; k >= 0; k--) open.push(parts[k]!);
  }
  nodesOf.set(body, nodes);
  return nodes;
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
export function listsIn(body: readonly Tex[]): readonly (readonly Tex[])[] {
  const known = listsOf.get(body);
  if (known !== undefined) return known;
  const lists: (readonly Tex[])[] = [], open = [body];
  for (let list = open.pop(); list !== undefined; list = open.pop()) {
    lists.push(list);
    const inner = list.flatMap(listsBelow);
    for (let k = inner.length - 1; k >= 0; k--) open.push(inner[k]!);
  }
  listsOf.set(body, lists);
  return lists;
}

function listsBelow(tex: Tex): readonly (readonly Tex[])[] {
  if (tex.kind === "environment") return tex.rows.flatMap((row) => row.cells.map((cell) => cell.body));
  if (tex.kind === "group" || tex.kind === "delimited") return [tex.body];
  return below(tex).map((part) => [part]);
}
