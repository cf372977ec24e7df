/** What the page is made of, against a golden file that a person has read: `UPDATE_GOLDEN=1 npm test -- golden` writes it anew. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stixTwoText } from "../../../src/figure/fonts.js";
import { drawFigures } from "../../../src/report/draw-figures.js";
import { writeHtml } from "../../../src/report/html/write-html.js";
import { goldenFile, isUpdate, keep } from "./golden.js";
import { goldenReport } from "./golden-report.js";
import { structureOf } from "./structure.js";

const report = goldenReport();
const drawn = drawFigures(report, stixTwoText);

test("every figure of the golden report is drawn", () => assert.deepEqual(drawn.problems, []));

test("the structure of the page", () => {
  const text = structureOf(writeHtml(drawn.report, { css: "" })), golden = goldenFile("page.txt")?.toString();
  if (golden !== text) keep("page.txt", text);
  if (!isUpdate) assert.equal(text, golden, "the page has changed: see .build/golden/page.txt; UPDATE_GOLDEN=1 takes it over");
});

test("a block that is lost, a number or a word that changes are seen", () => {
  const whole = structureOf(writeHtml(drawn.report, { css: "" }));
  const without = (change: (html: string) => string): string => structureOf(change(writeHtml(drawn.report, { css: "" })));
  assert.equal(without((html) => html), whole);
  for (const change of [(html: string) => html.replace(/<blockquote>[\s\S]*?<\/blockquote>/, ""), (html: string) => html.replace(">(2)<", ">(5)<"), (html: string) => html.replace("chain rule gives", "chain rule says"), (html: string) => html.replace('class="verdict fails"', 'class="verdict holds"')]) {
    assert.notEqual(without(change), whole);
  }
});
