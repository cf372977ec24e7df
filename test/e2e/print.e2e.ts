/** The page on paper: nothing scrolls there, so nothing may reach beyond the area that is printed. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import type { CheckedEquation } from "../../src/derivation/index.js";
import { writeHtml } from "../../src/report/html/write-html.js";
import type { Block } from "../../src/report/model.js";
import { read } from "../report/markdown/read.js";
import { SAMPLE } from "../report/pdf/sample-report.js";
import { launch, open } from "./browser.js";

const SUM = Array.from({ length: 30 }, (_, k) => `a_{${k}}`).join(" + ");
const WIDE = Array.from({ length: 16 }, (_, k) => `column ${k}`);
const verdict = { kind: "claim", tag: "1", verdict: "holds", steps: [], problems: [] } as unknown as CheckedEquation;
const BLOCKS: readonly Block[] = [
  { kind: "equation", tex: "a = b", number: "1", id: "eq-1", origin: null, verdicts: [verdict] },
  { kind: "equation", tex: `s = ${SUM}`, number: "2", id: "eq-2", origin: null, verdicts: [verdict] },
  ...read(`| ${WIDE.join(" | ")} |\n| ${WIDE.map(() => "---").join(" | ")} |\n| ${WIDE.join(" | ")} |`).blocks,
  { kind: "stream", name: "stdout", text: "x".repeat(300) },
  { kind: "listing", language: "", code: "y".repeat(300), tokens: [{ text: "y".repeat(300), scope: null }], origin: null },
];

const folder = mkdtempSync(join(tmpdir(), "backproof-print-"));
let browser: Browser;
before(async () => void (browser = await launch()));
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Where the area that is printed ends on A4, by the style sheet's @page. Points. */
const EDGE = ((210 - 20) / 25.4) * 72;

test("marks, long formulas, wide tables and long lines of code stand within the printed area", async () => {
  const file = join(folder, "page.html"), pdf = join(folder, "page.pdf");
  writeFileSync(file, writeHtml({ ...SAMPLE, chapters: [{ source: "1.ipynb", blocks: BLOCKS }], appendix: [] }, { css: readFileSync("report/theme/screen.css", "utf8") }));
  const { page, close } = await open(browser, file);
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  await close();
  const words = [...execFileSync("pdftotext", ["-bbox", pdf, "-"], { encoding: "utf8" }).matchAll(/xMax="([\d.]+)"[^>]*>([^<]*)</g)].map(([, right, text]) => ({ right: Number(right), text: text! }));
  assert.deepEqual(words.filter(({ right }) => right > EDGE + 0.5), []);
  const printed = words.map(({ text }) => text).join("");
  assert.equal(printed.split("✓").length - 1, 3, "the marks of two equations, and a claim's");
  for (const letter of ["x", "y"]) assert.equal(printed.replace(new RegExp(`[^${letter}]`, "g"), "").length >= 300, true, `all of the line of ${letter}`);
  assert.match(printed, /29.*column15/s);
});
