import assert from "node:assert/strict";
import { test } from "node:test";
import { markdownMaths } from "../../../src/report/md/maths.js";

const CASES: readonly (readonly [tex: string, markdown: string | null])[] = [
  ["a < b \\le c", "a < b \\le c"],
  ["a<b", "a< b"],
  ["\\text{</b>}", "\\text{< /b>}"],
  ["\\langle a<1", "\\langle a<1"],
  ["\\href{https://example.org}{x}", null],
  ["\\hrefs", "\\hrefs"],
  ["\\htmlData{a=1}{x}", null],
  ["\\hbar \\url{x}", null],
];
for (const [tex, markdown] of CASES) test(`${tex} in Markdown: ${markdown ?? "its source"}`, () => assert.equal(markdownMaths(tex), markdown));
