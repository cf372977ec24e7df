/** The list of symbols as a table. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkChapters } from "../../src/report/check-chapters.js";
import { composeReport } from "../../src/report/compose.js";
import { glossaryBlocks } from "../../src/report/glossary.js";
import { textOf } from "../../src/report/walk.js";
import { notebook, prose } from "../notebook/notebooks.js";

function table(...texts: readonly string[]): readonly (readonly string[])[] {
  const notebooks = texts.map((text, k) => ({ path: `${k + 1}.ipynb`, notebook: notebook([prose(text)]), runs: [], seconds: 0 }));
  const front = { title: "T", subtitle: null, authors: [], date: null, language: "en", abstract: null };
  const { report } = composeReport({ front, notebooks, summary: [], appendix: [], readImage: () => ({ problem: "none" }) });
  const block = glossaryBlocks(checkChapters(notebooks), report.chapters, null)[1];
  return block?.kind === "table" ? [block.columns.map(({ head }) => textOf(head)), ...block.rows.map((row) => row.map(textOf))] : [];
}

const DECLARED = "Let $a, b \\in \\mathbb{R}^n$.";

test("chapters that say the same share a row; those that define a name by equations of their own do not", () => {
  assert.deepEqual(table(`${DECLARED}\n\n$$c = a + b \\tag{1}$$`, `${DECLARED}\n\n$$c = a - b \\tag{2}$$`), [
    ["symbol", "is in", "defined by", "chapters"],
    ["a", "\\mathbb{R}^{n}", "", "1, 2"],
    ["b", "\\mathbb{R}^{n}", "", "1, 2"],
    ["c", "", "(1)", "1"],
    ["c", "", "(2)", "2"],
  ]);
});

test("an equation with a label has the number that the page counts; a column with nothing in it is left out", () => {
  assert.deepEqual(table(`${DECLARED}\n\n$$f(a) = a^T b \\label{eq-f}$$`).at(-1), ["f", "", "(1)", "1"]);
  assert.deepEqual(table(DECLARED)[0], ["symbol", "is in", "chapters"]);
});
