/** The build for students: nothing of a solution is in what is built, what checks it is. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { inflateSync } from "node:zlib";
import { buildReport, type BuildResult, readConfiguration, writeNotebook } from "../../src/index.js";
import type { Block } from "../../src/report/model.js";
import { settleSolutions, solutionLines } from "../../src/report/solutions.js";
import { code, notebook, prose } from "../notebook/notebooks.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-solutions-"));
symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
after(() => rmSync(folder, { recursive: true }));

const CELLS = [
  prose(String.raw`# Exercise

Let $\mathbf{x} \in \mathbb{R}^n$ and $\mathbf{a} \in \mathbb{R}^n$.

$$\mathbf{y} = \mathbf{a} \odot \mathbf{x} \tag{1}$$

::: solution
## Secret section {#sec-secret}

Zanzibar by the chain rule[^1], for $k = 1, \dots, n$:

$$y_k = a_k x_k \tag{2}$$

$$y_k + 4711 = x_k a_k + 4711 \label{eq-own}$$

[^1]: Timbuktu.
:::

It follows from equation (2) and [section](#sec-secret) that

$$2 \mathbf{y} = \mathbf{y} + \mathbf{y} \label{eq-after}$$

and [equation](#eq-after) ends it.`),
  code(`import { checkGradients } from "backproof/gradcheck";
import { relu, uniform } from "backproof/layers";
const secretSeed = uniform(7);
checkGradients(relu, { X: secretSeed(3, 4) }, secretSeed(3, 4))`, "solution"),
  { ...prose("Ouagadougou, $1 + 1 = 2$."), metadata: { tags: ["solution"] } },
  code("console.log('seen')"),
];

const SECRETS = ["Zanzibar", "Timbuktu", "4711", "Secret section", "secretSeed", "Ouagadougou"];

async function built(name: string, withoutSolutions: boolean, formats = ["html", "pdf", "md", "tex"]): Promise<{ readonly at: string; readonly result: BuildResult }> {
  const at = join(folder, name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, "package.json"), "{}");
  writeFileSync(join(at, "a.ipynb"), writeNotebook(notebook(CELLS)));
  const path = join(at, "report.json");
  writeFileSync(path, JSON.stringify({ title: "T", chapters: ["a.ipynb"], formats }));
  return { at, result: await buildReport(readConfiguration(readFileSync(path, "utf8"), path), { withoutSolutions }) };
}

const html = (at: string): string => readFileSync(join(at, "out", "report.html"), "utf8");
const numbers = (page: string): readonly string[] => [...page.matchAll(/<a class="number" href="#[^"]*">(\([^)]*\))<\/a>/g)].map((match) => match[1]!);

test("with solutions: all is there, and the fences are not seen", async () => {
  const { at, result } = await built("whole", false);
  assert.deepEqual(result.problems, []);
  const page = html(at);
  for (const secret of SECRETS) assert.ok(page.includes(secret), secret);
  assert.doesNotMatch(page, /:::/);
  assert.deepEqual(numbers(page), ["(1)", "(2)", "(3)", "(4)"]);
  assert.match(page, /class="reference" href="#eq-2">equation\u00a0\(2\)<\/a>/);
});

test("without: no file holds a word of them, the numbers are the same, references to them are text, the checks count", async () => {
  const { at, result } = await built("handed-out", true);
  assert.deepEqual(result.problems, []);
  const page = html(at);
  assert.deepEqual(numbers(page), ["(1)", "(4)"]);
  assert.match(page, /from equation\u00a0\(2\) and section\u00a01\.1 that/);
  assert.match(page, /href="#eq-after">equation\u00a0\(4\)<\/a>/);
  assert.match(page, /4 of 4 equations hold/);
  assert.match(page, /1 of 1 gradient check holds/);
  const { verification } = result;
  assert.equal(verification.checks.length, 1);
  for (const entry of readdirSync(join(at, "out"), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    const text = entry.name === "report.pdf" ? inflated(bytes) : bytes.toString();
    for (const secret of SECRETS) assert.ok(!text.includes(secret), `${secret} in ${entry.name}`);
  }
  const { cells } = JSON.parse(readFileSync(join(at, "out", "notebooks", "a.ipynb"), "utf8")) as { cells: readonly { source: readonly string[]; metadata: object }[] };
  assert.deepEqual(cells.map(({ source }) => source.join("").includes("Your solution")), [true, true, true, false]);
  assert.deepEqual(cells[1]!.metadata, { tags: [] });
});

test("without, where builds with them stood: their files go, those of others stay", async () => {
  await built("shared", false, ["md"]);
  const { at } = await built("shared", false, ["tex"]);
  writeFileSync(join(at, "out", "notes.txt"), "mine");
  const { result } = await built("shared", true, ["html"]);
  assert.deepEqual(readdirSync(join(at, "out")).sort(), ["notebooks", "notes.txt", "report.html", "verification.json"]);
  assert.deepEqual([...result.removed].sort(), [join(at, "out", "report.md"), join(at, "out", "report.tex")]);
});

test("without, where it is not known what stands there: nothing is built", async () => {
  const { at } = await built("unknown", false, ["md"]);
  const record = join(at, "out", "verification.json");
  for (const files of [undefined, ["../report.json"]]) {
    writeFileSync(record, JSON.stringify({ files }));
    await assert.rejects(built("unknown", true, ["html"]), {
      name: "ReportError",
      message: `${record}: it does not tell which files earlier builds wrote here, and those may hold solutions; empty the folder, or set "output" in the configuration to another`,
    });
    assert.deepEqual(readdirSync(join(at, "out")).sort(), ["notebooks", "report.md", "verification.json"]);
  }
  await built("unknown", false, ["html"]);
  assert.equal((JSON.parse(readFileSync(record, "utf8")) as { files: unknown }).files, null, "still not known");
});

/** A PDF with its streams unpacked, as far as they are packed by zlib. */
function inflated(bytes: Buffer): string {
  const text = bytes.toString("latin1");
  return text + [...text.matchAll(/stream\r?\n/g)].map((match) => {
    try {
      return inflateSync(bytes.subarray(match.index + match[0].length)).toString("latin1");
    } catch {
      return "";
    }
  }).join("");
}

for (const [title, source, lines] of [
  ["a block", "a\n::: solution\nb\n:::\nc", [[2, 4]]],
  ["Pandoc's spelling", "::: {.solution}\nb\n:::", [[1, 3]]],
  ["an open block goes on to the end", "::: solution\nb\nc", [[1, 3]]],
  ["code within it may hold its end", "::: solution\n```\n:::\n```\n:::\nc", [[1, 5]]],
  ["no block: in code", "```\n::: solution\n:::\n```", []],
  ["no block: another word", "::: note\nb\n:::", []],
] as const) {
  test(`lines of a solution: ${title}`, () => assert.deepEqual(solutionLines(source), lines));
}

test("each block of a solution is known to come from the cell of the whole", () => {
  const words = (text: string): Block => ({ kind: "paragraph", children: [{ kind: "text", text }], leadsIn: false });
  const chapter = { source: "a", blocks: [words("a"), { kind: "solution", blocks: [words("b"), words("c")] } as Block, words("d")], cells: [0, 1, 2] };
  assert.deepEqual(settleSolutions([chapter], false)[0]!.cells, [0, 1, 1, 2]);
  assert.deepEqual(settleSolutions([chapter], true)[0]!.cells, [0, 2]);
});
