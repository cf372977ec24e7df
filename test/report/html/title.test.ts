import assert from "node:assert/strict";
import { test } from "node:test";
import { titleHtml } from "../../../src/report/html/title.js";
import { SAMPLE } from "../pdf/sample-report.js";

const plain = { ...SAMPLE, title: "T", subtitle: null, abstract: [], date: "May" };
const lines = (html: string): readonly string[] => html.split("\n").slice(1, -1);

test("an article: names in a row, with marks that lead to where their bearers work", () => {
  const authors = [{ name: "A", affiliations: ["U & V"], email: "a@u.org" }, { name: "B", affiliations: ["W"] }];
  assert.deepEqual(lines(titleHtml({ ...plain, authors })), [
    "<h1>T</h1>", '<p class="authors"><a href="mailto:a@u.org">A</a><sup>1</sup>, B<sup>2</sup></p>', '<p class="affiliations"><sup>1</sup> U &amp; V<br><sup>2</sup> W</p>', '<p class="date">May</p>',
  ]);
});

test("an assignment: the course's header with the date, one name a line with its number", () => {
  const html = titleHtml({ ...plain, template: "hand-in", course: { name: "Deep Learning", assignment: "Assignment 1" }, authors: [{ name: "A", id: "s7", email: "a@u.org" }, { name: "B" }] });
  assert.match(html, /^<header class="title hand-in">/);
  assert.deepEqual(lines(html), ['<div class="course"><p><b>Deep Learning</b></p><p><b>Assignment 1</b><br>May</p></div>', "<h1>T</h1>", '<p class="authors">A, s7, <a href="mailto:a@u.org">a@u.org</a><br>B</p>']);
});

test("an address that is none leads nowhere but to a mail program", () => {
  const html = titleHtml({ ...plain, authors: [{ name: "A", email: '"><script>alert(1)</script>' }] });
  assert.doesNotMatch(html, /<script/);
  assert.match(html, /href="mailto:%22%3E/);
});
