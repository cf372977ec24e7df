/** A walk is kept while nothing that it looked at changes, and no longer. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { walkNow } from "../../../src/notebook/cache/module-graph.js";

const roots: string[] = [];
after(() => roots.forEach((root) => rmSync(root, { recursive: true })));

/** Files written now are young: a walk that reads them at once is not kept. */
const GROWN = 150;

/** A project of its own, old enough; a.ts imports b, the folder `linked` is a link to `first`. */
async function project(): Promise<string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "walk-")));
  roots.push(root);
  for (const folder of ["first", "second", "own"]) mkdirSync(join(root, folder));
  writeFileSync(join(root, "a.ts"), `import { b } from "./b"; import "./linked/c";`);
  writeFileSync(join(root, "b.ts"), "export const b = 1;");
  writeFileSync(join(root, "first/c.ts"), "export const c = 1;");
  writeFileSync(join(root, "second/c.ts"), "export const c = 2;");
  writeFileSync(join(root, "own/package.json"), JSON.stringify({ name: "own", exports: { ".": "./one.ts" } }));
  writeFileSync(join(root, "own/one.ts"), "");
  writeFileSync(join(root, "own/two.ts"), "");
  symlinkSync("first", join(root, "linked"));
  await wait(GROWN);
  return root;
}

const CELL = `import "./a"; import "./own"; import "./later";`;
const told = (root: string): string => JSON.stringify([...walkNow().graphOf(CELL, root).files]);

test("nothing changed: the same walk answers", async () => {
  const root = await project(), before = told(root), walk = walkNow();
  assert.equal(told(root), before);
  assert.equal(walkNow(), walk);
});

for (const [what, change] of [
  ["a file's text, as long as before and dated as before", (root: string) => { writeFileSync(join(root, "b.ts"), "export const b = 2;"); utimesSync(join(root, "b.ts"), 1, 1); }],
  ["a file that another takes the place of", (root: string) => { writeFileSync(join(root, "new.ts"), "export const b = 3;"); renameSync(join(root, "new.ts"), join(root, "b.ts")); }],
  ["a file that was not there", (root: string) => writeFileSync(join(root, "later.ts"), "")],
  ["a file that is gone", (root: string) => unlinkSync(join(root, "b.ts"))],
  ["a package that names another file", (root: string) => writeFileSync(join(root, "own/package.json"), JSON.stringify({ name: "own", exports: { ".": "./two.ts" } }))],
  ["a link that leads elsewhere", (root: string) => { unlinkSync(join(root, "linked")); symlinkSync("second", join(root, "linked")); }],
] as const) {
  test(`noticed: ${what}`, async () => {
    const root = await project(), before = told(root), walk = walkNow();
    change(root);
    assert.notEqual(walkNow(), walk);
    assert.notEqual(told(root), before);
  });
}

test("a walk over what was written just now is not kept", async () => {
  const root = await project();
  writeFileSync(join(root, "b.ts"), "export const b = 4;");
  told(root);
  const walk = walkNow();
  told(root);
  assert.notEqual(walkNow(), walk);
});
