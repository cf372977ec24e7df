import assert from "node:assert/strict";
import { test } from "node:test";
import { parametersOf, parameterValue, withParameters } from "../../src/notebook/parameters.js";
import { code, notebook, prose } from "./notebooks.js";

for (const [given, value] of [
  ["64", "64"], ["-1e-3", "-0.001"], ["true", "true"], ["[1, 2]", "[1,2]"], ['{"a":1}', '{"a":1}'], ["relu", '"relu"'], ['"64"', '"64"'], ["", '""'], ["64 samples", '"64 samples"'],
] as const) {
  test(`${JSON.stringify(given)} on the command line is ${value}`, () => assert.equal(parameterValue(given), value));
}

const set = (source: string, parameters: { readonly [name: string]: string }): string => withParameters(notebook([prose("const N = 1"), code(source, "parameters"), code("const N = 2")]), parameters, "a.ipynb").cells.map((cell) => cell.source).join("|");

for (const [title, source, expected] of [
  ["a constant", "const N = 32;", "const N = 64;"],
  ["with its type and a note", "let N: number = 32; // samples = 32", "let N: number = 64; // samples = 32"],
  ["between others", "const M = 1;\nconst N = f(32, 1)\nconst K = [1, 2];", "const M = 1;\nconst N = 64\nconst K = [1, 2];"],
  ["a text with brackets and commas", `const N: string | number = "a, (b";`, "const N: string | number = 64;"],
  ["not another name", "const NN = 32;", "const NN = 32;"],
  ["not a comparison", "N == 32", "N == 32"],
] as const) {
  test(`sets ${title}; cells and lines keep their places`, () => assert.equal(set(source, { N: "64" }), `const N = 1|${expected}|const N = 2`));
}

for (const [title, source, value] of [
  ["a value over several lines", "const N = [\n  1,\n];", "["],
  ["two declarations on a line", "const N = 1, M = 2;", "1, M = 2"],
  ["an expression that goes on", "const N = 1 +\n  2;", "1 +"],
  ["nothing", "const N =\n  2;", "empty"],
] as const) {
  test(`refuses ${title}`, () => assert.throws(() => set(source, { N: "64" }), { name: "NotebookError", message: `a.ipynb, cell 2, line 1: N cannot be set: its value must be one, and end on its line; it is ${value}` }));
}

for (const [source, given, says] of [
  ["const N = 0.1;", "abc", "N is a number (0.1); it was given \"abc\". A number is written as in JSON: --set N=0.5"],
  ["const N = 0.1;", ".5", "N is a number (0.1); it was given \".5\". A number is written as in JSON: --set N=0.5"],
  ["const N = 60_000", "", "N is a number (60_000); it was given \"\". A number is written as in JSON: --set N=0.5"],
  ["let N = -3; // steps", "[1, 2]", "N is a number (-3); it was given [1,2]. A number is written as in JSON: --set N=0.5"],
  ["const N = true", "1", "N is true or false (true); it was given 1. Write --set N=true or --set N=false"],
  ["const N = 'relu'", "64", "N is a text ('relu'); it was given 64. What reads as JSON is a text in quotes: --set 'N=\"64\"'"],
] as const) {
  test(`refuses ${JSON.stringify(given)} for ${source}`, () => assert.throws(() => set(source, { N: parameterValue(given) }), { name: "NotebookError", message: `a.ipynb, cell 2, line 1: ${says}` }));
}

for (const [source, given, expected] of [
  ["const N = 0.1;", "1e-4", "const N = 0.0001;"],
  ["const N = true", "false", "const N = false"],
  ["const N = 'relu'", "gelu", 'const N = "gelu"'],
  ["const N = 'relu'", '"64"', 'const N = "64"'],
  ["const N: number | string = 0.1;", "auto", 'const N: number | string = "auto";'],
  ["const N = 2 * 16", "64", "const N = 64"],
] as const) {
  test(`takes ${JSON.stringify(given)} for ${source}`, () => assert.equal(set(source, { N: parameterValue(given) }), `const N = 1|${expected}|const N = 2`));
}

test("a notebook tells what can be set", () => {
  assert.deepEqual(parametersOf(notebook([code("const N = 32; // samples\nlet name: string = 'a'", "parameters"), code("const M = 1")])), { N: "32", name: "'a'" });
});
