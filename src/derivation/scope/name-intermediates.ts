/**
 * `h = \tanh(W x + b)`, and only then "let $a = W x + b$": what is named later stands in the definition before it, too, so that `\frac{\partial h}{\partial a}` is
 * what the author means. Only where the document differentiates by that name, and never where it tells d from \partial: there a new intermediate is one that is held fixed.
 */
import type { Formula } from "../document/document.js";
import { children, walk, type Expression } from "../expression/expression.js";
import { keyOf as sameKey } from "../expression/key.js";
import { mapChildren, substituteIndices } from "../expression/map.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, coreOf, isSymbol, type Reader } from "../notation/reader.js";
import type { Definition, Quantity } from "./scope.js";
import { topDown } from "./walk-tex.js";

export function nameIntermediates(formulas: readonly Formula[], reader: Reader): void {
  const { scope } = reader;
  const below = differentiatedBy(formulas, reader);
  if (below === null) return;
  for (const key of below) {
    for (const quantity of [scope.quantities.get(key), scope.quantities.get(`${key}^{(\\cdot)}`)]) {
      const [named] = quantity?.definitions ?? [];
      if (quantity === undefined || named === undefined || quantity.definitions.length > 1 || !isNameable(named)) continue;
      for (const other of scope.quantities.values()) {
        if (other === quantity) continue;
        other.definitions.forEach((definition, k) => {
          if (definition.place.fragment < named.place.fragment) other.definitions[k] = { ...definition, body: withName(definition.body, named, quantity) };
        });
      }
    }
  }
}

/** A definition of a whole, for every step where it is one of a family. */
const isNameable = ({ entries, levels, body, where, text }: Definition): boolean =>
  entries.length === 0 && where === null && text !== "" && levels.every((level) => level.kind === "index") && children(body).length > 0 && !/^(member|entry|derivative|gradient)$/.test(body.kind) && [...walk(body)].some(({ kind }) => kind === "name" || kind === "member");

function withName(e: Expression, named: Definition, quantity: Quantity): Expression {
  const at = levelsWhere(e, named);
  if (at !== null) return at.length === 0 ? { kind: "name", name: quantity.key, start: e.start, end: e.end } : { kind: "member", family: named.target, at, start: e.start, end: e.end };
  return mapChildren(e, (child) => withName(child, named, quantity));
}

/** At which step this is what is named; null: it is something else. */
function levelsWhere(e: Expression, { levels, body }: Definition): readonly Expression[] | null {
  if (e.kind !== body.kind) return null;
  const [level] = levels;
  if (level === undefined) return sameKey(e) === sameKey(body) ? [] : null;
  if (levels.length > 1 || level.kind !== "index") return null;
  const letters = new Set([...walk(e)].flatMap((node) => (node.kind === "index" ? [node.name] : [])));
  for (const name of letters) {
    const at: Expression = { kind: "index", name, start: e.start, end: e.start };
    if (sameKey(substituteIndices(body, new Map([[level.name, at]]))) === sameKey(e)) return [at];
  }
  return null;
}

/** The names below the bar of a derivative; null where both signs of derivatives are used. */
function differentiatedBy(formulas: readonly Formula[], reader: Reader): ReadonlySet<string> | null {
  const names = new Set<string>(), signs = new Set<string>();
  for (const { tex } of formulas) {
    for (const node of tex === null ? [] : topDown(tex.body)) {
      if (node.kind !== "fraction") continue;
      const [above] = bodyOf(node.numerator), [sign, name, ...more] = bodyOf(node.denominator);
      if (!isSymbol(sign, "d", "\\partial") || name === undefined || more.length > 0 || !isSymbol(above === undefined ? undefined : coreOf(above), "d", "\\partial")) continue;
      signs.add(sign?.kind === "symbol" ? sign.text : "");
      const key = keyOf(coreOf(name), reader);
      if (key !== null) names.add(key);
    }
  }
  return signs.size > 1 ? null : names;
}
