import assert from "node:assert/strict";
import { test } from "node:test";
import { cutTable, tableOfCells } from "../../src/report/output-table.js";

const origin = { notebook: "1.ipynb", cell: 0 };
const cell = (text: string) => [{ kind: "text" as const, text }];

test("a column of numbers is set flush right, whatever language wrote them", () => {
  const aligned = (...texts: readonly string[]): string => tableOfCells([cell("a")], texts.map((text) => [cell(text)]), origin).columns[0]!.align;
  for (const numbers of [["1", "-2.5", "1e-7"], ["1,234", "50 %"], ["NaN", "−3", ""], ["12n", "None", "inf"]]) assert.equal(aligned(...numbers), "right", numbers.join(" "));
  for (const others of [["1", "two"], ["2026-01-02"], ["1.2.3"], ["x"]]) assert.equal(aligned(...others), "left", others.join(" "));
});

test("a long table of a cell is cut after its first rows; one of the text never is", () => {
  const table = tableOfCells([cell("k")], Array.from({ length: 100 }, (_, k) => [cell(String(k))]), origin);
  const { shown, rest } = cutTable({ ...table, number: "1", id: "tbl-a", caption: cell("C") });
  assert.deepEqual([shown.rows.length, shown.number, rest!.rows.length, rest!.number, rest!.id, rest!.caption], [30, "1", 70, null, null, []]);
  assert.equal(cutTable({ ...table, rows: table.rows.slice(0, 40) }).rest, null);
  assert.equal(cutTable({ kind: "table", number: null, id: null, caption: [], columns: table.columns, rows: table.rows }).rest, null);
});
