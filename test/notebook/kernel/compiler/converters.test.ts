import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { Converters } from "../../../../src/notebook/kernel/compiler/converters.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "converters-")));
const library = join(folder, "node_modules", "lib");
mkdirSync(library, { recursive: true });
mkdirSync(join(folder, "other"));
writeFileSync(join(folder, "local.ts"), "export const local = 1;\n");
writeFileSync(join(library, "index.d.ts"), "export declare const value: number;\n");
writeFileSync(join(library, "package.json"), `{ "name": "lib", "types": "index.d.ts" }`);
after(() => rmSync(folder, { recursive: true, force: true }));

const module = join(dirname(createRequire(import.meta.url).resolve("tslab/package.json")), "dist", "converter.js");
const asker = { module, folder };
const LIBRARY = `import { value } from "lib"; const text: string = String(value);`;

const converters = new Converters();
const messages = (kernel: number, source: string): unknown => converters.of(kernel, asker).convert("", source).converted["diagnostics"];

describe("converters of kernels", () => {
  it("one whose kernel has ended is the next one's of the same folder", () => {
    const first = converters.of(1, asker), beside = converters.of(2, asker);
    assert.equal(converters.of(1, asker), first);
    assert.notEqual(beside, first, "as long as its kernel runs it is its own");
    assert.deepEqual(messages(1, LIBRARY), []);
    converters.leave(1);
    assert.notEqual(converters.of(3, { module, folder: join(folder, "other") }), first);
    assert.equal(converters.of(4, asker), first);
    for (const kernel of [2, 3, 4]) converters.drop(kernel);
  });

  it("one that compiled a local module is not: the next notebook runs it anew", () => {
    const source = `import { local } from "./local"; local`;
    const answer = converters.of(1, asker).convert("", source);
    assert.deepEqual((answer.converted.sideOutputs ?? []).map(({ path }) => path), [join(folder, "local.js")]);
    assert.deepEqual(answer.files.map(({ esm }) => esm.sources[0]?.replace(/^.*\//, "")), ["local.ts", "__tslab__.ts"]);
    converters.leave(1);
    assert.equal(converters.of(2, asker).convert("", source).converted.sideOutputs?.length, 1);
    converters.drop(2);
  });

  it("one that has read what was edited since is not", () => {
    const first = converters.of(1, asker);
    assert.deepEqual(messages(1, LIBRARY), []);
    converters.leave(1);
    writeFileSync(join(library, "index.d.ts"), "export declare const values: number;\n");
    assert.notEqual(converters.of(2, asker), first);
    assert.match(JSON.stringify(messages(2, LIBRARY)), /has no exported member named 'value'/);
    converters.drop(2);
  });
});
