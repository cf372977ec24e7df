/** The build step of a checkout, when it is ended in the middle: a project of its own with a compiler that waits. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "../notebook/is-running.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-build-"));
after(() => rmSync(folder, { recursive: true }));

/** Writes half of what it is to write, says who it is, and waits where it is told to. */
const COMPILER = `
const { writeFileSync } = require("node:fs");
writeFileSync(process.argv.at(-1) + "/index.js", "new");
writeFileSync(__dirname + "/pid", String(process.pid));
if (process.env.WAITS) setInterval(() => {}, 1000);
`;

function checkout(name: string): string {
  const root = join(folder, name);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const file of ["tsconfig.json", "package-lock.json", "package.json", "node_modules/typescript/package.json"]) write(file, "{}");
  write("src/index.ts", "");
  write("dist/index.js", "old");
  write("node_modules/typescript/bin/tsc", COMPILER);
  mkdirSync(join(root, "scripts"));
  copyFileSync("scripts/build.mjs", join(root, "scripts", "build.mjs"));
  return root;
}

const startBuild = (root: string, environment: NodeJS.ProcessEnv = {}): ChildProcess => spawn(process.execPath, [join(root, "scripts", "build.mjs")], { env: { ...process.env, ...environment }, stdio: "ignore" });

async function until(condition: () => boolean, what: string): Promise<void> {
  for (const start = Date.now(); !condition(); await sleep(20)) assert.ok(Date.now() - start < 60_000, what);
}

/** A build that is sent the signal once its compiler is at work: how it ended, and the compiler's number. */
async function ended(root: string, by: NodeJS.Signals): Promise<{ readonly how: unknown; readonly compiler: number }> {
  const child = startBuild(root, { WAITS: "yes" });
  const end = once(child, "exit");
  const noted = join(root, "node_modules", "typescript", "bin", "pid");
  await until(() => existsSync(noted) && readFileSync(noted, "utf8") !== "", "the compiler starts");
  child.kill(by);
  const [code, signal] = (await end) as [number | null, NodeJS.Signals | null];
  return { how: signal ?? code, compiler: Number(readFileSync(noted, "utf8")) };
}

const aside = (root: string): readonly string[] => readdirSync(root).filter((name) => name.startsWith(".dist-"));
const compiled = (root: string): string => readFileSync(join(root, "dist", "index.js"), "utf8");

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`${signal} ends the compiler, too, and leaves dist/ as it was and nothing beside it`, { skip: process.platform === "win32" }, async () => {
    const root = checkout(signal);
    const { how, compiler } = await ended(root, signal);
    assert.equal(how, signal);
    assert.ok(!isRunning(compiler));
    assert.deepEqual(aside(root), []);
    assert.equal(compiled(root), "old");
  });
}

test("what a build left that was killed is removed by the next one; what another one is making is not", { skip: process.platform === "win32" }, async () => {
  const root = checkout("killed");
  const { compiler } = await ended(root, "SIGKILL");
  process.kill(compiler);
  assert.equal(aside(root).length, 1);
  const other = `.dist-${process.pid}-other`;
  mkdirSync(join(root, other));
  await once(startBuild(root), "exit");
  assert.deepEqual(aside(root), [other]);
  assert.equal(compiled(root), "new");
});
