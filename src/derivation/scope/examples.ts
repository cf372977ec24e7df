/**
 * A paragraph that begins "Example 2", "Exercise", "Case 1", "(b)" is a section to its reader: a name may be defined anew there. So is what follows
 * "In general": the numbers of an example before it, `n = 5`, say no more.
 */
import type { SourceDocument } from "../document/document.js";
import { plainText } from "../notation/reader.js";

/** Below all headings. */
export const EXAMPLE_LEVEL = 8;

const LABEL = /^\s*((Example|Exercise|Problem|Question|Task|Case|Variant|Remark)s?(\s+([0-9]+(\.[0-9]+)*|[A-Z]|[IVX]+)\b|\s*[:.(])|\([a-h]\)(\s|$)|\((i|ii|iii|iv|v|vi)\)(\s|$))/;

/** Whether a paragraph, or an item of a list, starts here with such a label. */
export function opensExample({ fragments }: SourceDocument, k: number): boolean {
  const fragment = fragments[k], before = fragments[k - 1];
  return fragment?.kind === "prose" && (before === undefined || before.kind === "break" || before.kind === "heading" || (before.kind === "formula" && before.display)) && LABEL.test(fragment.text);
}

const IN_GENERAL = /(^|[.;!?]\s+)\W*(in general|more generally|generally)\b[^.;!?]*$/i;

/** Whether the last sentence of these words speaks in general, after an example in numbers under the same heading. */
export function opensInGeneral({ fragments }: SourceDocument, k: number): boolean {
  const fragment = fragments[k];
  if (fragment?.kind !== "prose" || !IN_GENERAL.test(fragment.text)) return false;
  for (let at = k - 1; at >= 0 && fragments[at]!.kind !== "heading"; at--) if (givesNumber(fragments[at]!)) return true;
  return false;
}

/** `n = 5` in the text. */
const givesNumber = (fragment: SourceDocument["fragments"][number]): boolean => fragment.kind === "formula" && !fragment.display && fragment.tex !== null && /^[^=<>]+=-?[0-9.]+$/.test(plainText(fragment.tex.body));
