import { test } from "node:test";
import assert from "node:assert/strict";
import type { Cell, Notebook, Output } from "../../src/notebook/nbformat.js";
import type { CellOutcome, ExecutedNotebook } from "../../src/notebook/run.js";
import { composeReport } from "../../src/report/compose.js";
import { textOf } from "../../src/report/walk.js";

const markdown = (source: string): Cell => ({ cell_type: "markdown", id: `m${source.length}`, metadata: {}, source });
const code = (source: string, outputs: readonly Output[] = [], tags: readonly string[] = []): Cell => ({ cell_type: "code", id: `c${source.length}`, metadata: { tags: [...tags] }, source, outputs: [...outputs], execution_count: 1 });

function executed(cells: readonly Cell[], outcomes: { readonly [cell: number]: CellOutcome } = {}): ExecutedNotebook {
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells } as unknown as Notebook;
  const runs = cells.flatMap((cell, k) => (cell.cell_type === "code" ? [{ cell: k, id: cell.id, seconds: 0, outcome: outcomes[k] ?? ({ status: "ok" } as const), records: [] }] : []));
  return { path: "notebooks/1.ipynb", notebook, runs, seconds: 0 };
}

const front = { title: "T", subtitle: null, authors: [], date: null, language: "en", abstract: "of $x$" };
const compose = (notebook: ExecutedNotebook) => composeReport({ front, notebooks: [notebook], summary: [], appendix: [], readImage: () => ({ problem: "no images here" }) });
const kinds = (notebook: ExecutedNotebook): readonly string[] => compose(notebook).report.chapters[0]!.blocks.map((block) => block.kind);
const printed: Output = { output_type: "stream", name: "stdout", text: "3\n" };

test("cells become blocks in order: prose, code, what it gave", () => {
  const { report, problems } = compose(executed([markdown("# A\n\ntext"), code("1 + 2", [printed])]));
  assert.deepEqual(problems, []);
  assert.deepEqual(report.abstract, [{ kind: "paragraph", children: [{ kind: "text", text: "of " }, { kind: "maths", tex: "x" }], leadsIn: false }]);
  assert.deepEqual(report.chapters[0]!.blocks.map((block) => block.kind), ["heading", "paragraph", "listing", "stream"]);
});

test("an abstract keeps its paragraphs, lists and displays; a heading in it is no section, a solution none of the students'", () => {
  const abstract = "# Aim\n\nOne.\n\n$$x$$\n\n- two\n\n::: solution\nthree\n:::";
  const composed = (withoutSolutions: boolean) => composeReport({ front: { ...front, abstract }, notebooks: [executed([markdown("# A")])], summary: [], appendix: [], withoutSolutions, readImage: () => ({ problem: "" }) }).report;
  assert.deepEqual(composed(false).abstract.map(({ kind }) => kind), ["paragraph", "paragraph", "equation", "list", "paragraph"]);
  assert.deepEqual(composed(true).abstract.map(({ kind }) => kind), ["paragraph", "paragraph", "equation", "list"]);
  const [heading] = composed(false).chapters[0]!.blocks;
  assert.equal(heading?.kind === "heading" && heading.number, "1");
});

test("a date is written as the language writes it", () => {
  const { report } = composeReport({ front: { ...front, date: "2026-11-27", language: "de" }, notebooks: [], summary: [], appendix: [], readImage: () => ({ problem: "" }) });
  assert.equal(report.date, "27. November 2026");
});

test("tags hide a cell, its code or its outputs", () => {
  assert.deepEqual(kinds(executed([code("1", [printed], ["remove-cell"])])), []);
  assert.deepEqual(kinds(executed([code("1", [printed], ["hide-input"])])), ["stream"]);
  assert.deepEqual(kinds(executed([code("1", [printed], ["hide-output"])])), ["listing"]);
});

test("what a cell that is not run has stored is marked as such; what a cell gave is not", () => {
  const skipped = executed([code("1", [printed, { output_type: "display_data", data: { "text/markdown": "✓ holds" }, metadata: {} }], ["skip-execution"])]);
  const [listing, stored, ...rest] = compose({ ...skipped, runs: [] }).report.chapters[0]!.blocks;
  assert.deepEqual([listing!.kind, stored!.kind, rest], ["listing", "stored", []]);
  assert.deepEqual(stored!.kind === "stored" && stored.blocks.map(({ kind }) => kind), ["stream", "paragraph"]);
  assert.deepEqual(kinds({ ...executed([code("1", [], ["skip-execution"])]), runs: [] }), ["listing"]);
  assert.deepEqual(kinds(executed([code("1", [printed])])), ["listing", "stream"]);
});

test("an error that the author expects is told as expected; any other, and a cell that does not end, is not", () => {
  const output: Output = { output_type: "error", ename: "TypeError", evalue: "x", traceback: [] };
  const isExpected = (tags: readonly string[], outcome: CellOutcome): unknown => {
    const failures = compose(executed([code("x()", [output], tags)], { 0: outcome })).report.chapters[0]!.blocks.filter(({ kind }) => kind === "failure");
    return failures.every((block) => block.kind === "failure" && block.isExpected === true);
  };
  assert.equal(isExpected(["raises-exception"], { status: "ok" }), true);
  assert.equal(isExpected([], { status: "error", name: "TypeError", message: "x" }), false);
  assert.equal(isExpected(["raises-exception"], { status: "timeout", message: "why" }), false);
});

test("a failure is shown even where outputs are hidden", () => {
  const failed = executed([code("x()", [], ["hide-output"])], { 0: { status: "error", name: "TypeError", message: "x is not a function", line: 1 } });
  assert.deepEqual(compose(failed).report.chapters[0]!.blocks[1], { kind: "failure", title: "TypeError", message: "x is not a function", excerpt: ">   1 | x()", where: "notebooks/1.ipynb, cell 1, line 1" });
});

test("a failure is shown even where the cell is removed", () => {
  const failed = executed([code("x()\ny()", [], ["remove-cell"]), code("1", [], ["remove-cell"])], { 0: { status: "error", name: "TypeError", message: "x is not a function", line: 1 } });
  assert.deepEqual(compose(failed).report.chapters[0]!.blocks, [{ kind: "failure", title: "TypeError", message: "x is not a function", excerpt: ">   1 | x()\n    2 | y()", where: "notebooks/1.ipynb, cell 1, line 1" }]);
});

test("an error is shown once, by the outcome that knows the line", () => {
  const output: Output = { output_type: "error", ename: "TypeError", evalue: "x", traceback: [] };
  assert.deepEqual(kinds(executed([code("x()", [printed, output])], { 0: { status: "error", name: "TypeError", message: "x", line: 1 } })), ["listing", "stream", "failure"]);
});

test("what ended a cell is shown once, also where the notebook tells it as an error; another error stays", () => {
  const limit: Output = { output_type: "error", ename: "TimeLimit", evalue: "too long", traceback: ["TimeLimit: too long"] }, own: Output = { ...limit, ename: "Error", evalue: "other" };
  const blocks = compose(executed([code("x()", [own, limit])], { 0: { status: "timeout", message: "too long" } })).report.chapters[0]!.blocks;
  assert.deepEqual(blocks.map((block) => (block.kind === "failure" ? block.title : block.kind)), ["listing", "Error", "The cell did not end in time"]);
});

test("a cell that hangs, dies, loses output or is not run says so in place", () => {
  const titles = (["timeout", "dead", "lost-output", "not-run"] as const).map((status) => {
    const block = compose(executed([code("1")], { 0: { status, message: "why" } })).report.chapters[0]!.blocks[1]!;
    return block.kind === "failure" ? block.title : block.kind;
  });
  assert.deepEqual(titles, ["The cell did not end in time", "The kernel died", "Output was lost", "The cell was not run"]);
});

test("a macro of one cell holds in the next, numbers run through all of them", () => {
  const { report, problems } = compose(executed([markdown("$$\\def\\v#1{\\mathbf{#1}} \\v{x} \\tag{1}$$"), markdown("$\\v{y}$ by equation (1)")]));
  assert.deepEqual(problems, []);
  assert.match(JSON.stringify(report.chapters[0]!.blocks[1]), /"target":"eq-1"/);
});

test("an attachment is part of its cell; one that is missing is told", () => {
  const cell = { ...markdown("![a](attachment:a.png)"), attachments: { "a.png": { "image/png": "AA\nAA" } } } as unknown as Cell;
  assert.match(JSON.stringify(compose(executed([cell])).report), /data:image\/png;base64,AAAA/);
  assert.deepEqual(compose(executed([markdown("![a](attachment:b.png)")])).problems, [{ where: "notebooks/1.ipynb, cell 1", message: "image attachment:b.png: the cell has no such attachment" }]);
});

test("a first line of code that says Listing is the caption of the rest; any other comment stays code", () => {
  const listing = (source: string): unknown => {
    const block = compose(executed([code(source)])).report.chapters[0]!.blocks[0]!;
    return block.kind === "listing" && [block.number ?? null, block.id ?? null, textOf(block.caption ?? []), block.code];
  };
  assert.deepEqual(listing("// Listing: One step of $x$. {#lst-step}\nstep();"), ["1", "lst-step", "One step of x.", "step();"]);
  assert.deepEqual(listing("// Listing: One step.\nstep();"), ["1", "listing-1", "One step.", "step();"]);
  assert.deepEqual(listing("// X (n, N)\nstep();"), [null, null, "", "// X (n, N)\nstep();"]);
  assert.deepEqual(listing("step(); // Listing: no first line"), [null, null, "", "step(); // Listing: no first line"]);
});
