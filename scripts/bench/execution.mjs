// How long this repository's notebooks take to run: from nothing, with nothing changed, and under `jupyter nbconvert --execute` where there is one.
// Usage: node scripts/build.mjs --if-stale && [JUPYTER=.venv/bin/jupyter] node scripts/bench/execution.mjs
// Jupyter must know the kernel: backproof kernel install --prefix .venv
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { executeCached } from "../../dist/notebook/cache/execute-cached.js";
import { ResultStore } from "../../dist/notebook/index.js";
import { optimiseLater } from "../../dist/optimise-later.js";
import { readConfiguration } from "../../dist/report/configuration.js";
import { readChapters } from "../../dist/report/read-chapters.js";
import { parallelKernels, runningOrder } from "../../dist/report/run-chapters.js";

optimiseLater(); // as the command does
const root = resolve(".");
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const chapters = readChapters(readConfiguration(readFileSync("report/report.json", "utf8"), "report/report.json"));
const store = new ResultStore(join(folder, "cache"));

/**
 * Wall time of all notebooks, in seconds, and of each what is neither its kernel's start nor its cells: with the question what it depends
 * on, before and after, and what is stored. As many run side by side as in a build.
 */
async function ours(read) {
  const queue = runningOrder(chapters, (path) => store.latestSeconds(path)).map((k) => chapters[k]), overhead = [];
  let ok = true;
  const one = async ({ path, file, notebook }) => {
    let kernel = 0;
    const began = performance.now();
    const onProgress = (step) => step.kind === "kernel-started" && (kernel = step.seconds);
    const { runs } = await executeCached(notebook, { path, cwd: dirname(file), cellSeconds: 600, onProgress }, { store, read, data: [], root });
    overhead.push((performance.now() - began) / 1000 - (read ? 0 : kernel + runs.reduce((sum, run) => sum + run.seconds, 0)));
    ok &&= runs.every(({ outcome }) => outcome.status === "ok");
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: parallelKernels() }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await one(next);
  }));
  return { wall: (performance.now() - started) / 1000, overhead, ok };
}

function nbconvert(jupyter) {
  const started = performance.now();
  const files = chapters.map(({ file }) => file);
  const { status, stderr } = spawnSync(jupyter, ["nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.kernel_name=tslab", "--output-dir", folder, ...files], { encoding: "utf8" });
  return { wall: (performance.now() - started) / 1000, ok: status === 0, ...(status === 0 ? {} : { said: stderr?.split("\n").slice(-3).join(" ") }) };
}

try {
  const first = await ours(false);
  const kept = await ours(true);
  console.log(`from nothing     ${first.wall.toFixed(2)} s${first.ok ? "" : " (cells failed)"}; beside kernels and cells ${first.overhead.map((seconds) => `${(1000 * seconds).toFixed(0)} ms`).join(", ")}`);
  console.log(`nothing changed  ${kept.wall.toFixed(2)} s`);
  if (process.env.JUPYTER) {
    const theirs = nbconvert(process.env.JUPYTER);
    console.log(`nbconvert        ${theirs.wall.toFixed(2)} s${theirs.ok ? `: ${(theirs.wall / first.wall).toFixed(1)} and ${(theirs.wall / kept.wall).toFixed(0)} times as long` : ` (failed: ${theirs.said})`}`);
  } else console.log("nbconvert        not measured: set JUPYTER");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
