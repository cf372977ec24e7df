/**
 * Recurrent cells that declare nothing: `h_t = \tanh(W x_t + U h_{t-1} + b)`, gates `f_t = \sigma(W_f [h_{t-1}, x_t] + b_f)`. What stands with the step below it
 * in the equations of the cell is an array at each step, no entry of an array, where the cell speaks of arrays: a capital letter or a list before it, a product
 * entry by entry, a transpose.
 */
import type { Formula } from "../document/document.js";
import { isIndexLetter } from "../notation/name-key.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, isSymbol, plainText, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { familyKey, quantityOf } from "./scope.js";
import type { Understood, UnderstoodEntry } from "./understood.js";
import { listsIn, topDown } from "./walk-tex.js";

interface Equation {
  readonly key: string;
  readonly right: readonly Tex[];
}

export function declareSteps(entries: readonly UnderstoodEntry[], formulas: readonly Formula[], reader: Reader): void {
  const cells = new Map<string, Equation[]>();
  for (const part of entries.flatMap(({ parts }) => parts)) {
    const found = equationOf(part, reader);
    if (found !== null) cells.set(found.letter, [...(cells.get(found.letter) ?? []), found]);
  }
  for (const [letter, equations] of cells) {
    const defined = new Set(equations.map(({ key }) => key));
    const uses = equations.flatMap(({ right }) => membersIn(right, letter, reader));
    if (!uses.some(({ key, isBefore }) => isBefore && defined.has(key))) continue;
    if (!equations.some(({ right }) => isOfArrays(right, letter, reader)) && !formulas.some(({ tex }) => tex !== null && hasTransposed(tex.body, letter, reader))) continue;
    for (const name of equations.flatMap(({ right }) => labelledIn(right, letter, reader))) quantityOf(reader.scope, name);
    for (const key of new Set([...defined, ...uses.map((use) => use.key)])) declareStep(key, reader);
  }
}

function declareStep(key: string, { scope }: Reader): void {
  if (scope.functions.has(key) || scope.quantities.has(key) || scope.quantities.has(familyKey(key)) || scope.letters.called.has(key)) return;
  const family = quantityOf(scope, key);
  [family.levels, family.style] = [1, "sub"];
  if (!CAPITAL.test(key)) family.isState = true;
}

/** `h_t = …` */
function equationOf({ chain, kind }: Understood, reader: Reader): (Equation & { readonly letter: string }) | null {
  const [left, ...more] = chain.sides;
  const [head] = left?.body ?? [];
  if (kind === "declaration" || left?.body.length !== 1 || more.length === 0 || chain.relations[0]?.text !== "=" || head?.kind !== "scripts" || head.sub === null || head.sup !== null || head.base === null) return null;
  const key = keyOf(head.base, reader), letter = labelText(head.sub);
  return key !== null && isIndexLetter(letter) && letter.length === 1 ? { key, letter, right: more.flatMap(({ body }) => body) } : null;
}

/** The names with the step, or one beside it, below them. */
function membersIn(body: readonly Tex[], letter: string, reader: Reader): readonly { readonly key: string; readonly isBefore: boolean }[] {
  return topDown(body).flatMap((tex) => {
    const shift = stepOf(tex, letter), key = tex.kind === "scripts" && tex.base !== null ? keyOf(tex.base, reader) : null;
    return shift === null || key === null ? [] : [{ key, isBefore: shift === "-1" }];
  });
}

const stepOf = (tex: Tex | undefined, letter: string): string | null => {
  if (tex?.kind !== "scripts" || tex.base === null || tex.sub === null || tex.base.kind === "delimited") return null;
  const label = labelText(tex.sub);
  return label === letter ? "" : label.startsWith(letter) && /^[-+]1$/.test(label.slice(letter.length)) ? label.slice(letter.length) : null;
};

/** `W_{hh}`, `W_{xh}`, `b_h` of a cell: letters below that nothing counts with belong to the name. */
function labelledIn(body: readonly Tex[], letter: string, { scope }: Reader): readonly string[] {
  return topDown(body).flatMap((tex) => {
    const key = tex.kind === "scripts" && tex.base !== null && tex.sub !== null ? keyOf(tex.base, { scope }) : null;
    const label = tex.kind === "scripts" && tex.sub !== null ? labelText(tex.sub) : "";
    if (key === null || !/^[a-zA-Z]{1,2}$/.test(label) || scope.quantities.has(key) || scope.functions.has(key)) return [];
    const counts = (each: string): boolean => each === letter || scope.letters.bound.has(each) || scope.ranges.has(each) || scope.quantities.get(each)?.role === "size";
    return [...label].some(counts) ? [] : [`${key}_{${label}}`];
  });
}

const CAPITAL = /^(\\math(bf|sf|rm)\{)?[A-Z]\}?$/;

/** A matrix before a member or before a bracket with one, or two members multiplied entry by entry. */
function isOfArrays(body: readonly Tex[], letter: string, reader: Reader): boolean {
  const holdsMember = (tex: Tex | undefined): boolean => tex !== undefined && (stepOf(tex, letter) !== null || ((tex.kind === "delimited" || tex.kind === "environment") && topDown([tex]).some((inner) => stepOf(inner, letter) !== null)));
  return listsIn(body).some((list) => list.some((tex, k) => {
    const next = list[k + 1];
    if (isSymbol(tex, "\\odot", "\\circ")) return holdsMember(list[k - 1]) || holdsMember(next);
    return isMatrixName(tex, reader) && (holdsMember(next) || (isSymbol(next, "\\cdot") && holdsMember(list[k + 2])));
  }));
}

/** `W`, `W_{xh}`, `W^{(h)}`, `W_h`: a capital letter that is declared as no number. */
function isMatrixName(tex: Tex, reader: Reader): boolean {
  const key = keyOf(tex.kind === "scripts" && tex.base !== null ? tex.base : tex, reader);
  if (key === null || !CAPITAL.test(key)) return false;
  const label = tex.kind === "scripts" && tex.sub !== null ? `${key}_{${labelText(tex.sub)}}` : key;
  const own = reader.scope.quantities.get(label) ?? reader.scope.quantities.get(key);
  return own === undefined || own.axes === null || own.axes.length === 2;
}

/** `x_t^T` somewhere in the document. */
function hasTransposed(body: readonly Tex[], letter: string, reader: Reader): boolean {
  for (const tex of topDown(body)) if (stepOf(tex, letter) !== null && tex.kind === "scripts" && tex.sup !== null && /^(T|\\top|\\intercal)$/.test(plainText(bodyOf(tex.sup))) && reader.scope.quantities.get("T")?.axes?.length !== 0) return true;
  return false;
}
