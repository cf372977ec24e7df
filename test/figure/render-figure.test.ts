import { test } from "node:test";
import assert from "node:assert/strict";
import type { PlotlyFigure } from "../../src/figure/figure.js";
import { stixTwoText } from "../../src/figure/fonts.js";
import { renderFigure } from "../../src/figure/render-figure.js";
import { drawable } from "../../src/figure/supported.js";

const font = stixTwoText;
const x = [1, 2, 3], y = [2, 1, 4], z = [[1, 2], [3, 4]];

/** One figure of each kind of trace that can be drawn. */
const FIGURES: { readonly [type: string]: PlotlyFigure["data"] } = {
  scatter: [{ type: "scatter", mode: "lines+markers", name: "a", x, y }, { type: "scatter", name: "b", x, y: [1, 2, 3] }],
  bar: [{ type: "bar", x: ["a", "b", "c"], y }],
  box: [{ type: "box", y: [1, 2, 3, 4, 9] }],
  violin: [{ type: "violin", y: [1, 2, 3, 4, 9] }],
  histogram: [{ type: "histogram", x: [1, 1, 2, 3, 3, 3] }],
  histogram2d: [{ type: "histogram2d", x: [1, 1, 2], y: [1, 2, 2] }],
  heatmap: [{ type: "heatmap", z }],
  contour: [{ type: "contour", z }],
  pie: [{ type: "pie", values: [1, 2], labels: ["a", "b"] }],
  scatterternary: [{ type: "scatterternary", a: [1, 2], b: [2, 1], c: [1, 1], mode: "markers" }],
};

test("every kind of trace that is promised is drawn, and nothing in the picture is active", () => {
  for (const [type, data] of Object.entries(FIGURES)) {
    const svg = renderFigure({ data }, { font });
    assert.match(svg, /^<svg [^>]*viewBox="0 0 640 352"/, type);
    assert.match(svg, /<(path|rect|circle|image)/, type);
    assert.doesNotMatch(svg, /<script|\son\w+=|https?:\/\/(?!www\.w3\.org)|NaN|undefined/, type);
  }
});

test("the same figure gives the same bytes", () => {
  const draw = (): string => renderFigure({ data: FIGURES["scatter"]! }, { font });
  assert.equal(draw(), draw());
});

test("names are those of XML, so that a picture also stands alone", () => {
  const svg = renderFigure({ data: FIGURES["heatmap"]! }, { font });
  assert.match(svg, /<linearGradient [^>]*id=/);
  assert.doesNotMatch(svg, /<(lineargradient|clippath)/);
});

test("axes, legend and labels are there, LaTeX in them translated", () => {
  const svg = renderFigure({ data: FIGURES["scatter"]!, layout: { xaxis: { title: { text: "step $h$" } } } }, { font });
  assert.match(svg, /step/);
  assert.match(svg, />a<\/text>[\s\S]*>b<\/text>/);
});

test("the figure that is handed in is not changed", () => {
  const figure = { data: structuredClone(FIGURES["scatter"]!), layout: { xaxis: { title: { text: "$h$" } } } };
  const before = structuredClone(figure);
  renderFigure(figure, { font });
  assert.deepEqual(figure, before);
});

test("what is no figure is refused before anything is drawn", () => {
  const rows: readonly (readonly [figure: unknown, message: string])[] = [
    [null, "a figure is { data: [trace, …], layout }; this one has no list `data`"],
    [{ data: {} }, "a figure is { data: [trace, …], layout }; this one has no list `data`"],
    [{ data: [], layout: [] }, "a figure's `layout` must be an object"],
    [{ data: [3] }, 'trace 1 of the figure is 3; a trace is an object such as { type: "scatter", x, y }'],
    [{ data: [{}, { type: "scatter3d" }] }, 'trace 2 of the figure has the type "scatter3d", which cannot be drawn without a browser; possible are scatter, bar, box, heatmap, histogram, histogram2d, histogram2dcontour, image, pie, contour, scatterternary, violin'],
  ];
  for (const [figure, message] of rows) assert.throws(() => drawable(figure), { name: "FigureError", message });
});

test("scattergl is drawn as scatter", () => {
  assert.deepEqual(drawable({ data: [{ type: "scattergl", x, y }] }), { data: [{ type: "scatter", x, y }] });
});
