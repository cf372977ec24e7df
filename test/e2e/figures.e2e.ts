/** The figures that are drawn without a browser look as plotly draws them in one. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { stixTwoText } from "../../src/figure/fonts.js";
import { renderFigure } from "../../src/figure/render-figure.js";
import { drawable } from "../../src/figure/supported.js";
import { themed } from "../../src/figure/theme.js";
import { FEATURES } from "../figure/plotly-features.js";
import { launch } from "./browser.js";

const require = createRequire(import.meta.url);
let browser: Browser, page: Page;
before(async () => {
  browser = await launch();
  page = await browser.newPage();
  // plotly measures its labels: in the face that the figure names, whatever faces the machine has
  const face = readFileSync(require.resolve("@fontsource/stix-two-text/files/stix-two-text-latin-400-normal.woff2")).toString("base64");
  await page.setContent(`<style>@font-face{font-family:"STIX Two Text";src:url(data:font/woff2;base64,${face}) format("woff2")}</style><div id="place"></div>`);
  await page.evaluate(`document.fonts.load('14px "STIX Two Text"')`);
  await page.addScriptTag({ content: readFileSync(require.resolve("plotly.js-cartesian-dist-min"), "utf8") });
});
after(() => browser.close());

/** Shares of ink in 32 by 18 fields of two pictures, and how far they are from each other at most and on average. */
const compare = (ours: string, figure: unknown): Promise<{ readonly mean: number; readonly worst: number }> =>
  page.evaluate(`(async () => {
    const [ours, figure] = ${JSON.stringify([ours, figure]).replace(/</g, "\\u003c")};
    await Plotly.newPlot("place", figure.data, figure.layout, { staticPlot: true });
    const theirs = decodeURIComponent((await Plotly.toImage("place", { format: "svg", width: figure.layout.width, height: figure.layout.height })).replace(/^[^,]*,/, ""));
    const fields = async (svg) => {
      const image = new Image();
      image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
      const context = canvas.getContext("2d");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, 640, 360);
      context.drawImage(image, 0, 0, 640, 360);
      const { data } = context.getImageData(0, 0, 640, 360);
      const sums = new Float64Array(3 * 32 * 18);
      for (let p = 0; p < 640 * 360; p++) for (let c = 0; c < 3; c++) sums[3 * (Math.floor(p / 640 / 20) * 32 + Math.floor((p % 640) / 20)) + c] += data[4 * p + c] / 255 / 400;
      return sums;
    };
    const [a, b] = [await fields(ours), await fields(theirs)];
    const far = a.map((value, k) => Math.abs(value - b[k]));
    return { mean: far.reduce((sum, each) => sum + each, 0) / far.length, worst: Math.max(...far) };
  })()`);

const ours = (figure: unknown): string => renderFigure(figure, { font: stixTwoText });

for (const [feature, , figure] of FEATURES) {
  test(`looks as in Chromium: ${feature}`, async () => {
    const { mean, worst } = await compare(ours(figure), themed(drawable(figure), stixTwoText));
    assert.ok(mean < 0.012 && worst < 0.3, `fields differ by ${mean.toFixed(4)} on average, ${worst.toFixed(3)} at most`);
  });
}

test("a picture that lacks a trace, or has another value, is found out", async () => {
  const [, , figure] = FEATURES.find(([feature]) => feature === "bar")!;
  const whole = themed(drawable(figure), stixTwoText);
  const without = await compare(ours({ ...figure, data: figure.data.slice(0, 1) }), whole);
  const changed = await compare(ours({ ...figure, data: [{ ...figure.data[0], y: [5, 5, 2] }, ...figure.data.slice(1)] }), whole);
  for (const { worst } of [without, changed]) assert.ok(worst > 0.3, String(worst));
});
