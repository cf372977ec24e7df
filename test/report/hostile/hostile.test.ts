/** What of a hostile notebook arrives in the page: nothing that runs, fetches, or poses as part of it. The real browser's word is in test/e2e/hostile.e2e.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readNotebook } from "../../../src/notebook/index.js";
import { dangers } from "./dangers.js";
import { ATTACKS, pageOf } from "./hostile-notebook.js";

/** Without its style and without its own script, which stands last. */
const foreign = (page: string): string => page.replace(/<style>[\s\S]*?<\/style>/, "").replace(/<script>(?![\s\S]*<script>)[\s\S]*?<\/script>/, "");

for (const [title, cell] of ATTACKS) {
  test(title, () => {
    const { html } = pageOf([cell]);
    assert.deepEqual(dangers(foreign(html)), []);
    assert.doesNotMatch(html, /root:x:0/, "no file of the system is in it");
  });
}

test("what would be fetched or stands outside of the project is told, with its place", () => {
  const problems = ATTACKS.filter(([title]) => /image (from|outside)|a file by|zero byte/.test(title)).flatMap(([, cell]) => pageOf([cell]).problems.map(({ where, message }) => `${where}: ${message}`));
  assert.deepEqual(problems.map((each) => each.replace(/: (ENOENT|the file|no such|it does not).*$/i, ": missing")).slice(0, 1), ["notebooks/hostile.ipynb, cell 1: image https://attacker.example/x.png: images are not fetched; save it beside the notebook"]);
  assert.ok(problems.length >= 4, problems.join("\n"));
});

test("an output of ten million characters is folded, and takes a moment", { timeout: 60_000 }, () => {
  const started = performance.now();
  const { html } = pageOf([{ cell_type: "code", id: "c", metadata: {}, source: "x", execution_count: 1, outputs: [{ output_type: "stream", name: "stdout", text: `${"0123456789".repeat(10)}\n`.repeat(100_000) }] }]);
  assert.match(html, /<summary>\d+ more lines/);
  assert.ok(performance.now() - started < 30_000);
});

test("nesting without end ends in a page or in an error that says so, never in a hang", { timeout: 60_000 }, () => {
  const deep = [`${"> ".repeat(2000)}x`, `${"- ".repeat(1000)}x`, `$${"{".repeat(3000)}x${"}".repeat(3000)}$`, `$${"\\frac{1}{".repeat(500)}x${"}".repeat(500)}$`, `${"[".repeat(5000)}x`, `${"*".repeat(5000)}x`];
  for (const source of deep) assert.match(pageOf([{ cell_type: "markdown", id: "m", metadata: {}, source }]).html, /<\/html>/);
  const html = `${"<div>".repeat(5000)}x${"</div>".repeat(5000)}`;
  assert.match(pageOf([{ cell_type: "code", id: "c", metadata: {}, source: "x", execution_count: 1, outputs: [{ output_type: "display_data", data: { "text/html": html }, metadata: {} }] }]).html, /<\/html>/);
});

test("bytes that are no UTF-8, and half characters, are read as replacement characters", () => {
  const bytes = Buffer.concat([Buffer.from('{"nbformat":4,"nbformat_minor":5,"metadata":{"kernelspec":{"name":"tslab","display_name":"x"}},"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":"a '), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from(' \\ud800 b"}]}')]);
  const notebook = readNotebook(bytes.toString("utf8"), "a.ipynb");
  const { html } = pageOf(notebook.cells);
  assert.ok(Buffer.from(html).toString("utf8").includes("a \ufffd"));
});
