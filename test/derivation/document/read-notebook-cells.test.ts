import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DocumentError } from "../../../src/derivation/document/document-error.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { content } from "./outline.js";

const markdown = (...source: string[]) => ({ cell_type: "markdown", source });
const code = (source: string) => ({ cell_type: "code", source });
const notebook = (cells: readonly object[], metadata: object = {}): string => JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });

describe("a notebook", () => {
  it("is its Markdown cells; a cell's number counts all of them", () => {
    const text = notebook([code("let x"), markdown("# A\n", "$x$"), code("$no$"), { cell_type: "markdown", source: "$$y$$" }]);
    assert.deepEqual(content("a.ipynb", text), ["heading 1: A", "inline: x", "display: y"]);
    const { units, fragments } = readDocument("a.ipynb", text);
    assert.deepEqual(units, [{ cell: 1, text: "# A\n$x$" }, { cell: 3, text: "$$y$$" }]);
    assert.deepEqual(fragments.filter((fragment) => fragment.kind === "formula").map(({ unit, span }) => [unit, span.start]), [[0, 4], [1, 0]]);
  });
  it("has macros from cell to cell", () => assert.deepEqual(content("a.ipynb", notebook([markdown("$\\def\\v{x}$"), markdown("$\\v$")])), ["inline: x"]));
  it("ends a sentence with a cell", () => {
    const { fragments } = readDocument("a.ipynb", notebook([markdown("where"), markdown("$x$")]));
    assert.deepEqual(fragments.map(({ kind }) => kind), ["prose", "break", "formula", "break"]);
  });
  it("has conventions in its metadata or in its first cell", () => {
    const inMetadata = readDocument("a.ipynb", notebook([markdown("x")], { backproof: { conventions: { layout: "numerator", log: 10, einstien: true } } }));
    assert.deepEqual(inMetadata.conventions, { layout: "numerator", einstein: false, broadcast: null, log: 10 });
    assert.deepEqual(inMetadata.problems, [{ unit: 0, span: { start: 0, end: 0 }, message: "the convention 'einstien' is not known: did you mean 'einstein'? (known are layout, einstein, broadcast, log)" }]);
    assert.equal(readDocument("a.ipynb", notebook([markdown("---\nconventions:\n  einstein: true\n---\n")])).conventions.einstein, true);
  });
});

describe("a notebook that cannot be read", () => {
  for (const [title, text, message] of [
    ["is no JSON", '{"cells": [\n  {"a" 1}\n]}', "a.ipynb, line 2, column 8: not JSON: expected \":\" after a key, found \"1\"; open it in Jupyter and save it, or restore it from version control"],
    ["is empty", "", "a.ipynb, line 1, column 1: not JSON: expected a notebook, which is a JSON object, found the end of the file; open it in Jupyter and save it, or restore it from version control"],
    ["has no cells", "[1]", 'a.ipynb: not a notebook: expected an object with "cells"; open it in Jupyter and save it'],
    ["has a cell without source", notebook([{ cell_type: "markdown" }]), 'a.ipynb: cell 0 has no "source" of text; open the notebook in Jupyter and save it'],
  ] as const) {
    it(title, () => assert.throws(() => readDocument("a.ipynb", text), (error) => error instanceof DocumentError && assert.equal(error.message, message) === undefined));
  }
});
