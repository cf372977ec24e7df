/** The ranges that the words before a display give: "For $i = 1, \dots, m$ and $j = 1, \dots, n$:". */
import type { Fragment, SourceDocument } from "../document/document.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { declareRange } from "../scope/declare.js";
import { createScope, type IndexRange, type Scope } from "../scope/scope.js";
import { readerFor, type UnderstoodEntry } from "../scope/understood.js";

export function leadInRanges(document: SourceDocument, entry: UnderstoodEntry, scope: Scope): ReadonlyMap<string, IndexRange> {
  const local = { ...createScope(), quantities: scope.quantities };
  const reader = { ...readerFor(scope), scope: local };
  const isEnd = (fragment: Fragment): boolean => fragment.kind === "heading" || (fragment.kind === "formula" && fragment.display);
  const before = document.fragments.slice(0, entry.fragment);
  for (const fragment of before.slice(before.findLastIndex(isEnd) + 1)) {
    if (fragment.kind !== "formula" || fragment.tex === null) continue;
    try {
      declareRange(fragment.tex.body, reader);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  }
  return local.ranges;
}
