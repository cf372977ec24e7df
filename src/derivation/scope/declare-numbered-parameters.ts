/**
 * The m_1 and s_1 of `K(m_1, s_1, m_2, s_2) = …`, of letters that nothing declares and that stand nowhere without a number below them: names of their own, no entries of one array.
 * They are numbers where the formula squares them, divides by them or takes their logarithm, and has no name in it beside them.
 */
import type { Formula } from "../document/document.js";
import { namesIn, walk, type Expression } from "../expression/expression.js";
import { isOfNumbers } from "../notation/entrywise.js";
import { knownFunction } from "../notation/functions.js";
import { splitAt } from "../notation/read-indices.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { isSymbol, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { familyKey, quantityOf } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

/** @returns what makes them numbers, once the formulas are read */
export function declareNumberedParameters(entries: readonly UnderstoodEntry[], formulas: readonly Formula[], { scope }: Reader): () => void {
  const named = new Map<string, Set<string>>();
  const isNumbered = (tex: Tex | undefined): tex is Tex & { readonly kind: "scripts" } => tex?.kind === "scripts" && tex.base !== null && tex.sub !== null && tex.primes === 0 && /^\d$/.test(labelText(tex.sub));
  const found = entries.flatMap(({ parts }) => parts.flatMap(({ chain: { relations, sides } }) => {
    const [name, bracket, ...more] = sides[0]?.body ?? [];
    const key = name === undefined ? null : keyOf(name, { scope });
    if (relations[0]?.text !== "=" || key === null || more.length > 0 || bracket?.kind !== "delimited" || bracket.left !== "(" || scope.quantities.has(key)) return [];
    const parameters = splitAt(bracket.body, (tex) => isSymbol(tex, ",", ";"));
    const isList = parameters.length > 1 && parameters.every(([only, ...rest]) => rest.length === 0 && only !== undefined && (keyOf(only, { scope }) !== null || (isNumbered(only) && only.sup === null)));
    return isList ? parameters.flatMap(([only]) => (isNumbered(only) ? [{ map: key, base: only.base!, label: labelText(only.sub!) }] : [])) : [];
  }));
  const bases = new Set(found.map(({ base }) => keyOf(base, { scope })));
  // two letters at least: f(x_1, x_2) speaks of the entries of one x
  if (bases.size < 2) return () => undefined;
  for (const base of bases) {
    if (base === null || scope.functions.has(base) || scope.quantities.has(base) || scope.quantities.has(familyKey(base)) || standsOtherwise(base)) continue;
    for (const { map, label } of found.filter((each) => keyOf(each.base, { scope }) === base)) {
      const { key } = quantityOf(scope, `${base}_{${label}}`);
      named.set(map, (named.get(map) ?? new Set()).add(key));
    }
  }
  return () => {
    for (const [map, keys] of named) {
      const definition = scope.functions.get(map)?.definition;
      if (definition == null || ![...namesIn(definition.body)].every((name) => definition.parameters.includes(name))) continue;
      for (const key of keys) if (scope.quantities.get(key)?.axes === null && isOfNumbers(key, definition.body) && isTakenAsNumber(key, definition.body)) quantityOf(scope, key).axes = [];
    }
  };

  /** Without a number below it. */
  function standsOtherwise(base: string): boolean {
    return formulas.some(({ tex }) => {
      const nodes = topDown(tex?.body ?? []), numbered = new Set(nodes.filter(isNumbered).map((each) => each.base));
      return nodes.some((node) => node.kind !== "scripts" && keyOf(node, { scope }) === base && !numbered.has(node));
    });
  }
}

/** No array is squared, divided by, or has a logarithm. */
const isTakenAsNumber = (name: string, body: Expression): boolean =>
  [...walk(body)].some((node) => {
    const part = node.kind === "power" && node.exponent.kind === "number" ? node.base : node.kind === "quotient" ? node.denominator : node.kind === "apply" && knownFunction(node.function)?.acts === "entry" ? node : null;
    return part !== null && namesIn(part).has(name);
  });
