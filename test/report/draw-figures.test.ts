import { test } from "node:test";
import assert from "node:assert/strict";
import { drawFigures } from "../../src/report/draw-figures.js";
import { paperFont } from "../../src/report/pdf/index.js";
import type { Block, Picture } from "../../src/report/model.js";
import { SAMPLE } from "./pdf/sample-report.js";

const figure = (picture: Picture): Block => ({ kind: "figure", number: "1", id: "fig-a", caption: [], alt: "", picture });
const drawn = (...pictures: readonly Picture[]) => {
  const { report, problems } = drawFigures({ ...SAMPLE, chapters: [{ source: "1.ipynb", blocks: pictures.map(figure) }], appendix: [] }, paperFont);
  return { blocks: report.chapters[0]!.blocks, problems };
};

test("a plotly figure is drawn in the face of the medium", () => {
  const { blocks, problems } = drawn({ kind: "plotly", figure: { data: [{ type: "scatter", x: [1, 2], y: [3, 4] }] } });
  assert.deepEqual(problems, []);
  assert.match(JSON.stringify(blocks[0]), /"kind":"drawn","svg":"<svg[^]*New Computer Modern/);
});

test("what cannot be drawn is a failure in its place, and told", () => {
  const { blocks, problems } = drawn({ kind: "plotly", figure: { data: [{ type: "surface" }] } }, { kind: "svg", svg: "no picture" });
  const messages = [
    'trace 1 of the figure has the type "surface", which cannot be drawn without a browser; possible are scatter, bar, box, heatmap, histogram, histogram2d, histogram2dcontour, image, pie, contour, scatterternary, violin',
    "the picture is no SVG: there is no <svg> in it",
  ];
  assert.deepEqual(problems, messages.map((message) => ({ where: "1.ipynb", message })));
  assert.deepEqual(blocks, messages.map((message) => ({ kind: "failure", title: "Figure cannot be drawn", message, excerpt: null, where: "1.ipynb" })));
});

test("ids of two pictures in one page differ", () => {
  const svg = '<svg><defs><clipPath id="a"><rect/></clipPath></defs><rect clip-path="url(#a)"/></svg>';
  const { blocks } = drawn({ kind: "svg", svg }, { kind: "svg", svg });
  const ids = blocks.map((block) => /id="([^"]+)"/.exec(block.kind === "figure" && block.picture.kind === "drawn" ? block.picture.svg : "")?.[1]);
  assert.match(String(ids[0]), /^p[\da-f]{8}-1$/);
  assert.equal(ids[1], ids[0]!.replace(/1$/, "2-1"));
});

test("a picture keeps its ids, and is not drawn again, when another one comes before it", () => {
  const svg = (id: string): Picture => ({ kind: "svg", svg: `<svg><defs><clipPath id="${id}"><rect/></clipPath></defs></svg>` });
  const pictureOf = (block: Block | undefined): unknown => block?.kind === "figure" && block.picture;
  const [alone, [other, after]] = [drawn(svg("a")).blocks, drawn(svg("b"), svg("a")).blocks];
  assert.deepEqual(pictureOf(after), pictureOf(alone[0]));
  assert.notDeepEqual(pictureOf(other), pictureOf(after));
});
