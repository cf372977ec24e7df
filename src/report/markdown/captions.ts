/** Captions in prose: a paragraph "Table: …", "Listing: …" or "Figure: …" beside the thing it names, with a label at its end. */
import type { Block, Inline } from "../model.js";
import { loneImage } from "./figures.js";

export interface Labelled {
  readonly content: readonly Inline[];
  readonly id: string | null;
}

/** `{#sec-x}` at the end of a heading or a caption. */
export function takeLabel(content: readonly Inline[]): Labelled {
  const last = content.at(-1);
  const label = last?.kind === "text" ? /^([\s\S]*?)\s*\{#([A-Za-z][\w:.-]*)\}\s*$/.exec(last.text) : null;
  if (label === null) return { content, id: null };
  return { content: [...content.slice(0, -1), ...(label[1] === "" ? [] : [{ kind: "text" as const, text: label[1]! }])], id: label[2]! };
}

/** Each caption goes to the table, listing or image right before it, if that has none yet, else to the one right after it; with neither it stays a paragraph. */
export function withCaptions(blocks: readonly Block[]): readonly Block[] {
  const result: Block[] = [];
  let waiting: Caption | null = null;
  for (const block of blocks) {
    const last = result.at(-1);
    const caption = captionIn(block);
    if (caption !== null && last !== undefined && isBare(last, caption)) {
      result[result.length - 1] = captioned(last, caption);
      waiting = null;
    } else if (waiting !== null && isBare(block, waiting)) {
      result[result.length - 1] = captioned(block, waiting);
      waiting = null;
    } else {
      result.push(block);
      waiting = caption;
    }
  }
  return result;
}

interface Caption extends Labelled {
  readonly kind: "table" | "listing" | "figure";
}

const WORDS: readonly (readonly [word: string, kind: Caption["kind"]])[] = [["Table: ", "table"], ["Listing: ", "listing"], ["Figure: ", "figure"]];

function captionIn(block: Block): Caption | null {
  const first = block.kind === "paragraph" ? block.children[0] : undefined;
  if (block.kind !== "paragraph" || first?.kind !== "text") return null;
  const [word, kind] = WORDS.find(([start]) => first.text.startsWith(start)) ?? [];
  return word === undefined || kind === undefined ? null : { kind, ...takeLabel([{ kind: "text", text: first.text.slice(word.length) }, ...block.children.slice(1)]) };
}

const isBare = (block: Block, { kind }: Caption): boolean =>
  (block.kind === "table" || block.kind === "listing" || block.kind === "figure" ? block.kind === kind && (block.caption ?? []).length === 0 : kind === "figure" && loneImage(block) !== null);

function captioned(block: Block, { content, id }: Caption): Block {
  const named = loneImage(block) ?? block;
  return named.kind === "table" || named.kind === "listing" || named.kind === "figure" ? { ...named, caption: content, id: id ?? named.id ?? null } : block;
}
