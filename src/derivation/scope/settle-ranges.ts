/**
 * A letter that is declared a natural number and then runs over a range. `$t \\in \\mathbb{N}$ … for $t = 1, \\dots, T$` is an index; where it is the length
 * of an array it is a size, and the range is dropped.
 */
import { walk, type Expression } from "../expression/expression.js";
import type { Scope } from "./scope.js";

export function settleRanges(scope: Scope): void {
  const lengths = new Set<string>();
  const add = (axes: readonly Expression[] | null): void => {
    for (const axis of axes ?? []) for (const node of walk(axis)) if (node.kind === "name") lengths.add(node.name);
  };
  for (const { axes, explicit, domain } of scope.quantities.values()) {
    add(axes);
    for (const own of explicit.values()) add(own);
    for (const own of domain ?? []) add(own);
  }
  for (const { domain, codomain } of scope.functions.values()) {
    add(codomain);
    for (const own of domain ?? []) add(own);
  }
  for (const letter of [...scope.ranges.keys()]) {
    if (scope.quantities.get(letter)?.role !== "size") continue;
    if (lengths.has(letter) || scope.quantities.get(letter)!.definitions.length > 0) scope.ranges.delete(letter);
    else scope.quantities.delete(letter);
  }
}
