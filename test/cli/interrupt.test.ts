/** Ctrl-C leaves no kernel, no temporary file and no half-written report: the commands as processes, in the middle of a cell. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { writeNotebook } from "../../src/notebook/index.js";
import { isRunning } from "../notebook/is-running.js";
import { code, notebook } from "../notebook/notebooks.js";

const folder = mkdtempSync(join(tmpdir(), "interrupt-"));
after(() => rmSync(folder, { recursive: true }));

async function until(condition: () => boolean, what: string): Promise<void> {
  for (const start = Date.now(); !condition(); await sleep(20)) assert.ok(Date.now() - start < 60_000, what);
}

for (const command of ["report", "preview"] as const) {
  test(`backproof ${command}`, async () => {
    const project = join(folder, command), temporary = join(project, "tmp"), noted = join(project, "pid");
    for (const each of [project, temporary, join(project, "out")]) mkdirSync(each);
    symlinkSync(resolve("node_modules"), join(project, "node_modules"));
    writeFileSync(join(project, "package.json"), "{}");
    writeFileSync(join(project, "out", "report.html"), "the earlier one");
    const source = `import { writeFileSync } from "node:fs"\nwriteFileSync(${JSON.stringify(noted)}, String(process.pid))\nawait new Promise((resolve) => setTimeout(resolve, 600_000))`;
    writeFileSync(join(project, "a.ipynb"), writeNotebook(notebook([code(source)])));
    writeFileSync(join(project, "report.json"), JSON.stringify({ title: "T", chapters: ["a.ipynb"], formats: ["html"], output: "out" }));
    const child = spawn(process.execPath, [resolve("scripts/backproof.mjs"), command, join(project, "report.json")], { env: { ...process.env, TMPDIR: temporary }, stdio: "ignore" });
    const ended = new Promise<unknown>((done) => child.once("exit", (exit, signal) => done(signal ?? exit)));
    await until(() => existsSync(noted) && readFileSync(noted, "utf8") !== "", "the cell runs");
    const kernel = Number(readFileSync(noted, "utf8"));
    assert.ok(isRunning(kernel));
    child.kill("SIGINT");
    const how = await ended;
    assert.ok(command === "report" ? how === "SIGINT" || how === 130 : how === 0 || how === 130, String(how));
    await until(() => !isRunning(kernel), "its kernel ends");
    assert.deepEqual(readdirSync(temporary), []);
    assert.equal(readFileSync(join(project, "out", "report.html"), "utf8"), "the earlier one");
    assert.deepEqual(readdirSync(join(project, "out")), ["report.html"]);
  });
}
