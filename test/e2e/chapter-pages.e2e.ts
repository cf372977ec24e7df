/** Pages by chapter in a real browser: a figure moves with the plotly that lies beside them, and their policy lets nothing else run. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { stixTwoText } from "../../src/figure/fonts.js";
import { drawFigures } from "../../src/report/draw-figures.js";
import { writeChapterPages } from "../../src/report/html/write-chapter-pages.js";
import type { Block, Report } from "../../src/report/model.js";
import { writeFiles } from "../../src/report/output-files.js";
import { paragraph, SAMPLE } from "../report/pdf/sample-report.js";
import { launch, open } from "./browser.js";

const heading: Block = { kind: "heading", level: 1, number: "1", id: "plotly-bundle", children: [{ kind: "text", text: "A label like the bundle's id" }] };
const figure: Block = { kind: "figure", id: "f", number: "1", caption: [], alt: "a line", picture: { kind: "plotly", figure: { data: [{ x: [1, 2], y: [1, 2] }], layout: {} } } };
const REPORT: Report = { ...SAMPLE, chapters: [{ source: "notebooks/1-one.ipynb", blocks: [heading, paragraph("PLACE"), figure] }], appendix: [] };

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "backproof-pages-"));
const files = writeChapterPages(drawFigures(REPORT, stixTwoText).report, { css: "" });
const html = String(files.find(({ name }) => name === "1-one.html")!.content);
before(async () => {
  browser = await launch();
  writeFiles(folder, files);
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

test("a click loads plotly from beside the page, opened from the disk", async () => {
  const { page, requests, errors, close } = await open(browser, join(folder, "1-one.html"));
  assert.deepEqual(requests, [], "nothing is loaded before");
  await page.locator("button.interactive").click();
  await page.locator(".js-plotly-plot .main-svg").first().waitFor({ timeout: 20_000 });
  assert.deepEqual(requests, [`file://${join(folder, "plotly.min.js")}`]);
  assert.deepEqual(errors, []);
  await close();
});

test("a page that was sent without its folder keeps the still figure and says what is missing", async () => {
  const alone = mkdtempSync(join(folder, "alone-"));
  writeFileSync(join(alone, "1-one.html"), html);
  const { page, close } = await open(browser, join(alone, "1-one.html"));
  await page.locator("button.interactive").click();
  await page.getByText("Interactive view failed: plotly.min.js is not beside this page").waitFor({ timeout: 20_000 });
  assert.ok(await page.locator("figure .picture").isVisible());
  await close();
});

const RUN = "window.__ran=1";
const PAST_US: readonly (readonly [title: string, html: string])[] = [
  ["a script", `<script>${RUN}</script>`],
  ["a handler", `<img src="data:image/png;base64,AAAA" onerror="${RUN}">`],
  ["a script as data", `<script src="data:text/javascript,${RUN}"></script>`],
  ["a script from elsewhere", '<script src="https://attacker.example/x.js"></script>'],
  ["a file beside the page", '<script src="beside.js"></script>'],
  ["plotly's file, named by the page", '<script src="plotly.min.js"></script>'],
];
for (const [title, past] of PAST_US) {
  test(`the policy of the page stops what would be in it: ${title}`, async () => {
    writeFileSync(join(folder, "beside.js"), RUN);
    writeFileSync(join(folder, "past.html"), html.replace("PLACE", past));
    const { page, requests, stopped, close } = await open(browser, join(folder, "past.html"));
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate("'__ran' in window || 'Plotly' in window"), false);
    assert.deepEqual(requests.filter((url) => !stopped.includes(url)), []);
    await close();
  });
}
