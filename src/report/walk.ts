/** Going through a report's tree: every place where inline content stands. */
import type { Block, Inline } from "./model.js";

/** The block with `f` applied to each run of inline content in it, and to the blocks inside it. */
export function mapInlines(block: Block, f: (content: readonly Inline[]) => readonly Inline[]): Block {
  const inner = (blocks: readonly Block[]): readonly Block[] => blocks.map((child) => mapInlines(child, f));
  switch (block.kind) {
    case "heading": case "paragraph": return { ...block, children: f(block.children) };
    case "list": return { ...block, items: block.items.map(inner) };
    case "quote": case "solution": case "stored": return { ...block, blocks: inner(block.blocks) };
    case "details": return { ...block, summary: f(block.summary), blocks: inner(block.blocks) };
    case "figure": return { ...block, caption: f(block.caption) };
    case "listing": return block.caption === undefined ? block : { ...block, caption: f(block.caption) };
    case "references": return { ...block, items: block.items.map((item) => ({ ...item, children: f(item.children) })) };
    case "table": return {
      ...block,
      caption: f(block.caption),
      columns: block.columns.map((column) => ({ ...column, head: f(column.head) })),
      rows: block.rows.map((row) => row.map(f)),
    };
    default: return block;
  }
}

/** All inline content of a block. */
export function inlinesOf(block: Block): readonly Inline[] {
  const found: Inline[] = [];
  mapInlines(block, (content) => (found.push(...content), content));
  return found;
}

/** The ids in a block that references may lead to. */
export function idsIn(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading": case "figure": return block.id === null ? [] : [block.id];
    case "equation": return block.rows?.flatMap(({ id }) => id ?? []) ?? (block.id === null ? [] : [block.id]);
    case "listing": return typeof block.id === "string" ? [block.id] : [];
    case "table": return [...(block.id === null ? [] : [block.id]), ...block.rows.flat(2).flatMap((inline) => (inline.kind === "reference" && inline.id !== undefined ? [inline.id] : []))];
    case "list": return block.items.flat().flatMap(idsIn);
    case "quote": case "details": case "solution": case "stored": return block.blocks.flatMap(idsIn);
    case "references": return block.items.map(({ id }) => id);
    default: return [];
  }
}

/** The text of inline content, maths as its TeX. */
export function textOf(content: readonly Inline[]): string {
  return content.map((inline) => {
    switch (inline.kind) {
      case "text": case "code": return inline.text;
      case "maths": return inline.tex;
      case "image": return inline.alt;
      case "break": return " ";
      case "task": return inline.isDone ? "☑ " : "☐ ";
      case "footnote": return "";
      default: return textOf(inline.children);
    }
  }).join("");
}
