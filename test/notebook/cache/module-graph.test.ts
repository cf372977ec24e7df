/** Which files a text depends on, in a small project on disk. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { after, test } from "node:test";
import { ModuleWalk } from "../../../src/notebook/cache/module-graph.js";

const root = realpathSync(mkdtempSync(join(tmpdir(), "graph-")));
after(() => rmSync(root, { recursive: true }));

const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
};

const EXPORTS = { ".": "./index.js", "./layers": { types: "./layers/index.d.ts", default: "./layers/index.js" }, "./deep/*": "./deep/*.js" };
write("package.json", JSON.stringify({ name: "own", sideEffects: false, exports: EXPORTS, imports: { "#inner": "./inner.js" } }));
write("layers/index.js", `export { relu } from "./relu.js";\nexport { tanh as squash } from "./tanh.js";\nexport * from "./more.js";`);
write("layers/index.d.ts", `export { relu, type Relu } from "./relu.js";\nexport { tanh as squash } from "./tanh.js";\nexport * from "./more.js";`);
write("layers/relu.js", `import { map } from "../matrix.js"; export const relu = 1;`);
write("layers/relu.d.ts", "export declare const relu: number; export interface Relu {}");
write("layers/tanh.js", "export const tanh = 1;");
write("layers/more.js", "export function more() {}");
write("matrix.js", `import "./circle.js"; export const map = 1;`);
write("circle.js", `import { map } from "./matrix.js";`);
write("inner.js", "");
write("deep/x.js", `import fs from "node:fs";`);
write("lib/a.ts", `export { b } from "./b.js"`);
write("lib/b.ts", "export const b = 1");
write("lib/folder/index.ts", "");
write("asks.ts", "const { env } = process; export const home = env.HOME;");
write("impure/package.json", "{}");
write("impure/index.js", `export { one } from "./one.js"; export { two } from "./two.js";`);
write("impure/one.js", "export const one = 1");
write("impure/two.js", "export const two = 2");
write("node_modules/other/package.json", JSON.stringify({ name: "other", version: "1.2.3" }));
symlinkSync("..", join(root, "node_modules", "own"));

const graph = (text: string) => new ModuleWalk().graphOf(text, join(root, "lib"));
const files = (text: string): string[] => [...graph(text).files.keys()].map((file) => relative(root, file)).sort();

for (const [title, text, expected] of [
  ["a file, without or with an extension that is another's", `import { b } from "./a"; import "./a.js"`, ["lib/a.ts", "lib/b.ts"]],
  ["a folder", `import "./folder"`, ["lib/folder/index.ts"]],
  ["only what a barrel's name stands for, with its types", `import { relu } from "own/layers"`, ["circle.js", "layers/index.d.ts", "layers/index.js", "layers/relu.d.ts", "layers/relu.js", "matrix.js"]],
  ["a type, which stands in the declarations only", `import { type Relu } from "own/layers"`, ["circle.js", "layers/index.d.ts", "layers/index.js", "layers/relu.d.ts", "layers/relu.js", "matrix.js"]],
  ["a name that a barrel renames", `import { squash } from "own/layers"`, ["layers/index.d.ts", "layers/index.js", "layers/tanh.js"]],
  ["a name that export * gives", `import { more } from "own/layers"`, ["layers/index.d.ts", "layers/index.js", "layers/more.js"]],
  ["all of a barrel, for a name it does not tell", `import { who } from "own/layers"`, ["circle.js", "layers/index.d.ts", "layers/index.js", "layers/more.js", "layers/relu.d.ts", "layers/relu.js", "layers/tanh.js", "matrix.js"]],
  ["all of a barrel, for a star", `import * as layers from "own/layers"`, ["circle.js", "layers/index.d.ts", "layers/index.js", "layers/more.js", "layers/relu.d.ts", "layers/relu.js", "layers/tanh.js", "matrix.js"]],
  ["all of a barrel that does not say that loading it does nothing", `import { one } from "../impure/index.js"`, ["impure/index.js", "impure/one.js", "impure/two.js"]],
  ["an inner name, a pattern", `import "#inner"; import "own/deep/x"`, ["deep/x.js", "inner.js"]],
  ["nothing that is not there", `import "./nothing"; import "nobody"`, []],
] as const) {
  test(`an import reaches ${title}`, () => assert.deepEqual(files(text), expected));
}

test("a name first asked for alone and then with others is followed each time", () => {
  assert.deepEqual(files(`import { squash } from "own/layers"; import { more } from "own/layers"`), ["layers/index.d.ts", "layers/index.js", "layers/more.js", "layers/tanh.js"]);
});

test("packages of others count by their version, and what they read is to be asked", () => {
  const { packages, foreign } = graph(`import "other/part"`);
  assert.deepEqual([...packages], [["other", "1.2.3"]]);
  assert.deepEqual(foreign, [{ specifier: "other/part", from: join(root, "lib") }]);
});

for (const [text, expected] of [
  [`import { readFileSync } from "node:fs"`, ["node:fs"]],
  [`import "own/deep/x"`, ["node:fs"]],
  ["await fetch(url)", ["fetch"]],
  ["process.env.HOME", ["process.env"]],
  [`import { env } from "node:process"`, ["node:process"]],
  [`import { createRequire } from "node:module"`, ["node:module"]],
  [`import "../asks"`, ["process"]],
  ["import(name)", ["an import whose name is computed"]],
  [`import "node:path"; cache.fetch(1)`, []],
] as const) {
  test(`${text} ${expected.length === 0 ? "opens nothing" : "may read anything"}`, () => assert.deepEqual([...graph(text).openings], expected));
}

test("an edited file has another digest", () => {
  const before = graph(`import "./a"`).files.get(join(root, "lib/b.ts"));
  write("lib/b.ts", "export const b = 2");
  assert.notEqual(graph(`import "./a"`).files.get(join(root, "lib/b.ts")), before);
});
