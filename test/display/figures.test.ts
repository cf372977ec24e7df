import { test } from "node:test";
import assert from "node:assert/strict";
import { heatmap, scatterAgreement } from "../../src/display/figures.js";
import { drawable } from "../../src/figure/supported.js";
import { matrix } from "../../src/layers/index.js";

test("a heatmap has row 1 on top and counts from 1", () => {
  const { data, layout } = heatmap([[1, 2, 3], [4, 5, 6]], { rowTitle: "output i" });
  assert.deepEqual([data[0]!["x"], data[0]!["y"], data[0]!["z"]], [[1, 2, 3], [1, 2], [[1, 2, 3], [4, 5, 6]]]);
  assert.equal((layout!["yaxis"] as { autorange?: string }).autorange, "reversed");
});

test("a matrix of the layers module is taken as it is", () => {
  assert.deepEqual(heatmap(matrix([[1, 2], [3, 4]])).data[0]!["z"], [[1, 2], [3, 4]]);
});

test("entries of both signs get a scale centred at zero, others do not", () => {
  const scale = (rows: readonly (readonly number[])[]): unknown => [heatmap(rows).data[0]!["zmin"], heatmap(rows).data[0]!["zmax"]];
  assert.deepEqual(scale([[-3, 1]]), [-3, 3]);
  assert.deepEqual(scale([[0, 1]]), [undefined, undefined]);
});

test("entries are written into a small matrix, not into a large one", () => {
  const notes = (size: number): number => (heatmap(Array.from({ length: size }, () => Array.from({ length: size }, () => 1))).layout!["annotations"] as unknown[]).length;
  assert.deepEqual([notes(3), notes(20)], [9, 0]);
});

test("an entry is white on a dark cell and dark on a light one, whatever the scale", () => {
  const colours = (row: readonly number[]): unknown => (heatmap([row]).layout!["annotations"] as readonly { readonly font: { readonly color: string } }[]).map(({ font }) => font.color);
  const [white, dark] = ["#ffffff", "#222222"];
  assert.deepEqual(colours([0, 1, 4]), [white, white, dark], "from violet to yellow");
  assert.deepEqual(colours([-4, 0, 4]), [white, dark, white], "from blue over white to red");
  assert.deepEqual(colours([-3, -2]), [white, dark], "all of one sign");
});

test("cells of a large matrix touch", () => {
  const gap = (rows: number, columns: number): unknown => heatmap(Array.from({ length: rows }, () => Array.from({ length: columns }, () => 1))).data[0]!["xgap"];
  assert.deepEqual([gap(6, 6), gap(20, 30), gap(60, 80), gap(4, 200)], [1, 1, 0, 0]);
});

test("agreement: the diagonal spans all points, each gradient is a trace", () => {
  const figure = scatterAgreement([{ name: "x", analytic: [[1, 5]], numerical: [[1, 5]] }, { name: "W", analytic: [[-2]], numerical: [[-1]] }]);
  assert.deepEqual(figure.data.map((trace) => [trace["name"], trace["x"], trace["y"]]), [["equal", [-2, 5], [-2, 5]], ["x", [1, 5], [1, 5]], ["W", [-2], [-1]]]);
  assert.doesNotThrow(() => drawable(figure));
});
