import type { Store } from "./store.js";
import type { Node } from "./term.js";

/** Sums and products longer than this are not merged into the one around them: a long chain of operations stays linear in size. */
const longestMerged = 32;

/** The operands, with those of nested sums (or products) of moderate length in their place. */
export function flatten(store: Store, kind: "add" | "mul", nodes: readonly Node[]): readonly Node[] {
  let length = 0;
  for (const node of nodes) {
    const term = store.term(node);
    length += term.kind === kind ? term.args.length : 1;
  }
  if (length === nodes.length || length > Math.max(longestMerged, nodes.length)) return nodes;
  return nodes.flatMap((node) => {
    const term = store.term(node);
    return term.kind === kind ? term.args : [node];
  });
}
