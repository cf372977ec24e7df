/** Results are kept exactly as long as what they depend on stays: a notebook and a local module in a folder of their own. */
import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, beforeEach, describe, test } from "node:test";
import { type Cell, type Decision, type ExecutedNotebook, executeCached, executeNotebook, type ExecuteOptions, type Json, type Notebook, ResultStore } from "../../../src/notebook/index.js";
import { code, notebook, outputsOf, prose, textOf } from "../notebooks.js";

const root = realpathSync(mkdtempSync(join(tmpdir(), "cached-")));
after(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, "node_modules", "reader"), { recursive: true });
for (const name of readdirSync("node_modules")) symlinkSync(resolve("node_modules", name), join(root, "node_modules", name));
writeFileSync(join(root, "node_modules", "reader", "package.json"), JSON.stringify({ name: "reader", version: "1.0.0" }));
writeFileSync(join(root, "node_modules", "reader", "index.js"), `exports.read = (file) => require("fs").readFileSync(file, "utf8");`);
const write = (name: string, text: string): void => writeFileSync(join(root, name), text);
const store = new ResultStore(join(root, ".cache", "backproof"));

beforeEach(() => {
  rmSync(join(root, ".cache"), { recursive: true, force: true });
  write("package.json", "{}");
  write("relu.ts", `export const relu = (x: number) => Math.max(x, 0);`);
  write("other.ts", `export const other = 1;`);
  write("numbers.csv", "1,2");
});

const CELLS = [prose("Text."), code(`import { relu } from "./relu";\nrelu(3)`), code(`import { channel } from "node:diagnostics_channel";\nchannel("backproof:record").publish({ kind: "note", value: NaN });\nrelu(-1) + 4`)];

/**
 * In place of a kernel, which takes a second to start: a cell writes its source and all that its folder's files say, and fails if it says "throw".
 * The first test holds that it makes no difference here.
 */
function pretend(given: Notebook, { path, onProgress }: ExecuteOptions): Promise<ExecutedNotebook> {
  onProgress?.({ kind: "kernel-started", seconds: 0 });
  const files = readdirSync(root).filter((name) => /\.(ts|csv)$/.test(name)).map((name) => readFileSync(join(root, name), "utf8")).join("|");
  const isRun = (cell: Cell): boolean => cell.cell_type === "code" && JSON.stringify(cell.metadata) !== '{"tags":["skip-execution"]}';
  const cells = given.cells.map((cell, k): Cell => (cell.cell_type === "code" && isRun(cell) ? { ...cell, execution_count: k, outputs: [{ output_type: "stream", name: "stdout", text: `${cell.source}|${files}` }] } : cell));
  const runs = given.cells.flatMap((cell, k) => (isRun(cell) ? [{ cell: k, id: cell.id, seconds: 1, outcome: cell.source.includes("throw") ? { status: "error", name: "Error", message: "" } as const : { status: "ok" } as const, records: [{ value: NaN }] }] : []));
  return Promise.resolve({ path, notebook: { ...given, cells }, runs, seconds: 1 });
}

interface Ran {
  readonly executed: ExecutedNotebook;
  readonly decisions: readonly Decision[];
}

async function run(cells: readonly Cell[] = CELLS, { read = true, metadata = {}, data = [], path = "a.ipynb", execute = pretend, ...options }: { read?: boolean; execute?: typeof executeNotebook; metadata?: { readonly [key: string]: Json }; data?: readonly string[] } & Partial<ExecuteOptions> = {}): Promise<Ran> {
  const decisions: Decision[] = [];
  const executed = await executeCached(notebook(cells, metadata), { path, cwd: root, ...options }, { store, read, data, root, onDecision: (decision) => decisions.push(decision) }, execute);
  return { executed, decisions };
}

/** Why it ran, "kept" if it did not; then what is said of storing. */
const said = ({ decisions }: Ran): string => decisions.map((decision) => (decision.kind === "kept" ? "kept" : decision.why)).join("; ");

describe("a result is kept", () => {
  test("whole: outputs, counts, records; without a kernel", async () => {
    const first = await run(CELLS, { execute: executeNotebook });
    assert.equal(said(first), "no stored result");
    assert.equal(textOf(first.executed, 2), "4\n");
    const second = await run();
    assert.equal(said(second), "kept");
    assert.deepEqual(second.executed.notebook, first.executed.notebook);
    assert.deepEqual(second.executed.runs, first.executed.runs);
    assert.deepEqual(second.executed.runs[1]?.records, [{ kind: "note", value: NaN }]);
    assert.ok(second.executed.seconds < 1, `${second.executed.seconds} s`);
  });

  test("when prose changes, is added or goes: the prose of now, the outputs of then", async () => {
    await run();
    const second = await run([prose("Other text."), prose("More."), ...CELLS.slice(1)]);
    assert.equal(said(second), "kept");
    assert.equal(second.executed.notebook.cells[0]?.source, "Other text.");
    assert.deepEqual(second.executed.runs.map(({ cell }) => cell), [2, 3]);
    assert.match(textOf(second.executed, 3), /^import \{ channel \}/);
  });

  test("when a module changes that it does not import", async () => {
    await run();
    write("other.ts", "export const other = 2;");
    assert.equal(said(await run()), "kept");
  });

  test("when it goes back to an earlier state", async () => {
    await run();
    write("relu.ts", `export const relu = (x: number) => x;`);
    assert.equal(said(await run()), "relu.ts changed");
    write("relu.ts", `export const relu = (x: number) => Math.max(x, 0);`);
    const third = await run();
    assert.equal(said(third), "kept");
    assert.match(textOf(third.executed, 2), /Math\.max\(x, 0\)/);
  });
});

describe("a notebook runs again, and it is said why", () => {
  test("a module", async () => {
    await run();
    write("relu.ts", "export const relu = (x: number) => 2 * x;");
    const second = await run();
    assert.equal(said(second), "relu.ts changed");
    assert.match(textOf(second.executed, 2), /2 \* x/);
  });

  test("a module that a module imports", async () => {
    write("relu.ts", `import { zero } from "./zero";\nexport const relu = (x: number) => Math.max(x, zero);`);
    write("zero.ts", "export const zero = 0;");
    await run();
    write("zero.ts", "export const zero = 1;");
    const second = await run();
    assert.equal(said(second), "zero.ts changed");
    assert.match(textOf(second.executed, 2), /zero = 1/);
    rmSync(join(root, "zero.ts"));
  });

  test("what changed since it was last there, also if that was kept", async () => {
    const edited = [...CELLS.slice(0, 2), code("relu(-1) + 5")];
    await run(CELLS);
    await run(edited);
    assert.equal(said(await run(CELLS)), "kept");
    write("relu.ts", `export const relu = (x: number) => Math.max(x, 1);`);
    assert.equal(said(await run(CELLS)), "relu.ts changed");
  });

  test("a cell, counted as in the notebook; another kind of cell", async () => {
    await run();
    assert.equal(said(await run([CELLS[0]!, CELLS[1]!, code("relu(5)")])), "cell 3 changed");
    assert.equal(said(await run([CELLS[0]!, CELLS[1]!, code("relu(5)"), code("1")])), "cell 4 is new");
    assert.equal(said(await run([CELLS[0]!, CELLS[1]!, code("relu(6)", "parameters"), code("1")])), "the parameters in cell 3 changed");
    await run([CELLS[0]!, CELLS[1]!, code("relu(5)"), code("1")], { read: false });
    assert.equal(said(await run([CELLS[0]!, CELLS[1]!, code("relu(5)", "skip-execution"), code("2")])), "cell 4 changed, cell 3 is gone");
  });

  test("declared data, in the notebook and in the configuration", async () => {
    const cells = [code(`import { readFileSync } from "node:fs";\nreadFileSync("numbers.csv", "utf8")`)];
    const declared = { metadata: { backproof: { data: ["numbers.csv"] } } };
    await run(cells, declared);
    assert.equal(said(await run(cells, declared)), "kept");
    appendFileSync(join(root, "numbers.csv"), ",3");
    const third = await run(cells, declared);
    assert.equal(said(third), "numbers.csv changed");
    assert.match(textOf(third.executed, 0), /1,2,3/);
    assert.equal(said(await run(cells, { data: [root + "/numbers.csv"] })), "kept", "the same file, declared elsewhere");
  });

  test("always, if it reads files and does not say which", async () => {
    const cells = [code(`import { readFileSync } from "node:fs";\nreadFileSync("numbers.csv", "utf8")`)];
    for (const again of ["first", "again"]) assert.equal(said(await run(cells)), "node:fs can read anything, and the notebook declares no data", again);
    assert.equal(existsSync(store.folder), false);
  });

  test("always, if a package reads files; not if what is read is declared", async () => {
    const cells = [code(`import { read } from "./reads.ts";\nread("numbers.csv")`)];
    write("reads.ts", `import { read } from "reader";\nexport { read };`);
    for (const again of ["first", "again"]) assert.equal(said(await run(cells)), "the package reader (fs) can read anything, and the notebook declares no data", again);
    const declared = { metadata: { backproof: { data: ["numbers.csv"] } } };
    assert.equal(said(await run(cells, declared)), "no stored result");
    assert.equal(said(await run(cells, declared)), "kept");
    assert.equal(said(await run(cells)), "the package reader (fs) can read anything, and the notebook declares no data", "the declaration is gone");
  });

  test("always, if the data that it declares is not there", async () => {
    const cells = [code(`import { readFileSync } from "node:fs";\nreadFileSync("numbers.csv", "utf8")`)];
    const misspelt = { metadata: { backproof: { data: ["nubmers.csv"] } } };
    for (const again of ["first", "again"]) assert.equal(said(await run(cells, misspelt)), `the declared data nubmers.csv is not there; is "numbers.csv" meant?`, again);
    assert.equal(said(await run(cells, { data: [join(root, "nowhere", "x.csv")] })), "the declared data nowhere/x.csv is not there");
    assert.equal(existsSync(store.folder), false);
  });

  test("always, if it failed", async () => {
    const cells = [code("throw new Error('no')")];
    assert.equal(said(await run(cells)), "no stored result");
    assert.equal(said(await run(cells)), "it failed the last time");
    await run([code("1")]);
    assert.equal(said(await run(cells)), "cell 1 changed");
  });

  test("if stored results are not wanted; the new one is stored", async () => {
    await run();
    assert.equal(said(await run(CELLS, { read: false })), "stored results are not wanted");
    assert.equal(said(await run()), "kept");
  });
});

describe("a stored result is never trusted blindly", () => {
  const entry = (): string => {
    const folder = join(store.folder, readdirSync(store.folder).find((name) => name !== ".gitignore")!);
    return join(folder, readdirSync(folder)[0]!);
  };

  for (const [title, damage] of [
    ["cut", (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 200))],
    ["empty", (file: string) => writeFileSync(file, "")],
    ["one bit changed", (file: string) => { const bytes = readFileSync(file); bytes[300]! ^= 1; writeFileSync(file, bytes); }],
    ["no entry at all", (file: string) => writeFileSync(file, "{}")],
  ] as const) {
    test(`${title}: the notebook runs, and its result replaces the damaged one`, async () => {
      await run();
      damage(entry());
      const second = await run();
      assert.equal(said(second), "its stored result is damaged");
      assert.match(textOf(second.executed, 2), /relu\(-1\)/);
      assert.equal(said(await run()), "kept");
    });
  }

  test("another notebook's entry, under this one's name", async () => {
    await run([code("1")], { path: "b.ipynb" });
    const foreign = readFileSync(entry());
    await run();
    for (const folder of readdirSync(store.folder).filter((name) => name.startsWith("a-"))) for (const name of readdirSync(join(store.folder, folder))) writeFileSync(join(store.folder, folder, name), foreign);
    assert.equal(said(await run()), "its stored result is damaged");
  });

  test("a module that is edited while the notebook runs: nothing is stored", async () => {
    const edit = (): void => write("relu.ts", "export const relu = (x: number) => 7;");
    const first = await run(CELLS, { onProgress: ({ kind }) => kind === "kernel-started" && edit() });
    assert.equal(said(first), "no stored result; relu.ts changed while it ran");
    assert.equal(said(await run()), "no stored result");
  });

  test("a disk that refuses: the run is good, and it is told", async () => {
    write(".cache", "a file where a folder should be");
    const { executed, decisions } = await run([code("1")]);
    rmSync(join(root, ".cache"));
    assert.equal(executed.runs[0]?.outcome.status, "ok");
    assert.equal(decisions[1]?.kind, "not stored");
    assert.match(said({ executed, decisions }), /^no stored result; (ENOTDIR|EEXIST): /);
  });

  test("several builds at once: each has its results, and what is stored is whole", async () => {
    const all = await Promise.all([1, 2, 3].map(() => run()));
    assert.deepEqual(all.map(({ executed }) => textOf(executed, 2)), Array(3).fill(textOf((await run()).executed, 2)));
    assert.equal(said(await run()), "kept");
    const folder = join(store.folder, readdirSync(store.folder).find((name) => name.startsWith("a-"))!);
    assert.equal(readdirSync(folder).length, 1, "no temporary file is left");
  });

  test("of more states than are kept, those stay that it was in last", async () => {
    await run([code("first")]);
    for (let k = 0; k < 7; k++) await run([code(`${k}`)]);
    assert.equal(said(await run([code("first")])), "kept");
    await run([code("one more")]);
    assert.deepEqual([said(await run([code("first")])), said(await run([code("0")]))], ["kept", "cell 1 changed"]);
  });
  test("eight states of a notebook are kept, no more; clean removes them all", () => {
    for (let k = 0; k < 12; k++) assert.equal(store.put({ notebook: "c.ipynb", inputs: { k: String(k) }, ranAt: "", seconds: 0, cells: [] }), null);
    assert.equal(store.clean(), 8);
    assert.equal(existsSync(store.folder), false);
    assert.equal(store.clean(), 0);
  });
});

test("a cell that is allowed to fail is kept with its error", async () => {
  const cells = [code("throw new Error('no')", "raises-exception")];
  await run(cells, { execute: executeNotebook });
  const second = await run(cells);
  assert.equal(said(second), "kept");
  assert.equal(outputsOf(second.executed, 0)[0]?.output_type, "error");
});
