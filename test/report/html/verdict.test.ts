import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckedEquation, CheckedStep } from "../../../src/derivation/index.js";
import { verdictHtml } from "../../../src/report/html/verdict.js";

const step: CheckedStep = { verdict: "holds", method: "exact", errorBound: 7.5e-23, left: "a", right: "b", inherited: false };
const equation: CheckedEquation = { id: "eq-1", tag: "7", cell: 0, line: 1, column: 1, latex: "a = b \\tag{7}", kind: "claim", verdict: "holds", steps: [step], problems: [] };

/** Without KaTeX's inner life. */
const plain = (html: string): string => html.replace(/<span class="katex">.*?<annotation encoding="application\/x-tex">(.*?)<\/annotation>.*?<\/math><\/span><span class="katex-html" aria-hidden="true">.*?(<\/span>)+/g, "[$1]");

test("a mark with a name, which opens to what decided it and how sure that is", () => {
  assert.equal(verdictHtml([equation]), '<details class="verdict holds"><summary aria-label="Equation (7): holds. Evidence" title="holds">✓</summary><div class="evidence"><p><b>Holds</b>. Exact, at random values over prime fields: a wrong equation would pass with a chance below <span class="power">7.5\u202f·\u202f10<sup>−23</sup></span>.</p></div></details>');
});

test("both sides the same expression: the bound is none", () => {
  assert.match(verdictHtml([{ ...equation, steps: [{ ...step, errorBound: 0 }] }]), /<p><b>Holds<\/b>\. Exact: written out, both sides are the same expression\.<\/p>/);
});

test("sizes, points and the numbers of a small example: a chain's is that of its last step", () => {
  const evidence = { sizes: ["n = 2", "n = 3"], draws: 3, example: { where: "n = 2, x = [1, 2]", value: "3" } };
  const html = verdictHtml([{ ...equation, steps: [{ ...step, evidence: { ...evidence, example: { where: "n = 2", value: "0" } } }, { ...step, evidence }] }]);
  assert.match(html, /<p>Tried at n = 2; n = 3, 6 random points in all\.<\/p><p>For example, with n = 2, x = \[1, 2\], both sides give 3\.<\/p>/);
});

test("steps that hold alike are seen in the display; where they differ each is told, and one that is no formula by itself as its source", () => {
  assert.doesNotMatch(verdictHtml([{ ...equation, steps: [step, step] }]), /<ol/);
  const html = plain(verdictHtml([{ ...equation, steps: [step, { ...step, method: "high-precision", right: "{ b & c" }] }]));
  assert.match(html, /<b>Holds<\/b>, in 2 steps\. Decided with 64 digits/);
  assert.match(html, /<code>a = \{ b &amp; c<\/code> <span class="how">✓ holds, 64 digits, bound /);
});

test("a step that goes on from the one before begins with its relation; one that does not is whole", () => {
  const texOf = (html: string): readonly string[] => [...html.matchAll(/<annotation encoding="application\/x-tex">(.*?)<\/annotation>/g)].map((match) => match[1]!);
  const other: CheckedStep = { ...step, method: "high-precision" };
  assert.deepEqual(texOf(verdictHtml([{ ...equation, steps: [step, { ...other, left: "b", right: "c" }, { ...other, left: "d", right: "e" }] }])), ["a = b", "{} = c", "d = e"]);
});

test("a failure: what is wrong and the repair", () => {
  const html = plain(verdictHtml([{ ...equation, tag: null, verdict: "fails", steps: [{ ...step, verdict: "fails" }], problems: [{ severity: "error", code: "value", message: "the sides <differ>", line: 1, column: 1, length: 1, suggestion: { latex: "a = -b", message: "the sign is wrong" } }] }]));
  assert.match(html, /^<details class="verdict fails"><summary aria-label="This equation: fails\. Evidence" title="fails">✗<\/summary>/);
  assert.match(html, /<p><b>It does not hold\.<\/b><\/p><p class="error">the sides &lt;differ&gt;<\/p><p class="repair"><b>Repair:<\/b> the sign is wrong: .*<\/p><pre class="repair" tabindex="0">a = -b<\/pre>/);
});

test("waived: the reason", () => assert.match(verdictHtml([{ ...equation, verdict: "waived", waiver: "<b>", steps: [] }]), /–<\/summary><div class="evidence"><p><b>Not checked<\/b>, because &lt;b&gt;\.<\/p>/));

test("several in one display: the worst is the mark", () => {
  const html = verdictHtml([equation, { ...equation, tag: "8", verdict: "unchecked", steps: [] }]);
  assert.match(html, /^<details class="verdict unchecked"><summary aria-label="Equation \(7\), \(8\): unchecked\. Evidence" title="unchecked">\?<\/summary>/);
});

test("a definition has no mark", () => assert.equal(verdictHtml([{ ...equation, kind: "definition" }]), ""));
