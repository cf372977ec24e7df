/** `2\pi` beside weights `\pi_k`: where the letter has a subscript everywhere but right after a number, it is the number π there, and no number elsewhere. */
import type { Formula } from "../document/document.js";
import { isSymbol } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { listsIn, topDown } from "./walk-tex.js";

export function usesCircleNumber(formulas: readonly Formula[]): boolean {
  const bodies = formulas.flatMap(({ tex }) => (tex === null ? [] : [tex.body]));
  const subscripted = new Set<Tex>(), bold = new Set<Tex>();
  for (const tex of bodies.flatMap((body) => topDown(body))) {
    if (tex.kind === "scripts" && tex.sub !== null && isSymbol(tex.base, "\\pi")) subscripted.add(tex.base!);
    if (tex.kind === "font") for (const inner of topDown([tex.body])) bold.add(inner);
  }
  const plain = bodies.flatMap((body) => listsIn(body)).flatMap((list) => list.flatMap((tex, k) => (isSymbol(tex, "\\pi") && !subscripted.has(tex) && !bold.has(tex) ? [list[k - 1]?.kind === "number"] : [])));
  return subscripted.size > 0 && plain.every((afterNumber) => afterNumber);
}
