import assert from "node:assert/strict";
import { test } from "node:test";
import katex from "katex";
import { EYE, shortTags, shortTagsCss } from "../../../src/report/html/short-tags.js";
import { katexCss } from "../../../src/report/html/fonts.js";

const FORMULAS = ["x", "\\frac{dL}{dx_i}", "\\sqrt[3]{x}", "\\begin{bmatrix} a & b \\\\ c & d \\end{bmatrix}", "\\text{a <span> b}", "\\underbrace{a + b}_{c}", "\\begin{cases} 1 & x \\\\ 0 & y \\end{cases}"];

test("within the part for the eye every span is an <i>, everything around it stays", () => {
  for (const displayMode of [false, true]) {
    for (const tex of FORMULAS) {
      const html = katex.renderToString(tex, { displayMode }), short = shortTags(html, displayMode);
      const [before, after] = short.split(EYE) as [string, string];
      assert.ok(html.startsWith(before + EYE), tex);
      const part = after.slice(0, after.indexOf("</span>"));
      assert.doesNotMatch(part, /<\/?span/);
      assert.equal(after.slice(part.length), "</span>".repeat(displayMode ? 3 : 2), tex);
      assert.equal(part.split("<i").length, part.split("</i>").length, tex);
      assert.equal(short.replace(/<i(?=[ >])/g, "<span").replaceAll("</i>", "</span>"), html);
    }
  }
});

test("the style sheet asks for <i> wherever it asked for a span", () => {
  assert.equal(shortTagsCss(".a>span>span>.b{top:0}.c>span,.d{left:0}"), ".katex-html i{font-style:inherit}\n.a>i>i>.b{top:0}.c>i,.d{left:0}");
  assert.doesNotMatch(katexCss(), /\bspan\b/);
});
