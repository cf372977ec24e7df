/** A paragraph that begins "Example 2", "Exercise", "Case 1", "(b)" is a section to its reader: a name may be defined anew there. */
import type { SourceDocument } from "../document/document.js";

/** Below all headings. */
export const EXAMPLE_LEVEL = 8;

const LABEL = /^\s*((Example|Exercise|Problem|Question|Task|Case|Variant|Remark)s?(\s+([0-9]+(\.[0-9]+)*|[A-Z]|[IVX]+)\b|\s*[:.(])|\([a-h]\)(\s|$)|\((i|ii|iii|iv|v|vi)\)(\s|$))/;

/** Whether a paragraph, or an item of a list, starts here with such a label. */
export function opensExample({ fragments }: SourceDocument, k: number): boolean {
  const fragment = fragments[k], before = fragments[k - 1];
  return fragment?.kind === "prose" && (before === undefined || before.kind === "break" || before.kind === "heading" || (before.kind === "formula" && before.display)) && LABEL.test(fragment.text);
}
