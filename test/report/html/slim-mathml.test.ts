import assert from "node:assert/strict";
import { test } from "node:test";
import { slimMathml } from "../../../src/report/html/slim-mathml.js";

test("letters, scripts, tables, fences and the TeX stay; spacing, styles and padding go", () => {
  const html = '<span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><semantics><mtable rowspacing="0.2em" columnalign="left"><mtr><mtd><mstyle scriptlevel="0" displaystyle="false"><mo fence="true" lspace="0em">[</mo><mi mathvariant="bold">x</mi></mstyle></mtd></mtr></mtable><mspace width="1em"></mspace><annotation encoding="application/x-tex">\\begin{a} width="1em"</annotation></semantics></math></span>';
  assert.equal(slimMathml(html), '<span class="katex-mathml"><math display="block"><semantics><mtable><mtr><mtd><mo fence="true">[</mo><mi mathvariant="bold">x</mi></mtd></mtr></mtable><annotation encoding="application/x-tex">\\begin{a} width="1em"</annotation></semantics></math></span>');
});
