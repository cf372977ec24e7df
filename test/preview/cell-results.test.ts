import assert from "node:assert/strict";
import { test } from "node:test";
import { carried, type CellResult, codesOf, resultsOf, withResults } from "../../src/preview/cell-results.js";
import { code, notebook, prose } from "../notebook/notebooks.js";

const result = (text: string): CellResult => ({ outputs: [{ output_type: "stream", name: "stdout", text }], executionCount: 1, run: { cell: 0, id: "", seconds: 1, outcome: { status: "ok" }, records: [text] } });
const texts = (results: readonly (CellResult | null)[]): readonly unknown[] => results.map((each) => each?.run.records[0] ?? null);

for (const [title, before, now, expected] of [
  ["nothing changed", "abc", "abc", ["a", "b", "c"]],
  ["a cell edited", "abc", "axc", ["a", null, "c"]],
  ["two cells edited: what stands between them counts as edited", "abcd", "xbcy", [null, null, null, null]],
  ["a cell added", "abc", "abxc", ["a", "b", null, "c"]],
  ["a cell removed", "abc", "ac", ["a", "c"]],
  ["a cell twice, one of them removed", "aab", "ab", ["a", "b"]],
  ["all removed", "abc", "", []],
  ["the first cells of all", "", "ab", [null, null]],
] as const) {
  test(`results follow their cells: ${title}`, () => assert.deepEqual(texts(carried([...before].map(result), [...before], [...now])), expected));
}

test("a notebook with results: outputs where there are some, none where not, prose wherever it stands", () => {
  const now = notebook([prose("new"), code("a"), code("skipped", "skip-execution"), code("b")]);
  const executed = withResults(now, "n.ipynb", [result("A"), null]);
  assert.deepEqual(executed.runs.map(({ cell, id }) => [cell, id]), [[1, "cell-2"]]);
  assert.deepEqual(executed.notebook.cells.map((cell) => (cell.cell_type === "code" ? cell.outputs.length : "prose")), ["prose", 1, 0, 0]);
  assert.deepEqual(texts(resultsOf(executed)), ["A", null]);
});

test("what makes a cell another one: its code, and whether it may fail; not its other tags", () => {
  const codes = codesOf(notebook([code("a"), code("a", "hide-input"), code("a", "raises-exception"), code("b")]));
  assert.equal(new Set(codes).size, 3);
  assert.equal(codes[0], codes[1]);
});
