import assert from "node:assert/strict";
import { test } from "node:test";
import { derivationHtml } from "../../../src/report/html/derivation-lines.js";
import { alignedDisplay } from "../../../src/report/aligned-display.js";

const aligned = (...rows: readonly string[]): string => `\\begin{aligned} ${rows.join(" \\\\ ")} \\end{aligned}`;

/** The lines with each formula as the TeX that its MathML carries. */
const told = (html: string | null): readonly string[] =>
  [...(html ?? "").replace(/<span class="katex">.*?<annotation[^>]*>(.*?)<\/annotation>.*?<\/math><\/span><span class="katex-html".*?(?=<span class="(?:l|r|why)">|<\/div>|$)/gs, "$$$1$$</span>").matchAll(/<span class="(l|r|why)">(.*?)<\/span>/gs)].map(([, place, words]) => `${place} ${words}`);

test("each line has its left side, its right side and its reason, which is text of the page", () => {
  const html = derivationHtml(aligned("a &= b && \\text{chain rule}", "&= c"));
  assert.deepEqual(told(html), ["l $\\displaystyle a$", "r $\\displaystyle {}= b$", "why chain rule", "l ", "r $\\displaystyle {}= c$"]);
});

test("formulas in a reason are formulas, signs of TeX's text are what they stand for", () => {
  assert.match(derivationHtml(aligned("a &= b && \\text{definition of } y_l \\text{ -- it's ``so'' for $k$}"))!, /<span class="why">definition of <span class="katex">[\s\S]* – it’s “so” for <span class="katex">/);
  assert.match(derivationHtml(aligned("a &= b && \\text{<b>}"))!, /<span class="why">&lt;b&gt;<\/span>/);
});

test("definitions hold for every line; what ends the sentence stays behind the last", () => {
  const html = derivationHtml(`\\def\\R{\\mathbb{R}} ${aligned("a &= \\R && \\text{why}", "&= \\R")}.`);
  assert.deepEqual(told(html).filter((line) => line.startsWith("r")), ["r $\\def\\R{\\mathbb{R}} \\displaystyle {}= \\R$", "r $\\def\\R{\\mathbb{R}} \\displaystyle {}= \\R .$"]);
});

for (const [title, tex] of [
  ["no reason", aligned("a &= b", "&= c")],
  ["more than its lines", `f(x) = \\left\\{ ${aligned("a &= b && \\text{why}")} \\right.`],
  ["two equations in a line", aligned("a &= b & c &= d && \\text{why}")],
  ["a line that is half of a bracket", aligned("a &= \\left( b && \\text{why}", "& c \\right)")],
  ["no aligned display", "a = b \\quad \\text{why}"],
  ["braces that do not close", "\\begin{aligned} a &= { b && \\text{why} \\end{aligned}"],
] as const) test(`left to KaTeX as a whole: ${title}`, () => assert.equal(derivationHtml(tex), null));

test("the parts of an aligned display are the TeX again", () => {
  const tex = "\\def\\a{x}\\begin{alignat*}{2} a &= \\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix} & \\text{b \\& c} \\\\[1em] &= \\{ d \\} \\end{alignat*}.";
  const { before, rows, after } = alignedDisplay(tex)!;
  assert.equal(before + rows.map(({ cells, end }) => cells.join("&") + end).join("") + after, tex);
  assert.deepEqual(rows.map(({ cells }) => cells.length), [3, 2]);
});
