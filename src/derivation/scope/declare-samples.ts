/**
 * `x_1, \dots, x_N` beside a vector x of another length: samples of it, one vector each, whether their space is written or not. Where the document counts over
 * the entries of x by a subscript too, nothing is declared: one of the two needs another name.
 */
import { splitAt } from "../notation/read-indices.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, inSubscript, isSymbol, plainText, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { listBase, listLast, numberMembers } from "./declare-list.js";
import { registerSizes } from "./declare.js";
import { familyKey, quantityOf, type Quantity } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

export function declareSamples(entries: readonly UnderstoodEntry[], reader: Reader): void {
  for (const { formula, parts, place } of entries) {
    if (formula.display) continue;
    for (const part of parts) {
      const { body } = part.statement;
      const member = body.findIndex((tex) => isSymbol(tex, "\\in"));
      const names = member < 0 ? body : body.slice(0, member);
      const last = isList(names) ? lastLabel(names) : null, key = last === null ? null : keyOf(listBase(names)!, reader);
      const vector = key === null ? undefined : reader.scope.quantities.get(key);
      if (last === null || vector === undefined || !isVector(vector) || reader.scope.quantities.has(familyKey(vector.key)) || countsEntries(vector, entries, reader)) continue;
      const [to] = registerSizes([reader.read(last, last[0]!, inSubscript(reader))], [], reader.scope);
      const [length] = vector.axes!;
      if (to === undefined || (to.kind === "name" && length!.kind === "name" && to.name === length!.name)) continue;
      const samples = quantityOf(reader.scope, familyKey(vector.key));
      numberMembers(samples, vector.axes, to);
      samples.declaredAt = place;
      part.kind = "declaration";
    }
  }
}

const isVector = ({ axes, levels, definitions, role }: Quantity): boolean => role === "variable" && levels === 0 && axes?.length === 1 && definitions.length === 0;

/** `x_1, \dots, x_N` and nothing else. */
function isList(names: readonly Tex[]): boolean {
  const [first] = names;
  const base = listBase(names);
  return base !== null && first?.kind === "scripts" && first.sub !== null && first.sup === null && labelText(first.sub) === "1" && splitAt(names, (tex) => isSymbol(tex, ",")).every((part) => part.length === 1);
}

function lastLabel(names: readonly Tex[]): readonly Tex[] | null {
  const last = listLast(names);
  const body = last?.kind === "scripts" && last.sub !== null ? bodyOf(last.sub) : [];
  return body.length === 1 && body[0]!.kind === "symbol" ? body : null;
}

/** A letter below x that a sum or a range takes to the length of x. */
function countsEntries({ key, axes }: Quantity, entries: readonly UnderstoodEntry[], reader: Reader): boolean {
  const [length] = axes!;
  const nodes = entries.flatMap(({ formula }) => (formula.tex === null ? [] : topDown(formula.tex.body)));
  const below = new Set(nodes.flatMap((node) => (node.kind === "scripts" && node.base !== null && node.sub !== null && keyOf(node.base, reader) === key ? [labelText(node.sub)] : [])));
  const name = length?.kind === "name" ? length.name : length?.kind === "number" ? String(length.digits) : null;
  const overEntries = nodes.flatMap((node) => (node.kind === "scripts" && node.sub !== null && node.sup !== null && labelText(node.sup) === name ? [plainText(bodyOf(node.sub)[0] ?? [])] : []));
  const ranged = [...reader.scope.ranges].flatMap(([letter, { to }]) => (to.kind === "name" && to.name === name ? [letter] : []));
  return [...overEntries, ...ranged].some((letter) => below.has(letter));
}
