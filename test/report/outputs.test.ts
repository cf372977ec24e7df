import { test } from "node:test";
import assert from "node:assert/strict";
import type { Json, MimeBundle, Output } from "../../src/notebook/nbformat.js";
import { excerptOf, readOutputs } from "../../src/report/outputs.js";
import type { TableData } from "../../src/figure/figure.js";
import { checkGradients, type Checkable } from "../../src/gradcheck/index.js";
import { map, matrix, type Matrix } from "../../src/layers/index.js";
import { CONTEXT } from "./markdown/read.js";

const display = (data: MimeBundle, metadata = {}): Output => ({ output_type: "display_data", data, metadata });
const blocksOf = (...outputs: readonly Output[]) => readOutputs(outputs, "one\ntwo\nthree", CONTEXT).blocks;
const kindOf = (data: MimeBundle): string | undefined => blocksOf(display(data))[0]?.kind;

test("the richest form that both pages can set is taken", () => {
  const all: MimeBundle = {
    "application/vnd.plotly.v1+json": { data: [], layout: {} }, "image/png": "AAAA", "image/svg+xml": "<svg/>", "text/latex": "$x$", "text/markdown": "*a*", "text/html": "<b>a</b>", "text/plain": "a",
  };
  const order = ["figure", "figure", "figure", "paragraph", "paragraph", "html", "stream"];
  const types = Object.keys(all);
  order.forEach((kind, k) => assert.equal(kindOf(Object.fromEntries(types.slice(k).map((type) => [type, all[type]!]))), kind, types[k]));
});

test("text with a caption or a label is a listing, without its colours; other text is what was printed", () => {
  const [listing] = blocksOf(display({ "text/plain": "[ [ \u001b[33m1\u001b[39m ] ]\n" }, { backproof: { caption: "The matrix.", label: "lst-a" } }));
  assert.deepEqual(listing, { kind: "listing", language: "text", code: "[ [ 1 ] ]", tokens: [{ text: "[ [ 1 ] ]", scope: null }], origin: null, number: null, id: "lst-a", caption: [{ kind: "text", text: "The matrix." }] });
  assert.equal(blocksOf(display({ "text/plain": "1" }, { backproof: { label: "lst-a" } }))[0]?.kind, "listing");
  assert.equal(blocksOf(display({ "text/plain": "1" }, { backproof: { alt: "one" } }))[0]?.kind, "stream");
});

test("a script is never run; an output with nothing else is a failure in place", () => {
  assert.deepEqual(blocksOf(display({ "application/javascript": "alert(1)" })), [
    { kind: "failure", title: "Output cannot be shown", message: "the cell displayed application/javascript; none of these can be set on a page", excerpt: null, where: "notebooks/1.ipynb, cell 4" },
  ]);
  assert.equal(kindOf({ "application/javascript": "alert(1)", "text/plain": "text" }), "stream");
});

test("an image is as wide as its metadata says, if that is a width", () => {
  const widthOf = (said: unknown): unknown => {
    const [figure] = blocksOf(display({ "image/png": "AAAA" }, { "image/png": said as Json }));
    return figure?.kind === "figure" && figure.picture.kind === "raster" && figure.picture.width;
  };
  assert.deepEqual([{ width: 100, height: 50 }, { width: -1 }, { width: "100" }, {}, null].map(widthOf), [100, undefined, undefined, undefined, undefined]);
});

test("caption, label and alternative text travel in the metadata", () => {
  const [figure] = blocksOf(display({ "image/png": "AA\nAA" }, { backproof: { caption: "of $x$", label: "fig-a", alt: "a pixel", other: 1 } }));
  assert.deepEqual(figure, { kind: "figure", number: null, id: "fig-a", caption: [{ kind: "text", text: "of " }, { kind: "maths", tex: "x" }], alt: "a pixel", picture: { kind: "raster", mime: "image/png", base64: "AAAA" } });
});

test("a table as data becomes a table; what only claims to be one is passed over", () => {
  const table = { columns: [{ title: "a", align: "left" }, { title: { tex: "x" }, align: "right" }], rows: [["1", { tex: "y" }]] };
  const mime = "application/vnd.backproof.table+json";
  assert.deepEqual(blocksOf(display({ [mime]: table })), [{
    kind: "table", number: null, id: null, caption: [], origin: CONTEXT.origin, rows: [[[{ kind: "text", text: "1" }], [{ kind: "maths", tex: "y" }]]],
    columns: [{ align: "left", head: [{ kind: "text", text: "a" }] }, { align: "right", head: [{ kind: "maths", tex: "x" }] }],
  }]);
  for (const bad of [{}, { columns: [], rows: [] }, { ...table, rows: [["1"]] }, { ...table, rows: [["1", 2]] }, { columns: [{ title: "a", align: "middle" }], rows: [] }]) {
    assert.equal(kindOf({ [mime]: bad, "text/plain": "a" }), "stream");
  }
});

test("the picture of a gradient's error stands below its table, with its words; a broken one makes no table", () => {
  const X = matrix([[1, 2], [3, 4]]);
  const wrong: Checkable<{ X: Matrix }> = { name: "double", forward: (at) => map(at.X, (x) => 2 * x), backward: (_, dY) => ({ X: { ...dY, data: dY.data.map((dy, k) => (k === 2 ? 3 : 2) * dy) } }) };
  const bundle = (checkGradients(wrong, { X }) as unknown as { readonly [key: symbol]: () => { readonly [mime: string]: TableData } })[Symbol.for("Jupyter.display")]!();
  const blocks = blocksOf(display(JSON.parse(JSON.stringify(bundle)) as MimeBundle));
  assert.deepEqual(blocks.map(({ kind }) => kind), ["table", "figure"]);
  const [, figure] = blocks;
  assert.ok(figure?.kind === "figure" && figure.picture.kind === "cells");
  assert.deepEqual([figure.alt, figure.picture.map.title, figure.picture.map.cells.map(({ row, column, mark }) => [row, column, mark])], [
    "Map of dL/dX (2 × 2): 1 of 4 entries is wrong and marked with a cross (row 2, column 1); the other 3 agree.", "dL/dX: backward − numerical", [[1, 0, "wrong"]],
  ]);
  const mime = "application/vnd.backproof.table+json", table = bundle[mime]!;
  for (const bad of [{ ...table.maps![0]!, rows: "2" }, { ...table.maps![0]!, cells: [{ row: 0, column: 0, value: 1, mark: "odd" }] }, null]) {
    assert.equal(kindOf({ [mime]: { ...table, maps: [bad] } as never, "text/plain": "a" }), "stream");
  }
});

test("text that a cell prints in pieces is one block, by stream", () => {
  const stream = (name: "stdout" | "stderr", text: string): Output => ({ output_type: "stream", name, text });
  assert.deepEqual(blocksOf(stream("stdout", "a\n"), stream("stdout", "b\n"), stream("stderr", "c\n"), stream("stdout", " \n")), [
    { kind: "stream", name: "stdout", text: "a\nb" }, { kind: "stream", name: "stderr", text: "c" },
  ]);
});

test("an error shows the line of the cell that its traceback names", () => {
  const error: Output = { output_type: "error", ename: "TypeError", evalue: "x is not a function", traceback: ["at cell:2:1"] };
  assert.deepEqual(blocksOf(error), [{ kind: "failure", title: "TypeError", message: "x is not a function", excerpt: "    1 | one\n>   2 | two\n    3 | three", where: "notebooks/1.ipynb, cell 4, line 2" }]);
});

test("the line is that of this cell, also where another's function failed", () => {
  const error: Output = { output_type: "error", ename: "TypeError", evalue: "no", traceback: ["TypeError: no", "    at f (In[3]:9:27)", "    at g (In[8]:2:27)", "    at In[8]:3:1"] };
  assert.deepEqual(blocksOf(error).map((block) => block.kind === "failure" && block.where), ["notebooks/1.ipynb, cell 4, line 2"]);
  assert.deepEqual(blocksOf({ ...error, traceback: ["TypeError: no"] }).map((block) => block.kind === "failure" && [block.where, block.excerpt]), [["notebooks/1.ipynb, cell 4", null]]);
});

test("an error of the compiler has its line", () => {
  const error: Output = { output_type: "error", ename: "TypeScript error", evalue: "Type 'number' is not assignable to type 'string'.", traceback: ["2:7 - Type 'number' is not assignable to type 'string'."] };
  assert.deepEqual(blocksOf(error).map((block) => block.kind === "failure" && [block.where, block.excerpt]), [["notebooks/1.ipynb, cell 4, line 2", "    1 | one\n>   2 | two\n    3 | three"]]);
});

test("the line of a message of the compiler is the first one about the cell", () => {
  const error: Output = { output_type: "error", ename: "TypeScript error", evalue: "no", traceback: ["m.ts:9:1 - else", "2:7 - no", "3:7 - no"] };
  assert.deepEqual(blocksOf(error).map((block) => block.kind === "failure" && block.where), ["notebooks/1.ipynb, cell 4, line 2"]);
});

test("an excerpt stops at the ends of the cell", () => {
  assert.equal(excerptOf("one\ntwo", 1), ">   1 | one\n    2 | two");
});

test("HTML is sanitised, its text kept for paper", () => {
  assert.deepEqual(blocksOf(display({ "text/html": "<b onclick=x>a</b><script>1</script>", "text/plain": "a" })), [{ kind: "html", html: "<b>a</b>", text: "a" }]);
});

test("of a progress bar the last state is shown", () => {
  assert.deepEqual(blocksOf({ output_type: "stream", name: "stderr", text: "10 %\r50 %\r\ndone\n" }), [{ kind: "stream", name: "stderr", text: "50 %\ndone" }]);
});
