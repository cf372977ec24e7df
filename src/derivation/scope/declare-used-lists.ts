/**
 * `x_1, \dots, x_T` without a set, told by its use: in `\sum_t (x_t - x_{t-1})^2` the members are numbers, since what is squared by itself, without bars, is one;
 * in `w^\top x_t` and `A x_t` with a declared w or A they are vectors of the length that the product asks for.
 */
import { NotUnderstood } from "../notation/not-understood.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, inSubscript, isSymbol, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { declareList, listBase, listLast, numberMembers } from "./declare-list.js";
import { type IndexUse, registerSizes } from "./declare.js";
import { realSpace } from "./read-space.js";
import { familyKey, quantityOf, type Axes, type Place } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";
import { listsIn, topDown } from "./walk-tex.js";

export function declareUsedLists(entries: readonly UnderstoodEntry[], reader: Reader, use: IndexUse): void {
  const bodies = entries.flatMap(({ formula }) => (formula.tex === null ? [] : [formula.tex.body]));
  for (const { formula, parts, place } of entries) {
    if (formula.display) continue;
    for (const part of parts) {
      const { body } = part.statement, base = listBase(body), key = base === null ? null : keyOf(base, reader);
      if (part.kind !== "statement" || part.chain.relations.length > 0 || key === null || reader.scope.quantities.has(key) || reader.scope.quantities.has(familyKey(key))) continue;
      try {
        const vector = multiplied(key, bodies, reader);
        const isNumber = vector === null && bodies.some((each) => squaredIn(each, reader).includes(key));
        if (vector !== null ? declareVectors(key, body, vector, place, reader) : isNumber && declareList(body, realSpace([], body[0]!), reader, use, place) !== null) part.kind = "declaration";
      } catch (error) {
        if (!(error instanceof NotUnderstood)) throw error;
      }
    }
  }
}

/** The x of `x_1^2`, of `(x_t - a x_{t-1})^2`: with an index below, squared alone or as a term by itself of what is. */
const squaredIn = (body: readonly Tex[], reader: Reader): readonly string[] => topDown(body).flatMap((tex) => {
  if (tex.kind !== "scripts" || tex.sup === null || labelText(tex.sup) !== "2" || tex.base === null) return [];
  const key = tex.sub === null ? null : keyOf(tex.base, reader);
  if (key !== null) return [key];
  return tex.sub === null && tex.base.kind === "delimited" && /^[([]$/.test(tex.base.left) ? termsAlone(tex.base.body, reader) : [];
});

const isSign = (tex: Tex | undefined): boolean => tex === undefined || isSymbol(tex, "+", "-", "\\pm");

const termsAlone = (sum: readonly Tex[], reader: Reader): readonly string[] => sum.flatMap((tex, k) => {
  const key = isMember(tex) && isSign(sum[k - 1]) && isSign(sum[k + 1]) ? keyOf(tex.base!, reader) : null;
  return key === null ? [] : [key];
});

const isMember = (tex: Tex): tex is Tex & { readonly kind: "scripts" } => tex.kind === "scripts" && tex.base !== null && tex.sub !== null && tex.sup === null;

/** The shape of `x_t` after `w^\top`, `A` or `A^\top`. */
function multiplied(key: string, bodies: readonly (readonly Tex[])[], reader: Reader): Axes | null {
  for (const list of bodies.flatMap(listsIn)) {
    for (const [k, tex] of list.entries()) {
      const before = isMember(tex) && keyOf(tex.base!, reader) === key ? list[k - 1] : undefined;
      if (before === undefined) continue;
      const isTurned = before.kind === "scripts" && before.base !== null && before.sub === null && before.sup !== null && /^(T|\\top|\\intercal)$/.test(labelText(before.sup));
      const factor = keyOf(isTurned ? before.base : before, reader), own = factor === null ? undefined : reader.scope.quantities.get(factor);
      const axes = own === undefined || own.levels > 0 ? [] : own.axes ?? [];
      if (axes.length === 1 && isTurned) return axes;
      if (axes.length === 2) return [axes[isTurned ? 0 : 1]!];
    }
  }
  return null;
}

function declareVectors(key: string, list: readonly Tex[], axes: Axes, place: Place, reader: Reader): boolean {
  const last = listLast(list), label = last?.kind === "scripts" && last.sub !== null && last.sup === null ? bodyOf(last.sub) : [];
  if (label.length === 0) return false;
  const [to] = registerSizes([reader.read(label, label[0]!, inSubscript(reader))], [], reader.scope);
  const family = quantityOf(reader.scope, key);
  numberMembers(family, axes, to!);
  family.declaredAt = place;
  return true;
}
