/**
 * Every example of the guide to deriving is run: the block `sh derive` is a command, the block `text` after it what it prints, on standard output or error.
 * `UPDATE_GUIDE=1 npm test -- docs/deriving` writes what comes into the guide: read the difference.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { main } from "../../src/cli/main.js";
import { listening } from "../cli/listening.js";

const path = resolve("docs", "guide", "deriving.md");
const guide = readFileSync(path, "utf8");
const folder = mkdtempSync(join(tmpdir(), "backproof-deriving-"));
const home = process.cwd();
process.chdir(folder);
after(() => { process.chdir(home); rmSync(folder, { recursive: true }); });
writeFileSync("notes.md", /^```md\n([^]*?)^```/m.exec(guide)![1]!);

const EXAMPLE = /^```sh derive\nnpx backproof (.*)\n```\n\n```text\n([^]*?)^```$/gm;
const examples = [...guide.matchAll(EXAMPLE)].map(([, command, expected]) => ({ command: command!, expected: expected! }));

/** Words as a shell parts them: double quotes hold blanks together. */
const words = (command: string): readonly string[] => [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);

async function printed(command: string): Promise<string> {
  const terminal = listening();
  await main(words(command), terminal);
  return terminal.said.out + terminal.said.err;
}

const update = process.env["UPDATE_GUIDE"] === "1";
if (update) {
  let text = guide;
  for (const { command } of examples) text = text.replace(`npx backproof ${command}\n\`\`\`\n\n\`\`\`text\n${examples.find((each) => each.command === command)!.expected}`, `npx backproof ${command}\n\`\`\`\n\n\`\`\`text\n${(await printed(command)).replace(/\$/g, "$$$$")}`);
  writeFileSync(path, text);
}

test("every command of the guide is an example that is run", () => {
  assert.equal(examples.length, [...guide.matchAll(/^```sh/gm)].length);
  assert.ok(examples.length > 6);
});

if (!update) for (const { command, expected } of examples) {
  test(`the guide shows what this prints: ${command}`, async () => { assert.equal(await printed(command), expected); });
}
