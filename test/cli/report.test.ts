/** `backproof report` on small projects in a folder of their own: good, broken, and fed with bad input. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { main } from "../../src/cli/main.js";
import { type Cell, type Notebook, readNotebook, writeNotebook } from "../../src/notebook/index.js";
import { code, notebook, prose } from "../notebook/notebooks.js";
import { idx, write } from "../data/files.js";
import { listening } from "./listening.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-report-"));
symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
after(() => rmSync(folder, { recursive: true }));

/** A project with one notebook, `a.ipynb`; `text` is its file where it is not a good one. */
function project(name: string, cells: readonly Cell[] | string, settings: object = {}): string {
  const at = join(folder, name);
  mkdirSync(at);
  writeFileSync(join(at, "package.json"), "{}");
  writeFileSync(join(at, "a.ipynb"), typeof cells === "string" ? cells : writeNotebook(notebook(cells)));
  writeFileSync(join(at, "report.json"), JSON.stringify({ title: "T", chapters: ["a.ipynb"], formats: ["html"], ...settings }));
  return at;
}

async function report(at: string, ...options: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = listening();
  return { code: await main(["report", join(at, "report.json"), ...options], terminal), ...terminal.said };
}

const html = (at: string): string => readFileSync(join(at, "out", "report.html"), "utf8");
const verification = (at: string): Record<string, unknown> => JSON.parse(readFileSync(join(at, "out", "verification.json"), "utf8")) as Record<string, unknown>;

const CHECK = `import { checkGradients } from "backproof/gradcheck";
import { relu, uniform } from "backproof/layers";
const random = uniform(7);
checkGradients(relu, { X: random(3, 4) }, random(3, 4))`;

test("a good report: every file, a closing summary, exit code 0", async () => {
  const at = project("good", [prose("# Title\n\n$$x = 1 \\tag{1}$$\n\n$$x + x = 2 \\tag{2}$$"), code(CHECK)], { formats: ["html", "pdf"] });
  const { code: exit, out, err } = await report(at);
  assert.equal(exit, 0, err);
  assert.match(err, /^ran {2}a\.ipynb: 1 cell, \d+\.\d s \(no stored result\)\n$/);
  assert.match(out, /^notebooks {2}1\ncells {6}1 of 1 ran\nequations {2}1 equation, 1 holds \(1 exactly\), 0 fail, 0 unchecked, 1 definition\nchecks {5}1 of 1 as expected\nfiles {6}[^]*\ntime {7}\d+\.\d s\n✓ every cell ran, every equation and every check holds\n$/m);
  assert.deepEqual(readdirSync(join(at, "out"), { recursive: true }).sort(), ["notebooks", "notebooks/a.ipynb", "report.html", "report.pdf", "verification.json"]);
  assert.equal(readFileSync(join(at, "out", "report.pdf"), "latin1").slice(0, 5), "%PDF-");
  assert.deepEqual(verification(at)["summary"], { notebooks: 1, cells: 1, cellsFailed: 0, checks: 1, holds: 1, fails: 0, undecided: 0, refusedAsExpected: 0, equations: { claims: 1, holds: 1, fails: 0, unchecked: 0, waived: 0, definitions: 1 } });
});

test("built again: nothing runs, every file is the same, and it is said; with --no-cache, and after cache clean, all runs", async () => {
  const at = project("again", [code(CHECK)]);
  const page = async (...options: string[]): Promise<readonly [said: string, page: string, executions: unknown]> => [(await report(at, ...options)).err.replace(/\d+\.\d s/, "1 s"), html(at), verification(at)["executions"]];
  const [, first, ran] = await page();
  assert.deepEqual(ran, [{ notebook: "a.ipynb", kind: "runs", why: "no stored result" }]);
  const [said, second] = await page();
  assert.equal(said, "kept  a.ipynb: 1 cell, nothing that they depend on changed\n");
  assert.equal(second, first);
  assert.equal((await page("--no-cache"))[0], "ran  a.ipynb: 1 cell, 1 s (stored results are not wanted)\n");
  const terminal = listening();
  assert.equal(await main(["cache", "clean", join(at, "report.json")], terminal), 0);
  assert.equal(terminal.said.out, `1 stored result removed from ${join(at, ".cache", "backproof")}\n`);
  assert.equal((await page())[0], "ran  a.ipynb: 1 cell, 1 s (no stored result)\n");
});

test("a cell that throws: the report is written with the failure in place, exit code 1, where and why", async () => {
  const at = project("throws", [prose("Before."), code("const x = 1;\nthrow new RangeError(`no ${x}`);"), prose("After."), code("x")]);
  const { code: exit, err } = await report(at);
  assert.equal(exit, 1);
  assert.match(err, /^a\.ipynb, cell 2, line 2: RangeError: no 1\n {6}1 \| const x = 1;\n {2}> {3}2 \| throw new RangeError\(`no \$\{x\}`\);\na\.ipynb, cell 4: not run: cell 2 failed$/m);
  assert.match(html(at), /Before\.[^]*<section class="failure"[^]*RangeError[^]*&gt; {3}2 \| throw new RangeError[^]*After\./);
  assert.equal(verification(at)["verdict"], "fails");
});

test("--keep-going runs the cells after a failing one; --set gives parameters; --log tells the times", async () => {
  const at = project("options", [code("const N = 3; // samples", "parameters"), code("throw new Error('no')"), code("N + 1")]);
  const { code: exit } = await report(at, "--keep-going", "--set", "N=64", "--log", join(at, "log.json"));
  assert.equal(exit, 1);
  assert.match(html(at), /65/);
  const log = JSON.parse(readFileSync(join(at, "log.json"), "utf8")) as { notebooks: { kernelSeconds: number; cells: { cell: number; status: string; seconds: number }[] }[]; problems: unknown };
  assert.deepEqual(log.problems, [{ where: "a.ipynb, cell 2, line 1", message: "Error: no", quote: ">   1 | throw new Error('no')" }]);
  assert.deepEqual(log.notebooks.map(({ cells, kernelSeconds, ...rest }) => ({ ...rest, started: kernelSeconds > 0, cells: cells.map(({ cell, status }) => `${cell} ${status}`) })), [
    { path: "a.ipynb", kind: "runs", why: "no stored result", started: true, cells: ["1 ok", "2 error", "3 ok"] },
  ]);
});

test("a cell that printed nothing before it hung, and one whose lines are many, long or coloured", async () => {
  const hang = "while (true) {}";
  const at = project("hung", [code(`console.log("0\\n1\\n\\x1b[31m2\\x1b[0m\\n" + "y".repeat(200) + "\\n\\n10 %\\r20 %"); ${hang}`)]);
  writeFileSync(join(at, "b.ipynb"), writeNotebook(notebook([code(hang)])));
  writeFileSync(join(at, "report.json"), JSON.stringify({ title: "T", chapters: ["a.ipynb", "b.ipynb"], formats: ["html"], cellSeconds: 4 }));
  const { err } = await report(at);
  assert.match(err, new RegExp(`^a\\.ipynb, cell 1: the cell ran longer than 4 s and was interrupted\n  it printed last:\n    2\n    ${"y".repeat(119)}…\n    20 %\nb\\.ipynb, cell 1: the cell ran longer than 4 s and was interrupted\n  it had printed nothing$`, "m"));
});

test("a log that can never be written is refused before anything runs", async () => {
  const at = project("log", [code("1")]);
  for (const [file, says] of [["nowhere/log.json", `--log ${join(at, "nowhere/log.json")}: ${join(at, "nowhere")} is not there`], ["a.ipynb/log.json", `--log ${join(at, "a.ipynb/log.json")}: ${join(at, "a.ipynb")} is a file, not a folder`], [".", `--log wants a file; ${at} is a folder`]] as const) {
    assert.deepEqual(await report(at, "--log", join(at, file)), { code: 2, out: "", err: `backproof: ${says}\nTry: backproof report --help\n` });
  }
});

test("a parameter that no notebook declares, or without its value: exit code 2", async () => {
  const at = project("parameter", [code("const samples = 3;", "parameters")]);
  assert.match((await report(at, "--set", "sample=4")).err, /report\.json: no notebook declares the parameter "sample" in a cell tagged "parameters"; is "samples" meant\?\n$/);
  assert.equal((await report(at, "--set", "samples")).err, 'backproof: --set wants NAME=VALUE; it was given "samples"\nTry: backproof report --help\n');
});

test("--data names a folder: cells find it, and run again when a file in it changes; a folder that is none: exit code 2", async () => {
  const at = project("data", [code('import { loadImages } from "backproof/data";\nloadImages({ train: 5, test: 5, seed: 1 }).train.labels.join(" and ")')]);
  const images = join(at, "images");
  mkdirSync(images);
  write(images, { "train-images-idx3-ubyte": idx([2, 1, 1], [0, 255]), "train-labels-idx1-ubyte": idx([2], [7, 3]), "t10k-images-idx3-ubyte": idx([1, 1, 1], [0]), "t10k-labels-idx1-ubyte": idx([1], [1]) });
  const said = async (): Promise<string> => (await report(at, "--data", images)).err.replace(/\d+\.\d s/, "1 s");
  try {
    assert.equal(await said(), "ran  a.ipynb: 1 cell, 1 s (no stored result)\n");
    assert.match(html(at), /7 and 3/);
    assert.equal(await said(), "kept  a.ipynb: 1 cell, nothing that they depend on changed\n");
    write(images, { "train-labels-idx1-ubyte": idx([2], [4, 3]) });
    assert.equal(await said(), "ran  a.ipynb: 1 cell, 1 s (images/train-labels-idx1-ubyte changed)\n");
    assert.match(html(at), /4 and 3/);
  } finally {
    delete process.env["BACKPROOF_DATA"];
  }
  for (const [name, what] of [["nowhere", "not there"], ["report.json", "a file"]] as const) {
    const { code: exit, err } = await report(at, "--data", join(at, name));
    assert.deepEqual([exit, err], [2, `backproof: --data wants a folder; ${join(at, name)} is ${what}\nTry: backproof report --help\n`]);
  }
});

test("a wrong sign in a backward: exit code 1, and the layer, the input and the entry are named", async () => {
  const wrong = CHECK.replace("checkGradients(relu,", "const wrong = { ...relu, backward: (inputs: any, dY: any) => ({ X: { shape: dY.shape, data: relu.backward(inputs, dY).X.data.map((v) => -v) } }) };\ncheckGradients(wrong,");
  const at = project("sign", [code(`${wrong};\n"the check is not shown"`)]);
  const { code: exit, err } = await report(at);
  assert.equal(exit, 1);
  assert.match(html(at), /This report contains failures\.[^]*<section class="failure"[^]*A gradient check fails[^]*relu: dL\/dX\[\d,\d\] \(row/);
  assert.match(err, /^a\.ipynb, cell 1: relu: dL\/dX\[\d,\d\] \(row \d, column \d\): backward gives (-?)[\d.]+, numerical (?!\1-)-?[\d.]+; \d+ of 12 entries differ.*$/m);
});

test("a mistake on purpose that is not found is a problem", async () => {
  const { code: exit, err } = await report(project("purpose", [code(CHECK.replace("random(3, 4))", 'random(3, 4), { expect: "fails" })'))]));
  assert.equal(exit, 1);
  assert.match(err, /^a\.ipynb, cell 1: relu: this check was to be refused, but it holds$/m);
});

test("a cell kept from running is told, and fails with --strict only", async () => {
  const at = project("skipped", [code("1"), code("2", "skip-execution")]);
  const lenient = await report(at);
  assert.equal(lenient.code, 0, lenient.err);
  assert.match(lenient.err, /1 place unchecked:\na\.ipynb, cell 2: not run: its author tagged it skip-execution/);
  assert.equal((await report(at, "--strict")).code, 1);
});

test("LaTeX that cannot be read, a reference to nothing, an image that is not there: problems with their cells", async () => {
  const { code: exit, err } = await report(project("prose", [prose("$$\\frac{1}{x$$\n\nSee [figure](#fig-x). ![a](missing.png)")]));
  assert.equal(exit, 1);
  for (const message of [/^a\.ipynb, cell 1: LaTeX cannot be read: /m, /^a\.ipynb, cell 1: nothing has the label #fig-x$/m, /^a\.ipynb, cell 1: image missing\.png: there is no such file$/m]) assert.match(err, message);
});

/** Bad input: exit code 2, one message, and the earlier report as it was. */
const BAD: readonly (readonly [what: string, cells: readonly Cell[] | string, settings: object, message: RegExp])[] = [
  ["a notebook that is no JSON", '{"cells": [}', {}, /^backproof: a\.ipynb: line 1, column 12: not JSON; expected a value, found "}"\n {2}\{"cells": \[\}\n {2} {11}\^\n$/],
  ["a missing chapter", [], { chapters: ["b.ipynb"] }, /^backproof: .*report\.json: the chapter b\.ipynb does not exist; is "a\.ipynb" meant\?\n$/],
  ["a typo in the configuration", [], { chaptres: [] }, /^backproof: .*report\.json: "chaptres" is no setting of a report; is "chapters" meant\?\n$/],
  ["an output that is a file", [], { output: "a.ipynb" }, /^backproof: .*a\.ipynb: cannot be written: .*set "output" in the configuration to another\n$/],
];

for (const [what, cells, settings, message] of BAD) {
  test(`${what}: one clear error, exit code 2, the earlier report untouched`, async () => {
    const at = project(what.replaceAll(" ", "-"), cells, settings);
    mkdirSync(join(at, "out"));
    writeFileSync(join(at, "out", "report.html"), "earlier");
    const { code: exit, out, err } = await report(at);
    assert.deepEqual({ exit, out }, { exit: 2, out: "" });
    assert.match(err, message);
    assert.equal(html(at), "earlier");
    assert.deepEqual(readdirSync(join(at, "out")), ["report.html"]);
  });
}

test("an unknown kernel: one clear error with those that are installed", async () => {
  const at = project("kernel", writeNotebook(notebook([code("1")], { kernelspec: { name: "julia", display_name: "Julia" } })));
  const { code: exit, err } = await report(at);
  assert.equal(exit, 2);
  assert.match(err, /^backproof: a\.ipynb: metadata\.kernelspec\.name is "julia", a kernel that is not installed here; there are "tslab", "typescript"(, "[^"]+")*\n$/);
  assert.equal(existsSync(join(at, "out")), false);
});

test("one sign changed in a copy of this repository's own chapter is found, and where", async () => {
  const at = join(folder, "chapter");
  mkdirSync(at);
  cpSync("notebooks/2-batches.ipynb", join(at, "a.ipynb"));
  writeFileSync(join(at, "package.json"), "{}");
  writeFileSync(join(at, "report.json"), JSON.stringify({ title: "T", chapters: ["a.ipynb"], formats: ["html"] }));
  const original: Notebook = readNotebook(readFileSync(join(at, "a.ipynb"), "utf8"), "a.ipynb");
  const broken = { ...original, cells: original.cells.map((cell) => (cell.id === "check-dw" ? { ...cell, source: cell.source.replace("matmul(dY, transpose(X))", "map(matmul(dY, transpose(X)), (v) => -v)") } : cell)) };
  writeFileSync(join(at, "a.ipynb"), writeNotebook(broken));
  const { code: exit, err } = await report(at);
  assert.equal(exit, 1);
  const cell = original.cells.findIndex(({ id }) => id === "check-dw") + 1;
  assert.match(err, new RegExp(`^a\\.ipynb, cell ${cell}: fullyConnected \\(formula\\): dL/dW\\[\\d,\\d\\] \\(row \\d, column \\d\\): backward gives .*; 15 of 15 entries differ; the sign is wrong: its negative matches$`, "m"));
});

const BATCHES = readFileSync("notebooks/2-batches.ipynb", "utf8");

/** A copy of a notebook of this repository, one sign of an equation changed, its code left out. */
function withWrongSign(name: string): string {
  const { cells } = readNotebook(BATCHES, "2-batches.ipynb");
  const written = String.raw`\mathbf{W}^T \frac{dL}{d\mathbf{Y}}`;
  const changed = cells.map((cell) => (cell.cell_type === "markdown" && cell.source.includes("\\tag{14}") ? { ...cell, source: cell.source.replace(`= ${written}`, `= -${written}`) } : cell));
  assert.notDeepEqual(changed, cells, "the sign was changed");
  return project(name, changed.filter((cell) => cell.cell_type === "markdown"));
}

test("one sign changed in a copy of a notebook: exit code 1, the place, a mark and the failure in the page, all of it in verification.json", async () => {
  const at = withWrongSign("equation");
  const { code: exit, out, err } = await report(at);
  assert.equal(exit, 1);
  assert.match(err, /^a\.ipynb, cell \d+, line \d+, column \d+ \(14\): the two sides differ\nthe left side gives [^\n]+, the right side gives /m);
  assert.match(out, /^equations {2}\d+ equations, \d+ hold \(\d+ exactly\), 1 fails, /m);
  assert.match(html(at), /<details class="verdict fails"><summary aria-label="Equation \(14\): fails\. Evidence"/);
  assert.match(html(at), /<strong>Equation \(14\) does not hold<\/strong>/);
  const { verdict, equations } = verification(at) as { verdict: string; equations: { path: string; equations: { tag: string; verdict: string }[] }[] };
  assert.equal(verdict, "fails");
  assert.deepEqual(equations[0]!.equations.filter((each) => each.verdict === "fails").map(({ tag }) => tag), ["14"]);
});

test("an unchecked equation is listed, and fails the build with --strict; a waived one is listed with its reason", async () => {
  const at = project("unchecked", [prose("Let $a \\in \\mathbb{R}$.\n\n$$a a = \\zeta a \\tag{1}$$\n\n<!-- not checked: because it is homework -->\n$$a = 7 \\tag{2}$$")]);
  const lenient = await report(at);
  assert.equal(lenient.code, 0);
  assert.match(lenient.err, /^1 place unchecked:\na\.ipynb, cell 1, line 3, column \d+ \(1\): unchecked: .*$/m);
  assert.match(lenient.err, /^1 equation waived:\na\.ipynb, cell 1, line 6, column 1 \(2\): not checked, because it is homework$/m);
  assert.match(lenient.out, /^✓ every cell ran and nothing fails; 1 unchecked$/m);
  assert.equal((await report(at, "--strict")).code, 1);
});

test("two builds of one project at once, each a process of its own: both are good, every file is whole, nothing is left beside them", async () => {
  const at = project("twice", [prose("# Title"), code("const a = 1;\na + 1")]);
  const program = `process.exitCode = await (await import(${JSON.stringify(new URL("../../src/cli/main.js", import.meta.url).href)})).main(["report", "report.json"])`;
  const build = (): Promise<{ readonly exit: number | null; readonly said: string }> => new Promise((resolve) => {
    let said = "";
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { cwd: at, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => void (said += part.toString()));
    child.on("close", (exit) => resolve({ exit, said }));
  });
  for (const { exit, said } of await Promise.all([build(), build()])) assert.equal(exit, 0, said);
  assert.match(html(at), /^<!doctype html>[^]*<\/html>\n$/);
  assert.equal(verification(at)["verdict"], "holds");
  assert.deepEqual(readdirSync(join(at, "out"), { recursive: true }).sort(), ["notebooks", "notebooks/a.ipynb", "report.html", "verification.json"]);
  assert.equal((await report(at)).err, "kept  a.ipynb: 1 cell, nothing that they depend on changed\n");
});
