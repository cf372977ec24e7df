/** The rows of a display that have numbers of their own: `\\tag` and `\\label` stand within them. */
import { alignedDisplay, filledRows } from "./aligned-display.js";
import type { CheckedEquation } from "../derivation/index.js";
import type { Block, DisplayRow } from "./model.js";
import { liftTags } from "./tex.js";

/**
 * What each row's tag and label say; a row with a label alone waits for its number under that id, one with a tag alone for its id ("").
 * @param tex of a display, its tags still in it
 * @returns null where the number is the whole display's: it is one row, more than its rows, or a tag stands outside of them
 */
export function displayRows(tex: string): readonly DisplayRow[] | null {
  const display = alignedDisplay(tex);
  if (display === null || !/^\s*\\begin\{[^}]*\}(?:\{\d+\})?$/.test(display.before) || !/^\\end\{[^}]*\}\s*[.,;]?\s*$/.test(display.after)) return null;
  const rows = filledRows(display).map(({ cells }) => liftTags(cells.join("&")));
  if (rows.length < 2 || rows.some(({ tex, tags }) => tags.length > 1 || /^[\s&]*$/.test(tex)) || rows.every(({ tags, label }) => tags.length === 0 && label === null)) return null;
  return rows.map(({ tags: [number = null], label }) => ({ number, id: label ?? (number === null ? null : "") }));
}

/** A row with the verdicts on it. */
export interface JudgedRow extends DisplayRow {
  readonly verdicts: readonly CheckedEquation[];
}

/** Each row's own verdicts, by its number; what has no number of a row is said of the last. */
export function judgedRows(rows: readonly DisplayRow[], verdicts: readonly CheckedEquation[]): readonly JudgedRow[] {
  const numbers = new Set(rows.map(({ number }) => number));
  const isOf = (tag: string | null, { number }: DisplayRow): boolean => tag !== null && tag === number;
  return rows.map((row, k) => ({ ...row, verdicts: verdicts.filter(({ tag }) => isOf(tag, row) || (k === rows.length - 1 && (tag === null || !numbers.has(tag)))) }));
}

/** Environments that number by row, unless they are told to. */
const OPEN: { readonly [environment: string]: string } = { aligned: "align*", gathered: "gather*", alignedat: "alignat*" };

/**
 * The display with what `mark` gives for each row at its end, in an environment that takes tags there. What ends the sentence stays behind the last formula.
 * @returns the definitions before it, and it; null if it has other rows
 */
export function markedRows(tex: string, rows: readonly DisplayRow[], mark: (k: number) => string): { readonly definitions: string; readonly display: string } | null {
  const display = alignedDisplay(tex), open = OPEN[display?.environment ?? ""];
  if (display === null || open === undefined || filledRows(display).length !== rows.length) return null;
  const begin = display.before.lastIndexOf("\\begin{"), stop = /[.,;]?\s*$/.exec(display.after)![0].trim();
  const lines = filledRows(display).map(({ cells, end }, k) => `${cells.join("&").trim()}${k < rows.length - 1 ? `${mark(k)} ${end}` : `${stop}${mark(k)}`}`);
  return { definitions: display.before.slice(0, begin).trim(), display: `${display.before.slice(begin).replace(`{${display.environment}}`, `{${open}}`)}\n${lines.join("\n")}\n\\end{${open}}` };
}

type Display = Extract<Block, { readonly kind: "equation" }>;

/** What can be referred to: the rows that have an id, or the display. "" is none. */
export const displayIds = ({ id, rows }: Display): readonly string[] => (rows?.map((row) => row.id) ?? [id]).filter((each): each is string => each !== null && each !== "");

/** The id of the row with this number, else the display's. */
export const rowId = ({ id, rows = [] }: Display, number: string | null): string | null => rows.find((row) => number !== null && row.number === number)?.id ?? id;
