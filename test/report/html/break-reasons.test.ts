import assert from "node:assert/strict";
import { test } from "node:test";
import katex from "katex";
import { brokenReasons } from "../../../src/report/html/break-reasons.js";

const aligned = (...rows: readonly string[]): string => `\\begin{aligned} ${rows.join(" \\\\ ")} \\end{aligned}`;
const LONG = "\\text{of the sums over } k \\text{ and } l \\text{ only the terms stay where the deltas are one}";

test("a long reason becomes lines of its own, formulas in it whole", () => {
  const tex = brokenReasons(aligned(`a &= b && ${LONG}`, "&= c && \\text{short}"));
  assert.equal(
    tex.replace(/\\text\{([^}]*)\}/g, "$1").replace(/\s+/g, " "),
    "\\begin{aligned} a &= b && \\begin{aligned} &of the sums over k and l only the \\\\[-0.55em] &terms stay where the deltas are one \\end{aligned} \\\\ &= c && short \\end{aligned}",
  );
  assert.doesNotThrow(() => katex.renderToString(tex, { displayMode: true, throwOnError: true, strict: false }));
});

test("a formula within the text is one word", () => {
  const tex = brokenReasons(aligned("a &= b && \\text{a long reason with $x_{1, 2}$ in it, and words after}"));
  assert.match(tex, /\\text\{with \}x_\{1, 2\}/);
  assert.doesNotThrow(() => katex.renderToString(tex, { displayMode: true, throwOnError: true, strict: false }));
});

for (const [title, tex] of [
  ["a short reason", aligned("a &= b && \\text{chain rule}")],
  ["no reason", aligned("a &= b", "&= c")],
  ["long text that is no last cell", aligned(`${LONG} &= b`)],
  ["no aligned display", `a = b \\quad ${LONG}`],
  ["text with commands in it", aligned("a &= b && \\text{a long reason with \\emph in it, and words after it}")],
  ["braces that do not close", "\\begin{aligned} a &= { b && \\text{a long reason that goes on and on and on} \\end{aligned}"],
] as const) test(`stays as it is: ${title}`, () => assert.equal(brokenReasons(tex), tex));
