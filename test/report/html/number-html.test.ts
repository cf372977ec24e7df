import assert from "node:assert/strict";
import { test } from "node:test";
import { numberHtml, powerHtml } from "../../../src/report/html/number-html.js";

test("a measured number is text, its power of ten raised", () => {
  assert.equal(numberHtml(7.1e-14), '<span class="power">7.1\u202f·\u202f10<sup>−14</sup></span>');
  assert.equal(numberHtml(0.24), "0.24");
  assert.equal(numberHtml(0), "0");
  assert.equal(numberHtml(null), "");
});

test("any other TeX stays a formula", () => {
  for (const tex of ["7 \\cdot 10^{k}", "x \\cdot 10^{2}", "10^{-3}"]) assert.equal(powerHtml(tex), null);
});
