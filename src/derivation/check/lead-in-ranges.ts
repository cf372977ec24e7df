/** The ranges that the words before a display give: "For $i = 1, \dots, m$ and $j = 1, \dots, n$:". */
import type { SourceDocument } from "../document/document.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { declareRange } from "../scope/declare.js";
import { createScope, type IndexRange, type Scope } from "../scope/scope.js";
import { readerFor, type UnderstoodEntry } from "../scope/understood.js";

export function leadInRanges(document: SourceDocument, entry: UnderstoodEntry, scope: Scope): ReadonlyMap<string, IndexRange> {
  const local = { ...createScope(), quantities: scope.quantities };
  const reader = { ...readerFor(scope), scope: local };
  for (let k = entry.fragment - 1; k >= 0; k--) {
    const fragment = document.fragments[k]!;
    if (fragment.kind === "heading" || (fragment.kind === "formula" && fragment.display)) break;
    if (fragment.kind !== "formula" || fragment.tex === null) continue;
    try {
      const before = new Map(local.ranges);
      declareRange(fragment.tex.body, reader);
      for (const [name, range] of before) local.ranges.set(name, range);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  }
  return local.ranges;
}
