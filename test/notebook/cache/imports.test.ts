import assert from "node:assert/strict";
import { test } from "node:test";
import { exportsOf, hasComputedImport, importsOf, isBarrel } from "../../../src/notebook/cache/imports.js";

const names = (text: string) => importsOf(text).map(({ specifier, names: used }) => [specifier, used?.map(({ name, as }) => (name === as ? name : `${name} as ${as}`)) ?? null]);

for (const [text, expected] of [
  [`import { a, b as c, type D } from "x"`, [["x", ["a", "b as c", "D"]]]],
  [`import type { A } from 'x';`, [["x", ["A"]]]],
  [`import f, { a } from "x"`, [["x", ["default as f", "a"]]]],
  [`import * as all from "x"`, [["x", null]]],
  [`import f, * as all from "x"`, [["x", null]]],
  [`import "x"`, [["x", null]]],
  [`const x = require("x")`, [["x", null]]],
  ["await import(`x`)", [["x", null]]],
  [`import {\n  a,\n  b,\n} from "x";`, [["x", ["a", "b"]]]],
  [`import { a /* why */ } from "x"`, [["x", null]]],
  [`import {a}from"x";import{b}from"y"`, [["x", ["a"]], ["y", ["b"]]]],
  [`import { a } from /* here */ "x"`, [["x", ["a"]]]],
  [`export { a as b } from "x"; export * from "y"`, [["x", ["a as b"]], ["y", null]]],
  [`import { α } from "x"`, [["x", ["α"]]]],
  [`const from = "x"; a.from(b)`, []],
] as const) {
  test(`${JSON.stringify(text)} imports ${JSON.stringify(expected)}`, () => assert.deepEqual(names(text), expected));
}

for (const [text, expected] of [
  [`import("./" + name)`, true],
  ["await import(`./${name}`)", true],
  ["require(name)", true],
  [`import("./x")`, false],
  ["require(`x`)", false],
  [`import { a } from "x"`, false],
  ["createRequire(import.meta.url)", false],
] as const) {
  test(`${text} ${expected ? "has" : "has no"} name that only the run knows`, () => assert.equal(hasComputedImport(text), expected));
}

test("what a module exports by name", () => {
  const text = `export const a = 1; export async function b() {}\nexport class C {}\nexport { d, e as f };\nexport type G = 1;\nexport default 3`;
  assert.deepEqual(exportsOf(text), ["a", "b", "C", "G", "d", "f", "default"]);
  assert.equal(exportsOf("export const { a } = b"), null, "a pattern is not read");
  assert.equal(exportsOf("exports.a = 1"), null, "nor is CommonJS");
});

test("a barrel only hands on", () => {
  assert.ok(isBarrel(`/** Layers. */\nexport { a, type B } from "./a.js";\nexport * from "./b.js";\n//# sourceMappingURL=index.js.map`));
  assert.ok(!isBarrel(`export { a } from "./a.js";\nregister();`));
  assert.ok(!isBarrel(`import "./a.js";\nexport { a } from "./a.js";`));
});
