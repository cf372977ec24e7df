import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Cell, type Json, type Notebook, type Output, readNotebook, withoutOutputs, writeNotebook } from "../../src/notebook/index.js";
import { splitLines } from "../../src/notebook/multiline.js";
import { code, notebook, prose } from "./notebooks.js";

const example: Notebook = notebook(
  [
    { ...prose("# Title\n\n$x \\in \\mathbb{R}$, é"), metadata: { trusted: true } },
    {
      ...code("const a = 1\na"),
      execution_count: 1,
      metadata: { execution: { "iopub.status.busy": "2026" }, tags: ["hide-input"] },
      outputs: [
        { output_type: "stream", name: "stdout", text: "1\n2\n" },
        { output_type: "display_data", data: { "text/html": "<p>\n</p>", "image/png": "AA==", "image/svg+xml": "<svg>\n</svg>", "application/json": { z: 1, a: "x\ny" } }, metadata: {} },
      ],
    },
    code(""),
  ],
  { zeta: { "10": 1, "9": 2 }, kernelspec: { name: "tslab", display_name: "TypeScript" }, signature: "dropped" },
);

/** Written by nbformat 5.10.4: `nbformat.writes(nbformat.from_dict(example))`, and a line feed, as Jupyter adds one. */
const asJupyterWrites = `{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "cell-1",
   "metadata": {},
   "source": [
    "# Title\\n",
    "\\n",
    "$x \\\\in \\\\mathbb{R}$, é"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "cell-2",
   "metadata": {
    "execution": {
     "iopub.status.busy": "2026"
    },
    "tags": [
     "hide-input"
    ]
   },
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "1\\n",
      "2\\n"
     ]
    },
    {
     "data": {
      "application/json": {
       "a": "x\\ny",
       "z": 1
      },
      "image/png": "AA==",
      "image/svg+xml": [
       "<svg>\\n",
       "</svg>"
      ],
      "text/html": [
       "<p>\\n",
       "</p>"
      ]
     },
     "metadata": {},
     "output_type": "display_data"
    }
   ],
   "source": [
    "const a = 1\\n",
    "a"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "id": "cell-3",
   "metadata": {},
   "outputs": [],
   "source": []
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "TypeScript",
   "name": "tslab"
  },
  "zeta": {
   "10": 1,
   "9": 2
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

describe("a notebook is written", () => {
  it("as Jupyter writes it", () => assert.equal(writeNotebook(example), asJupyterWrites));

  it("in lines as Python sees them", () => {
    assert.deepEqual(splitLines("a\nb\r\nc\rd\u2028e\x0bf\x85g\n"), ["a\n", "b\r\n", "c\r", "d\u2028", "e\x0b", "f\x85", "g\n"]);
    assert.deepEqual(splitLines(""), []);
    assert.deepEqual(splitLines("\n\n"), ["\n", "\n"]);
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r", "\u2029", "\x1c", "é") }), (text) => assert.equal(splitLines(text).join(""), text)));
  });

  it("and read, it is the same", () => {
    const metadata = fc.dictionary(fc.string().filter((name) => !/^(orig_nbformat|orig_nbformat_minor|signature|trusted|tags|name|kernelspec|language_info|title|authors|jupyter|execution|collapsed|scrolled|format)$/.test(name)), fc.jsonValue() as fc.Arbitrary<Json>);
    const text = fc.string({ unit: "binary" });
    const bundle = fc.record({ "text/plain": text, "image/svg+xml": text, "image/png": text, "application/json": fc.jsonValue() as fc.Arbitrary<Json>, "application/x+json": fc.constant<Json>(["a", "b"]) }, { requiredKeys: [] });
    const output: fc.Arbitrary<Output> = fc.oneof(
      fc.record({ output_type: fc.constant("stream" as const), name: fc.constantFrom("stdout" as const, "stderr" as const), text }),
      fc.record({ output_type: fc.constant("display_data" as const), data: bundle, metadata }),
      fc.record({ output_type: fc.constant("execute_result" as const), execution_count: fc.option(fc.nat()), data: bundle, metadata }),
      fc.record({ output_type: fc.constant("error" as const), ename: text, evalue: text, traceback: fc.array(text) }),
    );
    const base = { id: fc.constant(""), metadata, source: text };
    const cell: fc.Arbitrary<Cell> = fc.oneof(
      fc.record({ ...base, cell_type: fc.constant("code" as const), execution_count: fc.option(fc.nat()), outputs: fc.array(output) }),
      fc.record({ ...base, cell_type: fc.constant("markdown" as const) }),
      fc.record({ ...base, cell_type: fc.constant("raw" as const) }),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 5 }), metadata, (cells, top) => {
        const written = JSON.parse(JSON.stringify(notebook(cells, top))) as Notebook; // -0 is 0 in JSON
        const file = writeNotebook(written);
        assert.deepEqual(readNotebook(file, "a.ipynb"), written);
        assert.equal(writeNotebook(readNotebook(file, "a.ipynb")), file);
      }),
    );
  });
});

describe("a notebook for the repository", () => {
  it("has no outputs, counts or timings, and all else", () => {
    const bare = withoutOutputs(example);
    assert.deepEqual(bare.cells[1], { ...code("const a = 1\na"), id: "cell-2", metadata: { tags: ["hide-input"] } });
    assert.deepEqual([bare.cells[0], bare.cells[2], bare.metadata], [example.cells[0], example.cells[2], example.metadata]);
  });
});
