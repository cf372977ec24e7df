import type { Block, Inline } from "../model.js";
import { blocksHtml } from "./blocks.js";

type Footnote = Extract<Inline, { readonly kind: "footnote" }>;

/** The notes of a chapter, in order, each with a way back. */
export function footnotesHtml(blocks: readonly Block[]): string {
  const notes = blocks.flatMap(notesIn);
  if (notes.length === 0) return "";
  const items = notes.map(({ number, blocks: text }) => `<li id="fn-${number}" value="${number}">${blocksHtml(text)}<a href="#fnref-${number}" aria-label="back to the text">↩</a></li>`);
  return `<aside class="footnotes" aria-label="Footnotes"><ol>${items.join("\n")}</ol></aside>`;
}

function notesIn(block: Block): readonly Footnote[] {
  switch (block.kind) {
    case "heading": case "paragraph": return inContent(block.children);
    case "list": return block.items.flat().flatMap(notesIn);
    case "quote": case "stored": return block.blocks.flatMap(notesIn);
    case "details": return [...inContent(block.summary), ...block.blocks.flatMap(notesIn)];
    case "figure": return inContent(block.caption);
    case "table": return [block.caption, ...block.columns.map((column) => column.head), ...block.rows.flat()].flatMap(inContent);
    default: return [];
  }
}

function inContent(content: readonly Inline[]): readonly Footnote[] {
  return content.flatMap((inline) => (inline.kind === "footnote" ? [inline] : "children" in inline ? inContent(inline.children) : []));
}
