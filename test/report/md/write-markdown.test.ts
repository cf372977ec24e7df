/** A report as Markdown: what is written, and that the reader of our own Markdown reads the same text in it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { writeMarkdown } from "../../../src/report/md/write-markdown.js";
import { readMarkdown } from "../../../src/report/markdown/read-markdown.js";
import { SAMPLE } from "../pdf/sample-report.js";

const files = writeMarkdown(SAMPLE);
const md = String(files[0]!.content);

test("the text, and the figures as files", () => {
  assert.deepEqual(files.map(({ name }) => name), ["report.md", "figures/figure-1.svg", "figures/image-3220fc78.png"]);
  assert.match(md, /!\[A grey box\]\(figures\/figure-1\.svg\)\n\n\*\*Figure 1\.\*\* A figure\./);
});

test("numbers, references, tables, notes", () => {
  assert.match(md, /<a id="eq-7"><\/a>\n\n\$\$\n\\frac\{dL\}\{dx\} = \\mathbf\{W\}\^T \\frac\{dL\}\{dy\} \\tag\{7\}\n\$\$/);
  assert.match(md, /a reference to \[equation \(7\)\]\(#eq-7\)/);
  assert.match(md, /\*\*Table 1\.\*\* A caption\.\n\n\| name \| \$n\$ \|\n\| :-- \| --: \|\n\| \$\\frac\{dL\}\{dx\}\$ \| 1 \|/);
  assert.match(md, /A note\[\^1\] and[^]*\n\[\^1\]: At the foot\.\n$/);
  assert.match(md, /^- 9 of 9|- ✓ 9 of 9 gradient checks hold\n- ✗ 1 of 4 cells failed$/m);
});

test("text that looks like markup is text when it is read again, with dashes and quotation marks of print", () => {
  const { blocks } = readMarkdown(md, { origin: { notebook: "report.md", cell: 0 }, macros: new Map(), readImage: (source) => ({ source }) });
  const hostile = blocks.find((block) => block.kind === "paragraph" && JSON.stringify(block).includes("Nor this"));
  assert.deepEqual(hostile, { kind: "paragraph", leadsIn: false, children: [{ kind: "text", text: 'Nor this: #let x = 1; [a] {b} “c” \\ // comment /* here */ `raw` @ref – ~ \u0007 = end' }] });
});

test("a course and affiliations stand at the front", () => {
  const authors = [{ name: "A", affiliations: ["U"] }, { name: "B", affiliations: ["V"], id: "7" }];
  const md = String(writeMarkdown({ ...SAMPLE, authors, course: { name: "Deep Learning", assignment: "Assignment 1" } })[0]!.content);
  assert.match(md, /^Deep Learning · Assignment 1 · May 2022\n\n# A sample/);
  assert.match(md, /\n\nA<sup>1<\/sup>, B<sup>2<\/sup> \(7\)\n\n<sup>1<\/sup> U {2}\n<sup>2<\/sup> V\n\n/);
});
