/**
 * Letters that are numbered without a declaration. `L = \frac1T\sum_{t=1}^T L_t`: the total and its parts share a letter, and the parts are a family beside the
 * number. `\hat y_t - y_t` beside a family of vectors \hat y_t: so is y_t, no entry of a y.
 */
import type { Formula } from "../document/document.js";
import { labelText, keyOf } from "../notation/read-scripts.js";
import { isIndexLetter } from "../notation/name-key.js";
import { isSymbol, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { isRelationSign } from "./relation-sign.js";
import { familyKey, quantityOf, type Scope } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";
import { listsIn, topDown } from "./walk-tex.js";

/** Totals of their parts: `J = \sum_i J_i`, of a letter that is no array. */
export function declareTotals(formulas: readonly Formula[], reader: Reader): void {
  const { scope } = reader;
  for (const { tex } of formulas) {
    for (const list of tex === null ? [] : listsIn(tex.body)) {
      list.forEach((sum, k) => {
        const total = totalBefore(list, k, reader);
        const part = list[k + 1], after = list[k + 2];
        if (total === null || part === undefined || !isSum(sum) || !isPartOf(total, sum, part, reader) || !endsTerm(after)) return;
        const own = scope.quantities.get(total);
        if (own !== undefined && ((own.axes?.length ?? 0) > 0 || own.levels > 0 || own.role !== "variable")) return;
        const parts = quantityOf(scope, familyKey(total));
        [parts.levels, parts.style] = [1, "sub"];
      });
    }
  }
}

const isSum = (tex: Tex): tex is Tex & { readonly kind: "scripts" } => tex.kind === "scripts" && isSymbol(tex.base, "\\sum") && tex.sub !== null;
const endsTerm = (tex: Tex | undefined): boolean => tex === undefined || isRelationSign(tex) || isSymbol(tex, "+", "-", ",", ".", ";", "\\quad", "\\qquad");

/** The L of `L = \sum …`, `L = \frac1N \sum …`. */
function totalBefore(list: readonly Tex[], sum: number, reader: Reader): string | null {
  const at = list[sum - 1]?.kind === "fraction" ? sum - 2 : sum - 1;
  const [name, relation] = [list[at - 1], list[at]];
  const before = list[at - 2];
  if (name === undefined || name.kind === "scripts" || relation === undefined || !isRelationSign(relation) || (before !== undefined && !isSymbol(before, ",", "\\quad", "\\qquad"))) return null;
  return keyOf(name, reader);
}

/** `L_t` right after a sum over t */
function isPartOf(total: string, sum: Tex & { readonly kind: "scripts" }, part: Tex, reader: Reader): boolean {
  if (part.kind !== "scripts" || part.base === null || part.sub === null || part.sup !== null || keyOf(part.base, reader) !== total) return false;
  const letter = labelText(part.sub);
  return isIndexLetter(letter) && topDown([sum.sub!]).some((tex) => tex.kind === "symbol" && tex.text === letter);
}

/** `\hat y_t - y_t`: what is added to a member that is a vector is a member. Asked once families are known, before any definition is read. */
export function declareNeighbours(formulas: readonly Formula[], reader: Reader): void {
  const { scope } = reader;
  for (const { tex } of formulas) {
    for (const list of tex === null ? [] : listsIn(tex.body)) {
      list.forEach((sign, k) => {
        if (!isSymbol(sign, "+", "-") || !standsAlone(list, k - 1) || !standsAlone(list, k + 1)) return;
        for (const [member, other] of [[list[k - 1]!, list[k + 1]!], [list[k + 1]!, list[k - 1]!]] as const) {
          const key = numbered(other, reader);
          if (key !== null && !scope.quantities.has(key) && isVectorMember(member, other, scope, reader)) [quantityOf(scope, key).levels, quantityOf(scope, key).style] = [1, "sub"];
        }
      });
    }
  }
}

/** A term of its own: ends or signs on both sides. */
const standsAlone = (list: readonly Tex[], k: number): boolean => list[k] !== undefined && (k === 0 || isSymbol(list[k - 1], "+", "-", "=")) && endsTerm(list[k + 1]);

const numbered = (tex: Tex, reader: Reader): string | null => (tex.kind === "scripts" && tex.base !== null && tex.sub !== null && tex.sup === null && tex.primes === 0 && isIndexLetter(labelText(tex.sub)) ? keyOf(tex.base, reader) : null);

/** A member, by the same letter, of a family that is made of arrays. */
function isVectorMember(tex: Tex, other: Tex, scope: Scope, reader: Reader): boolean {
  const key = numbered(tex, reader);
  const family = key === null ? undefined : scope.quantities.get(key);
  if (family?.levels !== 1 || family.style !== "sub" || tex.kind !== "scripts" || other.kind !== "scripts" || labelText(tex.sub!) !== labelText(other.sub!)) return false;
  return family.axes === null || family.axes.length > 0;
}

/** `N_k = \sum_n q_{nk}` beside the length N, `\alpha_t = \alpha \sqrt{…}` beside the number α: a family of its own. Asked once the lengths are known, before any definition is read. */
export function declareCounts(entries: readonly UnderstoodEntry[], { scope }: Reader): void {
  for (const { chain } of entries.flatMap(({ parts }) => parts)) {
    const [count, ...more] = chain.sides[0]?.body ?? [];
    if (chain.relations[0]?.text !== "=" || more.length > 0 || count?.kind !== "scripts" || count.base === null || count.sub === null || count.sup !== null || !isIndexLetter(labelText(count.sub))) continue;
    const key = keyOf(count.base, { scope });
    const own = key === null ? undefined : scope.quantities.get(key);
    const isOnRight = chain.sides.slice(1).some(({ body }) => listsIn(body).some((list) => list.some((tex) => tex.kind === "symbol" && keyOf(tex, { scope }) === key)));
    const isNumber = own?.role === "variable" && own.levels === 0 && own.definitions.length === 0 && own.declaredAt !== null && own.axes?.length === 0;
    if (key === null || scope.quantities.has(familyKey(key)) || !(own?.role === "size" || isNumber || (own?.role === "variable" && own.levels === 0 && own.axes === null && isOnRight))) continue;
    const counts = quantityOf(scope, familyKey(key));
    [counts.levels, counts.style] = [1, "sub"];
  }
}
