import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { writeChapterPages } from "../../../src/report/html/write-chapter-pages.js";
import { writeHtml } from "../../../src/report/html/write-html.js";
import type { Block, Report } from "../../../src/report/model.js";
import { paragraph, SAMPLE, text } from "../pdf/sample-report.js";

const heading = (number: string, id: string): Block => ({ kind: "heading", level: 1, number, id, children: [text(`Chapter ${id}`)] });
const to = (target: string): Block => paragraph({ kind: "reference", target, children: [text(`to ${target}`)] });
const REPORT: Report = {
  ...SAMPLE,
  title: "T & U",
  chapters: [
    { source: "notebooks/1-one.ipynb", blocks: [heading("1", "one"), to("two"), to("one"), { kind: "equation", tex: "a", number: "7", id: "eq-7", origin: null }] },
    { source: "notebooks/report.ipynb", blocks: [heading("2", "two"), to("eq-7"), paragraph('<a href="#one">')] },
  ],
};
const pages = new Map(writeChapterPages(REPORT, { css: "" }).map(({ name, content }) => [name, String(content)]));
const links = (name: string): readonly string[] => [...pages.get(name)!.matchAll(/<a class="reference" href="([^"]*)"/g)].map((match) => match[1]!);

test("a page for the front, one for each chapter, one for the appendix; a name is taken once", () => {
  assert.deepEqual([...pages.keys()], ["report.html", "1-one.html", "2-report.html", "appendix.html"]);
  assert.match(pages.get("1-one.html")!, /<title>1 Chapter one – T &amp; U<\/title>/);
});

test("a reference leads to the page that has its target", () => {
  assert.deepEqual([links("1-one.html"), links("2-report.html")], [["2-report.html#two", "#one"], ["1-one.html#eq-7"]]);
  assert.match(pages.get("2-report.html")!, /&lt;a href=&quot;#one&quot;&gt;/, "text that looks like a link is left alone");
});

test("the contents stand on each page, and each leads to the one before and the next", () => {
  const contents = (name: string): readonly string[] => [...pages.get(name)!.matchAll(/<li class="level-1"><a href="([^"]*)"/g)].map((match) => match[1]!);
  assert.deepEqual(contents("report.html"), ["1-one.html#one", "2-report.html#two", "appendix.html#checks"]);
  assert.deepEqual(contents("2-report.html"), ["1-one.html#one", "#two", "appendix.html#checks"]);
  assert.match(pages.get("2-report.html")!, /<link rel="prev" href="1-one.html">\n<link rel="next" href="appendix.html">/);
  assert.match(pages.get("2-report.html")!, /<nav class="pages" aria-label="Pages"><a rel="prev" href="1-one.html">← 1 Chapter one<\/a><a rel="next" href="appendix.html">Appendix →<\/a><\/nav>/);
});

test("a failing report says so on every page", () => {
  for (const [name, html] of pages) assert.match(html, /This report contains failures\./, name);
});

test("a chapter's notebook can be downloaded: from beside the page, and from the page itself, without its outputs", () => {
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ id: "a", cell_type: "code", metadata: {}, source: ["1 + 1"], execution_count: 1, outputs: [{ output_type: "stream", name: "stdout", text: ["2\n"] }] }] };
  const html = writeHtml({ ...REPORT, chapters: REPORT.chapters.slice(0, 1) }, { css: "", notebooks: [{ name: "notebooks/a b.ipynb", content: JSON.stringify(notebook) }] });
  const [, href, file, data] = /<p class="notebook"><a href="([^"]*)" download="([^"]*)">[^<]*<\/a><script type="application\/octet-stream">([^<]*)<\/script>/.exec(html)!;
  assert.deepEqual([href, file], ["notebooks/a%20b.ipynb", "a b.ipynb"]);
  const inside = JSON.parse(gunzipSync(Buffer.from(data!, "base64")).toString()) as typeof notebook;
  assert.deepEqual([inside.cells[0]!.source, inside.cells[0]!.outputs], [["1 + 1"], []]);
});
