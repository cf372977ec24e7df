/**
 * `v_c`, `u_o` of names that nothing declares and that never stand without their letter or with another one: the letter belongs to the name.
 * Only letters that nobody counts with: that no sum binds, no range is said of, and that number nothing else (the d of `X_{nd}`).
 */
import type { Formula } from "../document/document.js";
import { nameKey } from "../notation/name-key.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, type Reader } from "../notation/reader.js";
import { quantityOf } from "./scope.js";
import { topDown } from "./walk-tex.js";

const LABEL = /^[a-hou-zA-HOU-Z]$/;

export function declareLabels(formulas: readonly Formula[], { scope }: Reader): void {
  const seen = new Map<string, Set<string>>(), counting = new Set<string>();
  for (const { tex } of formulas) {
    const based = new Set<unknown>();
    for (const node of tex === null ? [] : topDown(tex.body)) {
      if (node.kind === "scripts" && node.base !== null) {
        const key = keyOf(node.base, { scope });
        based.add(node.base);
        // a letter below is no name of its own
        for (const inner of node.sub === null ? [] : topDown([node.sub])) based.add(inner);
        if (key !== null) seen.set(key, (seen.get(key) ?? new Set()).add(node.sub === null ? "" : labelText(node.sub)));
        const letters = node.sub === null ? [] : bodyOf(node.sub).map((inner) => nameKey(inner));
        const isArray = key !== null && (scope.quantities.get(key)?.axes?.length ?? 0) > 0;
        if (letters.length > 1 || isArray) for (const letter of letters) if (letter !== null) counting.add(letter);
      } else if (!based.has(node)) {
        const key = nameKey(node);
        if (key !== null) seen.set(key, (seen.get(key) ?? new Set()).add(""));
      }
    }
  }
  for (const [key, labels] of seen) {
    const [label] = labels;
    const isCounted = label === undefined || !LABEL.test(label) || seen.has(label) || counting.has(label) || scope.letters.bound.has(label) || scope.ranges.has(label) || scope.quantities.has(label);
    if (labels.size !== 1 || isCounted || scope.quantities.has(key) || scope.functions.has(key)) continue;
    quantityOf(scope, `${key}_{${label}}`);
  }
}
