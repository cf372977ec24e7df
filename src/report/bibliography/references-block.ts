/** The list of the works that a report cites, in the order in which it cites them. */
import type { Block, Chapter, Inline } from "../model.js";
import { inlinesOf, textOf } from "../walk.js";
import { type Bibliography, referenceId } from "./reference.js";
import { referenceText } from "./reference-text.js";

/**
 * @param cited keys in the order of their numbers
 * @param texts abstract and chapters: a work that none of them cites any more is not listed; the others keep their numbers
 */
export function referencesBlocks(bibliography: Bibliography, cited: readonly string[], texts: readonly Chapter[]): readonly Block[] {
  const shown = targetsIn(texts.flatMap(({ blocks }) => blocks.flatMap(inlinesOf)));
  const items = cited.flatMap((key, k) => (shown.has(referenceId(key)) ? [{ id: referenceId(key), label: `[${k + 1}]`, children: referenceText(bibliography.get(key)!) }] : []));
  if (items.length === 0) return [];
  return [{ kind: "heading", level: 1, number: null, id: "references", children: emptyHeading(texts.at(-1))?.children ?? [{ kind: "text", text: "References" }] }, { kind: "references", items }];
}

/** Quarto's authors leave a heading for the list at the end of their text. */
const NAMES = /^(references|bibliography|literature|works cited|literatur|literaturverzeichnis|quellen|références|bibliographie)$/i;

/** The heading of a list of works that ends a text, with nothing below it. */
function emptyHeading(text: Chapter | undefined): (Block & { readonly kind: "heading" }) | null {
  const last = text?.blocks.at(-1);
  return last?.kind === "heading" && NAMES.test(textOf(last.children).trim()) ? last : null;
}

/** Without the heading that its author left for the list, which has one where it stands. */
export function withoutEmptyHeading(chapters: readonly Chapter[]): readonly Chapter[] {
  return emptyHeading(chapters.at(-1)) === null ? chapters : chapters.map((chapter, k) => (k < chapters.length - 1 ? chapter : { ...chapter, blocks: chapter.blocks.slice(0, -1), ...(chapter.cells !== undefined && { cells: chapter.cells.slice(0, -1) }) }));
}

function targetsIn(content: readonly Inline[]): ReadonlySet<string> {
  return new Set(content.flatMap((inline): readonly string[] => {
    if (inline.kind === "reference") return [inline.target];
    if (inline.kind === "footnote") return [...targetsIn(inline.blocks.flatMap(inlinesOf))];
    return "children" in inline ? [...targetsIn(inline.children)] : [];
  }));
}
