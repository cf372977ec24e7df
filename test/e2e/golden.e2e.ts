/** What the report looks like, against pictures that a person has seen: the page at three widths, light and dark, and every page of the PDF. `UPDATE_GOLDEN=1 npm run test:e2e -- golden` writes them anew. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { stixTwoText } from "../../src/figure/fonts.js";
import { drawFigures } from "../../src/report/draw-figures.js";
import { writeHtml } from "../../src/report/html/write-html.js";
import { paperFont, writePdf } from "../../src/report/pdf/index.js";
import { goldenFile, isUpdate, keep } from "../report/golden/golden.js";
import { goldenReport } from "../report/golden/golden-report.js";
import { launch, open } from "./browser.js";
import { difference, type Pixels, readPng, readPpm, reduced, writePng } from "./golden/pixels.js";

/** A square of this many pixels becomes one; so a golden picture weighs little and a letter's edge does not matter. */
const SIDE = { page: 5, pdf: 3 };
/** Another Chromium may set a line a little otherwise; a margin of a few pixels moves all that follows. */
const SHARE = 0.003;

const css = readFileSync("report/theme/screen.css", "utf8"), theme = readFileSync("report/theme/paper.typ", "utf8");
const report = goldenReport();

let folder: string;
let browser: Browser;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "backproof-golden-"));
  browser = await launch();
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function photographed(html: string, width: number, dark: boolean): Promise<Pixels> {
  const file = join(folder, "page.html");
  writeFileSync(file, html);
  const { page, close } = await open(browser, file, { width, dark });
  await page.evaluate("document.fonts.ready.then(() => {})");
  const png = await page.screenshot({ fullPage: true, animations: "disabled" });
  await close();
  return reduced(readPng(png), SIDE.page);
}

function printed(pdf: Uint8Array): readonly Pixels[] {
  const pages = mkdtempSync(join(folder, "pdf-"));
  writeFileSync(join(pages, "report.pdf"), pdf);
  execFileSync("pdftoppm", ["-r", "72", join(pages, "report.pdf"), join(pages, "page")], { stdio: "ignore" });
  return readdirSync(pages).filter((name) => name.endsWith(".ppm")).sort().map((name) => reduced(readPpm(readFileSync(join(pages, name))), SIDE.pdf));
}

/** The golden picture of that name is what is seen now; else the two are put side by side, with what differs in red. */
function compared(name: string, now: Pixels): void {
  const golden = goldenFile(name);
  if (golden === null) {
    keep(name, writePng(now));
    assert.ok(isUpdate, `there is no picture ${name} to compare with: UPDATE_GOLDEN=1 makes it`);
    return;
  }
  const { share, picture } = difference(readPng(golden), now);
  if (share > SHARE) assert.fail(`${(100 * share).toFixed(1)} % of ${name} differ: golden, now and difference in ${keep(name, writePng(picture))}; UPDATE_GOLDEN=1 takes it over`);
}

const html = (style = ""): string => writeHtml(drawFigures(report, stixTwoText).report, { css: css + style });

for (const width of [1400, 900, 375]) {
  for (const dark of [false, true]) {
    const look = dark ? "dark" : "light";
    test(`the page looks as it did: ${width} px, ${look}`, async () => compared(`page-${width}-${look}.png`, await photographed(html(), width, dark)));
  }
}

test("every page of the PDF looks as it did, and there are as many", async () => {
  const pages = printed(await writePdf(drawFigures(report, paperFont).report, { theme }));
  pages.forEach((page, k) => compared(`pdf-${k + 1}.png`, page));
  assert.equal(goldenFile(`pdf-${pages.length + 1}.png`), null, "a page is missing");
});

describe("a change is seen", { skip: isUpdate }, () => {
  const shareOf = (name: string, now: Pixels): number => difference(readPng(goldenFile(name)!), now).share;
  for (const [title, style] of [
    ["a wider margin between paragraphs", "p { margin-bottom: 1.1rem; }"],
    ["another colour of links and marks", ":root { --good: #a3231f; --link: #000; } .failure { background: none; }"],
    ["a narrower measure", ":root { --measure: 38rem; }"],
    ["equations out of the middle", ".equation { grid-template-columns: 0 auto 1fr; }"],
    ["a lost block", "blockquote { display: none; }"],
    ["a larger letter", "html { font-size: 115%; }"],
  ] as const) {
    test(title, async () => {
      const now = await photographed(html(style), 900, false);
      assert.ok(shareOf("page-900-light.png", now) > SHARE);
    });
  }

  for (const [title, from, to] of [
    ["another margin of the paper", "margin: (x: 26mm,", "margin: (x: 24mm,"],
    ["more air between lines", "leading: 0.62em, spacing: 0.95em", "leading: 0.7em, spacing: 0.95em"],
    ["failures without their ground", '{ rgb("#fdf1ef") }, stroke: (left: if expected', "{ none }, stroke: (left: if expected"],
  ] as const) {
    test(title, async () => {
      assert.ok(theme.includes(from));
      const pages = printed(await writePdf(drawFigures(report, paperFont).report, { theme: theme.replace(from, to) }));
      assert.ok(pages.some((page, k) => goldenFile(`pdf-${k + 1}.png`) === null || shareOf(`pdf-${k + 1}.png`, page) > SHARE));
    });
  }
});
