/** Where kernels wait, and for which notebooks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkpoints } from "../../src/preview/checkpoints.js";
import { type Edited, wishesFor } from "../../src/preview/wishes.js";
import { code, notebook } from "../notebook/notebooks.js";

for (const [title, seconds, start, expected] of [
  ["no cells, no kernel", [], 1, []],
  ["one cell: a kernel that has only started", [0.1], 1, [0]],
  ["after the cell that imports, then before it", [0.9, 0.05, 0.05, 0.05], 1, [1, 0]],
  ["after a slow cell in the middle, then at the start, then after the first", [0.5, 0.05, 8, 0.05, 0.05], 1, [3, 0, 1]],
  ["quick cells: as few as bring every cell near", [0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 0.2, [2, 0, 4]],
  ["all is quick: none", [0.01, 0.01], 0.1, []],
] as const) {
  test(title, () => assert.deepEqual(checkpoints(seconds, start), expected));
}

test("never more than six", () => assert.equal(checkpoints(Array.from({ length: 40 }, () => 2), 1).length, 6));

test("the first brings down the sum of all waits the most", () => {
  const seconds = [0.4, 1.5, 0.2, 0.9, 0.1, 0.3], start = 1;
  const total = (place: number): number => seconds.reduce((sum, _, k) => sum + (k < place ? start + before(0, k) : before(place, k)), 0);
  const before = (from: number, to: number): number => seconds.slice(from, to).reduce((sum, each) => sum + each, 0);
  const best = seconds.map((_, place) => total(place)).reduce((least, each, place, all) => (each < all[least]! ? place : least), 0);
  assert.equal(checkpoints(seconds, start)[0], best);
});

function chapter(path: string, seconds: readonly number[], edited: number | null = null): Edited {
  const results = seconds.map((each, cell) => ({ outputs: [], executionCount: null, run: { cell, id: "", seconds: each, outcome: { status: "ok" as const }, records: [] } }));
  return { notebook: notebook(seconds.map(() => code("1"))), executeOptions: { path, cwd: "." }, edited, results };
}
const wished = (...chapters: readonly Edited[]): readonly string[] => wishesFor(chapters).map(({ options, cells }) => `${options.path} ${cells}`);

test("every notebook has a kernel before any other has a third", () => {
  const seconds = [2, 0.1, 2, 0.1, 2, 0.1];
  assert.deepEqual(wished(chapter("a", seconds), chapter("b", seconds), chapter("c", [0.1])), ["a 3", "a 1", "a 5", "b 3", "c 0", "a 0", "b 1", "b 5", "b 0"]);
});

test("where a cell was edited: before it, then for the cells above it, then for those below it that are soon reached", () => {
  assert.deepEqual(wished(chapter("a", [2, 0.1, 0.5, 9, 0.1], 1), chapter("b", [2, 0.1])), ["a 1", "a 0", "a 3", "b 1", "b 0"]);
});

test("how long it takes until it waits: the start and the cells", () => assert.deepEqual(wishesFor([chapter("a", [2, 0.25], 1)]).map(({ seconds }) => seconds), [3, 1]));
