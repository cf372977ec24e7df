/** Numbers and marks of rows in a real browser: each beside its row, wide and narrow; the evidence opens below the row. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import type { CheckedEquation } from "../../src/derivation/index.js";
import { writeHtml } from "../../src/report/html/write-html.js";
import type { Block } from "../../src/report/model.js";
import { SAMPLE } from "../report/pdf/sample-report.js";
import { launch, open } from "./browser.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-rows-"));
let browser: Browser;
before(async () => void (browser = await launch()));
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const verdict = (tag: string): CheckedEquation => ({ id: tag, tag, cell: 0, line: 1, column: 1, latex: "a", kind: "claim", verdict: "holds", steps: [], problems: [] });
const rows = [{ number: "1", id: "eq-1" }, { number: null, id: null }, { number: "2", id: "eq-2" }];
const display = (tex: string): Block => ({ kind: "equation", tex, number: "1, 2", id: "eq-1", rows, origin: null, verdicts: [verdict("1"), verdict("2")] });

const DISPLAYS = [
  ["short", "\\begin{aligned} a &= b \\\\ &= \\frac{\\sum_{k=1}^{n} c_k}{d} \\\\ e &= f \\end{aligned}"],
  ["with reasons", "\\begin{aligned} a &= b && \\text{by the definition of what stands on the left of it} \\\\ &= \\frac{c}{d} \\\\ e &= f && \\text{so that it holds} \\end{aligned}"],
  ["without columns", "\\begin{gathered} a = b \\\\ c = d \\\\ e = \\frac{f}{g} \\end{gathered}"],
  ["wide", `\\begin{aligned} a &= ${"b + ".repeat(40)} c \\\\ &= d \\\\ e &= f \\end{aligned}`],
] as const;

/** Of each row that has a number: the middle of its number and of its mark, top and bottom of its formula. */
const PLACES = `(() => {
  const box = (element) => element.getBoundingClientRect(), middle = (element) => (box(element).top + box(element).bottom) / 2;
  const numbers = [...document.querySelectorAll(".rows > .number")], marks = [...document.querySelectorAll(".rows > .verdict > summary")];
  const starts = [...document.querySelectorAll(".lines > .l, .lines > .c")], formulas = [starts[0], starts[2]].map((each) => [each, each.nextElementSibling?.matches(".r, .said") ? each.nextElementSibling : each]);
  return { width: document.documentElement.scrollWidth, rows: numbers.map((number, k) => ({ number: middle(number), mark: middle(marks[k]), top: Math.min(...formulas[k].map((each) => box(each).top)), bottom: Math.max(...formulas[k].map((each) => box(each).bottom)) })) };
})()`;

interface Places {
  readonly width: number;
  readonly rows: readonly { readonly number: number; readonly mark: number; readonly top: number; readonly bottom: number }[];
}

for (const [title, tex] of DISPLAYS) for (const width of [1280, 800, 380]) test(`${title}, ${width} pixels wide`, async () => {
  const file = join(folder, "report.html");
  writeFileSync(file, writeHtml({ ...SAMPLE, chapters: [{ source: "a.ipynb", blocks: [display(tex)] }], appendix: [] }, { css: readFileSync("report/theme/screen.css", "utf8") }));
  const { page, close } = await open(browser, file, { width });
  try {
    const { rows: places, width: scrolled } = await page.evaluate<Places>(PLACES);
    assert.equal(scrolled, width);
    assert.equal(places.length, 2);
    for (const { number, mark, top, bottom } of places) {
      assert.ok(Math.abs(number - mark) < 3, `number at ${number}, mark at ${mark}`);
      assert.ok(number > top && number < bottom && Math.abs(number - (top + bottom) / 2) < 12, `number at ${number}, row from ${top} to ${bottom}`);
    }
    await page.locator(".rows > .verdict > summary").first().click();
    const evidence = (await page.locator(".rows > .verdict[open] .evidence").boundingBox())!;
    assert.ok(evidence.y >= places[0]!.bottom - 6 && evidence.width > 250, JSON.stringify(evidence));
  } finally {
    await close();
  }
});
