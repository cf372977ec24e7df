import assert from "node:assert/strict";
import { test } from "node:test";
import katex from "katex";
import { compactMaths } from "../../../src/report/html/compact-maths.js";
import { fontCss, katexCss } from "../../../src/report/html/fonts.js";
import { mathsHtml } from "../../../src/report/html/inlines.js";

const formula = (inside: string): string => `<p><span class="katex"><span class="katex-html" aria-hidden="true">${inside}</span></span> <span class="mord">text</span></p>`;

test("names that a rule asks for are short, others are gone, a style is a class", () => {
  const { body, css } = compactMaths(formula('<i class="mord mathnormal">x</i><i class="vlist" style="height:1em;"></i>'), ".katex .mathnormal{font-style:italic}.katex .vlist>i{top:.5em}.katex .mathbf{font-weight:700}");
  assert.equal(body, formula('<i class=a>x</i><i class="b _0"></i>'));
  assert.equal(css, ".katex .a{font-style:italic}.katex .b>i{top:.5em}.katex .mathbf{font-weight:700}\n.katex ._0{height:1em!important}");
});

test("the same style is the same class, in every formula of the page", () => {
  const one = formula('<i style="top:-3em;"></i>');
  assert.equal(compactMaths(one + one, "").body, formula("<i class=_0></i>") + formula("<i class=_0></i>"));
});

test("what stands outside of formulas stays as it is, pictures within them too", () => {
  const root = mathsHtml("\\sqrt{x}", false);
  assert.ok(root.includes("<svg"));
  const { body } = compactMaths(`<span class="mord">a</span>${root}<span style="color:red">b</span>`, katexCss());
  assert.match(body, /^<span class="mord">a<\/span><span class="katex"><span class="katex-mathml">/);
  assert.match(body, /<span style="color:red">b<\/span>$/);
  assert.equal(body.match(/<svg[^]*<\/svg>/)![0], root.match(/<svg[^]*<\/svg>/)![0]);
});

test("a formula takes less than half the bytes that KaTeX would give it", () => {
  const tex = "\\frac{dL}{dx_i} = \\sum_{l=1}^m \\frac{dL}{dy_l} W_{li}";
  const eye = (each: string): number => each.slice(each.indexOf('<span class="katex-html"')).length;
  assert.ok(eye(compactMaths(mathsHtml(tex, true), katexCss()).body) < 0.5 * eye(katex.renderToString(tex, { displayMode: true })));
});

test("a page has the faces that its formulas ask for, and none for a word of its text", () => {
  const faces = (body: string): readonly string[] => [...fontCss(compactMaths(body, katexCss()).asked).matchAll(/"KaTeX_(\w+)"[^}]*font-weight:(\d+);font-style:(\w+)/g)].map(([, ...face]) => face.join(" "));
  const plain = `<p>mathbb</p>${mathsHtml("x", false)}`;
  assert.deepEqual(faces(plain), ["Main 400 normal", "Math 400 italic"]);
  assert.deepEqual(faces(`${plain}${mathsHtml("\\mathbb{R}", false)}${mathsHtml("\\mathbf{x}", false)}`), ["Main 400 normal", "Math 400 italic", "Main 700 normal", "AMS 400 normal"]);
  assert.deepEqual(faces("<p>mathbb</p>"), []);
});
