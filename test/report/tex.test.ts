import { test } from "node:test";
import assert from "node:assert/strict";
import { mathsHtml } from "../../src/report/html/inlines.js";
import { liftMacros, liftTags, mathmlMarkup, texError, underlined, withinDisplay, withMacros } from "../../src/report/tex.js";

const { raw } = String;

test("tags and labels are lifted out of a display, \\nonumber goes", () => {
  assert.deepEqual(liftTags(raw`a = b \tag{7}`), { tex: "a = b", tags: ["7"], label: null });
  assert.deepEqual(liftTags(raw`a \tag{1} \\ b \tag*{2} \label{eq-x}`), { tex: raw`a \\ b`, tags: ["1", "2"], label: "eq-x" });
  assert.deepEqual(liftTags(raw`a \nonumber \\ b \notag`), { tex: raw`a \\ b`, tags: [], label: null });
});

test("definitions are lifted out, in each of their forms", () => {
  const rows: readonly (readonly [source: string, tex: string, use: string])[] = [
    [raw`\newcommand{\R}{\mathbb{R}} x`, "x", raw`\R^n`],
    [raw`\newcommand\R{\mathbb{R}}`, "", raw`\R^n`],
    [raw`\newcommand{\grad}[2]{\frac{d#1}{d#2}}`, "", raw`\grad{L}{x}`],
    [raw`\def\v#1{\mathbf{#1}}`, "", raw`\v{x}`],
    [raw`\DeclareMathOperator{\tr}{tr}`, "", raw`\tr A`],
    [raw`\DeclareMathOperator*{\argmin}{arg\,min}`, "", raw`\argmin_x f`],
    [raw`\renewcommand{\vec}[1]{\mathbf{#1}}`, "", raw`\vec{x}`],
  ];
  for (const [source, tex, use] of rows) {
    const lifted = liftMacros(source, new Map());
    assert.equal(lifted.tex, tex, source);
    assert.equal(texError(withMacros(use, lifted.macros), false), null, source);
  }
});

test("only the macros that a formula uses go before it, with those that they use", () => {
  const { macros } = liftMacros(raw`\def\a{1}\def\b{\a}\def\c{3}`, new Map());
  assert.equal(withMacros(raw`\b`, macros), raw`\def\b{\a}\def\a{1} \b`);
  assert.equal(withMacros("x", macros), "x");
});

test("a definition without an end is left where it stands, and then it is an error", () => {
  const { tex, macros } = liftMacros(raw`\def\a{1`, new Map());
  assert.deepEqual([tex, macros.size], [raw`\def\a{1`, 0]);
  assert.notEqual(texError(tex, true), null);
});

test("an error has its place", () => {
  const tex = raw`a + \nope+ b`;
  const error = texError(tex, false)!;
  assert.deepEqual(error, { message: "Undefined control sequence: \\nope", position: 4, length: 5 });
  assert.equal(underlined(tex, error), "a + \\nope+ b\n    ^^^^^");
  assert.equal(underlined("a\nb c", { message: "", position: 4, length: 9 }), "b c\n  ^");
});

for (const [given, wanted] of [
  ["x = 1", "x = 1"],
  ["\\begin{align*}\na &= b \\\\\n&= c\n\\end{align*}", "\\begin{aligned}\na &= b \\\\\n&= c\n\\end{aligned}"],
  ["\\begin{alignat}{2} a &= b \\end{alignat}", "\\begin{alignedat}{2} a &= b \\end{alignedat}"],
  ["\\begin{gather} a \\end{gather} \\begin{multline} b \\end{multline}", "\\begin{gathered} a \\end{gathered} \\begin{gathered} b \\end{gathered}"],
  ["\\begin{align} [a] &= b \\end{align}", "\\begin{aligned}{} [a] &= b \\end{aligned}"],
  ["\\begin{equation} a \\end{equation}", "a"],
  ["\\begin{eqnarray} a & = & b \\end{eqnarray}", "\\begin{aligned} a &= b \\end{aligned}"],
  ["\\begin{aligned} a \\end{aligned}", "\\begin{aligned} a \\end{aligned}"],
  ["\\begin{align} a \\end{gather}", "\\begin{align} a \\end{gather}"],
] as const) {
  test(`within a display: ${JSON.stringify(given)}`, () => assert.equal(withinDisplay(given), wanted));
}

test("a formula that names an address or a file is told, with its place; \\mbox is text", () => {
  const message = (command: string): string => `a formula cannot hold ${command}; a link stands in the text, an image in a line of its own`;
  assert.deepEqual(texError(raw`a + \href{https://example.org}{x^2}`, false), { message: message("\\href"), position: 4, length: 5 });
  assert.equal(texError(raw`\url{https://example.org}`, true)?.message, message("\\url"));
  assert.equal(texError(raw`\hrefs`, true)?.message, "Undefined control sequence: \\hrefs");
  assert.equal(texError(raw`x \mbox{ if } x > 0`, false), null);
});

test("nothing in a formula is larger than a page", () => {
  for (const html of [mathsHtml(raw`\rule{100000em}{100000em}`, true), mathmlMarkup(raw`x \kern{90000em} y`, false)]) assert.doesNotMatch(html.replace(/<annotation.*<\/annotation>/, ""), /\d{4,}em/);
});
