/** Parameters from outside, over all chapters. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setParameters } from "../../src/report/set-parameters.js";
import { code, notebook } from "../notebook/notebooks.js";

const python = { path: "py.ipynb", file: "/py.ipynb", notebook: notebook([code("1"), code("N = 32", "parameters")], { kernelspec: { name: "python3", display_name: "Python 3" } }) };
const ours = { path: "a.ipynb", file: "/a.ipynb", notebook: notebook([code("const samples = 32;", "parameters")]) };
const refusal = (name: string, ...chapters: readonly (typeof ours)[]): string => {
  try {
    setParameters(chapters, { [name]: "64" }, "report.json");
  } catch (error) {
    return (error as Error).message;
  }
  return "none";
};

test("a value stands in place of what is declared", () => assert.equal(setParameters([ours], { samples: "64" }, "report.json")[0]!.notebook.cells[0]!.source, "const samples = 64;"));

test("a cell of another language is told", () => {
  assert.equal(refusal("N", python), 'report.json: "N" cannot be set: --set reads declarations of TypeScript (const N = 32;), and py.ipynb, cell 2 (kernel "python3") is tagged "parameters" and has none');
});

test("a name that nothing declares is told, with what is probably meant", () => {
  assert.equal(refusal("sample", python, ours), 'report.json: no notebook declares the parameter "sample" in a cell tagged "parameters"; is "samples" meant?');
  assert.equal(refusal("N", ours), 'report.json: no notebook declares the parameter "N" in a cell tagged "parameters"; there are samples');
});
