import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { writeChapterPages } from "../../../src/report/html/write-chapter-pages.js";
import { writeHtml } from "../../../src/report/html/write-html.js";
import type { Block, Picture, Report } from "../../../src/report/model.js";
import type { OutputFile } from "../../../src/report/output-files.js";
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

test("plotly is written once, beside the pages, and only where a figure can move", () => {
  const still = { kind: "drawn", svg: "<svg></svg>", figure: null } as const;
  const filesWith = (picture: Picture): readonly OutputFile[] => writeChapterPages({ ...REPORT, chapters: REPORT.chapters.map(({ source }) => ({ source, blocks: [{ kind: "figure", id: null, number: null, caption: [], alt: "", picture }] })) }, { css: "" });
  const files = filesWith({ ...still, figure: { data: [], layout: {} } });
  assert.deepEqual(files.map(({ name }) => name), ["report.html", "1-one.html", "2-report.html", "appendix.html", "plotly.min.js"]);
  assert.ok(files[4]!.content.length > 1_000_000);
  for (const { content } of files.slice(1, 3)) assert.match(String(content), /<script type="application\/octet-stream" id="plotly-bundle"><\/script>/);
  for (const { name, content } of files.slice(0, 4)) assert.ok(content.length < 500_000, `${name}: ${content.length} characters`);
  assert.deepEqual(filesWith(still).map(({ name }) => name), ["report.html", "1-one.html", "2-report.html", "appendix.html"]);
});

test("what may run is our script and what it loads, by no address", () => {
  for (const html of pages.values()) assert.match(html, /script-src 'sha256-[^']+' 'strict-dynamic'; base-uri 'none'/);
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
