/** By what packages of others can read anything, in small ones on disk. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { packageOpening } from "../../../src/notebook/cache/package-openings.js";

const root = realpathSync(mkdtempSync(join(tmpdir(), "packages-")));
after(() => rmSync(root, { recursive: true }));

function install(name: string, files: { readonly [file: string]: string }, fields: object = {}): void {
  for (const [file, text] of Object.entries({ "package.json": JSON.stringify({ name, version: "1.0.0", ...fields }), ...files })) {
    const path = join(root, "node_modules", name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

install("reader", { "index.js": `exports.read = (file) => require("fs").readFileSync(file, "utf8");` });
install("through", { "index.js": `module.exports = require("./inner");`, "inner.js": `exports.read = require("reader").read;` });
install("modern", { "main.mjs": `import { readFile } from "node:fs/promises"; export const read = readFile;` }, { exports: { import: "./main.mjs" } });
install("@scope/asks", { "part.js": "module.exports = () => fetch(url);", "index.js": "" }, { exports: { ".": "./index.js", "./part": "./part.js" } });
install("setting", { "index.js": "exports.level = process.env.LEVEL;" });
install("computed", { "index.js": "exports.load = (name) => require(name);" });
install("native", { "index.js": `module.exports = require("./build/native.node");`, "build/native.node": "" });
install("clean", { "index.js": `/* require("fs") */ // fetch(x)\nconst words = "fetch(it), process.env.HOME"; if (process.env.NODE_ENV !== "production") exports.words = words; exports.root = typeof globalThis; require("crypto"); require("./data.json"); require("not-there");`, "data.json": "{}", "cli.js": `require("fs")` });

for (const [specifier, expected] of [
  ["reader", "the package reader (fs)"],
  ["through", "the package through (fs)"],
  ["modern", "the package modern (node:fs/promises)"],
  ["@scope/asks/part", "the package @scope/asks (fetch)"],
  ["@scope/asks", null],
  ["setting", "the package setting (process.env)"],
  ["computed", "the package computed (an import whose name is computed)"],
  ["native", "the package native (machine code)"],
  ["clean", null],
  ["not-there", null],
] as const) {
  test(`${specifier}: ${expected ?? "reads nothing"}`, () => assert.equal(packageOpening({ specifier, from: root }), expected));
}

test("mathjs reads nothing", () => assert.equal(packageOpening({ specifier: "mathjs", from: resolve("notebooks") }), null));
