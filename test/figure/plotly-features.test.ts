/** Each feature of plotly that reports use is drawn, or refused by its name; that it looks as in a browser is tried in test/e2e/figures.e2e.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stixTwoText } from "../../src/figure/fonts.js";
import { renderFigure } from "../../src/figure/render-figure.js";
import { FEATURES, REFUSED } from "./plotly-features.js";

const draw = (figure: unknown): string => renderFigure(figure, { font: stixTwoText });
const plain = (svg: string): string => svg.replace(/<(?!\/?tspan)[^>]*>/g, "\n");

for (const [feature, texts, figure] of FEATURES) {
  test(`drawn: ${feature}`, () => {
    const svg = draw(figure), shown = plain(svg);
    for (const text of texts) assert.ok(shown.includes(text), `${text} is not in the picture`);
    // Axes and grid are grey.
    const isColoured = [...svg.matchAll(/rgb\((\d+), (\d+), (\d+)\)/g)].some(([, red, green, blue]) => red !== green || green !== blue);
    assert.ok(isColoured || svg.includes("<image"), "no trace is in the picture");
    assert.doesNotMatch(svg, /NaN|undefined|<script/);
  });
}

for (const type of REFUSED) {
  test(`refused by name: ${type}`, () => {
    assert.throws(() => draw({ data: [{ type }] }), { name: "FigureError", message: `trace 1 of the figure has the type "${type}", which cannot be drawn without a browser; possible are scatter, bar, box, heatmap, histogram, histogram2d, histogram2dcontour, image, pie, contour, scatterternary, violin` });
  });
}

test("an image is its pixels; one without, or of another colour model, is refused by name", () => {
  const image = (more: object): unknown => ({ data: [{ type: "image", ...more }] });
  assert.match(draw(image({ z: [[[255, 0, 0], [0, 255, 0]]] })), /<image[^>]* (xlink:)?href="data:image\/png;base64,/);
  assert.throws(() => draw(image({ source: "data:image/png;base64,AAAA" })), { message: 'trace 1 of the figure is an image without pixels; an image is { type: "image", z: [[[red, green, blue], …], …] }' });
  assert.throws(() => draw(image({ colormodel: "hsl", z: [[[1, 2, 3]]] })), { message: 'trace 1 of the figure has the colour model "hsl", which cannot be drawn; possible are rgb, rgba, rgba256' });
});
