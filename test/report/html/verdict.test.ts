import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckedEquation, CheckedStep } from "../../../src/derivation/index.js";
import { verdictHtml } from "../../../src/report/html/verdict.js";

const step: CheckedStep = { verdict: "holds", method: "exact", errorBound: 7.5e-23, left: "a", right: "b", inherited: false };
const equation: CheckedEquation = { id: "eq-1", tag: "7", cell: 0, line: 1, column: 1, latex: "a = b \\tag{7}", kind: "claim", verdict: "holds", steps: [step], problems: [] };

/** Without KaTeX's inner life. */
const plain = (html: string): string => html.replace(/<span class="katex">.*?<annotation encoding="application\/x-tex">(.*?)<\/annotation>.*?<\/math><\/span><span class="katex-html" aria-hidden="true">.*?(<\/span>)+/g, "[$1]");

test("a mark with a name, which opens to what decided it and how sure that is", () => {
  assert.match(verdictHtml([equation]), /^<details class="verdict holds"><summary aria-label="Equation \(7\): holds\. Evidence" title="holds">✓<\/summary><div class="evidence"><p>Holds\. Decided exactly, at random values over prime fields; a wrong equation would pass with a chance below .*<\/p><\/div><\/details>$/s);
});

test("both sides the same expression: the bound is none", () => {
  assert.match(verdictHtml([{ ...equation, steps: [{ ...step, errorBound: 0 }] }]), /prime fields: written out, both sides are the same expression\.<\/p>/);
});

test("a chain tells each step; the one that is no formula by itself is told as its source", () => {
  const html = plain(verdictHtml([{ ...equation, steps: [step, { ...step, right: "{ b & c" }] }]));
  assert.match(html, /Holds, in 2 steps\./);
  assert.match(html, /<code>a = \{ b &amp; c<\/code> <span class="how">✓ holds, exact, bound /);
});

test("a failure: what is wrong and the repair", () => {
  const html = plain(verdictHtml([{ ...equation, tag: null, verdict: "fails", steps: [{ ...step, verdict: "fails" }], problems: [{ severity: "error", code: "value", message: "the sides <differ>", line: 1, column: 1, length: 1, suggestion: { latex: "a = -b", message: "the sign is wrong" } }] }]));
  assert.match(html, /^<details class="verdict fails"><summary aria-label="This equation: fails\. Evidence" title="fails">✗<\/summary>/);
  assert.match(html, /<p>It does not hold\.<\/p><p class="error">the sides &lt;differ&gt;<\/p><p class="repair">the sign is wrong: /);
});

test("waived: the reason", () => assert.match(verdictHtml([{ ...equation, verdict: "waived", waiver: "<b>", steps: [] }]), /–<\/summary><div class="evidence"><p>Not checked, because &lt;b&gt;\.<\/p>/));

test("several in one display: the worst is the mark", () => {
  const html = verdictHtml([equation, { ...equation, tag: "8", verdict: "unchecked", steps: [] }]);
  assert.match(html, /^<details class="verdict unchecked"><summary aria-label="Equation \(7\), \(8\): unchecked\. Evidence" title="unchecked">\?<\/summary>/);
});

test("a definition has no mark", () => assert.equal(verdictHtml([{ ...equation, kind: "definition" }]), ""));
