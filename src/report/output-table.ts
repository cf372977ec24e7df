/** A table that a cell gave in a form of its own, set as our tables are. */
import type { Align, Block, Inline, Origin } from "./model.js";
import { textOf } from "./walk.js";

export type OutputTable = Extract<Block, { readonly kind: "table" }>;

/** A column of numbers is set flush right. Rows may be shorter than the head. */
export function tableOfCells(head: readonly (readonly Inline[])[], rows: readonly (readonly (readonly Inline[])[])[], origin: Origin): OutputTable {
  const isNumeric = (k: number): boolean => rows.length > 0 && rows.every((row) => NUMBER.test(textOf(row[k] ?? []).trim()));
  const align = (k: number): Align => (isNumeric(k) ? "right" : "left");
  return { kind: "table", number: null, id: null, caption: [], columns: head.map((content, k) => ({ align: align(k), head: content })), rows, origin };
}

const NUMBER = /^([-+−]?(\d[\d,_]*\.?\d*|\.\d+)(e[-+−]?\d+)?n?\s*%?|NaN|[-+−]?(Infinity|inf|∞)|<NA>|None|null|undefined|[-–—]?)$/i;

/** So many rows of a long table are shown at once. */
const SHOWN = 30;

/** A cell's table that is much longer: its first rows, and what is left of it. Tables of the text are never cut. */
export function cutTable<T extends OutputTable>(table: T): { readonly shown: T; readonly rest: T | null } {
  if (table.origin === undefined || table.rows.length <= SHOWN + 10) return { shown: table, rest: null };
  return { shown: { ...table, rows: table.rows.slice(0, SHOWN) }, rest: { ...table, number: null, id: null, caption: [], rows: table.rows.slice(SHOWN) } };
}
