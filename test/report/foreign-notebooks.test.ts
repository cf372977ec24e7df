/**
 * Notebooks of the kinds that the test suites of nbformat and nbclient keep, written anew: read, and printed with the outputs that are
 * stored in them, as page and PDF. Those that are to be run are in test/e2e/kernels.e2e.ts; damaged ones in test/notebook/read-notebook.test.ts.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { buildReport, readConfiguration } from "../../src/index.js";
import { readNotebook, writeNotebook } from "../../src/notebook/index.js";

const folder = mkdtempSync(join(tmpdir(), "foreign-"));
after(() => rmSync(folder, { recursive: true }));

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const skipped = { tags: ["skip-execution"] };
const code = (source: string | readonly string[], outputs: readonly object[] = [], metadata: object = {}) => ({ cell_type: "code", execution_count: null, metadata: { ...skipped, ...metadata }, source, outputs });
const markdown = (source: string | readonly string[], more: object = {}) => ({ cell_type: "markdown", metadata: {}, source, ...more });
const raw = (source: string, format: string) => ({ cell_type: "raw", metadata: { format, raw_mimetype: format }, source });
const display = (data: object, metadata: object = {}) => ({ output_type: "display_data", data, metadata });
const result = (data: object) => ({ output_type: "execute_result", execution_count: 1, data, metadata: {} });
const stream = (text: string | readonly string[], name = "stdout") => ({ output_type: "stream", name, text });
const error = (traceback: readonly string[]) => ({ output_type: "error", ename: "NameError", evalue: "name 'x' is not defined", traceback });

interface Foreign {
  readonly title: string;
  readonly minor: number;
  readonly metadata?: object;
  readonly cells: readonly object[];
  /** Stands on the page. */
  readonly shows?: RegExp;
}

const NOTEBOOKS: readonly Foreign[] = [
  { title: "no cells", minor: 5, cells: [] },
  { title: "empty cells", minor: 4, cells: [code(""), markdown(""), raw("", "text/html"), code([]), markdown([])] },
  { title: "4.0, as the first Jupyter wrote it", minor: 0, metadata: { kernel_info: { name: "python" }, language_info: { name: "python", version: "2.7.9", codemirror_mode: { name: "ipython", version: 2 } } }, cells: [markdown(["# First\n", "and *second*"]), code(["a = 5\n", "a"], [result({ "text/plain": ["5"] })])], shows: /second/ },
  { title: "4.2, with attachments", minor: 2, cells: [markdown("![it](attachment:a.png) and ![not](attachment:gone.png)", { attachments: { "a.png": { "image/png": PIXEL } } })], shows: /data:image\/png/ },
  { title: "4.4, with scrolled and collapsed outputs, and times", minor: 4, cells: [code("1", [stream("one\n")], { collapsed: true, scrolled: "auto", jupyter: { source_hidden: true, outputs_hidden: true }, execution: { "iopub.execute_input": "2020-01-01T00:00:00.000Z" } })] },
  { title: "ids in a version without", minor: 4, cells: [{ ...code("1"), id: "kept" }] },
  { title: "the kernel of another language", minor: 5, metadata: { kernelspec: { name: "ir", display_name: "R", language: "R" }, language_info: { name: "R", file_extension: ".r" }, authors: [{ name: "A" }], title: "T" }, cells: [code("x <- c(1, 2)\nx", [result({ "text/plain": "[1] 1 2", "text/html": "<style>li {color: red}</style><ol><li>1</li></ol>", "text/latex": "\\begin{enumerate}\\item 1\\end{enumerate}" })])] },
  { title: "letters of the world", minor: 4, cells: [markdown("# Ünïcödé ☃ 日本語 עברית 👩‍🔬\u0000"), code("print('☃')", [stream("☃ \u0008\u0007 \u{1F600} \ud800\n"), result({ "text/plain": "'ð'" })])], shows: /日本語/ },
  { title: "colours and progress bars in text", minor: 4, cells: [code("bar", [stream("  0%|   |\r 50%|██ |\r100%|███|\n", "stderr"), stream("\u001b[31mred\u001b[0m \u001b[1;38;5;208mbold\u001b[m \u001b]8;;http://a\u0007link\u001b]8;;\u0007\n")])], shows: /100%/ },
  { title: "pictures", minor: 4, cells: [code("show", [display({ "image/png": [`${PIXEL}\n`], "text/plain": "<Image>" }, { "image/png": { width: 20, height: 10 } }), display({ "image/svg+xml": ["<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\">", "<script>alert(1)</script><circle r=\"4\"/></svg>"], "text/plain": "svg" }), display({ "image/gif": "R0lGODlhAQABAAAAACw=", "text/plain": "gif" }), display({ "image/png": "no base64 %%%", "text/plain": "broken" })])] },
  { title: "tables, scripts and styles in HTML", minor: 4, cells: [code("df", [result({ "text/html": "<script>alert(2)</script><table border=1 onclick='alert(3)'><tr><td>42<td><img src=x onerror=alert(4)></table>", "text/plain": "   0\n0  42" })])], shows: /42/ },
  { title: "formulas and Markdown as outputs", minor: 4, cells: [code("sym", [display({ "text/latex": "$\\displaystyle \\frac{x}{2}$", "text/plain": "x/2" }), display({ "text/markdown": "**bold** $x^2$", "text/plain": "md" }), display({ "text/latex": "\\begin{tabular}{l} no maths \\end{tabular}", "text/plain": "tab" }), display({ "text/latex": "$\\unknownmacro{", "text/plain": "bad" })])], shows: /bold/ },
  { title: "JSON of all kinds", minor: 4, cells: [code("j", [display({ "application/json": { a: [1, null] } }), display({ "application/json": "text" }), display({ "application/vnd.geo+json": [1, 2] }), display({ "application/vnd.plotly.v1+json": {} }), display({ "application/vnd.plotly.v1+json": { data: "none", layout: 3 }, "text/plain": "no plot" }), display({ "application/vnd.vegalite.v5+json": { mark: "bar" }, "text/plain": "<Vega>" }), display({}), display({ "application/javascript": "alert(5)" })])] },
  { title: "widgets and their state", minor: 4, metadata: { widgets: { "application/vnd.jupyter.widget-state+json": { state: { a: { model_name: "IntSliderModel", model_module: "@jupyter-widgets/controls", state: {} } }, version_major: 2, version_minor: 0 } } }, cells: [code("slider", [display({ "application/vnd.jupyter.widget-view+json": { model_id: "a", version_major: 2, version_minor: 0 }, "text/plain": "IntSlider(value=0)" })])], shows: /IntSlider/ },
  { title: "errors", minor: 4, cells: [code("x", [error(["\u001b[0;31m----\u001b[0m", "\u001b[0;31mNameError\u001b[0m: name 'x' is not defined"])]), code("y", [error([])]), code("z", [stream("before\n"), error(Array(3000).fill("  frame"))])], shows: /NameError/ },
  { title: "raw cells", minor: 4, cells: [raw("<b>raw</b><script>alert(6)</script>", "text/html"), raw("\\newpage $", "text/latex"), raw(".. note:: x", "text/restructuredtext"), raw("---\ntitle: x\n---", "text/plain")] },
  { title: "Markdown that tries everything", minor: 4, cells: [markdown("# A\n### skips a level\n[x](javascript:alert(7)) <details><summary>s</summary>d</details>\n\n| a | b |\n|---|\n| 1 |\n\n```\nunclosed"), markdown("$$\n\\begin{align} x &= 1 \\\\ &= 2 \\end{align}\n$$\n$unclosed")] },
  { title: "much", minor: 4, cells: [code("print", [stream(Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`))]), code("long", [stream("x".repeat(200_000))]), ...Array.from({ length: 200 }, (_, i) => markdown(`cell ${i}`))] },
];

const text = ({ minor, metadata = {}, cells }: Foreign): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: minor, metadata, cells: minor < 5 ? cells : cells.map((cell, k) => ({ id: `c${k}`, ...cell })) });

describe("notebooks from elsewhere", () => {
  for (const [k, foreign] of NOTEBOOKS.entries()) {
    it(`${foreign.title}: read, written without a loss, printed`, async () => {
      const name = `${k}.ipynb`;
      const notebook = readNotebook(text(foreign), name);
      assert.deepEqual(readNotebook(writeNotebook(notebook), name), notebook);
      assert.equal(notebook.cells.length, foreign.cells.length);
      const known = { ...notebook, metadata: { ...notebook.metadata, kernelspec: { name: "tslab", display_name: "TypeScript" } } }; // its cells are not run
      writeFileSync(join(folder, name), writeNotebook(known));
      const configuration = readConfiguration(JSON.stringify({ title: foreign.title, chapters: [name], formats: ["html", "pdf"], output: `out-${k}` }), join(folder, "report.json"));
      const { files } = await buildReport(configuration);
      const page = readFileSync(files.find((file) => file.endsWith("report.html"))!, "utf8");
      assert.match(readFileSync(files.find((file) => file.endsWith(".pdf"))!).toString("latin1", 0, 8), /^%PDF-/);
      if (foreign.shows !== undefined) assert.match(page, foreign.shows);
      assert.doesNotMatch(page, /<script>alert|onclick=|onerror=|href="javascript:/);
    });
  }
});
