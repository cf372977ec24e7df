/**
 * A table of notation as the sentences that it stands for: "| $X$ | $N \times D$ | inputs |" says that X is of size N × D.
 * The column is told by its heading ("shape", "dimensions", "space"), or by what stands in it: a product of sizes, a space of reals.
 */
import { isSymbol } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import type { Formula, Fragment, TextUnit } from "./document.js";

/** Fragments of one cell: from `start` on, before `end`. */
interface Cell {
  readonly start: number;
  readonly end: number;
}

type Row = readonly Cell[];

const SHAPE = /^\W*(shapes?|sizes?|dim|dims|dimensions?|dimensionality|spaces?|domain|type|lives in)\W*$/i;

/** The fragments, with words between the names of a row and their shapes. */
export function withTableSentences(fragments: readonly Fragment[], units: readonly TextUnit[]): readonly Fragment[] {
  const said = new Map<number, string>();
  for (const table of tablesIn(fragments, units)) {
    const heading = table[0]!.findIndex((cell) => SHAPE.test(wordsOf(cell, fragments)));
    for (const row of table) sayRow(row, heading, fragments, said);
  }
  if (said.size === 0) return fragments;
  return fragments.flatMap((fragment, k): readonly Fragment[] => {
    const words = said.get(k), before = said.get(k - 1);
    if (fragment.kind === "prose" && before !== undefined) return [{ ...fragment, text: `${before} ${fragment.text}` }];
    if (words === undefined) return [fragment];
    return fragments[k + 1]?.kind === "prose" ? [] : [{ kind: "prose", unit: fragment.unit, span: fragment.span, text: words }];
  });
}

/** Says of the names in the row's first cell what the cell of shapes gives; `said`: the words in place of the breaks between cells. */
function sayRow(row: Row, heading: number, fragments: readonly Fragment[], said: Map<number, string>): void {
  const [first] = row;
  const names = first === undefined ? [] : formulasOf(first, fragments);
  const at = heading > 0 ? heading : row.findIndex((cell, k) => k > 0 && isShapes(cell, fragments));
  const cell = row[at];
  // only a cell beside the names, with no words of its own but "scalar"
  if (names.length === 0 || cell === undefined || at !== 1 || names.some((name) => !isName(name))) return;
  const shapes = formulasOf(cell, fragments), words = wordsOf(cell, fragments);
  const sentence = sentenceOf(names.length, shapes, words, heading > 0);
  if (sentence === null) return;
  said.set(cell.start - 1, sentence);
  const meaning = row[at + 1];
  if (meaning !== undefined && shapes.length > 0) said.set(meaning.start - 1, ",");
}

/** "is of size", "is a vector of length", "in", "have sizes"; null where the cell tells no shape. */
function sentenceOf(names: number, shapes: readonly Formula[], words: string, isHeaded: boolean): string | null {
  if (shapes.length === 0) return /^\W*(real )?(scalars?|numbers?)\W*$/i.test(words) ? (names === 1 ? "is a" : "are") : null;
  if (!/^\W*$/.test(words)) return null;
  const spaces = shapes.filter(isSpace).length, sizes = shapes.filter(isSize).length;
  if (shapes.length === 1 && spaces === 1) return names === 1 ? "in" : "are all in";
  if (names === 1 && shapes.length === 1) return sizes === 1 ? "is of size" : isHeaded ? "is a vector of length" : null;
  return names === shapes.length && sizes === names ? "have sizes" : null;
}

const isShapes = (cell: Cell, fragments: readonly Fragment[]): boolean => {
  const shapes = formulasOf(cell, fragments);
  return shapes.length > 0 && shapes.every((shape) => isSpace(shape) || isSize(shape));
};

const bodyOf = ({ tex }: Formula): readonly Tex[] => tex?.body ?? [];
const isSize = (formula: Formula): boolean => bodyOf(formula).some((tex) => isSymbol(tex, "\\times")) && !bodyOf(formula).some((tex) => isSymbol(tex, "=", "\\in"));
/** `\mathbb{R}^n`, alone. */
const isSpace = (formula: Formula): boolean => {
  const [head, ...more] = bodyOf(formula);
  const base = head?.kind === "scripts" ? head.base : head;
  return more.length === 0 && base?.kind === "font" && base.name === "mathbb";
};
/** One name, whatever it carries. */
const isName = (formula: Formula): boolean => bodyOf(formula).length === 1 && !isSpace(formula);

const formulasOf = ({ start, end }: Cell, fragments: readonly Fragment[]): readonly Formula[] => fragments.slice(start, end).filter((fragment) => fragment.kind === "formula");
const wordsOf = ({ start, end }: Cell, fragments: readonly Fragment[]): string => fragments.slice(start, end).map((fragment) => (fragment.kind === "prose" ? fragment.text : "")).join(" ");

/** Tables, row by row: a bar parts cells, a bar behind a line's end begins a row. */
function tablesIn(fragments: readonly Fragment[], units: readonly TextUnit[]): readonly (readonly Row[])[] {
  const tables: Cell[][][] = [];
  let rows: Cell[][] | null = null, last: Fragment | undefined;
  fragments.forEach((fragment, k) => {
    if (fragment.kind === "break") return;
    const isFirst = last?.unit !== fragment.unit;
    const gap = units[fragment.unit]!.text.slice(isFirst ? 0 : last!.span.end, fragment.span.start);
    last = fragment;
    if (gap.includes("|")) {
      if (rows === null) tables.push(rows = []);
      if (isFirst || rows.length === 0 || gap.includes("\n")) rows.push([]);
      rows.at(-1)!.push({ start: k, end: k + 1 });
    } else if (fragments[k - 1]?.kind === "break") rows = null;
    else if (rows !== null) rows.at(-1)!.push({ start: rows.at(-1)!.pop()!.start, end: k + 1 });
  });
  return tables.filter((table) => table.length > 1);
}
