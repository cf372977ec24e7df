import { test } from "node:test";
import assert from "node:assert/strict";
import { formatNumber, tableBundle, tableData } from "../../src/display/table.js";

test("numbers have four significant digits, very large and small ones an exponent", () => {
  const rows: readonly (readonly [value: number, text: string])[] = [
    [0, "0"], [3, "3"], [-3, "−3"], [0.25, "0.25"], [1 / 3, "0.3333"], [-12.34567, "−12.35"], [1234.567, "1235"], [0.001, "0.001"], [0.000123456, "1.23e−4"], [1.5e6 + 0.5, "1.50e+6"], [NaN, "NaN"], [-Infinity, "−Infinity"],
  ];
  for (const [value, text] of rows) assert.equal(formatNumber(value), text);
});

test("a column of numbers is set flush right", () => {
  assert.deepEqual(tableData(["a", { tex: "x" }], [["one", 1], ["two", 0.5]]), {
    columns: [{ title: "a", align: "left" }, { title: { tex: "x" }, align: "right" }], rows: [["one", "1"], ["two", "0.5"]],
  });
});

test("very small and very large numbers are powers of ten on paper, and have an exponent as text", () => {
  const data = tableData(["x"], [[5.551e-17], [-2.5e9 + 0.5], [12]]);
  assert.deepEqual(data.rows, [[{ tex: "5.55 \\cdot 10^{-17}" }], [{ tex: "-2.50 \\cdot 10^{9}" }], ["12"]]);
  assert.equal(tableBundle(data)["text/plain"], "       x\n5.55e-17\n-2.50e9\n      12".replace("-2.50e9", " -2.50e9"));
});

test("a row with another number of cells is refused", () => {
  assert.throws(() => tableData(["a", "b"], [["x", 1], ["y"]]), { message: "table: row 2 has 1 cells, there are 2 columns" });
});

test("a notebook gets data, HTML and text; nothing in a cell is markup", () => {
  const bundle = tableBundle(tableData(["<b>", { tex: "x" }], [["<script>", 10], ["b", 2]]));
  assert.equal(bundle["text/plain"], "<b>        x\n<script>  10\nb          2");
  assert.match(bundle["text/html"] as string, /<td style="text-align:left">&#60;script&#62;<\/td>/);
  assert.match(bundle["text/html"] as string, /<th style="text-align:right">\$x\$<\/th>/);
});
