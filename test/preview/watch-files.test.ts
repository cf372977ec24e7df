/** Files change in many ways; each is told once, and what is no change is not told. */
import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { watchFiles } from "../../src/preview/watch-files.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-watch-"));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

/** What is told of `files` while `change` is made, within the time that notices take; `seconds` for what only asking finds. */
async function told(files: readonly string[], change: () => void, wait = 400): Promise<{ readonly changed: readonly string[]; readonly others: readonly string[] }> {
  const changed: string[] = [], others: string[] = [];
  const watch = watchFiles((names) => void changed.push(...names.map((name) => basename(name))), (name) => void others.push(name));
  try {
    watch.follow(files.map(at));
    await sleep(50);
    change();
    await sleep(wait);
  } finally {
    watch.close();
  }
  return { changed, others };
}

test("written in place, written beside and renamed, removed, new: each is told", async () => {
  for (const name of ["a", "b", "c"]) writeFileSync(at(name), name);
  assert.deepEqual((await told(["a", "b"], () => writeFileSync(at("a"), "another"))).changed, ["a"]);
  assert.deepEqual((await told(["a"], () => (writeFileSync(at("a.tmp"), "renamed"), renameSync(at("a.tmp"), at("a"))))).changed, ["a"]);
  assert.deepEqual((await told(["b"], () => unlinkSync(at("b")))).changed, ["b"]);
  assert.deepEqual((await told(["b"], () => writeFileSync(at("b"), "back"))).changed, ["b"]);
});

test("the same content, new times, other files: nothing changed", async () => {
  writeFileSync(at("a"), "same");
  assert.deepEqual((await told(["a"], () => writeFileSync(at("a"), "same"))).changed, []);
  assert.deepEqual((await told(["a"], () => utimesSync(at("a"), new Date(), new Date()))).changed, []);
  const { changed, others } = await told(["a"], () => writeFileSync(at("new.ts"), ""));
  assert.deepEqual([changed, [...new Set(others)]], [[], ["new.ts"]]);
});

test("a folder that is replaced as a whole is followed on", async () => {
  mkdirSync(at("dist"));
  writeFileSync(at("dist/x.js"), "1");
  cpSync(at("dist"), at("fresh"), { recursive: true });
  writeFileSync(at("fresh/x.js"), "2");
  const swap = (): void => {
    renameSync(at("dist"), at("old"));
    renameSync(at("fresh"), at("dist"));
    rmSync(at("old"), { recursive: true });
    setTimeout(() => appendFileSync(at("dist/x.js"), "3"), 1500);
  };
  assert.deepEqual((await told(["dist/x.js"], swap, 3000)).changed, ["x.js", "x.js"]);
});

test("where a folder is not there yet, its file is told when it comes", async () => {
  assert.deepEqual((await told(["later/y.ts"], () => (mkdirSync(at("later")), writeFileSync(at("later/y.ts"), "")), 1500)).changed, ["y.ts"]);
});
