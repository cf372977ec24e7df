import assert from "node:assert/strict";
import { test } from "node:test";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { assignments } from "../../../src/derivation/expand/sizes.js";
import { understand } from "../../../src/derivation/scope/understand.js";

/** The sizes at which a document with these names of sizes is tried. */
function sizesOf(names: string, words: string): readonly { readonly [name: string]: number | undefined }[] {
  const { scope } = understand(readDocument("sizes.md", `${words}\n\n$$Z = 1$$`));
  return assignments({ names: names.split(""), families: [] }, scope, 2).map((sizes) => Object.fromEntries(sizes));
}

test("few sizes are pairwise different, the second time in the reversed order", () => {
  assert.deepEqual(sizesOf("mnN", String.raw`Let $X \in \mathbb{R}^{m \times n \times N}$.`), [{ m: 2, n: 3, N: 4 }, { m: 4, n: 3, N: 2 }]);
});

test("of many sizes any two differ at least once, and none is large", () => {
  const tried = sizesOf("CMNhwuv", String.raw`Let $X \in \mathbb{R}^{C \times h \times w \times N}$ and $W \in \mathbb{R}^{M \times C \times u \times v}$.`);
  const names = Object.keys(tried[0]!);
  for (const a of names) for (const b of names) if (a !== b) assert.ok(tried.some((sizes) => sizes[a] !== sizes[b]), `${a} and ${b}`);
  assert.deepEqual([...new Set(tried.flatMap((sizes) => Object.values(sizes)))].sort(), [2, 3]);
});

test("a size that an equation gives follows from the others", () => {
  for (const { h, H, u } of sizesOf("CNMhHuw", String.raw`Let $X \in \mathbb{R}^{C \times h \times w \times N}$ and $Y \in \mathbb{R}^{M \times H \times u}$. Let $h = 2 (H - 1) + u$.`)) assert.equal(h, 2 * (H! - 1) + u!);
});
