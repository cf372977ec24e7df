import { test } from "node:test";
import assert from "node:assert/strict";
import type { Block } from "../../../src/report/model.js";
import { CONTEXT, read } from "./read.js";
import { readMarkdown } from "../../../src/report/markdown/read-markdown.js";

const { raw } = String;
const words = (text: string): { readonly kind: "text"; readonly text: string } => ({ kind: "text", text });
const only = (text: string): Block => {
  const { blocks, problems } = read(text);
  assert.deepEqual(problems, []);
  assert.equal(blocks.length, 1);
  return blocks[0]!;
};
const inlines = (text: string): unknown => {
  const block = only(text);
  return block.kind === "paragraph" ? block.children : assert.fail(block.kind);
};

test("maths in a line, by dollars and by brackets", () => {
  for (const source of ["$x_i$", "$ x_i $", "$x_i $", "$ x_i$", raw`\(x_i\)`]) assert.deepEqual(inlines(`a ${source} b`), [words("a "), { kind: "maths", tex: "x_i" }, words(" b")], source);
});

test("what only looks like maths is text", () => {
  for (const source of ["it costs $5 and $6", "a \\$x\\$ b", "$ 5 and 10 $ a piece", "$5 a day, $ or more", "one $ alone"]) {
    assert.deepEqual(inlines(source), [words(source.replace(/\\\$/g, "$"))], source);
  }
  assert.deepEqual(inlines("`$x$`"), [{ kind: "code", text: "$x$" }]);
});

test("a display by dollars, by brackets, as a bare environment", () => {
  for (const source of ["$$a = b$$", "$$\na = b\n$$", raw`\[a = b\]`]) {
    assert.deepEqual(only(source), { kind: "equation", tex: "a = b", number: null, id: null, origin: CONTEXT.origin }, source);
  }
  // the page numbers equations, the formula does not
  assert.deepEqual(only(raw`\begin{align} a &= b \end{align}`), { kind: "equation", tex: raw`\begin{aligned} a &= b \end{aligned}`, number: null, id: null, origin: CONTEXT.origin });
  assert.deepEqual(only(raw`\begin{equation} a = b \tag{7} \end{equation}`), { kind: "equation", tex: "a = b", number: "7", id: "", origin: CONTEXT.origin });
});

test("its number is lifted out: \\tag, \\label, or a number in parentheses after it", () => {
  const equation = (number: string | null, id: string): object => ({ kind: "equation", tex: "a = b", number, id, origin: CONTEXT.origin });
  assert.deepEqual(only(raw`$$a = b \tag{7}$$`), equation("7", ""));
  assert.deepEqual(only("$$a = b$$ (7)"), equation("7", ""));
  assert.deepEqual(only("$$a = b$$\n (7)"), equation("7", ""));
  assert.deepEqual(only(raw`$$a = b \label{eq-x}$$`), equation(null, "eq-x"));
});

test("a display in a paragraph stands between its halves, and the first leads into it", () => {
  assert.deepEqual(read("before $$a$$ after").blocks.map((block) => [block.kind, block.kind === "paragraph" && block.leadsIn]), [["paragraph", true], ["equation", false], ["paragraph", false]]);
});

test("a macro holds from where it is defined", () => {
  const first = read(raw`$\newcommand{\R}{\mathbb{R}}$ and $x \in \R$`);
  assert.deepEqual(first.problems, []);
  const second = readMarkdown(raw`$\R^n$`, { ...CONTEXT, macros: first.macros });
  assert.deepEqual(second.problems, []);
  assert.match(JSON.stringify(second.blocks), /mathbb/);
  assert.equal(read(raw`$\R^n \undefined$`).problems.length, 1);
});

test("dashes and quotation marks are those of print, outside of code, formulas and addresses", () => {
  assert.deepEqual(inlines("It's \"so\" -- pages 3--5---or not"), [words("It’s “so” – pages 3–5—or not")]);
  assert.deepEqual(inlines("with --strict, ---- and (c)"), [words("with --strict, ---- and (c)")]);
  assert.deepEqual(inlines("`a -- \"b\"` $\\text{\"a\" -- b}$"), [{ kind: "code", text: 'a -- "b"' }, words(" "), { kind: "maths", tex: '\\text{"a" -- b}' }]);
  assert.deepEqual(readMarkdown('"so"', { ...CONTEXT, language: "de" }).blocks, [{ kind: "paragraph", children: [words("„so“")], leadsIn: false }]);
  assert.deepEqual(only("# A -- b {#sec--b}"), { kind: "heading", level: 1, number: null, id: "sec--b", children: [words("A – b")] });
});

test("a bare address is a link, a bare name is none", () => {
  assert.deepEqual(inlines("see https://example.org/a--b."), [words("see "), { kind: "link", href: "https://example.org/a--b", children: [words("https://example.org/a--b")] }, words(".")]);
  assert.deepEqual(inlines("see layers.ts, example.org and a@b.org"), [words("see layers.ts, example.org and a@b.org")]);
});

test("LaTeX that cannot be read is shown in place and told, with the position", () => {
  const { blocks, problems } = read(raw`$$\frac{a}{b$$`);
  assert.deepEqual(problems.map((problem) => problem.where), ["notebooks/1.ipynb, cell 4"]);
  const excerpt = "\\frac{a}{b\n          ^";
  assert.deepEqual(blocks, [{ kind: "failure", title: "LaTeX cannot be read", message: "Unexpected end of input in a macro argument, expected '}'", excerpt, where: "notebooks/1.ipynb, cell 4" }]);
  assert.equal(problems[0]!.message, `LaTeX cannot be read: Unexpected end of input in a macro argument, expected '}'\n${excerpt}`);
});

test("LaTeX that cannot be read in a line keeps its source", () => {
  const { blocks, problems } = read(raw`a $\nope$ b`);
  assert.equal(problems.length, 1);
  assert.match(JSON.stringify(blocks), /"code","text":"\\\\nope".*LaTeX cannot be read/);
});

test("headings and tables take a label", () => {
  assert.deepEqual(only("## Title {#sec-a}"), { kind: "heading", level: 2, number: null, id: "sec-a", children: [words("Title")] });
  const table = only("| a | b |\n| :-- | --: |\n| $x$ | 1 |\n\nTable: The caption. {#tbl-a}");
  assert.deepEqual(table, {
    kind: "table", number: null, id: "tbl-a", caption: [words("The caption.")],
    columns: [{ align: "left", head: [words("a")] }, { align: "right", head: [words("b")] }],
    rows: [[[{ kind: "maths", tex: "x" }], [words("1")]]],
  });
});

test("a caption may stand before its table, and belongs to none that has one", () => {
  const table = "| a |\n| --- |\n| 1 |";
  const captions = (text: string): unknown => read(text).blocks.map((block) => (block.kind === "table" ? block.id : block.kind));
  assert.deepEqual(captions(`Table: one {#t-1}\n\n${table}`), ["t-1"]);
  assert.deepEqual(captions(`${table}\n\nTable: one {#t-1}\n\n${table}\n\nTable: two {#t-2}`), ["t-1", "t-2"]);
  assert.deepEqual(captions("Table: of nothing"), ["paragraph"]);
  assert.deepEqual(captions(`Table: one {#t-1}\n\nWords.\n\n${table}`), ["paragraph", "paragraph", null], "only what stands beside it");
  assert.deepEqual(captions(`Listing: code {#t-1}\n\n${table}`), ["paragraph", null], "only a thing of its kind");
});

test("an image in a paragraph of its own takes a label, and its words are its caption; or a caption beside it", () => {
  const image = { kind: "image", source: "data:image/png;base64,AAAA" };
  assert.deepEqual(only("![A *pixel* of $x$](a.png){#fig-a}"), { kind: "figure", number: null, id: "fig-a", caption: [words("A "), { kind: "emphasis", children: [words("pixel")] }, words(" of "), { kind: "maths", tex: "x" }], alt: "A pixel of x", picture: image });
  assert.deepEqual(only("![A pixel](a.png)\n\nFigure: The caption. {#fig-b}"), { kind: "figure", number: null, id: "fig-b", caption: [words("The caption.")], alt: "A pixel", picture: image });
  assert.deepEqual(read("Figure: Words.\n\n![A pixel](a.png){#fig-c}").blocks.map(({ kind }) => kind), ["paragraph", "figure"], "it has a caption");
  assert.deepEqual(read("![A pixel](a.png)\n\nWords ![A pixel](a.png){#fig-c} beside it\n\nFigure: Words.").blocks.map(({ kind }) => kind), ["paragraph", "paragraph", "paragraph"]);
  const gone = read("![A pixel](b.png){#fig-a}");
  assert.deepEqual([gone.blocks.map(({ kind }) => kind), gone.problems.map(({ message }) => message)], [["paragraph"], ["image b.png: there is no such file"]]);
});

test("lists, quotes, rules, code and notes", () => {
  const { blocks, problems } = read("3. one\n4. two\n\n> quoted\n\n---\n\n```ts\nconst a = 1;\n```\n\na[^1]\n\n[^1]: the note");
  assert.deepEqual(problems, []);
  assert.deepEqual(blocks.map((block) => block.kind), ["list", "quote", "rule", "listing", "paragraph"]);
  assert.equal(blocks[0]!.kind === "list" && blocks[0].start, 3);
  assert.equal(blocks[3]!.kind === "listing" && blocks[3].code, "const a = 1;");
  assert.match(JSON.stringify(blocks[4]), /"footnote".*the note/);
});

test("a link leads to the web or within the report; any other is text", () => {
  assert.deepEqual(inlines("[a](https://example.org)"), [{ kind: "link", href: "https://example.org", children: [words("a")] }]);
  assert.deepEqual(inlines("[a](#sec-b)"), [{ kind: "link", href: "#sec-b", children: [words("a")] }]);
  for (const href of ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "JavaScript:x", "vbscript:x", "relative.html"]) assert.deepEqual(inlines(`[a](${href})`), [words("a")], href);
});

test("an image is read while composing; one that cannot be had is told", () => {
  assert.deepEqual(inlines("![pixel](a.png)"), [{ kind: "image", source: "data:image/png;base64,AAAA", alt: "pixel" }]);
  const { blocks, problems } = read("![pixel](b.png)");
  assert.deepEqual(problems, [{ where: "notebooks/1.ipynb, cell 4", message: "image b.png: there is no such file" }]);
  assert.match(JSON.stringify(blocks), /\[image b\.png: there is no such file\]/);
});

test("raw HTML is text; a comment is a note to tools and goes", () => {
  assert.deepEqual(inlines("a <b>c</b><!-- hidden -->"), [words("a <b>c</b>")]);
  assert.deepEqual(inlines("`<!-- shown -->`"), [{ kind: "code", text: "<!-- shown -->" }]);
});
test("lists and quotations nested beyond reason stand at the greatest depth, and the author is told; what the parser must leave out is told as such", () => {
  const outline = (depth: number): string => Array.from({ length: depth }, (_, k) => `${"  ".repeat(k)}- item ${k + 1}`).join("\n");
  const depthOf = (text: string): number => Math.max(0, ...[...text.matchAll(/"kind":"(list|quote)"/g)].map((_, k) => k + 1));
  assert.deepEqual(read(outline(12)).problems, []);
  const lists = read(outline(150)), quotes = read(`${"> ".repeat(300)}words`);
  assert.deepEqual(lists.problems, [{ where: "notebooks/1.ipynb, cell 4", message: "lists and quotations are nested more than 12 deep: what is deeper stands at that depth" }]);
  assert.deepEqual(quotes.problems, lists.problems);
  assert.deepEqual([depthOf(JSON.stringify(lists.blocks)), depthOf(JSON.stringify(quotes.blocks))], [12, 12]);
  for (const item of ["item 1\"", "item 12\"", "item 150\""]) assert.ok(JSON.stringify(lists.blocks).includes(item), item);
  assert.match(JSON.stringify(quotes.blocks), /words/);
  assert.match(read(`${"> ".repeat(2000)}words`).problems[0]!.message, /is left out$/);
});
