/** What cells leave running after the last one: it is waited for, and what does not end well is told of its cell. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CellOutcome, ExecuteOptions } from "../../src/notebook/index.js";
import { code, run, textOf } from "./notebooks.js";

interface Late {
  readonly title: string;
  readonly cells: readonly string[];
  readonly options?: Partial<ExecuteOptions>;
  /** Of the first cell; the others are as they should be. */
  readonly outcome: CellOutcome;
  /** What the first cell wrote. */
  readonly wrote?: string;
}

const OK: CellOutcome = { status: "ok" };
const NOT_OVER = "what the cell left running was not over";
const ADVICE = "await it in the cell, or clear it";

const LATE: readonly Late[] = [
  { title: "a timer of several seconds", cells: [`setTimeout(() => console.log("late"), 2500); const one = 1`, "2"], outcome: OK, wrote: "late\n" },
  { title: "a timer of node:timers/promises", cells: [`import { setTimeout as wait } from "node:timers/promises"\nvoid wait(1500).then(() => console.log("late")); const one = 1`], outcome: OK, wrote: "late\n" },
  { title: "a chain of immediates", cells: [`let k = 0; setImmediate(function step() { if (++k < 200) setImmediate(step); else console.log(k) }); const one = 1`], outcome: OK, wrote: "200\n" },
  { title: "an interval that clears itself", cells: [`let k = 0; const tick = setInterval(() => { console.log(++k); if (k === 3) clearInterval(tick) }, 700); const one = 1`, "2"], outcome: OK, wrote: "1\n2\n3\n" },
  { title: "an interval that says nothing does not matter", cells: [`const pulse = setInterval(() => {}, 100); const one = 1`], outcome: OK, wrote: "" },
  { title: "a timer that was cleared, and one without a reference, do not matter", cells: [`clearTimeout(setTimeout(() => console.log("no"), 60_000)); setTimeout(() => {}, 60_000).unref(); const one = 1`], outcome: OK, wrote: "" },
  { title: "a timer that is longer than a cell may take", cells: [`setTimeout(() => console.log("never"), 60_000); const one = 1`, "2"], options: { cellSeconds: 1 }, outcome: { status: "timeout", message: `${NOT_OVER} 1 s after the last cell; ${ADVICE}` }, wrote: "" },
  { title: "an interval without end", cells: [`setInterval(() => console.log("tick"), 50); const one = 1`, "2"], options: { cellSeconds: 1.5 }, outcome: { status: "timeout", message: `${NOT_OVER} 1.5 s after the last cell; ${ADVICE}` } },
  { title: "a spinning immediate", cells: [`setImmediate(function spin() { setImmediate(spin) }); const one = 1`, "2"], options: { cellSeconds: 1 }, outcome: { status: "timeout", message: `${NOT_OVER} 1 s after the last cell; ${ADVICE}` } },
  { title: "a timer that never gives the kernel back", cells: [`setTimeout(() => { while (true) {} }, 50); console.log("done")`, "2"], options: { cellSeconds: 1 }, outcome: { status: "timeout", message: `${NOT_OVER} 1 s after the last cell; ${ADVICE}` }, wrote: "done\n" },
  { title: "a timer that stops the process", cells: [`setTimeout(() => process.kill(process.pid, "SIGSTOP"), 50); const one = 1`, "2"], options: { cellSeconds: 1 }, outcome: { status: "timeout", message: `${NOT_OVER} 1 s after the last cell; ${ADVICE}` } },
  { title: "the notebook's time", cells: [`setTimeout(() => { while (true) {} }, 50); const one = 1`, "2"], options: { notebookSeconds: 4 }, outcome: { status: "timeout", message: `the notebook ran longer than 4 s; ${NOT_OVER}; ${ADVICE}` } },
  { title: "a timer that ends the kernel", cells: [`setTimeout(() => { console.log("last"); process.exit(3) }, 600); const one = 1`, "2"], outcome: { status: "dead", message: "after the cell's end the kernel exited with code 3" }, wrote: "last\n" },
  { title: "a timer that writes without end", cells: [`setInterval(() => console.log("y".repeat(999)), 1); const one = 1`, "2"], options: { outputLimit: 100_000 }, outcome: { status: "lost-output", message: `the cell wrote more than 0.1 MB, and the rest is missing; "outputMegabytes" in the configuration allows more` } },
];

describe("what cells leave running", { concurrency: 2 }, () => {
  for (const { title, cells, options = {}, outcome, wrote } of LATE) {
    it(title, async () => {
      const executed = await run(cells.map((source) => code(source)), options);
      assert.deepEqual(executed.runs.map((each) => each.outcome), [outcome, ...cells.slice(1).map(() => OK)]);
      if (wrote !== undefined) assert.equal(textOf(executed, 0), wrote);
    });
  }

  it("is not told where cells were not run: it may have waited for them", async () => {
    const executed = await run([code(`const tick = setInterval(() => console.log("tick"), 50)`), code(`throw new Error("no")`), code("clearInterval(tick)")], { cellSeconds: 60 });
    assert.deepEqual(executed.runs.map((each) => each.outcome.status), ["ok", "error", "not-run"]);
  });

  it("is not waited for any more when the run is aborted", async () => {
    const controller = new AbortController();
    const running = run([code(`setTimeout(() => { while (true) {} }, 20); const one = 1`)], { signal: controller.signal, onProgress: ({ kind }) => kind === "cells-over" && setTimeout(() => controller.abort(new Error("enough")), 200) });
    await assert.rejects(running, { message: "enough" });
  });

  it("the outcomes that are told at last have it", async () => {
    const told: string[] = [];
    await run([code(`setTimeout(() => { throw new Error("late") }, 300); const one = 1`)], { onProgress: (step) => step.kind === "finished" && told.push(...step.runs.map(({ outcome }) => outcome.status)) });
    assert.deepEqual(told, ["error"]);
  });
});
