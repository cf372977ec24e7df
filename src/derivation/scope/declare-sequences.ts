/**
 * `h \in \mathbb{R}^T` with `h_t = w h_{t-1} + x_t`: a vector of which each entry follows from the one before, or from the next one, is a sequence of numbers.
 * Where it stands whole, `\|h\|^2`, it is the column of them; but iterates of a vector, x_{k-1} in a formula of arrays, are no entries.
 */
import { bodyOf, isSymbol, type Reader } from "../notation/reader.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import type { Tex } from "../tex/tex.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

export function declareSequences(entries: readonly UnderstoodEntry[], reader: Reader): void {
  for (const quantity of reader.scope.quantities.values()) {
    const { key, axes, levels, role, facts } = quantity;
    if (axes?.length !== 1 || levels !== 0 || role !== "variable" || facts.length > 0) continue;
    const steps = entries.flatMap(({ parts }) => parts.flatMap(({ chain: { sides } }) => { const right = sides.slice(1).flatMap(({ body }) => body); return follows(key, sides[0]!.body, right, reader) ? [right] : []; }));
    if (steps.length === 0) continue;
    const isWhole = standsWhole(key, entries, reader);
    if (isWhole && !steps.every((right) => isOfScalars(right, reader))) continue;
    [quantity.levels, quantity.style, quantity.axes] = [1, "sub", []];
    // h_0 = 0 comes before the first
    const begins = !isWhole && entries.some(({ parts }) => parts.some(({ chain: { sides } }) => sides.length > 1 && sides[0]!.body.length === 1 && subscriptOf(key, sides[0]!.body[0]!, reader) === "0"));
    quantity.levelRange = { from: { kind: "number", digits: begins ? 0n : 1n, places: 0, start: axes[0]!.start, end: axes[0]!.end }, to: axes[0]! };
  }
}

/** `w h_{t-1} + x_t` with a number w: no array stands whole in it, and nothing is applied. */
function isOfScalars(right: readonly Tex[], reader: Reader): boolean {
  const bases = new Set(topDown(right).flatMap((tex) => (tex.kind === "scripts" && tex.sub !== null ? [tex.base, ...topDown([tex.sub])] : [])));
  return topDown(right).every((tex) => {
    const key = bases.has(tex) || tex.kind === "scripts" ? null : keyOf(tex, reader);
    return !isSymbol(tex, "\\nabla", "\\partial") && (key === null || reader.scope.quantities.get(key)?.axes?.length === 0);
  });
}

/** `h_t = … h_{t-1} …` with the step -1, `g_t = … g_{t+1} …` with +1. */
export function follows(key: string, left: readonly Tex[], right: readonly Tex[], reader: Reader, steps: readonly string[] = ["-1", "+1"]): boolean {
  const letter = left.length === 1 ? subscriptOf(key, left[0]!, reader) : null;
  return letter !== null && /^[a-z]$/.test(letter) && topDown(right).some((tex) => { const at = subscriptOf(key, tex, reader); return steps.some((step) => at === letter + step); });
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
