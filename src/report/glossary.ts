/** The list of symbols: each with its shape, as the text declares it, and the equation that defines it. */
import { glossaryOf, type GlossaryEntry } from "../derivation/index.js";
import type { CheckedChapter } from "./check-chapters.js";
import { rowId } from "./display-rows.js";
import type { Align, Block, Chapter, Inline } from "./model.js";
import type { Hidden } from "./solutions.js";
import { texError } from "./tex.js";

const text = (content: string): readonly Inline[] => [{ kind: "text", text: content }];

const COLUMNS: readonly (readonly [title: string, align: Align])[] = [["symbol", "left"], ["meaning", "left"], ["is in", "left"], ["defined by", "left"], ["chapters", "left"]];

interface Row {
  readonly entry: GlossaryEntry;
  readonly chapters: readonly number[];
}

/**
 * A symbol that several chapters declare and define alike has one row. A column with nothing in it is left out.
 * @param pages the chapters as they were composed, to link to their equations
 * @param hidden what is declared there is left out
 */
export function glossaryBlocks(chapters: readonly CheckedChapter[], pages: readonly Chapter[], hidden: Hidden | null): readonly Block[] {
  const rows: Row[] = [];
  chapters.forEach(({ source }, k) => {
    for (const entry of entriesOf(source)) {
      const isSettable = [entry.symbol, entry.space ?? ""].every((tex) => texError(tex, false) === null);
      if (!isSettable || hidden?.(source.path, entry.cell, entry.line) === true) continue;
      const at = rows.findIndex((row) => isAlike(row.entry, entry)), row = rows[at];
      if (row === undefined) rows.push({ entry, chapters: [k + 1] });
      else rows[at] = { entry: { ...row.entry, meaning: row.entry.meaning ?? entry.meaning }, chapters: [...row.chapters, k + 1] };
    }
  });
  if (rows.length === 0) return [];
  const equations = equationsIn(pages.flatMap(({ blocks }) => blocks));
  const cells = rows.map((row) => rowOf(row, equations));
  const filled = COLUMNS.map((_, k) => cells.some((row) => row[k]!.length > 0));
  return [
    { kind: "heading", level: 1, number: null, id: "symbols", children: text("Symbols") },
    { kind: "table", number: null, id: null, caption: [], columns: COLUMNS.filter((_, k) => filled[k]).map(([title, align]) => ({ align, head: text(title) })), rows: cells.map((row) => row.filter((_, k) => filled[k])) },
  ];
}

/** One thing under one name, as far as the chapters say. */
const isAlike = (a: GlossaryEntry, b: GlossaryEntry): boolean =>
  a.symbol === b.symbol && a.space === b.space && a.definedBy?.tag === b.definedBy?.tag && a.definedBy?.label === b.definedBy?.label && (a.meaning === null || b.meaning === null || a.meaning === b.meaning);

/** A chapter whose prose stays the same is understood once, however many pages a preview makes. */
function entriesOf(source: CheckedChapter["source"]): readonly GlossaryEntry[] {
  const entries = known.get(source) ?? glossaryOf(source);
  known.set(source, entries);
  return entries;
}

const known = new WeakMap<CheckedChapter["source"], readonly GlossaryEntry[]>();

function rowOf({ entry: { symbol, meaning, space, definedBy }, chapters }: Row, equations: readonly Target[]): readonly (readonly Inline[])[] {
  const target = equations.find(({ id, number }) => (definedBy?.tag === null ? id === definedBy.label : number === definedBy?.tag));
  const equation: readonly Inline[] = target === undefined ? [] : [{ kind: "reference", target: target.id, children: text(`(${target.number})`) }];
  return [[{ kind: "maths", tex: symbol }], meaning === null ? [] : text(meaning), space === null ? [] : [{ kind: "maths", tex: space }], equation, text([...new Set(chapters)].join(", "))];
}

/** A display that has a number; one with several is there with each. */
interface Target {
  readonly id: string;
  readonly number: string;
}

function equationsIn(blocks: readonly Block[]): readonly Target[] {
  return blocks.flatMap((block): readonly Target[] => {
    switch (block.kind) {
      case "equation": return block.id === null || block.number === null ? [] : block.number.split(", ").map((number) => ({ id: rowId(block, number)!, number }));
      case "list": return block.items.flatMap(equationsIn);
      case "quote": case "details": case "solution": return equationsIn(block.blocks);
      default: return [];
    }
  });
}
