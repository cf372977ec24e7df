/** "$I_n$ and $I_m$ are the identity matrices of size $n$ and $m$": names with their size below, whatever else is declared. */
import type { SourceDocument } from "../document/document.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, type Reader } from "../notation/reader.js";
import { quantityOf } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";

export function declareIdentities(document: SourceDocument, entries: readonly UnderstoodEntry[], reader: Reader): void {
  const { scope } = reader;
  for (const { formula, fragment } of entries) {
    const [only, ...more] = formula.display ? [] : (formula.tex?.body ?? []);
    if (only?.kind !== "scripts" || more.length > 0 || only.sub === null || only.sup !== null || only.base === null || keyOf(only.base, reader) !== "I") continue;
    const [letter, ...others] = bodyOf(only.sub), size = letter === undefined || letter.kind === "scripts" || others.length > 0 ? null : keyOf(letter, reader);
    if (size === null || !/^[A-Za-z]$/.test(size) || !areIdentities(document, fragment)) continue;
    if (scope.functions.has(size) || (scope.quantities.get(size)?.axes ?? []).length > 0) continue;
    const own = quantityOf(scope, size), identity = quantityOf(scope, `I_{${size}}`);
    if (own.role !== "size") [own.role, own.axes] = ["size", []];
    const length = { kind: "name", name: size, start: letter!.start, end: letter!.end } as const;
    [identity.role, identity.axes] = ["identity", [length, length]];
  }
}

/** Whether the sentence calls it so: right before it, or further on over other names. */
function areIdentities({ fragments }: SourceDocument, k: number): boolean {
  const before = fragments[k - 1];
  if (before?.kind === "prose" && /\bidentity matri(x|ces)\s*$/i.test(before.text)) return true;
  let words = "";
  for (let at = k + 1; at < fragments.length; at++) {
    const fragment = fragments[at]!;
    if (fragment.kind === "prose") words += fragment.text;
    else if (fragment.kind !== "formula" || fragment.display) break;
    if (/[.;:]/.test(words)) break;
  }
  return /^[\s,]*(?:and|,)*\s*(?:is|are|denotes?)\s+(?:the |an? )?identity matri(?:x|ces)\b|^\s*(?:,|and)\s*(?:is|are|denotes?)?\s*(?:the )?identity matri(?:x|ces)\b/i.test(words);
}
