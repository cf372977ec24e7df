/** Lists within lists and quotations within quotations, down to a depth that a page and a PDF can set. */
import type { Token } from "markdown-it";
import { MOST_LEVELS } from "./parser.js";

/** Deeper than anyone's outline; Typst gives up at some twenty. */
const DEEPEST = 12;

const CONTAINER = /^(?:bullet_list|ordered_list|list_item|blockquote)_(?:open|close)$/;

export interface Flattened {
  readonly kept: readonly Token[];
  /** That something was nested deeper, for the author. */
  readonly problem: string | null;
}

/** What is nested deeper stands at the greatest depth. */
export function flattened(tokens: readonly Token[]): Flattened {
  let depth = 0, deepest = 0;
  const isList = (type: string): boolean => !type.startsWith("list_item");
  const kept = tokens.filter(({ type, nesting }) => {
    if (!CONTAINER.test(type)) return true;
    if (nesting === 1 && isList(type)) deepest = Math.max(deepest, ++depth);
    const keeps = depth <= DEEPEST;
    if (nesting === -1 && isList(type)) depth--;
    return keeps;
  });
  const isCut = tokens.some(({ level }) => level >= MOST_LEVELS - 2);
  if (deepest <= DEEPEST) return { kept, problem: null };
  return { kept, problem: `lists and quotations are nested more than ${DEEPEST} deep: what is deeper ${isCut ? "is left out" : "stands at that depth"}` };
}
