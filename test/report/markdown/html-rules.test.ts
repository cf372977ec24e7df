/** The HTML that people write in Markdown: read where it has a form on every page, text everywhere else. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { writeHtml } from "../../../src/report/html/write-html.js";
import { writeLatex } from "../../../src/report/latex/write-latex.js";
import { writeMarkdown } from "../../../src/report/md/write-markdown.js";
import type { Block, Inline, Report } from "../../../src/report/model.js";
import { compile, typstSource } from "../../../src/report/pdf/index.js";
import { SAMPLE } from "../pdf/sample-report.js";
import { read } from "./read.js";

/** Content as text, what is around it in brackets under its name. */
const told = (content: readonly Inline[]): string => content.map((inline) => (inline.kind === "text" ? inline.text : "children" in inline ? `${inline.kind}[${told(inline.children)}]` : inline.kind === "task" ? `task[${inline.isDone}]` : inline.kind)).join("");
const line = (markdown: string): string => read(markdown).blocks.map((block) => (block.kind === "paragraph" ? told(block.children) : block.kind)).join(" | ");
const shown = (block: Block): string => (block.kind === "details" ? `details${block.isOpen ? " open" : ""}[${told(block.summary)}: ${block.blocks.map(shown).join(" | ")}]` : block.kind === "paragraph" ? told(block.children) : block.kind === "list" ? `list[${block.items.map((item) => item.map(shown).join(" ")).join(", ")}]` : block.kind);
const blocks = (markdown: string): string => read(markdown).blocks.map(shown).join(" | ");

for (const [markdown, expected] of [
  ["press <kbd>Ctrl</kbd>+<KBD>C</KBD>", "press key[Ctrl]+key[C]"],
  ["H<sub>2</sub>O, x<sup>*n*</sup>", "Hsub[2]O, xsup[emphasis[n]]"],
  ["a<br>b<br/>c<br />d", "abreakbbreakcbreakd"],
  ["<kbd>a *b</kbd> c*", "key[a *b] c*"],
  // Refused: with attributes, not closed, not opened, of another kind, in code.
  ["<kbd onclick=x>K</kbd>", "<kbd onclick=x>K</kbd>"],
  ["<sub>open", "<sub>open"],
  ["shut</sup>", "shut</sup>"],
  ["<script>f()</script> <b>b</b> <img src=x onerror=f()>", "<script>f()</script> <b>b</b> <img src=x onerror=f()>"],
  ["`<br>`", "code"],
  ["<br onload=f()>", "<br onload=f()>"],
  ["\\<br>", "<br>"],
] as const) test(`in a line: ${markdown}`, () => assert.equal(line(markdown), expected));

for (const [title, markdown, expected] of [
  ["a summary and blocks", "<details>\n<summary>More *about* it</summary>\n\nText.\n\n- a\n\n</details>\n\nafter", "details[More emphasis[about] it: Text. | list[a]] | after"],
  ["in one line, open", "<details open><summary>S</summary>body</details>", "details open[S: body]"],
  ["HTML's paragraphs", "<details><summary>S</summary>\n<p>\n\nbody\n\n</p>\n</details>", "details[S: body]"],
  ["right after a paragraph", "words\n<details>\n<summary>S</summary>\nbody\n</details>", "words | details[S: body]"],
  ["one in another", "<details>\n<summary>A</summary>\n\n<details>\n<summary>B</summary>\n\nb\n\n</details>\n\na\n\n</details>", "details[A: details[B: b] | a]"],
  ["in a list", "- x\n\n  <details>\n  <summary>A</summary>\n\n  a\n\n  </details>", "list[x details[A: a]]"],
  ["a closing tag in code closes nothing", "<details>\n<summary>A</summary>\n\n```\n</details>\n```\n\n</details>", "details[A: listing]"],
  ["refused: not closed", "<details>\n<summary>A</summary>\n\na", "<details> <summary>A</summary> | a"],
  ["refused: without a summary", "<details>\na\n</details>", "<details> a </details>"],
  ["refused: with another attribute", "<details ontoggle=f() open>\n<summary>A</summary>\na\n</details>", "<details ontoggle=f() open> <summary>A</summary> a </details>"],
  ["tasks", "- [ ] to do\n- [x] **done**\n- [X] too\n- [y] no\n- [ ]no", "list[task[false]to do, task[true]strong[done], task[true]too, [y] no, [ ]no]"],
] as const) test(`blocks: ${title}`, () => assert.equal(blocks(markdown), expected));

test("many that are not closed, or nested deep, are read in no time", () => {
  const started = performance.now();
  for (const markdown of ["<details>\n".repeat(500), "<details>\n<summary>A</summary>\n\n".repeat(100) + "</details>\n\n".repeat(100), "<kbd>".repeat(3000)]) assert.ok(read(markdown).blocks.length > 0);
  assert.ok(performance.now() - started < 5000);
});

const markdown = "Press <kbd>C</kbd>, H<sub>2</sub>O.\n\n- [ ] to do\n- [x] done\n\n<details>\n<summary>More</summary>\n\nText with $x^2$ and a note.[^1]\n\n\\begin{align} a &= b \\tag{1} \\\\ c &= d \\tag{2} \\end{align}\n\n</details>\n\n[^1]: The note.";
const report: Report = { ...SAMPLE, chapters: [{ source: "a.ipynb", blocks: [{ kind: "heading", level: 1, number: "1", id: "one", children: [{ kind: "text", text: "One" }] }, ...read(markdown).blocks] }], appendix: [] };

test("on the page", () => {
  const html = writeHtml(report, { css: "" });
  assert.match(html, /Press <kbd>C<\/kbd>, H<sub>2<\/sub>O\./);
  assert.match(html, /<li><input type="checkbox" class="task" disabled aria-label="to do"> to do<\/li><li><input type="checkbox" class="task" disabled checked aria-label="done"> done<\/li>/);
  assert.match(html, /<details class="aside"><summary>More<\/summary><p>Text with /);
  assert.match(html, /<aside class="footnotes"[^>]*><ol><li id="fn-\d+"[^>]*><p>The note\./);
});

test("on paper, which conforms to PDF/UA-1", () => {
  const { source, files } = typstSource(report, readFileSync("report/theme/paper.typ", "utf8"));
  for (const words of ['#theme.key[#"C";];', '#sub[#"2";];', "#list(tight: true, marker: [],\n", '#theme.task(true);#"done";', '#theme.details([#"More";])[']) assert.ok(source.includes(words), words);
  assert.equal(compile(source, files).nonConformance, null);
});

test("in Markdown, which reads the same again, and in LaTeX", () => {
  const md = String(writeMarkdown({ ...report, abstract: [], summary: [] })[0]!.content);
  const again = md.slice(md.indexOf("Press"));
  assert.deepEqual(read(again).blocks.map(({ kind }) => kind), ["paragraph", "list", "details"]);
  assert.equal(blocks(again).split(" | ").slice(0, 2).join(" | "), blocks(markdown).split(" | ").slice(0, 2).join(" | "));
  const tex = String(writeLatex(report)[0]!.content);
  for (const words of ["Press \\fbox{\\footnotesize\\texttt{C}}, H\\textsubscript{2}O.", "\\item $\\square$ to do\n\\item $\\boxtimes$ done", "\\textbf{More}\\nopagebreak\n\\begin{quote}"]) assert.ok(tex.includes(words), words);
});
