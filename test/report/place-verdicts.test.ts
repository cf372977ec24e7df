/** Verdicts find their displays: by cell, in order, whatever the page made of tags, macros and environments. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkChapters } from "../../src/report/check-chapters.js";
import { composeReport } from "../../src/report/compose.js";
import { equationAppendix } from "../../src/report/equation-appendix.js";
import { equationClaims, equationProblems } from "../../src/report/judged-equations.js";
import type { Block } from "../../src/report/model.js";
import { placeVerdicts } from "../../src/report/place-verdicts.js";
import { textOf } from "../../src/report/walk.js";
import type { ExecutedNotebook } from "../../src/notebook/index.js";
import { code, notebook, prose } from "../notebook/notebooks.js";

const FACTS = "Let $a, b, c \\in \\mathbb{R}$.\n\n";
const TRUE = "(a + b)^2 = a^2 + 2ab + b^2", FALSE = "(a + b)^2 = a^2 - 2ab + b^2";

const executed = (...cells: readonly string[]): ExecutedNotebook => ({ path: "a.ipynb", notebook: notebook(cells.map((text) => (text.startsWith(">>") ? code(text.slice(2)) : prose(text)))), runs: [], seconds: 0 });

function compose(...cells: readonly string[]) {
  const notebooks = [executed(...cells)];
  const chapters = checkChapters(notebooks);
  const front = { title: "T", subtitle: null, authors: [], date: null, language: "en", abstract: null };
  const { report } = composeReport({ front, notebooks, summary: equationClaims(chapters), appendix: [], readImage: () => ({ problem: "none" }), withVerdicts: (blocks, { cell }) => placeVerdicts(blocks, chapters[0]!, cell) });
  return { chapters, report, blocks: report.chapters[0]!.blocks };
}

const verdictsIn = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap((block) => {
    switch (block.kind) {
      case "equation": return [(block.verdicts ?? []).map(({ tag, verdict }) => `${tag ?? ""} ${verdict}`.trim()).join(", ")];
      case "list": return block.items.flatMap(verdictsIn);
      case "quote": return verdictsIn(block.blocks);
      case "failure": return [block.title];
      default: return [];
    }
  });

const PLACED: readonly (readonly [title: string, cells: readonly string[], verdicts: readonly string[]])[] = [
  ["a claim that holds", [`${FACTS}$$${TRUE} \\tag{1}$$`], ["1 holds"]],
  ["a definition claims nothing", [`${FACTS}$$d = a + b$$`], [""]],
  ["a claim that fails is told after it", [`${FACTS}$$${FALSE} \\tag{1}$$`], ["1 fails", "Equation (1) does not hold"]],
  ["cells after code keep their own", [FACTS, ">>1", `$$${TRUE}$$`, `$$${FALSE}$$`], ["holds", "fails", "This equation does not hold"]],
  ["the number after a display", [`${FACTS}$$${TRUE}$$\n (7)`], ["7 holds"]],
  ["two displays that read the same", [`${FACTS}$$${TRUE}$$\n\n$$${TRUE}$$`], ["holds", "holds"]],
  ["one in a list, one in a quotation over two lines", [`${FACTS}- so $$${TRUE}$$\n\n> $$(a + b)^2\n> = a^2 + 2ab + b^2$$`], ["holds", "holds"]],
  ["rows of an align, each with its number", [`${FACTS}\\begin{align}\n${TRUE.replace("=", "&=")} \\tag{1} \\\\\n${FALSE.replace("=", "&=")} \\tag{2}\n\\end{align}`], ["1 holds, 2 fails", "Equation (2) does not hold"]],
  ["with a macro of the author's", [`$\\newcommand{\\R}{\\mathbb{R}}$ Let $a, b \\in \\R$.\n\n$$\\newcommand{\\sq}[1]{#1^2} \\sq{(a + b)} = a^2 + 2ab + b^2$$`], ["holds"]],
  ["waived", [`${FACTS}<!-- not checked: because it is homework -->\n$$${FALSE}$$`], ["waived"]],
  ["not understood", [`${FACTS}$$a b = Z b \\tag{9}$$`], ["9 unchecked"]],
];
for (const [title, cells, verdicts] of PLACED) test(`placed: ${title}`, () => assert.deepEqual(verdictsIn(compose(...cells).blocks), verdicts));

test("a failing claim within a sentence is told at the end of its cell", () => {
  const { blocks } = compose(`${FACTS}$$d = a + b$$\n\nNow $(a + b)^2 = a^2 + b^2$ follows.\n\nMore words.`);
  assert.deepEqual(blocks.map((block) => block.kind), ["paragraph", "equation", "paragraph", "paragraph", "failure"]);
});

test("the failure has the equation as it would be true, without its tag, where one is found", () => {
  const shapes = "Let $x \\in \\mathbb{R}^n$, $W \\in \\mathbb{R}^{m \\times n}$, $y = W x$, and let $L$ be a differentiable function of $y$.\n\n";
  const failureOf = (...cells: readonly string[]) => compose(...cells).blocks.find((block) => block.kind === "failure")!;
  const { message, repair } = failureOf(`${shapes}$$\\frac{dL}{dx} = W \\frac{dL}{dy} \\tag{1}$$`);
  assert.deepEqual(repair, { words: "a transpose is missing", tex: "\\frac{dL}{dx} = W^T \\frac{dL}{dy}" });
  assert.doesNotMatch(message, /transpose is missing/);
  assert.equal(failureOf(FACTS, "$$a + b = c^3 + 7 \\tag{1}$$").repair, undefined);
});

test("the failure says where, what each side gives, and underlines it", () => {
  const failure = compose(FACTS, `$$${FALSE} \\tag{1}$$`).blocks.find((block) => block.kind === "failure")!;
  assert.match(failure.where, /^a\.ipynb, cell 2, line 1, column \d+ \(1\)$/);
  assert.match(failure.message, /^the two sides differ\nthe left side gives /);
  assert.match(failure.excerpt!, /^\$\$\(a \+ b\)\^2 = a\^2 - 2ab \+ b\^2 \\tag\{1\}\$\$\n +\^+$/);
});

test("problems, what is unchecked and what is waived are told apart, with their places", () => {
  const { chapters, report } = compose(FACTS, `$$${FALSE}$$\n\n$$${TRUE}$$\n\n$$a b = \\zeta b$$\n\n<!-- not checked: because it is homework -->\n$$a = 7$$`);
  assert.deepEqual(equationProblems(chapters, "fails").map(({ where }) => where.replace(/column \d+/, "column")), ["a.ipynb, cell 2, line 1, column"]);
  assert.deepEqual(equationProblems(chapters, "unchecked").map(({ where }) => where.replace(/column \d+/, "column")), ["a.ipynb, cell 2, line 5, column"]);
  assert.deepEqual(equationProblems(chapters, "waived"), [{ where: "a.ipynb, cell 2, line 8, column 1", message: "not checked, because it is homework" }]);
  assert.equal(report.summary[0]!.holds, false);
  assert.match(report.summary[0]!.text, /^1 of 3 equations hold, 1 exactly; 1 fails; 1 is unchecked/);
});

test("the appendix has a row for each claim, linked to its display", () => {
  const { chapters, report } = compose(FACTS, `$$${TRUE} \\tag{1}$$\n\n$$d = a$$\n\n$$${TRUE}$$`);
  const table = equationAppendix(chapters, report.chapters).find((block) => block.kind === "table")!;
  assert.deepEqual(table.rows.map((row) => row.map(textOf)), [["(1)", "1, 2, 1", "1", "exact", "1", "3", "7.5 \\cdot 10^{-23}", "✓ holds"], ["", "1, 2, 5", "1", "exact", "1", "3", "7.5 \\cdot 10^{-23}", "✓ holds"]]);
  assert.deepEqual(table.rows[0]![0], [{ kind: "reference", target: "eq-1", id: "evidence-eq-1", children: [{ kind: "text", text: "(1)" }] }]);
});

test("a display whose label alone has a number has it in its row, too", () => {
  const { chapters, report } = compose(FACTS, `$$${TRUE} \\label{eq-square}$$`);
  const table = equationAppendix(chapters, report.chapters).find((block) => block.kind === "table")!;
  assert.deepEqual(table.rows.map(([first]) => textOf(first!)), ["(1)"]);
  assert.deepEqual(table.rows[0]![0], [{ kind: "reference", target: "eq-square", id: "evidence-eq-square", children: [{ kind: "text", text: "(1)" }] }]);
});

test("the appendix has a bound only for what holds, and nothing but the reason for what is waived", () => {
  const { chapters, report } = compose(FACTS, `$$${FALSE} \\tag{1}$$\n\n<!-- not checked: because it is homework -->\n$$${FALSE} \\tag{2}$$`);
  const table = equationAppendix(chapters, report.chapters).find((block) => block.kind === "table")!;
  assert.deepEqual(table.rows.map((row) => row.map(textOf)), [["(1)", "1, 2, 1", "1", "exact", "1", "1", "", "✗ fails"], ["(2)", "1, 2, 4", "1", "", "", "", "", "– not checked, because it is homework"]]);
});

test("what is unchecked keeps the sentence at the front open, what fails refutes it", () => {
  const claims = (...equations: readonly string[]): readonly unknown[] => equationClaims(compose(FACTS, ...equations.map((equation, k) => `$$${equation} \\tag{${k + 1}}$$`)).chapters);
  assert.deepEqual(claims(TRUE), [{ holds: true, text: "1 of 1 equation holds, 1 exactly." }]);
  assert.deepEqual(claims(TRUE, "a + b = q(b)"), [{ holds: null, text: "1 of 2 equations hold, 1 exactly; 1 is unchecked." }]);
  assert.deepEqual(claims(FALSE, "a + b = q(b)"), [{ holds: false, text: "0 of 2 equations hold, 0 exactly; 1 fails; 1 is unchecked." }]);
});

test("a report that claims nothing has neither sentence nor appendix", () => {
  const { chapters, report } = compose("Words only.");
  assert.deepEqual([equationClaims(chapters), equationAppendix(chapters, report.chapters)], [[], []]);
});

test("rows with numbers of their own have each a row in the appendix that its mark leads to", () => {
  const { chapters, report } = compose(FACTS, `\\begin{align}\n${TRUE.replace("=", "&=")} \\tag{1} \\\\\n${FALSE.replace("=", "&=")} \\tag{2}\n\\end{align}`);
  const table = equationAppendix(chapters, report.chapters).find((block) => block.kind === "table")!;
  assert.deepEqual(table.rows.map(([first]) => first), ["1", "2"].map((number) => [{ kind: "reference", target: `eq-${number}`, id: `evidence-eq-${number}`, children: [{ kind: "text", text: `(${number})` }] }]));
});
