/** "$I_n$ and $I_m$ are the identity matrices of size $n$ and $m$": names with their size below, whatever else is declared. */
import type { Formula, SourceDocument } from "../document/document.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, type Reader } from "../notation/reader.js";
import { quantityOf } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

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

/** `I_N` beside an I that is the p × p identity, `\mathbf{1}_N` beside a $\mathbf{1} \in \mathbb{R}^n$: of the size that stands below. */
export function declareOtherSizes(formulas: readonly Formula[], { scope }: Reader): void {
  for (const node of formulas.flatMap(({ tex }) => (tex === null ? [] : [...topDown(tex.body)]))) {
    if (node.kind !== "scripts" || node.base === null || node.sub === null) continue;
    const own = scope.quantities.get(keyOf(node.base, { scope }) ?? ""), size = labelText(node.sub);
    if ((own?.role !== "identity" && own?.role !== "ones") || own.axes === null || own.levels > 0 || scope.quantities.get(size)?.role !== "size") continue;
    const sized = quantityOf(scope, `${own.key}_{${size}}`);
    [sized.role, sized.axes] = [own.role, own.axes.map(() => ({ kind: "name", name: size, start: node.sub!.start, end: node.sub!.end }))];
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
