/**
 * Every example of the guide is run: a block `md check` is a document, the block `text` after it what the checker says of it (with its repairs after `md check repairs`); a block `ts check` is a
 * cell, the block after it what its last value prints. `UPDATE_GUIDE=1 npm test -- docs/guide` writes what comes into the guide: read the difference.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import * as derivation from "../../src/derivation/index.js";
import * as layers from "../../src/layers/index.js";
import { verdictLines } from "./verdict-lines.js";

const path = join("docs", "guide", "writing-derivations.md");
const guide = readFileSync(path, "utf8");

interface Example {
  readonly kind: string;
  readonly repairs: boolean;
  readonly source: string;
  readonly expected: string;
  readonly line: number;
}

const EXAMPLE = /^```(md|ts) check( repairs)?\n([^]*?)^```\n+^```text\n([^]*?)^```\n/gm;
const examples = [...guide.matchAll(EXAMPLE)].map((match): Example => ({ kind: match[1]!, repairs: match[2] !== undefined, source: match[3]!, expected: match[4]!, line: guide.slice(0, match.index).split("\n").length }));

const outcome = ({ kind, repairs, source }: Example): string => (kind === "md" ? verdictLines(derivation.checkDocument(derivation.readDocument("example.md", source)), repairs) : `${inspect(cell(source))}\n`);

/** The last value of a cell; its imports are given. */
const cell = (source: string): unknown => runInNewContext(source.replace(/^import .*$/gm, ""), { ...layers, ...derivation });

const update = process.env["UPDATE_GUIDE"] === "1";
if (update) {
  let k = 0;
  writeFileSync(path, guide.replace(EXAMPLE, (whole, _, __, ___, expected: string) => `${whole.slice(0, whole.length - expected.length - 4)}${outcome(examples[k++]!)}\`\`\`\n`));
}

test("every block of the guide is an example that is run", () => {
  assert.equal(examples.length, [...guide.matchAll(/^```(md|ts)/gm)].length);
  assert.ok(examples.length > 20);
});

/** Codes as the source writes them; `words` and `fault` are none that a reader sees. */
const CODES = /(?:problem|remark|note|fails|unchecked|result|NotUnderstood|ExpandProblem)\((?:world, |reader, |"(?:fails|unchecked|warning|note)", )*"([a-z]+(?:-[a-z]+)*)"|code: "([a-z]+(?:-[a-z]+)*)"/g;

/** The checker's own folders: the deriver's codes are no verdicts. */
test("every code that the checker gives stands in the guide's tables", () => {
  const files = readdirSync(join("src", "derivation"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.startsWith("api") && !file.startsWith("derive"));
  const codes = new Set(files.flatMap((file) => [...readFileSync(join("src", "derivation", file), "utf8").matchAll(CODES)].map(([, a, b]) => (a ?? b)!)));
  assert.ok(codes.size > 20);
  assert.deepEqual([...codes].filter((code) => code !== "fault" && !guide.includes(`\`${code}\``)).sort(), []);
});

if (!update) for (const example of examples) {
  test(`line ${example.line} of the guide says what the checker says`, () => { assert.equal(outcome(example), example.expected); });
}
