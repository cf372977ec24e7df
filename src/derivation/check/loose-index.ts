/** `\sum_{j \ne i} x_j` where i stands nowhere else: summed over both it has a meaning, and the author may have meant one i that is given. */
import { conditionParts, freeIndices, walk } from "../expression/expression.js";
import type { Span } from "../tex/tex.js";
import type { Claim } from "./claim.js";

/** The index of a sum that only its condition has, and another that is summed. */
export function looseIndex({ left, right }: Claim): { readonly name: string; readonly index: string; readonly at: Span } | null {
  for (const node of [left, right].flatMap((side) => [...walk(side)])) {
    if (node.kind !== "big" || node.where === null) continue;
    const compared = new Set(conditionParts(node.where).flatMap((part) => [...freeIndices(part)]));
    const summed = freeIndices(node.body);
    const index = node.binders.find(({ name }) => summed.has(name))?.name;
    const loose = node.binders.find(({ name, from, to }) => from === null && to === null && compared.has(name) && !summed.has(name));
    if (loose !== undefined && index !== undefined) return { name: loose.name, index, at: { start: node.start, end: node.end } };
  }
  return null;
}
