/** `backproof check` on small documents in a folder of their own: exit codes, what goes where, and refusals. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { check } from "../../src/cli/check.js";
import { main } from "../../src/cli/main.js";
import type { CheckReport } from "../../src/derivation/index.js";
import { writeNotebook } from "../../src/notebook/index.js";
import { code, notebook, prose } from "../notebook/notebooks.js";
import { listening } from "./listening.js";

const program = resolve("scripts/backproof.mjs");
const folder = mkdtempSync(join(tmpdir(), "backproof-check-"));
const home = process.cwd();
process.chdir(folder);
after(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const FACTS = "Let $a, b \\in \\mathbb{R}$.\n\n";
const GOOD = `${FACTS}$$(a + b)^2 = a^2 + 2ab + b^2 \\tag{1}$$\n`;
const BAD = `${FACTS}$$(a + b)^2 = a^2 - 2ab + b^2 \\tag{1}$$\n`;
const OPEN = `${FACTS}$$a b = \\frac{1}{2 \\tag{1}$$\n`;

writeFileSync("good.md", GOOD);
writeFileSync("bad.md", BAD);
writeFileSync("open.md", OPEN);
writeFileSync("waived.md", `${FACTS}<!-- not checked: because it is homework -->\n$$a = 7 \\tag{1}$$\n`);
writeFileSync("good.tex", "\\documentclass{article}\\begin{document}\nLet $a, b \\in \\mathbb{R}$. Then \\[(a+b)(a-b) = a^2 - b^2\\]\n\\end{document}\n");
writeFileSync("bad.ipynb", writeNotebook(notebook([prose("# Title"), code("throw 1"), prose(BAD)])));
writeFileSync("broken.ipynb", '{"cells": [\n');
writeFileSync("latin.md", Buffer.from("Zeile 1\nf\u00fcr $a$\n", "latin1"));
writeFileSync("wide.md", Buffer.from("\ufeffwords", "utf16le"));
writeFileSync("picture.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]));
mkdirSync("docs");

async function call(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = listening();
  return { code: await main(["check", ...args], terminal), ...terminal.said };
}

const EXITS: readonly (readonly [args: readonly string[], code: number])[] = [
  [["good.md"], 0], [["good.tex"], 0], [["good.md", "--strict"], 0],
  [["bad.md"], 1], [["bad.ipynb"], 1], [["good.md", "bad.md"], 1],
  [["open.md"], 0], [["open.md", "--strict"], 1],
  [["waived.md", "--strict"], 0],
];
for (const [args, code] of EXITS) {
  test(`backproof check ${args.join(" ")}: exit code ${code}, the same in every format, nothing on standard error`, async () => {
    for (const format of ["text", "json", "github", "junit", "sarif"]) {
      const result = await call(...args, "--format", format);
      assert.deepEqual([result.code, result.err], [code, ""], format);
      assert.ok(result.out.endsWith("\n"));
    }
  });
}

test("a wrong sign: the place, the line, both sides, the summary", async () => {
  const { out } = await call("bad.md");
  assert.match(out, /^bad\.md, line 3, column \d+ \(1\): the two sides differ\n {2}3 \| \$\$\(a \+ b\)\^2 = a\^2 - 2ab \+ b\^2 \\tag\{1\}\$\$\n {4}\| +\^+\n {2}the left side gives [^\n]*, the right side gives /);
  assert.match(out, /\n✗ bad\.md: 1 equation, 0 hold, 1 fails, 0 unchecked, 0 definitions\n$/);
});

test("JSON: the contract's record, the cell from 0, paths as they were given", async () => {
  const { out } = await call("./bad.ipynb", "good.md", "--format", "json", "--seed", "7");
  const report = JSON.parse(out) as CheckReport;
  assert.deepEqual(report.documents.map(({ path, seed }) => [path, seed]), [["./bad.ipynb", 7], ["good.md", 7]]);
  assert.deepEqual(report.documents[0]!.equations.filter(({ kind }) => kind === "claim").map(({ tag, cell, line, column, verdict }) => ({ tag, cell, line, column, verdict })), [{ tag: "1", cell: 2, line: 3, column: 1, verdict: "fails" }]);
  assert.deepEqual(report.summary, { claims: 2, holds: 1, fails: 1, unchecked: 0, waived: 0, definitions: 0 });
});

test("the same seed gives the same output", async () => assert.deepEqual(await call("bad.md", "--seed", "3"), await call("bad.md", "--seed", "3")));

const REFUSED: readonly (readonly [args: readonly string[], err: string])[] = [
  [[], "backproof: name at least one file to check: backproof check notes.md\nTry: backproof check --help\n"],
  [["good.md", "--format", "jsn"], 'backproof: there is no format "jsn"; is "json" meant?; the formats are text, json, github, junit, sarif\nTry: backproof check --help\n'],
  [["good.md", "--format"], "backproof: --format needs a value: --format …\nTry: backproof check --help\n"],
  [["good.md", "--seed", "x"], 'backproof: --seed is a whole number from 0 on; it was given "x"\nTry: backproof check --help\n'],
  [["good.md", "--seed=-1"], 'backproof: --seed is a whole number from 0 on; it was given "-1"\nTry: backproof check --help\n'],
  [["good.md", "--strit"], "backproof: there is no option --strit; is --strict meant?\nTry: backproof check --help\n"],
  [["bad.md", "none.md"], "backproof: none.md: it cannot be read: there is no such file\n"],
  [["*.rst"], "backproof: *.rst: no file has this name. Patterns are the shell's work, and it found nothing for this one; name the files\n"],
  [["docs/"], "backproof: docs/: it is a folder; name the files in it, for example docs/*.md\n"],
  [["broken.ipynb"], "backproof: broken.ipynb, line 2, column 1: not JSON: expected a value, found the end of the file; open it in Jupyter and save it, or restore it from version control\n"],
  [["latin.md"], "backproof: latin.md, line 2, column 2: it is not UTF-8 from here on; save it as UTF-8\n"],
  [["wide.md"], "backproof: wide.md: it is UTF-16; save it as UTF-8\n"],
  [["picture.png"], "backproof: picture.png: it is no text; check takes Markdown (.md), notebooks (.ipynb) and LaTeX (.tex)\n"],
];
for (const [args, err] of REFUSED) {
  test(`backproof check ${args.join(" ")}: exit code 2, one message, nothing on standard output`, async () => assert.deepEqual(await call(...args), { code: 2, out: "", err }));
}

test("--help tells the options", async () => {
  const { code, out } = await call("--help");
  assert.equal(code, 0);
  for (const option of ["--format", "--strict", "--seed N", "--help"]) assert.ok(out.includes(option));
});

test("progress is drawn where someone watches, and only after a second", async () => {
  const watched = async (step: number): Promise<string> => {
    const terminal = listening(true);
    let clock = 0;
    await check(["good.md", "bad.md"], terminal, () => (clock += step));
    return terminal.said.err;
  };
  assert.equal(await watched(10), "");
  assert.equal(await watched(600), "\r\x1b[Kchecking bad.md, 2 of 2\r\x1b[K");
});

test("large JSON is whole, also through a pipe; a reader that leaves early is no fault", () => {
  writeFileSync("large.md", FACTS + Array.from({ length: 600 }, (_, k) => `$$(a + b)^2 = a^2 + 2ab + b^2 \\tag{${k}}$$\n`).join("\n"));
  const whole = spawnSync("sh", ["-c", `"${process.execPath}" "${program}" check large.md --format json | cat`], { encoding: "utf8", maxBuffer: 1e8 });
  assert.ok(whole.stdout.length > 100_000, whole.stderr);
  assert.equal((JSON.parse(whole.stdout) as CheckReport).summary.holds, 600);
  const left = spawnSync("sh", ["-c", `"${process.execPath}" "${program}" check large.md --format json | head -c 100`], { encoding: "utf8" });
  assert.deepEqual([left.stdout.length, left.stderr], [100, ""]);
});
