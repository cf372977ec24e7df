/** Numbers beside the rows of a display: read, told of verdicts, and written in every format. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { CheckedEquation } from "../../src/derivation/index.js";
import { displayRows, judgedRows, markedRows } from "../../src/report/display-rows.js";
import { derivationHtml } from "../../src/report/html/derivation-lines.js";
import { writeHtml } from "../../src/report/html/write-html.js";
import { writeLatex } from "../../src/report/latex/write-latex.js";
import { writeMarkdown } from "../../src/report/md/write-markdown.js";
import type { Block, Report } from "../../src/report/model.js";
import { numberPieces } from "../../src/report/number.js";
import { compile, typstSource } from "../../src/report/pdf/index.js";
import { read } from "./markdown/read.js";
import { SAMPLE } from "./pdf/sample-report.js";

const theme = readFileSync("report/theme/paper.typ", "utf8");
const numbers = (tex: string): readonly (string | null)[] | null => displayRows(tex)?.map(({ number }) => number) ?? null;

for (const [title, tex, expected] of [
  ["each row its own", "\\begin{aligned} a &= b \\tag{8} \\\\ c &= d \\tag{9} \\end{aligned}", ["8", "9"]],
  ["one of two", "\\begin{aligned} a &= b \\\\ &= d \\tag{9} \\end{aligned}.", [null, "9"]],
  ["lines without columns", "\\begin{gathered} a = b \\tag{8} \\\\ c = d \\tag{9} \\\\ \\end{gathered}", ["8", "9"]],
  ["one row", "\\begin{aligned} a &= b \\tag{8} \\end{aligned}", null],
  ["a tag behind the rows", "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned} \\tag{8}", null],
  ["two tags in a row", "\\begin{aligned} a &= b \\tag{8} \\tag{9} \\\\ c &= d \\end{aligned}", null],
  ["a row that is a tag alone", "\\begin{aligned} a &= b \\\\ \\tag{8} \\end{aligned}", null],
  ["something beside the rows", "f = \\left\\{ \\begin{aligned} a &= b \\tag{8} \\\\ c &= d \\end{aligned} \\right.", null],
  ["no tags", "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}", null],
] as const) test(`numbers of rows: ${title}`, () => assert.deepEqual(numbers(tex), expected));

const numbered = (markdown: string): Block => numberPieces([{ origin: { notebook: "a.ipynb", cell: 0 }, blocks: read(markdown).blocks }]).pieces[0]!.blocks[0]!;
const ALIGN = "\\begin{align}\na &= b && \\text{why} \\tag{8} \\\\\n  &= c \\\\\nd &= e \\tag{9}\n\\end{align}";

test("a row is found by its number, and by its label, which is counted where it has no tag", () => {
  const rowsOf = (block: Block): unknown => block.kind === "equation" && [block.number, block.id, block.rows];
  assert.deepEqual(rowsOf(numbered(ALIGN)), ["8, 9", "eq-8", [{ number: "8", id: "eq-8" }, { number: null, id: null }, { number: "9", id: "eq-9" }]]);
  assert.deepEqual(rowsOf(numbered("\\begin{align} a &= b \\label{eq-a} \\\\ c &= d \\label{eq-c} \\end{align}")), ["1, 2", "eq-a", [{ number: "1", id: "eq-a" }, { number: "2", id: "eq-c" }]]);
});

const verdict = (tag: string | null, holds: boolean): CheckedEquation => ({ id: "eq", tag, cell: 0, line: 1, column: 1, latex: "a", kind: "claim", verdict: holds ? "holds" : "fails", steps: [], problems: [] });

test("a verdict belongs to the row of its number; one without is said of the last", () => {
  const rows = [{ number: "8", id: "eq-8" }, { number: null, id: null }, { number: "9", id: "eq-9" }];
  assert.deepEqual(judgedRows(rows, [verdict("8", true), verdict("9", false), verdict(null, true)]).map(({ verdicts }) => verdicts.map(({ tag }) => tag)), [["8"], [], ["9", null]]);
});

const reportOf = (block: Block): Report => ({ ...SAMPLE, chapters: [{ source: "a.ipynb", blocks: [{ kind: "heading", level: 1, number: "1", id: "one", children: [{ kind: "text", text: "One" }] }, block] }], appendix: [] });
const judged = (block: Block): Block => ({ ...block, verdicts: [verdict("8", true), verdict("9", false)] }) as Block;

test("in HTML each number and mark stands in the row's track; a reference leads to the row", () => {
  const html = writeHtml(reportOf(judged(numbered(ALIGN))), { css: "" });
  assert.match(html, /<div class="equation rows"><div class="formula" tabindex="0" style="grid-row:1\/span 3"><div class="lines">/);
  assert.match(html, /<a class="number" id="eq-8" style="grid-row:1\/2" href="#eq-8">\(8\)<\/a><details class="verdict holds" style="grid-row:1\/2"><summary aria-label="Equation \(8\): holds/);
  assert.match(html, /<a class="number" id="eq-9" style="grid-row:3\/4" href="#eq-9">\(9\)<\/a><details class="verdict fails" style="grid-row:3\/4"><summary aria-label="Equation \(9\): fails/);
});

test("rows that cannot be set one by one have their numbers together, each a target", () => {
  const html = writeHtml(reportOf(judged(numbered("\\begin{align} a &= \\left( b \\tag{8} \\right. \\\\ c & d &= e \\tag{9} \\end{align}"))), { css: "" });
  assert.match(html, /<span class="number">\(<a class="number" id="eq-8" href="#eq-8">8<\/a>, <a class="number" id="eq-9" href="#eq-9">9<\/a>\)<\/span><details class="verdict fails">/);
});

test("lines are set one by one without reasons only where they have numbers", () => {
  const gathered = "\\begin{gathered} a = b \\\\ c = d \\end{gathered}";
  assert.equal(derivationHtml(gathered), null);
  assert.equal(derivationHtml(gathered, true)!.split('<span class="c">').length, 3);
});

test("on paper each number is in its row, is spoken with it, and leads to its evidence", () => {
  const { source, files } = typstSource(reportOf(judged(numbered(ALIGN))), theme);
  assert.ok(source.includes('#theme.rows-display("line 1, number 8: a equals b, reason: why; line 2: equals c; line 3, number 9: d equals e", ((number: "(8)", verdict: "holds", to: none, id: label("eq-8")),\n(number: none, verdict: none, to: none, id: none),\n(number: "(9)", verdict: "fails", to: none, id: label("eq-9")),), number => $ '), source);
  assert.equal(source.split("&#number(").length, 4);
  assert.equal(compile(source, files).nonConformance, null);
});

test("with macros of the author's, and a full stop, too", () => {
  const { source, files } = typstSource(reportOf(numbered(`\\begin{align} \\def\\x{y} \\x &= b \\tag{8} \\\\ c &= \\x \\tag{9} \\end{align}`)), theme);
  assert.equal(source.split("&#number(").length, 3);
  assert.equal(compile(source, files).nonConformance, null);
});

test("LaTeX and Markdown have a tag a row", () => {
  const block = judged(numbered(ALIGN));
  assert.ok(String(writeMarkdown(reportOf(block))[0]!.content).includes('<a id="eq-8"></a><a id="eq-9"></a>\n\n$$\n\\begin{align*}\na &= b && \\text{why} \\tag{8} \\\\\n&= c \\\\\nd &= e \\tag{9}\n\\end{align*}\n$$'));
  assert.ok(String(writeLatex(reportOf(block))[0]!.content).includes("\\hypertarget{eq-8}{}\\hypertarget{eq-9}{}%\n\\begin{align*}\na &= b && \\text{why} \\tag*{(8)} \\\\\n&= c \\\\\nd &= e\\quad\\text{\\textcolor{bad}{\\ensuremath{\\times}}} \\tag*{(9)}\n\\end{align*}"));
});

test("what a row's end asks for, definitions and the full stop are kept", () => {
  const rows = [{ number: "8", id: "a" }, { number: "9", id: "b" }];
  assert.deepEqual(markedRows("\\def\\x{y} \\begin{alignedat}{2} a &= b \\\\[1em] c &= d \\end{alignedat}.", rows, (k) => ` \\tag{${rows[k]!.number}}`), { definitions: "\\def\\x{y}", display: "\\begin{alignat*}{2}\na &= b \\tag{8} \\\\[1em]\nc &= d. \\tag{9}\n\\end{alignat*}" });
  assert.equal(markedRows("\\begin{aligned} a \\\\ b \\\\ c \\end{aligned}", rows, () => ""), null);
});
