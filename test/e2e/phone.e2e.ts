/** The page in a window of 360 pixels: no formula is cut off, wide or in a text; what does not fit can be scrolled to. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { writeHtml } from "../../src/report/html/write-html.js";
import { read } from "../report/markdown/read.js";
import { SAMPLE } from "../report/pdf/sample-report.js";
import { launch, open } from "./browser.js";

const SUM = Array.from({ length: 12 }, (_, k) => `a_{${k}}`).join(" + ");
const MATRIX = `\\begin{pmatrix} ${Array.from({ length: 9 }, (_, k) => `x_{1${k}}`).join(" & ")} \\end{pmatrix}`;
const FORMULAS: readonly (readonly [title: string, markdown: string])[] = [
  ["a short display", "$$a = b \\tag{1}$$"],
  ["a long display with a number", `$$s = ${SUM} \\tag{1}$$`],
  ["a matrix", `$$X = ${MATRIX} \\tag{1}$$`],
  ["a derivation with reasons", `$$\\begin{aligned} s &= ${SUM} && \\text{by the definition of the sum} \\\\ &= b && \\text{since all of them add up to b} \\end{aligned} \\tag{1}$$`],
  ["a long formula in a text", `We add $s = ${SUM}$ and go on.`],
  ["a formula in a text that cannot be broken", `We take $X = ${MATRIX}$ and go on.`],
  ["a formula in a list", `- We add $s = ${SUM}$.\n  1. And $X = ${MATRIX}$.`],
  ["a formula in a table", `| a | b |\n| --- | --- |\n| $${SUM}$ | $${SUM}$ |`],
];

const css = readFileSync("report/theme/screen.css", "utf8");
const folder = mkdtempSync(join(tmpdir(), "backproof-phone-"));
let browser: Browser;
before(async () => void (browser = await launch()));
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Formulas that reach beyond the window or beyond what hides them, and cannot be scrolled to; and the width of the page, if it is not the window's. */
const CUT_OFF = `(() => {
  const reach = (formula) => {
    const right = Math.max(...[...formula.querySelectorAll("*")].map((each) => each.getBoundingClientRect().right));
    for (let at = formula; at !== null; at = at.parentElement) {
      const overflow = getComputedStyle(at).overflowX;
      if (overflow === "auto" || overflow === "scroll") return null;
      if (overflow !== "visible" && at.getBoundingClientRect().right < right - 1) return formula.textContent;
    }
    return right > innerWidth + 1 ? formula.textContent : null;
  };
  const wide = document.documentElement.scrollWidth === innerWidth ? [] : ["a page of " + document.documentElement.scrollWidth];
  return [...[...document.querySelectorAll("main .katex-html")].map(reach).filter((each) => each !== null).map(() => "a formula"), ...wide];
})()`;

async function cutOff(markdown: string, style: string): Promise<readonly string[]> {
  const file = join(folder, "page.html");
  writeFileSync(file, writeHtml({ ...SAMPLE, chapters: [{ source: "1.ipynb", blocks: read(markdown).blocks }], appendix: [] }, { css: style }));
  const { page, close } = await open(browser, file, { width: 360 });
  const found = await page.evaluate<readonly string[]>(CUT_OFF);
  await close();
  return found;
}

for (const [title, markdown] of FORMULAS) test(`on a phone nothing is cut off: ${title}`, async () => assert.deepEqual(await cutOff(markdown, css), []));

test("a formula that is cut off is found out", async () => {
  const [, long] = FORMULAS[1]!;
  assert.deepEqual(await cutOff(long, `${css} .equation .formula { overflow-x: hidden !important; } .katex { font-size: 2em !important; }`), ["a formula"]);
  assert.deepEqual((await cutOff(long, "")).length > 0, true, "without the theme");
});

test("a long display takes of the empty margin on a wide page, and on a phone scrolls in letters that can be read", async () => {
  const file = join(folder, "page.html");
  const terms = Array.from({ length: 24 }, (_, k) => `a_{${k}}`).join(" + ");
  writeFileSync(file, writeHtml({ ...SAMPLE, chapters: [{ source: "1.ipynb", blocks: read(`$$s = ${terms} \\tag{1}$$`).blocks }], appendix: [] }, { css }));
  const seen = async (width: number): Promise<{ readonly size: number; readonly scrolls: boolean; readonly page: number }> => {
    const { page, close } = await open(browser, file, { width });
    await page.evaluate("document.fonts.ready.then(() => undefined)");
    const found = await page.evaluate<{ readonly size: number; readonly scrolls: boolean; readonly page: number }>(`(() => { const formula = document.querySelector(".equation .formula"); return { size: parseFloat(formula.style.fontSize), scrolls: formula.scrollWidth > formula.clientWidth + 3, page: document.documentElement.scrollWidth }; })()`);
    await close();
    return found;
  };
  const wide = await seen(1400), phone = await seen(360);
  assert.ok(!wide.scrolls && wide.size >= 0.84 && wide.page === 1400, JSON.stringify(wide));
  assert.ok(phone.scrolls && phone.size === 0.85 && phone.page === 360, JSON.stringify(phone));
});
