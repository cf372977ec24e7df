/** `h \in \mathbb{R}^T` with `h_t = w h_{t-1} + x_t`: a vector of which each entry follows from the one before, and that stands nowhere whole, is a sequence of numbers. */
import { bodyOf, type Reader } from "../notation/reader.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import type { Tex } from "../tex/tex.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

export function declareSequences(entries: readonly UnderstoodEntry[], reader: Reader): void {
  for (const quantity of reader.scope.quantities.values()) {
    const { key, axes, levels, role, facts } = quantity;
    if (axes?.length !== 1 || levels !== 0 || role !== "variable" || facts.length > 0 || !entries.some(({ parts }) => parts.some(({ chain: { sides } }) => sides.length > 1 && follows(key, sides[0]!.body, sides.slice(1).flatMap(({ body }) => body), reader)))) continue;
    if (standsWhole(key, entries, reader)) continue;
    [quantity.levels, quantity.style, quantity.axes] = [1, "sub", []];
  }
}

/** `h_t = … h_{t-1} …` */
function follows(key: string, left: readonly Tex[], right: readonly Tex[], reader: Reader): boolean {
  const letter = left.length === 1 ? subscriptOf(key, left[0]!, reader) : null;
  return letter !== null && /^[a-z]$/.test(letter) && topDown(right).some((tex) => subscriptOf(key, tex, reader) === `${letter}-1`);
}

/** What stands below the name. */
const subscriptOf = (key: string, tex: Tex, reader: Reader): string | null =>
  tex.kind === "scripts" && tex.base !== null && tex.sub !== null && keyOf(tex.base, reader) === key ? bodyOf(tex.sub).map((part) => labelText(part)).join("") : null;

/** Whether the name stands somewhere without a subscript, but where it is declared. */
export const standsWhole = (key: string, entries: readonly UnderstoodEntry[], reader: Reader): boolean =>
  entries.some(({ formula, parts }) => !parts.every(({ kind }) => kind === "declaration") && isWholeIn(key, formula.tex?.body ?? [], reader));

function isWholeIn(key: string, body: readonly Tex[], reader: Reader): boolean {
  const subscripted = new Set(topDown(body).flatMap((tex) => (subscriptOf(key, tex, reader) === null || tex.kind !== "scripts" ? [] : [tex.base])));
  return topDown(body).some((tex) => !subscripted.has(tex) && tex.kind !== "scripts" && keyOf(tex, reader) === key);
}
