/** A kernel that waits is used only where a fresh run from the top would come by the same. With the real kernel. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { type CodeCell, executeNotebook } from "../../src/notebook/index.js";
import { Standby, type Wish } from "../../src/preview/standby.js";
import { code, notebook, prose, textOf } from "../notebook/notebooks.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-standby-"));
symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
writeFileSync(join(folder, "package.json"), "{}");
writeFileSync(join(folder, "x.ts"), "export const x = 1;");
writeFileSync(join(folder, "fs.ts"), `import { readFileSync } from "node:fs"; export const read = readFileSync;`);
const standby = new Standby(folder);
after(async () => {
  await standby.close();
  rmSync(folder, { recursive: true });
});

const options = { path: "a.ipynb", cwd: folder };
const first = [code('import { x } from "./x"; const list = [x]'), code("list.push(2)")];
const wish = (cells: readonly CodeCell[], count: number, path = options.path): Wish => ({ notebook: notebook(cells), cells: count, options: { ...options, path }, seconds: 1 });
const ahead = (cells: readonly CodeCell[], count: number): Promise<void> => standby.keep([wish(cells, count)]);
const cellsRun = async (cells: readonly CodeCell[]): Promise<number | null> => {
  const begun = await standby.take(notebook(cells), options);
  await begun?.kernel.shutdown();
  return begun?.turns.length ?? null;
};

test("the cells before are run once, whatever stands between them now; what follows sees what they made, their outputs are theirs", async () => {
  await ahead([...first, code("list.length")], 2);
  const now = notebook([prose("New."), first[0]!, prose("Prose."), first[1]!, code("list.push(3); console.log(list)")]);
  const begun = await standby.take(now, options);
  assert.equal(begun?.turns.length, 2);
  const started: number[] = [];
  const executed = await executeNotebook(now, { ...options, ahead: begun, onProgress: (step) => void (step.kind === "cell-started" && started.push(step.cell)) });
  assert.deepEqual(started, [4]);
  assert.deepEqual(executed.runs.map(({ cell, outcome }) => [cell, outcome.status]), [[1, "ok"], [3, "ok"], [4, "ok"]]);
  assert.equal(textOf(executed, 3), "2\n");
  assert.equal(textOf(executed, 4), "[ 1, 2, 3 ]\n");
  assert.equal(await standby.take(now, options), null, "it is used once");
});

test("refused: a cell before is another, or runs elsewhere in the order", async () => {
  for (const cells of [[first[0]!, code("list.push(20)"), code("1")], [first[1]!, first[0]!], [first[0]!]]) {
    await ahead([...first, code("1")], 2);
    assert.equal(await cellsRun(cells), null);
  }
  assert.equal(await cellsRun([...first, code("2")]), 2, "as it was: taken");
});

test("refused: a module that the cells before import is another now", async () => {
  await ahead(first, 2);
  writeFileSync(join(folder, "x.ts"), "export const x = 10;");
  assert.equal(await cellsRun(first), null);
});

test("a module that came to be, or was edited, while the kernel waited, and is imported only now: as it is now", async () => {
  writeFileSync(join(folder, "z.ts"), "export const z = 1;");
  await ahead(first, 2);
  await new Promise((done) => setTimeout(done, 6000));
  writeFileSync(join(folder, "z.ts"), "export const z = 22;");
  writeFileSync(join(folder, "y.ts"), "export const y = 33;");
  const now = notebook([...first, code('import { y } from "./y"; import { z } from "./z"; console.log(y, z)')]);
  const begun = await standby.take(now, options);
  assert.equal(begun?.turns.length, 2);
  const executed = await executeNotebook(now, { ...options, ahead: begun });
  assert.equal(textOf(executed, 2), "33 22\n");
});

for (const [title, cell] of [
  ["a cell before failed", "throw new Error('no')"],
  ["a timer of theirs still runs", "setInterval(() => {}, 1000)"],
  ["they reach files, themselves", 'import { readFileSync } from "node:fs"'],
  ["they reach files through a module", 'import { read } from "./fs"'],
  ["they reach the network", "fetch"],
] as const) {
  test(`refused: ${title}`, async () => {
    const cells = [code(title === "they reach the network" ? "const asked = () => fetch('http://127.0.0.1:1')" : cell), code("1")];
    await ahead(cells, 1);
    assert.equal(await cellsRun(cells), null);
  });
}

test("of several that fit, the one that has run most is taken; one that nobody wishes any more is ended", async () => {
  const cells = [code("1"), code("2"), code("3")];
  await standby.keep([wish(cells, 1), wish(cells, 2), wish(cells, 0)]);
  assert.equal(await cellsRun(cells), 2);
  await standby.keep([]);
  assert.equal(await cellsRun(cells), null);
});

test("one that is still being started is waited for; those of other notebooks make way for a run", async () => {
  const slow = [code("await new Promise((done) => setTimeout(done, 3000))"), code("1")];
  const elsewhere = standby.keep([wish(slow, 1, "b.ipynb")]);
  await new Promise((done) => setTimeout(done, 1500));
  standby.makeWay(["a.ipynb"]);
  await elsewhere;
  assert.equal(await standby.take(notebook(slow), { ...options, path: "b.ipynb" }), null);
  void standby.keep([wish(slow, 1)]);
  await new Promise((done) => setTimeout(done, 1500));
  standby.makeWay(["a.ipynb"]);
  assert.equal(await cellsRun(slow), 1);
});
