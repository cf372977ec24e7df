import { test } from "node:test";
import assert from "node:assert/strict";
import { describeFigure } from "../../src/report/describe-figure.js";

test("traces, sizes and axes are named", () => {
  const figure = { data: [{ type: "heatmap", z: [[1, 2, 3], [4, 5, 6]] }, { name: "central", y: [1, 2] }], layout: { xaxis: { title: { text: "step h" } }, yaxis: { title: "error" } } };
  assert.equal(describeFigure({ kind: "plotly", figure }, undefined), 'Plot of heatmap with 2 by 3 values, from 1 to 6; scatter "central" with 2 points, from 1 to 2. Axes: step h and error.');
});

test("labels are said without their dollars, what is no number has no range", () => {
  const figure = { data: [{ type: "bar", name: "loss $L$", y: ["a", null] }], layout: { xaxis: { title: "step $h_i$" }, yaxis: { title: "$\\unknown$" } } };
  assert.equal(describeFigure({ kind: "plotly", figure }, undefined), 'Plot of bar "loss L" with 2 points. Axes: step h sub i and $\\unknown$.');
});

test("a picture has nothing to tell but its caption", () => {
  const raster = { kind: "raster", mime: "image/png", base64: "" } as const;
  assert.equal(describeFigure(raster, "A pixel."), "A pixel.");
  assert.equal(describeFigure(raster, undefined), "Picture without a description.");
});
