/** The list of symbols: each with its shape, as the text declares it, and the equation that defines it. */
import { glossaryOf, type GlossaryEntry } from "../derivation/index.js";
import type { CheckedChapter } from "./check-chapters.js";
import type { Align, Block, Chapter, Inline } from "./model.js";
import type { Hidden } from "./solutions.js";
import { texError } from "./tex.js";

const text = (content: string): readonly Inline[] => [{ kind: "text", text: content }];

const COLUMNS: readonly (readonly [title: string, align: Align])[] = [["symbol", "left"], ["meaning", "left"], ["is in", "left"], ["defined by", "left"], ["chapters", "left"]];

/**
 * A symbol that several chapters declare alike has one row.
 * @param pages the chapters as they were composed, to link to their equations
 * @param hidden what is declared there is left out
 */
export function glossaryBlocks(chapters: readonly CheckedChapter[], pages: readonly Chapter[], hidden: Hidden | null): readonly Block[] {
  const rows = new Map<string, { readonly entry: GlossaryEntry; readonly chapters: number[] }>();
  chapters.forEach(({ source }, k) => {
    for (const entry of entriesOf(source)) {
      const isSettable = [entry.symbol, entry.space ?? ""].every((tex) => texError(tex, false) === null);
      if (!isSettable || hidden?.(source.path, entry.cell, entry.line) === true) continue;
      const key = `${entry.symbol} ${entry.space ?? ""}`, known = rows.get(key);
      if (known === undefined) rows.set(key, { entry, chapters: [k + 1] });
      else rows.set(key, { entry: { ...known.entry, meaning: known.entry.meaning ?? entry.meaning, definedBy: known.entry.definedBy ?? entry.definedBy }, chapters: [...known.chapters, k + 1] });
    }
  });
  if (rows.size === 0) return [];
  const ids = equationIds(pages.flatMap(({ blocks }) => blocks));
  return [
    { kind: "heading", level: 1, number: null, id: "symbols", children: text("Symbols") },
    { kind: "table", number: null, id: null, caption: [], columns: COLUMNS.map(([title, align]) => ({ align, head: text(title) })), rows: [...rows.values()].map((row) => rowOf(row, ids)) },
  ];
}

/** A chapter whose prose stays the same is understood once, however many pages a preview makes. */
function entriesOf(source: CheckedChapter["source"]): readonly GlossaryEntry[] {
  const entries = known.get(source) ?? glossaryOf(source);
  known.set(source, entries);
  return entries;
}

const known = new WeakMap<CheckedChapter["source"], readonly GlossaryEntry[]>();

function rowOf({ entry: { symbol, meaning, space, definedBy }, chapters }: { readonly entry: GlossaryEntry; readonly chapters: readonly number[] }, ids: ReadonlyMap<string, string>): readonly (readonly Inline[])[] {
  const target = definedBy === null ? undefined : ids.get(definedBy);
  const equation: readonly Inline[] = target === undefined ? [] : [{ kind: "reference", target, children: text(`(${definedBy})`) }];
  return [[{ kind: "maths", tex: symbol }], meaning === null ? [] : text(meaning), space === null ? [] : [{ kind: "maths", tex: space }], equation, text([...new Set(chapters)].join(", "))];
}

function equationIds(blocks: readonly Block[]): ReadonlyMap<string, string> {
  return new Map(blocks.flatMap((block): readonly (readonly [string, string])[] => {
    switch (block.kind) {
      case "equation": return block.id === null || block.number === null ? [] : block.number.split(", ").map((number) => [number, block.id!] as const);
      case "list": return block.items.flatMap((item) => [...equationIds(item)]);
      case "quote": case "solution": return [...equationIds(block.blocks)];
      default: return [];
    }
  }));
}
