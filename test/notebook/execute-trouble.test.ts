import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ErrorOutput, KernelSpec } from "../../src/notebook/index.js";
import { isRunning } from "./is-running.js";
import { code, outputsOf, run, statuses, textOf } from "./notebooks.js";

const realTemporary = process.env["TMPDIR"];
let temporary = "";
const notes = mkdtempSync(join(tmpdir(), "nb-notes-"));

before(() => {
  temporary = mkdtempSync(join(tmpdir(), "nb-"));
  process.env["TMPDIR"] = temporary;
});
after(() => {
  if (realTemporary === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = realTemporary;
  rmSync(temporary, { recursive: true });
  rmSync(notes, { recursive: true });
});

/** Waits for something that is bound to happen. */
async function until(condition: () => boolean): Promise<void> {
  for (const start = Date.now(); !condition(); await sleep(20)) assert.ok(Date.now() - start < 20_000, `it did not happen: ${condition.toString()}`);
}

const TOO_MUCH = { status: "lost-output", message: `the cell wrote more than 0.1 MB, and the rest is missing; "outputMegabytes" in the configuration allows more` };
const NOTEBOOK_TOO_MUCH = { status: "lost-output", message: `the notebook wrote more than 0.12 MB, and the rest is missing; "notebookMegabytes" in the configuration allows more` };

const nothingLeft = () => assert.deepEqual(readdirSync(temporary), []);
const errorIn = (executed: Awaited<ReturnType<typeof run>>, cell: number) => outputsOf(executed, cell).find((output): output is ErrorOutput => output.output_type === "error");
const fake = (mode: string, change: Partial<KernelSpec> = {}): KernelSpec => ({
  name: "fake",
  argv: [process.execPath, fileURLToPath(new URL("./fake-kernel.js", import.meta.url)), mode, "{connection_file}"],
  language: "none",
  interruptMode: "signal",
  numbersMessages: true,
  ...change,
});

describe("a cell that does not end", { concurrency: 2 }, () => {
  after(nothingLeft);

  it("is interrupted, its output kept, and with keepGoing later cells run", async () => {
    const hanging = [
      `console.log("before"); while (true) {}`,
      `console.log("before"); await new Promise(() => {})`,
      `import { execSync } from "node:child_process"\nconsole.log("before"); execSync("sleep 1000")`,
    ];
    const executed = await run([code("let x = 5"), ...hanging.map((source) => code(source)), code("x + 1")], { cellSeconds: 0.7, keepGoing: true });
    assert.deepEqual(statuses(executed), ["ok", "timeout", "timeout", "timeout", "ok"]);
    for (const cell of [1, 2, 3]) {
      assert.deepEqual(executed.runs[cell]?.outcome, { status: "timeout", message: "the cell ran longer than 0.7 s and was interrupted" });
      assert.equal(textOf(executed, cell), "before\n");
      assert.deepEqual(outputsOf(executed, cell).map((output) => output.output_type), ["stream", "error"]);
      assert.equal(errorIn(executed, cell)?.ename, "TimeLimit");
    }
    assert.equal(textOf(executed, 4), "6\n");
  });

  it("stops the run, which names it", async () => {
    const executed = await run([code("while (true) {}"), code("1")], { cellSeconds: 0.7 });
    assert.deepEqual(executed.runs[1]?.outcome, { status: "not-run", message: "not run: cell 1 ran into its time limit" });
  });

  it("takes the time of the whole notebook: it is interrupted, and what follows is not run, whatever keepGoing says", async () => {
    const executed = await run([code("while (true) {}"), code("1")], { notebookSeconds: 0.7, keepGoing: true });
    assert.deepEqual(executed.runs.map(({ outcome }) => outcome), [
      { status: "timeout", message: "the notebook ran longer than 0.7 s; this cell was interrupted" },
      { status: "not-run", message: "not run: the notebook's time of 0.7 s was over after cell 1" },
    ]);
  });

  it("does not heed the interrupt: its kernel is ended", async () => {
    const executed = await run([code("1"), code("2")], { cellSeconds: 1, kernel: fake("stubborn") });
    assert.deepEqual(executed.runs.map(({ outcome }) => outcome), [
      { status: "timeout", message: "the cell ran longer than 1 s and did not heed the interrupt, so that its kernel was ended" },
      { status: "not-run", message: "not run: the kernel ended in cell 1" },
    ]);
  });
});

describe("a kernel that dies", { concurrency: 2 }, () => {
  after(nothingLeft);

  for (const [title, source, message] of [
    ["killed", `process.kill(process.pid, "SIGKILL")\nwhile (true) {}`, "the kernel was ended by SIGKILL"],
    ["by process.exit", `process.exit(3)`, "the kernel exited with code 3"],
    ["by process.abort", `process.abort()`, "the kernel was ended by SIGABRT"],
  ] as const) {
    it(`${title}: it is reported with what it last wrote`, async () => {
      const executed = await run([code(`console.log("last")\n${source}`), code("1")]);
      assert.deepEqual(statuses(executed), ["dead", "not-run"]);
      const outcome = executed.runs[0]?.outcome;
      assert.ok(outcome?.status === "dead" && outcome.message.startsWith(message), JSON.stringify(outcome));
      assert.equal(textOf(executed, 0), "last\n");
      assert.equal(errorIn(executed, 0)?.ename, "DeadKernel");
    });
  }
});

describe("a kernel that is killed loses nothing that was written before", { concurrency: 2 }, () => {
  after(nothingLeft);

  const lines = (count: number): string => Array.from({ length: count }, (_, k) => `line ${k} ∂\n`).join("");
  for (const [title, source, stdout, stderr] of [
    ["in a burst", `for (let k = 0; k < 20000; k++) console.log("line " + k + " ∂")`, lines(20_000), ""],
    ["in a large text", `console.log("x".repeat(5_000_000))`, `${"x".repeat(5_000_000)}\n`, ""],
    ["in turns", `for (let k = 0; k < 500; k++) { console.log("line " + k + " ∂"); console.error(k) }`, lines(500), Array.from({ length: 500 }, (_, k) => `${k}\n`).join("")],
    ["after a while", `for (let k = 0; k < 3; k++) { console.log("line " + k + " ∂"); await new Promise((resolve) => setTimeout(resolve, 30)) }`, lines(3), ""],
    ["in halves of a letter", `process.stdout.write("a"); process.stdout.write("\\ud83d"); process.stdout.write("\\ude00"); process.stdout.write("z\\n")`, "a😀z\n", ""],
  ] as const) {
    it(title, async () => {
      const executed = await run([code(`${source}\nprocess.kill(process.pid, "SIGKILL"); while (true) {}`)]);
      assert.deepEqual(statuses(executed), ["dead"]);
      assert.equal(textOf(executed, 0), stdout);
      assert.equal(textOf(executed, 0, "stderr"), stderr);
    });
  }
});

describe("a kernel that cannot be trusted", { concurrency: 2 }, () => {
  after(nothingLeft);

  for (const [mode, message] of [
    ["gap", /^output is missing: after message \d+ came message \d+$/],
    ["garbage", /^output is missing: after message \d+ came message \d+$/],
    ["no number", /^output is missing: a message of type stream has no number$/],
    ["no idle", /^output is missing: the kernel answered, but did not say that it is idle$/],
  ] as const) {
    it(`${mode}: the cell fails`, async () => {
      const executed = await run([code("1"), code("2")], { kernel: fake(mode), idleSeconds: 0.5 });
      const outcome = executed.runs[0]?.outcome;
      assert.ok(outcome?.status === "lost-output");
      assert.match(outcome.message, message);
      assert.deepEqual(executed.runs[1]?.outcome, { status: "not-run", message: "not run: cell 1 lost output" });
      assert.equal(errorIn(executed, 0)?.ename, "LostOutput");
    });
  }

  it("an error that stands only in the reply is an error of the cell", async () => {
    const executed = await run([code("1")], { kernel: fake("plain error") });
    assert.deepEqual(executed.runs[0]?.outcome, { status: "error", name: "NameError", message: "name 'x' is not defined" });
    assert.equal(errorIn(executed, 0)?.evalue, "name 'x' is not defined");
  });

  it("more output than allowed ends the cell, with what came before", async () => {
    const executed = await run([code("1")], { kernel: fake("flood"), outputLimit: 10_000 });
    const outcome = executed.runs[0]?.outcome;
    assert.deepEqual(outcome, { status: "lost-output", message: `the cell wrote more than 0.01 MB, and the rest is missing; "outputMegabytes" in the configuration allows more` });
    assert.match(textOf(executed, 0), /^before\nx{9993}$/);
    assert.deepEqual(outputsOf(executed, 0).map((output) => output.output_type), ["stream", "error"]);
  });

  it("outputs are cleared when the kernel asks for it", async () => {
    const executed = await run([code("1")], { kernel: fake("clear") });
    assert.deepEqual(outputsOf(executed, 0), [{ output_type: "execute_result", execution_count: 1, data: { "text/plain": "1" }, metadata: {} }]);
  });
});

describe("output without end", { concurrency: 2 }, () => {
  after(nothingLeft);

  it("ends the cell; what was allowed is kept", async () => {
    const executed = await run([code(`while (true) console.log("y".repeat(99))`), code("1")], { outputLimit: 100_000 });
    assert.deepEqual(executed.runs[0]?.outcome, TOO_MUCH);
    assert.equal(textOf(executed, 0), `${"y".repeat(99)}\n`.repeat(1000));
  });

  it("in one write: as much as was allowed is kept", async () => {
    const executed = await run([code(`console.log("z".repeat(300_000))`)], { outputLimit: 100_000 });
    assert.deepEqual(executed.runs[0]?.outcome, TOO_MUCH);
    assert.equal(textOf(executed, 0), "z".repeat(100_000));
  });

  it("of all cells of a notebook: the one that was writing ends, what was allowed is kept", async () => {
    const some = `console.log("y".repeat(49_999))`, more = `console.log("z".repeat(299_999))`;
    const limits = { outputLimit: 200_000, notebookOutputLimit: 120_000 };
    const executed = await run([code(some), code(some), code(some), code("1")], limits);
    assert.deepEqual(executed.runs.map(({ outcome }) => outcome), [{ status: "ok" }, { status: "ok" }, NOTEBOOK_TOO_MUCH, { status: "not-run", message: "not run: cell 3 lost output" }]);
    assert.equal(textOf(executed, 2), "y".repeat(20_000));
    const going = await run([code(more), code("const quiet = 1"), code("1")], { ...limits, keepGoing: true });
    assert.deepEqual(going.runs.map(({ outcome }) => outcome), [NOTEBOOK_TOO_MUCH, { status: "ok" }, NOTEBOOK_TOO_MUCH], "a cell that writes nothing is well");
    const allowed = await run([code(some), code(some), code("1")], limits);
    assert.deepEqual(statuses(allowed), ["ok", "ok", "ok"]);
    const own = await run([code(more)], { outputLimit: 100_000, notebookOutputLimit: 120_000 });
    assert.deepEqual(own.runs[0]?.outcome, TOO_MUCH, "the limit that is reached first is told");
  });

  it("of all cells, from a kernel that has no guard", async () => {
    const executed = await run([code("1"), code("2")], { kernel: fake("flood"), notebookOutputLimit: 120_000 });
    assert.deepEqual(executed.runs.map(({ outcome }) => outcome), [{ status: "ok" }, NOTEBOOK_TOO_MUCH]);
    assert.equal(textOf(executed, 0).length + textOf(executed, 1).length, 120_000);
  });

  it("is no exception that its author allowed: neither in the cell, nor after one of its own, nor late", async () => {
    const late = code(`setTimeout(() => console.log("z".repeat(300_000)), 400); throw new Error("allowed")`, "raises-exception");
    const executed = await run([late, code(`throw new Error("allowed")`, "raises-exception")], { outputLimit: 100_000 });
    assert.deepEqual(executed.runs.map(({ outcome }) => outcome), [TOO_MUCH, { status: "ok" }]);
    const stopped = await run([code("console.log('z'.repeat(300_000))", "raises-exception"), code("1")], { outputLimit: 100_000 });
    assert.deepEqual(stopped.runs.map(({ outcome }) => outcome), [TOO_MUCH, { status: "not-run", message: "not run: cell 1 lost output" }]);
  });
});

describe("a kernel that does not start", { concurrency: 2 }, () => {
  after(nothingLeft);

  for (const [mode, message, startSeconds] of [
    ["dead at start", /^the kernel "fake" did not start\nattempt 1: the kernel exited with code 5; its last words:\ncannot start: no licence\nattempt 2: .*/, 20],
    ["deaf", /attempt 3: no answer within 0.3 s$/, 0.3],
    ["wrong key", /attempt 3: what it sends is no message signed with its key$/, 20],
    ["unnumbered", /attempt 3: its messages are not numbered: the guard is not at work in it$/, 20],
  ] as const) {
    it(`${mode}: no cell is run, and it is said why`, async () => {
      const executed = await run([code("1"), code("2")], { kernel: fake(mode), startSeconds });
      assert.deepEqual(statuses(executed), ["not-run", "not-run"]);
      const outcome = executed.runs[0]?.outcome;
      assert.ok(outcome?.status === "not-run");
      assert.match(outcome.message, message);
    });
  }

  it("a program that is not there", async () => {
    const executed = await run([code("1")], { kernel: fake("gap", { argv: ["/no/such/program"] }) });
    const outcome = executed.runs[0]?.outcome;
    assert.ok(outcome?.status === "not-run");
    assert.match(outcome.message, /could not be started; its last words:\nspawn \/no\/such\/program ENOENT/);
  });
});

describe("nothing is left behind", { concurrency: 2 }, () => {
  after(nothingLeft);

  it("by a run: neither the kernel nor what a cell started", async () => {
    const executed = await run([
      code(`import { spawn } from "node:child_process"\nconst child = spawn("sleep", ["1000"], { stdio: "inherit" })\nconsole.log(process.pid, child.pid); setInterval(() => {}, 1000).hasRef()`),
    ]);
    const pids = (textOf(executed, 0).match(/\d+/g) ?? []).map(Number);
    assert.equal(pids.length, 2);
    await until(() => pids.every((pid) => !isRunning(pid)));
  });

  it("by a run that is aborted", async () => {
    const controller = new AbortController();
    const running = run([code("while (true) {}")], { signal: controller.signal, onProgress: ({ kind }) => kind === "cell-started" && controller.abort(new Error("enough")) });
    await assert.rejects(running, { message: "enough" });
  });

  it("by a run that is aborted before it starts", async () => {
    await assert.rejects(run([code("1")], { signal: AbortSignal.abort(new Error("not at all")) }), { message: "not at all" });
  });

  const IDLES = "await new Promise(() => {})", IS_BUSY = "while (true) {}";
  for (const [title, how, waits] of [
    ["SIGINT", "SIGINT", IDLES],
    ["SIGTERM", "SIGTERM", IDLES],
    ["SIGKILL", "SIGKILL", IDLES],
    ["an exception", "throw", IDLES],
    ["SIGKILL while the kernel is busy", "SIGKILL", IS_BUSY],
    ["SIGQUIT while the kernel is busy", "SIGQUIT", IS_BUSY],
    ["SIGKILL while the kernel is stopped", "SIGKILL", `process.kill(process.pid, "SIGSTOP")`],
  ] as const) {
    it(`by a client that ends by ${title}`, async () => {
      const file = join(notes, title.replaceAll(" ", "-"));
      const client = spawn(process.execPath, [fileURLToPath(new URL("./hold-kernel.js", import.meta.url)), file, how, waits], { stdio: "ignore" });
      const ended = new Promise((resolve) => client.once("exit", (code, signal) => resolve(signal ?? code)));
      await until(() => existsSync(file) && readFileSync(file, "utf8") !== "");
      const kernel = Number(readFileSync(file, "utf8"));
      assert.ok(isRunning(kernel));
      if (how === "throw") writeFileSync(`${file}.seen`, "");
      else client.kill(how);
      assert.equal(await ended, how === "throw" ? 1 : how);
      await until(() => !isRunning(kernel));
    });
  }
});

describe("where Unix sockets cannot be had", () => {
  it("the kernel is reached over ports of 127.0.0.1", async () => {
    const { prepareConnection } = await import("../../src/notebook/kernel/connection.js");
    const long = mkdtempSync(join(temporary, "l".repeat(100)));
    process.env["TMPDIR"] = long;
    try {
      const connection = await prepareConnection({});
      assert.match(connection.address("shell"), /^tcp:\/\/127\.0\.0\.1:\d+$/);
      connection.remove();
      assert.equal(textOf(await run([code("1 + 1")]), 0), "2\n");
    } finally {
      process.env["TMPDIR"] = temporary;
      rmSync(long, { recursive: true });
    }
  });
});
