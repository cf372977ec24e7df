import { test } from "node:test";
import assert from "node:assert/strict";
import { sanitiseHtml } from "../../src/report/sanitise.js";

test("text, tables, links and embedded pictures stay", () => {
  for (const html of [
    "<p>a <b>b</b> <code>c</code></p>",
    '<table><tbody><tr><td colspan="2" style="text-align:right">1</td></tr></tbody></table>',
    '<img src="data:image/png;base64,AAAA" alt="a" />',
    '<span style="color:#a00">red</span>',
  ]) assert.equal(sanitiseHtml(html), html);
  assert.equal(sanitiseHtml('<a href="https://example.org">a</a>'), '<a href="https://example.org">a</a>');
});

/** What must go, and what may remain of it. */
const HOSTILE: readonly (readonly [html: string, left: string])[] = [
  ["<script>alert(1)</script>", ""],
  ['<img src="x" onerror="alert(1)">', ""],
  ['<b onclick="alert(1)">a</b>', "<b>a</b>"],
  ['<a href="javascript:alert(1)">a</a>', "<a>a</a>"],
  ['<a href="&#106;avascript:alert(1)">a</a>', "<a>a</a>"],
  ['<a href="//evil.example">a</a>', "<a>a</a>"],
  ['<img src="https://evil.example/x.png">', ""],
  ['<img src="data:image/svg+xml;base64,AAAA">', ""],
  ['<p style="background:url(https://evil.example)">a</p>', "<p>a</p>"],
  ['<p style="position:fixed">a</p>', "<p>a</p>"],
  ["<style>p{color:red}</style>", ""],
  ["<iframe src=x></iframe>", ""],
  ["<svg onload=alert(1)><text>a</text></svg>", "a"],
  ["<form action=x><input name=a></form>", ""],
  ['<p id="content" class="failure">a</p>', "<p>a</p>"],
  ["<meta http-equiv=refresh content=0>", ""],
];

test("what runs, fetches or poses as part of the page goes", () => {
  for (const [html, left] of HOSTILE) assert.equal(sanitiseHtml(html), left, html);
});
