import { test } from "node:test";
import assert from "node:assert/strict";
import { describeFigure } from "../../src/report/describe-figure.js";

test("traces, sizes and axes are named", () => {
  const figure = { data: [{ type: "heatmap", z: [[1, 2, 3], [4, 5, 6]] }, { name: "central", y: [1, 2] }], layout: { xaxis: { title: { text: "step h" } }, yaxis: { title: "error" } } };
  assert.equal(describeFigure({ kind: "plotly", figure }, undefined), 'Plot of heatmap with 2 by 3 values; scatter "central" with 2 points. Axes: step h and error.');
});

test("a picture has nothing to tell but its caption", () => {
  const raster = { kind: "raster", mime: "image/png", base64: "" } as const;
  assert.equal(describeFigure(raster, "A pixel."), "A pixel.");
  assert.equal(describeFigure(raster, undefined), "Picture without a description.");
});
