import assert from "node:assert/strict";
import { test } from "node:test";
import { compactMaths } from "../../../src/report/html/compact-maths.js";
import { katexCss } from "../../../src/report/html/fonts.js";
import { mathsHtml } from "../../../src/report/html/inlines.js";

const formula = (inside: string): string => `<p><span class="katex"><span class="katex-html" aria-hidden="true">${inside}</span></span> <span class="mord">text</span></p>`;

test("names that a rule asks for are short, others are gone, a style is a class", () => {
  const { body, css } = compactMaths(formula('<span class="mord mathnormal">x</span><span class="vlist" style="height:1em;"></span>'), ".katex .mathnormal{font-style:italic}.katex .vlist>span{top:.5em}.katex .mathbf{font-weight:700}");
  assert.equal(body, formula('<span class=a>x</span><span class="b _0"></span>'));
  assert.equal(css, ".katex .a{font-style:italic}.katex .b>span{top:.5em}.katex .mathbf{font-weight:700}\n.katex ._0{height:1em!important}");
});

test("the same style is the same class, in every formula of the page", () => {
  const one = formula('<span style="top:-3em;"></span>');
  assert.equal(compactMaths(one + one, "").body, formula("<span class=_0></span>") + formula("<span class=_0></span>"));
});

test("what stands outside of formulas stays as it is, pictures within them too", () => {
  const root = mathsHtml("\\sqrt{x}", false);
  assert.ok(root.includes("<svg"));
  const { body } = compactMaths(`<span class="mord">a</span>${root}<span style="color:red">b</span>`, katexCss());
  assert.match(body, /^<span class="mord">a<\/span><span class="katex"><span class="katex-mathml">/);
  assert.match(body, /<span style="color:red">b<\/span>$/);
  assert.equal(body.match(/<svg[^]*<\/svg>/)![0], root.match(/<svg[^]*<\/svg>/)![0]);
});

test("a formula takes little more than half the bytes", () => {
  const html = mathsHtml("\\frac{dL}{dx_i} = \\sum_{l=1}^m \\frac{dL}{dy_l} W_{li}", true);
  const eye = (each: string): number => each.slice(each.indexOf('<span class="katex-html"')).length;
  assert.ok(eye(compactMaths(html, katexCss()).body) < 0.6 * eye(html));
});
