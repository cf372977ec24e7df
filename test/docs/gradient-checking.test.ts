/** Every example of the guide to gradient checking is run, in order. `UPDATE_GUIDE=1 npm test -- docs/gradient-checking` writes what comes into the guide: read the difference. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import * as gradcheck from "../../src/gradcheck/index.js";

const path = join("docs", "guide", "gradient-checking.md");
const guide = readFileSync(path, "utf8");
const EXAMPLE = /^(```ts check\n([^]*?)^```\n\n```text\n)([^]*?)^```$/gm;
const context = createContext({ ...gradcheck });
const examples = [...guide.matchAll(EXAMPLE)].map(([, , source, expected]) => ({ source: source!, expected: expected!, printed: `${String(runInContext(source!.replace(/^import .*$/gm, ""), context))}\n` }));

if (process.env["UPDATE_GUIDE"] === "1") {
  let k = 0;
  writeFileSync(path, guide.replace(EXAMPLE, (_, head: string) => `${head}${examples[k++]!.printed}\`\`\``));
} else {
  test("the guide has examples", () => { assert.equal(examples.length, [...guide.matchAll(/^```ts check/gm)].length); assert.ok(examples.length >= 4); });
  for (const { source, expected, printed } of examples) test(`the guide shows what this prints: ${source.trim()}`, () => { assert.equal(printed, expected); });
}

test("the assertion that the guide shows holds", () => {
  const [, source] = /^```ts\n([^]*?)^```$/m.exec(guide)!;
  runInContext(source!, Object.assign(context, { test: (_: string, body: () => void) => { body(); } }));
});
