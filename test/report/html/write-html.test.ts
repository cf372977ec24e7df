import { test } from "node:test";
import assert from "node:assert/strict";
import { escapeHtml, scriptJson } from "../../../src/report/html/escape.js";
import { mathsHtml } from "../../../src/report/html/inlines.js";
import { writeHtml } from "../../../src/report/html/write-html.js";
import { BLOCKS, paragraph, SAMPLE, text } from "../pdf/sample-report.js";
import type { Block } from "../../../src/report/model.js";

const page = (...blocks: readonly Block[]): string => writeHtml({ ...SAMPLE, chapters: [{ source: "1.ipynb", blocks }] }, { css: "" });
const body = (html: string): string => html.slice(html.indexOf("<main"), html.indexOf("</main>"));

test("a report with every kind of block is one page that fetches nothing", () => {
  const html = page(...BLOCKS);
  assert.match(html, /^<!doctype html>\n<html lang="en">/);
  assert.match(html, /default-src 'none'/);
  assert.doesNotMatch(html, /(src|href)="(?!#|data:|https:\/\/example\.org)/);
  for (const tag of ["section", "figure", "table", "details", "ul", "ol", "aside"]) {
    assert.equal(html.split(`<${tag}`).length, html.split(`</${tag}>`).length, tag);
  }
});

test("text is text, whatever it looks like", () => {
  assert.match(body(page(paragraph("<script>alert(1)</script> & \"x\""))), /<p>&lt;script&gt;alert\(1\)&lt;\/script&gt; &amp; &quot;x&quot;<\/p>/);
  assert.equal(escapeHtml("a\u0000'"), "a\ufffd&#39;");
  assert.equal(scriptJson({ a: "</script>\u2028" }), '{"a":"\\u003c/script>\\u2028"}');
});

test("a link in a formula is not a link", () => {
  assert.doesNotMatch(mathsHtml("\\href{javascript:alert(1)}{x}", false), /href=/);
});

test("an equation carries its number and its id; a reference leads to it", () => {
  const html = body(page({ kind: "equation", tex: "a", number: "7", id: "eq-7", origin: null }, paragraph({ kind: "reference", target: "eq-7", children: [text("equation (7)")] })));
  assert.match(html, /<div class="equation" id="eq-7">[\s\S]*<a class="number" href="#eq-7">\(7\)<\/a>/);
  assert.match(html, /<a class="reference" href="#eq-7">equation \(7\)<\/a>/);
});

test("a report with failures says so before anything else; one without does not", () => {
  assert.match(body(page()), /<section class="summary failing"[^>]*><p><strong>This report contains failures\.<\/strong>/);
  assert.doesNotMatch(writeHtml({ ...SAMPLE, summary: [{ holds: true, text: "all hold" }] }, { css: "" }), /contains failures/);
});

test("of what it was built is said where nothing was checked, too", () => {
  assert.match(body(writeHtml({ ...SAMPLE, summary: [] }, { css: "" })), /<section class="summary" aria-label="Checks"><p class="provenance">Built with Node\.<\/p><\/section>/);
  assert.doesNotMatch(body(writeHtml({ ...SAMPLE, summary: [], provenance: null }, { css: "" })), /class="summary"/);
});

test("what nobody checked is neither right nor wrong, at the front and in its place", () => {
  const html = writeHtml({ ...SAMPLE, summary: [{ holds: null, text: "1 code cell was not run" }], chapters: [{ source: "1.ipynb", blocks: [{ kind: "stored", blocks: [paragraph("✓ agrees")] }] }] }, { css: "" });
  assert.match(html, /<title>[^✗]*<\/title>/);
  assert.match(body(html), /<li class="open"><span class="mark" aria-hidden="true">\?<\/span>1 code cell was not run<\/li>/);
  assert.match(body(html), /<section class="stored"><p class="note">Not run: [^<]*<\/p><p>✓ agrees<\/p><\/section>/);
});

test("an error that is expected alarms nobody", () => {
  const failure = { kind: "failure", title: "TypeError", message: "x", excerpt: null, where: "a.ipynb, cell 1" } as const;
  assert.match(body(page({ ...failure, isExpected: true })), /<section class="failure expected"><p><strong>TypeError<\/strong>, as expected /);
  assert.match(body(page(failure)), /<section class="failure" role="alert"><p><strong>TypeError<\/strong> /);
});

test("what would be right is set as a formula below the failure, under its label, with its TeX to be copied; what cannot be set is TeX alone", () => {
  const failure = (tex: string): Block => ({ kind: "failure", title: "Equation (2) does not hold", message: "they differ", excerpt: null, where: "a.ipynb, cell 1", repair: { words: "a transpose is missing", tex } });
  const html = body(page(failure("x = W^T y \\tag{2}")));
  assert.match(html, /<pre class="message" tabindex="0">they differ<\/pre><p class="repair"><b>Repair:<\/b> a transpose is missing: <span class="step"><span class="katex">[^]*<pre class="repair" tabindex="0">x = W\^T y<\/pre>/);
  assert.doesNotMatch(html, /tag\{2\}/);
  assert.match(body(page(failure("\\left( x"))), /<b>Repair:<\/b> a transpose is missing<\/p><pre class="repair" tabindex="0">\\left\( x<\/pre>/);
});

test("a message that points at a part of a line is not broken into lines", () => {
  const failure = (message: string): string => body(page({ kind: "failure", title: "Error", message, excerpt: null, where: "a.ipynb, cell 1" }));
  assert.match(failure("unknown name\n  x + yy\n      ^^"), /<pre class="message excerpt" tabindex="0">/);
  assert.match(failure("x ^ y is no power\nof x^2"), /<pre class="message" tabindex="0">/);
});

test("a table of verdicts and a column of long cells are marked for narrow screens", () => {
  const table = (head: string, cell: string): string => body(page({ kind: "table", number: null, id: null, caption: [], columns: [{ align: "left", head: [text("a")] }, { align: "left", head: [text(head)] }], rows: [[[text(cell)], [text("✓ holds")]]] }));
  assert.match(table("verdict", "words ".repeat(8)), /<div class="table verdicts">[^]*<td class="left long">words[^]*<td class="left">✓ holds/);
  assert.match(table("result", "word"), /<div class="table">[^]*<td class="left">word/);
});

test("an image of a given width has it", () => {
  const image = (width?: number): string => body(page({ kind: "figure", number: null, id: null, caption: [], alt: "dot", picture: { kind: "raster", mime: "image/png", base64: "AAAA", ...(width !== undefined && { width }) } }));
  assert.match(image(100), /<img src="[^"]*" width="100" alt="dot">/);
  assert.doesNotMatch(image(), /width="/);
});

test("a figure that is not drawn is a mistake of the caller", () => {
  assert.throws(() => page({ kind: "figure", number: null, id: null, caption: [], alt: "", picture: { kind: "svg", svg: "<svg/>" } }), { message: "a figure must be drawn before it is written" });
});
