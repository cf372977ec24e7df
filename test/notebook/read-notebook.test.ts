import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { NotebookError, readNotebook, tagsOf } from "../../src/notebook/index.js";

const cell = { id: "a", cell_type: "code", metadata: {}, source: [], outputs: [], execution_count: null };
const book = (change: object = {}) => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell], ...change });
const read = (document: unknown) => readNotebook(JSON.stringify(document), "a.ipynb");

describe("a damaged notebook is refused in words", () => {
  const texts: readonly (readonly [string, string, string])[] = [
    ["an empty file", "", "the file is empty; a notebook is a JSON object"],
    [
      "a comma too many",
      '{\n "cells": [],\n "nbformat": 4,\n}',
      'line 4, column 1: not JSON; expected a key in double quotes, found "}"\n  }\n  ^',
    ],
    ["a file cut off", '{"cells": [{"id": "a"', 'line 1, column 22: not JSON; expected "," or "}", found the end of the file\n  {"cells": [{"id": "a"\n                       ^'],
    [
      "the marks of a merge",
      '{\n "cells": [\n<<<<<<< HEAD\n',
      'line 3: not JSON; a conflict that Git could not merge stands here; choose one side, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>\n  <<<<<<< HEAD',
    ],
    ["a number of Python's", '{"a": NaN}', 'line 1, column 7: not JSON; expected a value, found NaN, which Python writes and JSON does not know; write null, or clear the outputs if it is in one\n  {"a": NaN}\n        ^'],
    ["another of Python's", "[-Infinity]", 'line 1, column 2: not JSON; expected a value, found -Infinity, which Python writes and JSON does not know; write null, or clear the outputs if it is in one\n  [-Infinity]\n   ^'],
    ["cells twice", '{"nbformat": 4, "nbformat_minor": 5, "metadata": {},\n "cells": [{}],\n "cells": []}', 'line 3, column 2: the key "cells" stands twice in one object, first line 2, column 2, and only one of them would count; remove the other'],
    ["a source twice, once with an escape", '{"nbformat": 4, "cells": [{"source": "1", "s\\u006furce": "2"}]}', 'line 1, column 43: the key "s\\u006furce" stands twice in one object, first line 1, column 28, and only one of them would count; remove the other'],
    ["a number that becomes infinite", '{"nbformat": 4, "metadata": {"a": -1e999}}', "line 1, column 35: the number -1e999 is too large"],
    ["a fault far to the right", `{"a": "${"x".repeat(100)}" !}`, `line 1, column 110: not JSON; expected "," or "}", found "!"\n  ${"x".repeat(38)}" !}\n  ${" ".repeat(40)}^`],
  ];
  const documents: readonly (readonly [string, unknown, string])[] = [
    ["a list", [1], 'not a notebook: expected an object with "nbformat" and "cells", found a list'],
    ["a number", 3, 'not a notebook: expected an object with "nbformat" and "cells", found 3'],
    ["another file", { name: "backproof", version: "1" }, 'not a notebook: expected an object with "nbformat" and "cells", found an object with "name", "version"'],
    ["an old notebook", { nbformat: 3, worksheets: [] }, "nbformat 3; only nbformat 4 can be read. Open it in Jupyter and save it, or: jupyter nbconvert --to notebook --nbformat 4 --inplace a.ipynb"],
    ["a notebook of the future", { nbformat: 5, cells: [] }, "nbformat 5; this version of backproof reads nbformat 4 and no later one; save the notebook as nbformat 4, or look for a newer backproof"],
    ["a version that is none", { nbformat: "4", cells: [] }, 'nbformat "4"; it must be the number 4'],
    ["no cells", { nbformat: 4, nbformat_minor: 5, metadata: {} }, 'the notebook lacks "cells"'],
    ["no minor version", { nbformat: 4, metadata: {}, cells: [] }, 'the notebook lacks "nbformat_minor"'],
    ["cells that are no list", book({ cells: {} }), "cells is {}; allowed: a list"],
    ["a cell that is no object", book({ cells: ["text"] }), 'cells[0] (cell 1) is "text"; allowed: an object'],
    ["an unknown type of cell", book({ cells: [cell, { ...cell, id: "b", cell_type: "prose" }] }), 'cells[1] (cell 2, id "b") has the cell_type "prose"; allowed: "raw", "markdown", "code"'],
    ["no type of cell", book({ cells: [{ id: "b" }] }), 'cells[0] (cell 1, id "b") has the cell_type missing; allowed: "raw", "markdown", "code"'],
    ["a cell without fields", book({ cells: [{ cell_type: "code", id: "b" }] }), 'cells[0] (cell 1, id "b") lacks "metadata", "source", "outputs", "execution_count"'],
    ["a cell without id", book({ cells: [{ ...cell, id: undefined }] }), 'cells[0] (cell 1) lacks "id"'],
    ["an id with a space", book({ cells: [{ ...cell, id: "a b" }] }), 'cells[0].id (cell 1, id "a b") is "a b"; it must match ^[a-zA-Z0-9-_]+$'],
    ["a source that is a number", book({ cells: [{ ...cell, source: 3 }] }), 'cells[0].source (cell 1, id "a") is 3; allowed: a string or a list of strings'],
    ["a line that is a number", book({ cells: [{ ...cell, source: ["a", 3] }] }), 'cells[0].source[1] (cell 1, id "a") is 3; allowed: a string'],
    ["a count that is text", book({ cells: [{ ...cell, execution_count: "1" }] }), 'cells[0].execution_count (cell 1, id "a") is "1"; allowed: an integer or null'],
    ["a negative count", book({ cells: [{ ...cell, execution_count: -1 }] }), 'cells[0].execution_count (cell 1, id "a") is -1; it must be >= 0'],
    ["an unknown type of output", book({ cells: [{ ...cell, outputs: [{ output_type: "pyout" }] }] }), 'cells[0].outputs[0] (cell 1, id "a") has the output_type "pyout"; allowed: "execute_result", "display_data", "stream", "error"'],
    ["an output without fields", book({ cells: [{ ...cell, outputs: [{ output_type: "stream", name: "stdout" }] }] }), 'cells[0].outputs[0] (cell 1, id "a") lacks "text"'],
    ["a tag with a comma", book({ cells: [{ ...cell, metadata: { tags: ["a,b"] } }] }), 'cells[0].metadata.tags[0] (cell 1, id "a") is "a,b"; it must match ^[^,]+$'],
    ["a tag twice", book({ cells: [{ ...cell, metadata: { tags: ["a", "a"] } }] }), 'cells[0].metadata.tags (cell 1, id "a") is ["a","a"]; no item may stand there twice'],
    ["a kernel without name", book({ metadata: { kernelspec: { display_name: "x" } } }), 'metadata.kernelspec lacks "name"'],
    ["an id twice", book({ cells: [cell, { ...cell, id: "b" }, cell] }), 'cells 1 and 3 have the same id "a"; give one of them another'],
  ];
  const deep = (levels: number): unknown => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`);
  const nested: readonly (readonly [string, string, string])[] = [
    ["metadata nested beyond all measure", `{"nbformat": 4, "nbformat_minor": 5, "metadata": {"a": ${"[".repeat(20000)}${"]".repeat(20000)}}, "cells": []}`, 'it is nested more than 500 lists and objects deep in "metadata"; no notebook needs that'],
    ["a cell nested too deep", JSON.stringify(book({ cells: [cell, { ...cell, id: "b", metadata: { a: deep(499) } }] })), "it is nested more than 500 lists and objects deep in cell 2; no notebook needs that"],
  ];
  it("what is nested deep is read", () => assert.equal(read(book({ cells: [{ ...cell, metadata: { a: deep(400) } }] })).cells.length, 1));
  for (const [title, text, problem] of [...texts, ...nested, ...documents.map(([title, document, problem]) => [title, JSON.stringify(document), problem] as const)]) {
    it(title, () => {
      assert.throws(() => readNotebook(text, "a.ipynb"), (error) => {
        assert.ok(error instanceof NotebookError);
        assert.equal(error.message, `a.ipynb: ${problem}`);
        return true;
      });
    });
  }
});

describe("a notebook is read", () => {
  it("with its lines joined, JSON left alone, and unknown fields kept", () => {
    const outputs = [
      { output_type: "stream", name: "stdout", text: ["a\n", "b"] },
      { output_type: "display_data", data: { "text/plain": ["x\n", "y"], "application/json": ["a", "b"], "application/vnd.plotly.v1+json": [["a"]] }, metadata: {}, extra: [1] },
      { output_type: "error", ename: "E", evalue: "v", traceback: ["one", "two"] },
    ];
    const cells = [
      { ...cell, source: ["1 +\n", "1"], outputs, execution_count: 3, "vendor field": { kept: true } },
      { id: "b", cell_type: "markdown", metadata: { tags: ["x"], other: 1 }, source: "text", attachments: { "a.png": { "image/png": "AA==" }, "b.txt": { "text/plain": ["p", "q"] } } },
      { id: "c", cell_type: "raw", metadata: {}, source: [] },
    ];
    const notebook = read(book({ cells, metadata: { kernelspec: { name: "tslab", display_name: "TypeScript" }, unknown: null }, top: "kept" }));
    assert.deepEqual(notebook, {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: "tslab", display_name: "TypeScript" }, unknown: null },
      top: "kept",
      cells: [
        {
          ...cell,
          source: "1 +\n1",
          execution_count: 3,
          "vendor field": { kept: true },
          outputs: [
            { output_type: "stream", name: "stdout", text: "a\nb" },
            { ...outputs[1], data: { "text/plain": "x\ny", "application/json": ["a", "b"], "application/vnd.plotly.v1+json": [["a"]] } },
            outputs[2],
          ],
        },
        { ...cells[1], attachments: { "a.png": { "image/png": "AA==" }, "b.txt": { "text/plain": "pq" } } },
        { ...cells[2], source: "" },
      ],
    });
    assert.deepEqual(notebook.cells.map(tagsOf), [[], ["x"], []]);
  });

  it("of minor version 4 and below, with ids that depend only on its content", () => {
    const old = (minor: number) => book({ nbformat_minor: minor, cells: ["1", "2", "1"].map((source) => ({ ...cell, id: undefined, source })) });
    const ids = read(old(4)).cells.map(({ id }) => id);
    assert.equal(read(old(0)).nbformat_minor, 5);
    assert.equal(new Set(ids).size, 3);
    assert.ok(ids.every((id) => /^[0-9a-f]{8}$/.test(id)));
    assert.deepEqual(read(old(0)).cells.map(({ id }) => id), ids);
  });

  it("with the same key in several objects, and keys and numbers in texts", () =>
    assert.deepEqual(read(book({ metadata: { a: { b: { a: 1 } }, c: [{ a: 1 }, { a: 1 }], text: 'a "a": 1, "a": 1e999 {[' } })).metadata["c"], [{ a: 1 }, { a: 1 }]));

  it("of a later minor version, which adds fields", () => assert.equal(read(book({ nbformat_minor: 6 })).nbformat_minor, 6));

  it("with a byte order mark before it", () => assert.equal(readNotebook(`\uFEFF${JSON.stringify(book())}`, "a.ipynb").cells.length, 1));
});
