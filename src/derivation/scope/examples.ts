/**
 * A paragraph that begins "Example 2", "Exercise", "Case 1", "(b)" is a section to its reader: a name may be defined anew there. So is what follows
 * "In general": the numbers of an example before it, `n = 5`, say no more.
 */
import type { SourceDocument } from "../document/document.js";
import { nameKey } from "../notation/name-key.js";
import { isSymbol } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { lifts } from "./lifts.js";
import { topDown } from "./walk-tex.js";

/** Below all headings. */
export const EXAMPLE_LEVEL = 8;
/** Below an example: its numbers stay, but for the one that is another now. */
export const AGAIN_LEVEL = 9;

const LABEL = /^\s*((Example|Exercise|Problem|Question|Task|Case|Variant|Remark)s?(\s+([0-9]+(\.[0-9]+)*|[A-Z]|[IVX]+)\b|\s*[:.(])|\([a-h]\)(\s|$)|\((i|ii|iii|iv|v|vi)\)(\s|$))/;

/** Whether a paragraph, or an item of a list, starts here with such a label. */
export function opensExample({ fragments }: SourceDocument, k: number): boolean {
  const fragment = fragments[k], before = fragments[k - 1];
  return fragment?.kind === "prose" && (before === undefined || before.kind === "break" || before.kind === "heading" || (before.kind === "formula" && before.display)) && LABEL.test(fragment.text);
}

/** Whether it is taken back here what numbers an example gave before, under the same heading: the example ends. */
export function opensInGeneral(document: SourceDocument, k: number): boolean {
  const lift = document.fragments[k]!.kind === "heading" ? undefined : lifts(document).find(({ fragment }) => fragment === k);
  return lift !== undefined && valuesBefore(document, k).some((name) => lift.names === null || lift.names.has(name));
}

const LETTING = /\b(let|take|suppose|set|now|for|with)( now| us| instead| again)*( say)?\s*$/i;

/** "Let $n = 3$" of an n that was another number before, under the same heading. */
export function opensAgain(document: SourceDocument, k: number): boolean {
  const before = document.fragments[k - 1], name = valueIn(document.fragments[k]!);
  return name !== null && before?.kind === "prose" && LETTING.test(before.text) && valuesBefore(document, k).includes(name);
}

/** The names that formulas in the text give numbers, up to here from the last heading on. */
function valuesBefore({ fragments }: SourceDocument, k: number): readonly string[] {
  const found: string[] = [];
  for (let at = k - 1; at >= 0 && fragments[at]!.kind !== "heading"; at--) { const name = valueIn(fragments[at]!); if (name !== null) found.push(name); }
  return found;
}

/** n of `n = 5`, x of `x = (3, 4)^\top`, in the text. */
function valueIn(fragment: SourceDocument["fragments"][number]): string | null {
  const body = fragment.kind === "formula" && !fragment.display ? (fragment.tex?.body ?? []) : [];
  return givesNumber(body) ? nameKey(body[0]!) : null;
}

/** A name with its number. */
export const givesNumber = (body: readonly Tex[]): boolean => body.length > 2 && body[0]!.kind !== "scripts" && isSymbol(body[1], "=") && isOfNumbers(body.slice(2));

/** `3`, `-1`, `(3, 4)^\top`, a matrix of numbers. */
const isOfNumbers = (body: readonly Tex[]): boolean => topDown(body).every((tex) => tex.kind !== "words" && tex.kind !== "accent" && (tex.kind !== "symbol" || isSymbol(tex, "-", "+", ",", "\\top", "T", "\\intercal")));
