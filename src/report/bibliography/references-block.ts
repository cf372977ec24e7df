/** The list of the works that a report cites, in the order in which it cites them. */
import type { Block, Chapter, Inline } from "../model.js";
import { inlinesOf } from "../walk.js";
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
  return [{ kind: "heading", level: 1, number: null, id: "references", children: [{ kind: "text", text: "References" }] }, { kind: "references", items }];
}

function targetsIn(content: readonly Inline[]): ReadonlySet<string> {
  return new Set(content.flatMap((inline): readonly string[] => {
    if (inline.kind === "reference") return [inline.target];
    if (inline.kind === "footnote") return [...targetsIn(inline.blocks.flatMap(inlinesOf))];
    return "children" in inline ? [...targetsIn(inline.children)] : [];
  }));
}
