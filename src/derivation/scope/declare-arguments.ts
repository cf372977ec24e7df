/** `A : \\mathbb{R} \\to \\mathbb{R}^{n \\times n}` and `A(t)`: what nothing else says of t, the space of A's argument does. */
import type { Formula } from "../document/document.js";
import { splitAt } from "../notation/read-indices.js";
import { keyOf } from "../notation/read-scripts.js";
import { coreOf, isSymbol, type Reader } from "../notation/reader.js";
import { quantityOf, type Axes, type Scope } from "./scope.js";
import { listsIn } from "./walk-tex.js";

/** A function of one number with numbers for values may be applied to each entry of an array: its argument stays open. */
export function declareArguments(formulas: readonly Formula[], reader: Reader): void {
  const { scope } = reader;
  for (const { tex } of formulas) {
    for (const list of tex === null ? [] : listsIn(tex.body)) {
      list.forEach((name, k) => {
        const next = list[k + 1], bracket = next === undefined ? undefined : coreOf(next);
        const key = keyOf(name.kind === "scripts" && name.base !== null && name.sup === null && name.primes === 0 ? name.base : name, reader);
        const map = key === null ? undefined : scope.functions.get(key);
        if (bracket?.kind !== "delimited" || bracket.left !== "(" || map?.domain == null || isEntrywise(map.domain, map.codomain)) return;
        const args = splitAt(bracket.body, (each) => isSymbol(each, ",", ";"));
        if (args.length !== map.domain.length) return;
        args.forEach((arg, at) => { const [only] = arg; if (arg.length === 1 && only!.kind !== "scripts") declareOpen(keyOf(only!, reader), map.domain![at]!, scope); });
      });
    }
  }
}

const isEntrywise = (domain: readonly Axes[], codomain: Axes | null): boolean => domain.length === 1 && domain[0]!.length === 0 && (codomain?.length ?? 0) === 0;

/** Only a name that nothing else speaks of. */
function declareOpen(key: string | null, axes: Axes, scope: Scope): void {
  if (key === null || scope.functions.has(key) || scope.letters.bound.has(key) || scope.ranges.has(key)) return;
  const own = scope.quantities.get(key);
  if (own === undefined || (own.axes === null && own.role === "variable" && own.levels === 0 && own.definitions.length === 0 && own.opaque === null && own.explicit.size === 0 && own.memberOf === null)) quantityOf(scope, key).axes = axes;
}
