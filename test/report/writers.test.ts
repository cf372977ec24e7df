/** All formats of one build: their files do not get in each other's way. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { composeReport } from "../../src/report/compose.js";
import type { Block } from "../../src/report/model.js";
import { readTheme } from "../../src/report/theme-files.js";
import { writePages } from "../../src/report/writers.js";
import { notebook, prose } from "../notebook/notebooks.js";
import { SAMPLE } from "./pdf/sample-report.js";

test("a picture that two formats take as it is has one file, under a name that both say", async () => {
  const { files } = await writePages(SAMPLE, ["md", "tex"], { theme: { screen: "", paper: "" }, kept: null, pages: "one", notebooks: [] });
  const names = files.map(({ name }) => name);
  assert.deepEqual(names, [...new Set(names)]);
  const image = names.find((name) => name.startsWith("figures/image-"))!;
  for (const text of ["report.md", "report.tex"]) assert.ok(String(files.find(({ name }) => name === text)!.content).includes(image), text);
});

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/></svg>`;

test("an image in prose is a figure of every page: number, caption, and what refers to it", async () => {
  const text = "As [figure](#fig-box) shows.\n\n> ![A box of side $x$](box.svg){#fig-box}";
  const front = { title: "T", subtitle: null, authors: [], date: null, language: "en", abstract: null };
  const { report, problems } = composeReport({ front, notebooks: [{ path: "a.ipynb", notebook: notebook([prose(`# Boxes\n\n${text}`)]), runs: [], seconds: 0 }], summary: [], appendix: [], readImage: () => ({ source: `data:image/svg+xml;base64,${Buffer.from(SVG).toString("base64")}` }) });
  const pages = await writePages(report, ["html", "pdf", "md", "tex"], { theme: readTheme(null), kept: null, pages: "one", notebooks: [] });
  assert.deepEqual([...problems, ...pages.problems], []);
  assert.deepEqual(pages.files.map(({ name }) => name), ["report.html", "report.pdf", "report.md", "figures/figure-1.svg", "report.tex", "figures/figure-1.pdf"]);
  const [html, , md, , tex] = pages.files.map(({ content }) => String(content));
  assert.match(html!, /<a class="reference" href="#fig-box">figure\u00a01<\/a>[^]*<figure id="fig-box"><div class="picture"><img src="data:image\/svg\+xml;base64,[^"]*" alt="A box of side x"><\/div><figcaption><span class="label">Figure 1\.<\/span> A box of side /);
  assert.match(md!, /\[figure\u00a01\]\(#fig-box\)[^]*> !\[A box of side x\]\(figures\/figure-1\.svg\)\n>\n> \*\*Figure 1\.\*\* A box of side \$x\$/);
  assert.match(tex!, /\\hyperlink\{fig-box\}\{figure~1\}[^]*\\hypertarget\{fig-box\}\{\}\\fitted\{figures\/figure-1\.pdf\}[^]*\\textbf\{Figure 1\.\} A box of side \$x\$/);
});

test("paragraphs of an abstract stay apart on every page", async () => {
  const paragraph = (text: string): Block => ({ kind: "paragraph", leadsIn: false, children: [{ kind: "text", text }] });
  const report = { ...SAMPLE, abstract: [paragraph("First."), paragraph("Second.")] };
  const { files } = await writePages(report, ["html", "md", "tex"], { theme: readTheme(null), kept: null, pages: "one", notebooks: [] });
  const text = (name: string): string => String(files.find((file) => file.name === name)!.content);
  assert.ok(text("report.html").includes('<div class="abstract"><p>First.</p>\n<p>Second.</p></div>'));
  assert.ok(text("report.md").includes("> First.\n>\n> Second.\n"));
  assert.ok(text("report.tex").includes("\\begin{abstract}\nFirst.\n\nSecond.\n\\end{abstract}"));
});
