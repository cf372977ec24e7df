import { test } from "node:test";
import assert from "node:assert/strict";
import type { Block, Inline } from "../../src/report/model.js";
import { numberPieces, type Piece } from "../../src/report/number.js";
import { read } from "./markdown/read.js";
import { textOf } from "../../src/report/walk.js";

const piece = (text: string, cell = 0): Piece => ({ origin: { notebook: "notebooks/1.ipynb", cell }, blocks: read(text).blocks, source: text });
const numbered = (...texts: readonly string[]): { readonly blocks: readonly Block[]; readonly problems: readonly string[] } => {
  const { pieces, problems } = numberPieces(texts.map(piece));
  return { blocks: pieces.flatMap((each) => each.blocks), problems: problems.map(({ where, message }) => `${where}: ${message}`) };
};
const numbersOf = (blocks: readonly Block[]): unknown => blocks.flatMap((block) => ("number" in block ? [[block.kind, block.number, block.id]] : []));
/** References as "text -> target". */
const referencesIn = (blocks: readonly Block[]): readonly string[] => blocks.flatMap((block) => (block.kind === "paragraph" ? block.children.flatMap(referenceOf) : []));
const referenceOf = (inline: Inline): readonly string[] => (inline.kind === "reference" ? [`${textOf(inline.children)} -> ${inline.target}`] : "children" in inline ? inline.children.flatMap(referenceOf) : []);

test("references as LaTeX writes them are those of the page; an unknown label is told, code is left alone", () => {
  const { blocks, problems } = numbered("see \\eqref{eq-b} and section \\ref{sec-s}, `\\ref{x}`; \\ref{nothing}\n\n# S {#sec-s}\n\n$$b \\label{eq-b}$$");
  assert.deepEqual(problems, ["notebooks/1.ipynb, cell 1: nothing has the label #nothing"]);
  const [paragraph] = blocks;
  assert.deepEqual(paragraph?.kind === "paragraph" && paragraph.children.slice(0, 6), [
    { kind: "text", text: "see " }, { kind: "reference", target: "eq-b", children: [{ kind: "text", text: "(1)" }] },
    { kind: "text", text: " and section " }, { kind: "reference", target: "sec-s", children: [{ kind: "text", text: "1" }] },
    { kind: "text", text: ", " }, { kind: "code", text: "\\ref{x}" },
  ]);
});

test("a reference behind another language's word takes its number; behind words that name no kind it has its own text", () => {
  const of = (words: string): readonly string[] => referencesIn(numbered(`[${words}](#sec-s)\n\n# S {#sec-s}`).blocks).map((each) => each.replaceAll("\u00a0", " "));
  for (const word of ["section", "Abschnitt", "Abschnitts", "Kapitel", "Abb.", "chapitre", "équation", "Équations", "sección", "capitolo"]) assert.deepEqual(of(word), [`${word} 1 -> sec-s`]);
  for (const words of ["hier", "oben", "dieses Kapitel", "Abschnittsweise", "Kapiteltext", "ici"]) assert.deepEqual(of(words), [`${words} -> sec-s`]);
});

test("sections count through the whole report; a level that was skipped counts as 1", () => {
  assert.deepEqual(numbersOf(numbered("# A\n\n## B\n\n## C", "# D\n\n### E").blocks), [
    ["heading", "1", "a"], ["heading", "1.1", "b"], ["heading", "1.2", "c"], ["heading", "2", "d"], ["heading", "2.1.1", "e"],
  ]);
});

test("headings with the same words get different ids", () => {
  assert.deepEqual(numbersOf(numbered("# A\n\n# A").blocks), [["heading", "1", "a"], ["heading", "2", "a-2"]]);
});

test("a tag is the number; a label without one gets the next that no tag has taken", () => {
  const { blocks, problems } = numbered("$$a \\tag{1}$$\n\n$$b \\label{eq-b}$$\n\n$$c$$\n\n$$d \\tag{D1}$$");
  assert.deepEqual(problems, []);
  assert.deepEqual(numbersOf(blocks), [["equation", "1", "eq-1"], ["equation", "2", "eq-b"], ["equation", null, null], ["equation", "D1", "eq-D1"]]);
});

test("words before a number make a link, also across cells and before the equation stands", () => {
  assert.deepEqual(referencesIn(numbered("By equation (2) and equations (1), (2) and (D1), see (1).", "$$a \\tag{1}$$\n\n$$b \\tag{2}$$\n\n$$c \\tag{D1}$$").blocks), [
    "equation\u00a0(2) -> eq-2", "equations (1) -> eq-1", "(2) -> eq-2", "(D1) -> eq-D1", "(1) -> eq-1",
  ].map((row) => row.replace("equations (1)", "(1)")));
});

test("a number that no equation has stays text, which says so, and is told where the words call it an equation's", () => {
  const { blocks, problems } = numbered("In (2022) and equation (9).\n\n$$a \\tag{1}$$");
  assert.deepEqual([referencesIn(blocks), problems], [[], ["notebooks/1.ipynb, cell 1, line 1, column 15: no equation has the number (9); there is only (1)"]]);
  assert.equal(blocks.flatMap((block) => (block.kind === "paragraph" ? [textOf(block.children)] : [])).join(), "In (2022) and equation (9) [no equation has the number (9)].");
  assert.deepEqual(numbered("By equations (1) and (12).\n\n$$a \\tag{1}$$\n\n$$b \\tag{2}$$").problems, ["notebooks/1.ipynb, cell 1, line 1, column 4: no equation has the number (12); there are (1) and (2)"]);
});

for (const text of ["equation (9) of the book", "Eq. (9) in [@a]", "equation (9) from the paper", "Goodfellow's equation (9)", "*Goodfellow*, equation (9)", "see (9)"]) {
  test(`a number in another work is not asked for: ${text}`, () => {
    assert.deepEqual(numbered(`${text.replace("[@a]", "a")}.\n\n$$a \\tag{1}$$`).problems, []);
  });
}

for (const text of ["equation (9) in our notation", "equation (9) of this chapter", "Eq. (9), in matrix form", "equation (9) by hand", "equation (9) in full."]) {
  test(`a number taken in a manner of this text is asked for: ${text}`, () => {
    assert.deepEqual(numbered(`${text}\n\n$$a \\tag{1}$$`).problems, ["notebooks/1.ipynb, cell 1, line 1, column 1: no equation has the number (9); there is only (1)"]);
  });
}

for (const text of ["equation (9) in our earlier paper", "equation (9) of this book", "equation (9) in chapter 2", "equation (9) in Murphy", "equation (9) in *Deep Learning*", "equation (9) in the notation of the book", "equation (9) in their notation", "equation (9) by goodfellow.org", "equation (9) in lecture notes", "equation (9) from arxiv"]) {
  test(`a number that may be another work's is not asked for: ${text}`, () => {
    assert.deepEqual(numbered(`${text}\n\n$$a \\tag{1}$$`).problems, []);
  });
}

test("each place of a number that no equation has is told with its line and column, not those in code and maths", () => {
  const { problems } = numbered("By `equation (9)` and equation (1)\nand **equation\n(9)**, $equation (9)$ too; equations (1) and (9).\n\n```\nequation (9)\n```\n\nSo equation (9).\n\n$$a \\tag{1}$$");
  assert.deepEqual(problems, ["2, column 7", "3, column 28", "9, column 4"].map((place) => `notebooks/1.ipynb, cell 1, line ${place}: no equation has the number (9); there is only (1)`));
});

test("a text without numbered equations may speak of those of others", () => { assert.deepEqual(numbered("By equation (9).").problems, []); });

test("a link to a label gets the number of what it refers to; one with words of its own keeps them", () => {
  const { blocks } = numbered("[section](#s), [equation](#eq-b), [table](#t), [tables](#t), [above](#s)\n\n# S {#s}\n\n$$b \\label{eq-b}$$\n\n| a |\n| --- |\n| 1 |\n\nTable: x {#t}");
  assert.deepEqual(referencesIn(blocks), ["section\u00a01 -> s", "equation\u00a0(1) -> eq-b", "table\u00a01 -> t", "tables\u00a01 -> t", "above -> s"]);
});

test("what refers to nothing is told, with what may be meant", () => {
  const { blocks, problems } = numbered("[figure](#fig-y)\n\n# S {#sec-y}");
  assert.deepEqual(problems, ["notebooks/1.ipynb, cell 1: nothing has the label #fig-y; is #sec-y meant?"]);
  assert.match(JSON.stringify(blocks[0]), /\[nothing has the label #fig-y\]/);
});

test("two things with one number or one label are told", () => {
  assert.deepEqual(numbered("$$a \\tag{1}$$", "$$b \\tag{1}$$").problems, ["notebooks/1.ipynb, cell 2: two equations have the number (1); give one of them another \\tag"]);
  assert.deepEqual(numbered("# A {#x}\n\n# B {#x}").problems, ["notebooks/1.ipynb, cell 1: the label x is used twice; labels must differ"]);
});

test("notes count through the whole report", () => {
  const notes = numbered("a[^1] b[^2]\n\n[^1]: x\n[^2]: y", "c[^1]\n\n[^1]: z").blocks.flatMap((block) => (block.kind === "paragraph" ? block.children.flatMap((inline) => (inline.kind === "footnote" ? [inline.number] : [])) : []));
  assert.deepEqual(notes, [1, 2, 3]);
});

test("listings with a caption count by themselves; code without one has no number", () => {
  const { blocks, problems } = numbered("[listing](#lst-b) shows it.\n\n```ts\na\n```\n\nListing: A.\n\n```ts\nbare\n```\n\nSo:\n\nListing: B. {#lst-b}\n\n```ts\nb\n```");
  assert.deepEqual(problems, []);
  assert.deepEqual(numbersOf(blocks), [["listing", "1", "listing-1"], ["listing", "2", "lst-b"]]);
  assert.deepEqual(referencesIn(blocks), ["listing\u00a02 -> lst-b"]);
});

for (const [markdown, expected] of [
  ["The [table](#t) shows, (the [table](#t)) and\nthe [section](#s)", "Table\u00a01 shows, (table\u00a01) and section\u00a01"],
  // What is not a number's word keeps its article, and so does what has the article in itself, or nothing to lead to.
  ["the [rows above](#t), [the table](#t), bathe [table](#t)", "the rows above, the table, bathe table\u00a01"],
  ["the [figure](#fig-none)", "the figure [nothing has the label #fig-none]"],
] as const) test(`no article before a number: ${markdown.replace("\n", " ")}`, () => {
  const { blocks } = numbered(`${markdown}\n\n# S {#s}\n\n| a |\n| --- |\n| 1 |\n\nTable: x {#t}`);
  assert.equal(blocks[0]?.kind === "paragraph" ? textOf(blocks[0].children) : "", expected);
});
