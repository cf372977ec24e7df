import assert from "node:assert/strict";
import { test } from "node:test";
import { printJunit } from "../../../src/derivation/print/print-junit.js";
import { sample } from "./sample.js";

test("a suite for the document, a case for each claim", () => {
  assert.equal(printJunit([sample("a&b.md")]), String.raw`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="backproof">
  <testsuite name="a&amp;b.md" tests="5" failures="1" errors="0" skipped="3">
    <testcase classname="a&amp;b.md" name="line 2, column 1 (1): \frac{dL}{dx} = W^T \frac{dL}{dy} \tag{1}"/>
    <testcase classname="a&amp;b.md" name="line 3, column 1 (2): \frac{dL}{db} = x = 2x \tag{2}">
      <failure type="value" message="the two sides differ">a&amp;b.md, line 3, column 19 (2): the two sides differ
the left side gives 1, the right side gives 2 (m = 2; i = 1)
it holds with y
\frac{dL}{db} = y = 2x \tag{2}
a&amp;b.md, line 3, column 23 (2): the two sides differ
it only inherits the mistake of an earlier step</failure>
    </testcase>
    <testcase classname="a&amp;b.md" name="line 4, column 1 (3): a = \zeta \tag{3}">
      <skipped message="unchecked: '\zeta' is declared nowhere"/>
    </testcase>
    <testcase classname="a&amp;b.md" name="line 5, column 1: c = \zeta">
      <skipped message="unchecked: '\zeta' is declared nowhere"/>
    </testcase>
    <testcase classname="a&amp;b.md" name="line 6, column 1 (5): d = 7 &amp; e \tag{5}">
      <skipped message="not checked, because it is &quot;homework&quot; &lt;of week 3&gt;"/>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test("with --strict what is unchecked is a failure", () => {
  const xml = printJunit([sample()], { strict: true });
  assert.match(xml, /tests="5" failures="3" errors="0" skipped="1"/);
  assert.match(xml, /<failure type="undeclared" message="unchecked: /);
});

test("what XML cannot write is replaced", () => {
  const { source, checked } = sample();
  const xml = printJunit([{ source, checked: { ...checked, equations: [{ ...checked.equations[1]!, latex: "a\u0000b\ud800c\ufffe" }] } }]);
  assert.match(xml, /name="line 2, column 1 \(1\): a\ufffdb\ufffdc\ufffd"/);
});
