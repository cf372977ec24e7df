/** The packed package, as someone installs it who has never seen this repository: init, check, report. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { install, pack } from "./pack.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-packed-"));
after(() => rmSync(folder, { recursive: true }));

test("npm pack, npm install in an empty folder, init, check, report: everything holds, and a slip is found", () => {
  const at = join(folder, "mine");
  mkdirSync(at);
  install(at, pack(folder));
  const backproof = (...args: readonly string[]): { readonly status: number | null; readonly said: string } => {
    const { status, stdout, stderr } = spawnSync("npx", ["--no", "backproof", ...args], { cwd: at, encoding: "utf8" });
    return { status, said: stdout + stderr };
  };

  const init = backproof("init");
  assert.equal(init.status, 0, init.said);
  assert.doesNotMatch(init.said, /npm install/); // it is installed here

  const check = backproof("check", "notebooks/1-scale.ipynb", "--strict");
  assert.equal(check.status, 0, check.said);

  const report = backproof("report", "--strict");
  assert.equal(report.status, 0, report.said);
  for (const name of ["report.html", "report.pdf", "verification.json", "notebooks/1-scale.ipynb"]) assert.ok(existsSync(join(at, "out", name)), name);

  const notebook = join(at, "notebooks/1-scale.ipynb");
  writeFileSync(notebook, readFileSync(notebook, "utf8").replace("a: times(dy, x)", "a: times(dy, a)"));
  const slip = backproof("report");
  assert.equal(slip.status, 1, slip.said);
  assert.match(slip.said, /cell 5: scale: dL\/da\[3,0\] \(row 4, column 1\): backward gives -0.2739, numerical 0.3579; 4 of 4 entries differ[^]*cell 7: scale: the paper is right and the code is wrong/);

  assert.equal(backproof("init").status, 2);
  assert.equal(backproof("init", "second").status, 0);
  assert.equal(backproof("report", "second/report.json", "--strict").status, 0);
});
