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
const ADVICE = "await it in the cell, or end it";

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
  { title: "a timer that stops the process", cells: [`setTimeout(() => process.kill(process.pid, "SIGSTOP"), 700); const one = 1`, "2"], options: { cellSeconds: 1 }, outcome: { status: "timeout", message: `${NOT_OVER} 1 s after the last cell; ${ADVICE}` } },
  { title: "the notebook's time", cells: [`setTimeout(() => { while (true) {} }, 50); const one = 1`, "2"], options: { notebookSeconds: 4 }, outcome: { status: "timeout", message: `the notebook ran longer than 4 s; ${NOT_OVER}; ${ADVICE}` } },
  { title: "a timer that ends the kernel", cells: [`setTimeout(() => { console.log("last"); process.exit(3) }, 600); const one = 1`, "2"], outcome: { status: "dead", message: "after the cell's end the kernel exited with code 3" }, wrote: "last\n" },
  { title: "a timer that writes without end", cells: [`setInterval(() => console.log("y".repeat(999)), 1); const one = 1`, "2"], options: { outputLimit: 100_000 }, outcome: { status: "lost-output", message: `the cell wrote more than 0.1 MB, and the rest is missing; "outputMegabytes" in the configuration allows more` } },
  { title: "exec of a command", cells: [`import { exec } from "node:child_process"\nexec("sleep 1.5; echo late", (error, text) => console.log(text.trim())); const one = 1`, "2"], outcome: OK, wrote: "late\n" },
  { title: "what a child prints last, though a child of its own holds its pipe", cells: [`import { spawn } from "node:child_process"\nconst child = spawn("sh", ["-c", "(sleep 1.5; echo late) &"]); child.stdout.on("data", (data) => console.log(String(data).trim())); const one = 1`, "2"], outcome: OK, wrote: "late\n" },
  { title: "a worker", cells: [`import { Worker } from "node:worker_threads"\nnew Worker('setTimeout(() => require("worker_threads").parentPort.postMessage("late"), 1500)', { eval: true }).on("message", (text) => console.log(text)); const one = 1`, "2"], outcome: OK, wrote: "late\n" },
  { title: "what a worker prints to which nobody listens", cells: [`import { Worker } from "node:worker_threads"\nnew Worker('setTimeout(() => console.log("late"), 1500)', { eval: true }); const one = 1`, "2"], outcome: OK, wrote: "late\n" },
  { title: "what is compressed", cells: [`import { createBrotliCompress } from "node:zlib"\nconst pack = createBrotliCompress(); pack.on("data", () => {}).on("end", () => console.log("late")); pack.end(Buffer.alloc(4_000_000, "abc d")); const one = 1`, "2"], outcome: OK, wrote: "late\n" },
  ...[`pbkdf2("secret", "salt", 3_000_000, 64, "sha512", () => console.log("late"))`, `promisify(pbkdf2)("secret", "salt", 3_000_000, 64, "sha512").then(() => console.log("late"))`].map((derive) => ({
    title: `a key that is derived: ${derive.split("(")[0]}`,
    cells: [`import { pbkdf2 } from "node:crypto"; import { promisify } from "node:util"\n${derive}; const one = 1`, "2"],
    outcome: OK,
    wrote: "late\n",
  })),
  { title: "a key that is derived longer than a cell may take", cells: [`import { pbkdf2 } from "node:crypto"\npbkdf2("secret", "salt", 2_000_000_000, 64, "sha512", () => console.log("never")); const one = 1`, "2"], options: { cellSeconds: 1 }, outcome: { status: "timeout", message: `${NOT_OVER} 1 s after the last cell; ${ADVICE}` }, wrote: "" },
  { title: "a file that is not there yet", cells: [`import { execSync, spawn } from "node:child_process"; import { readFile, rmSync } from "node:fs"\nconst pipe = "/tmp/late-" + process.pid; execSync("mkfifo " + pipe); readFile(pipe, "utf8", (error, text) => { rmSync(pipe); console.log(text.trim()) }); spawn("sh", ["-c", "sleep 1.5; echo late > " + pipe]); const one = 1`, "2"], outcome: OK, wrote: "late\n" },
  ...["fetch(url).then((answer) => answer.text()).then((text) => console.log(text))", "get(url, (answer) => answer.on('data', (data) => console.log(String(data))))"].map((ask) => ({
    title: `a request that is answered late: ${ask.split("(")[0]}; its server goes on`,
    cells: [`import { createServer, get } from "node:http"\nimport type { AddressInfo } from "node:net"\nconst server = createServer((request, response) => void setTimeout(() => response.end("late"), 1500)).listen(0, () => { const url = "http://127.0.0.1:" + (server.address() as AddressInfo).port; ${ask} }); const one = 1`, "2"],
    outcome: OK,
    wrote: "late\n",
  })),
  { title: "a process that nobody listens to, and one without a reference, do not matter", cells: [`import { spawn } from "node:child_process"\nspawn("sleep", ["60"]); spawn("sleep", ["60"], { stdio: "ignore" }).on("exit", () => console.log("no")).unref(); const one = 1`, "2"], options: { cellSeconds: 2 }, outcome: OK, wrote: "" },
  { title: "a worker without a reference, and a port of messages, do not matter", cells: [`import { MessageChannel, Worker } from "node:worker_threads"\nnew Worker("setInterval(() => {}, 100)", { eval: true }).unref(); const { port1 } = new MessageChannel(); port1.on("message", () => {}); const one = 1`, "2"], options: { cellSeconds: 5 }, outcome: OK, wrote: "" },
  { title: "a server and a watcher do not matter", cells: [`import { createServer } from "node:net"; import { watch } from "node:fs"\ncreateServer().listen(0); watch(".", () => {}); const one = 1`, "2"], options: { cellSeconds: 5 }, outcome: OK, wrote: "" },
  { title: "a connection that says nothing does not matter", cells: [`import { connect, createServer, type AddressInfo } from "node:net"\nconst server = createServer(() => {}).listen(0, () => void connect((server.address() as AddressInfo).port).on("data", () => {})); const one = 1`, "2"], options: { cellSeconds: 10 }, outcome: OK, wrote: "" },
  { title: "a process that is longer than a cell may take", cells: [`import { exec } from "node:child_process"\nexec("sleep 60", () => console.log("never")); const one = 1`, "2"], options: { cellSeconds: 1 }, outcome: { status: "timeout", message: `${NOT_OVER} 1 s after the last cell: the process "/bin/sh -c sleep 60"; ${ADVICE}` }, wrote: "" },
  { title: "a worker without end", cells: [`import { Worker } from "node:worker_threads"\nnew Worker("setInterval(() => {}, 100)", { eval: true }); const one = 1`, "2"], options: { cellSeconds: 1 }, outcome: { status: "timeout", message: `${NOT_OVER} 1 s after the last cell: a worker; ${ADVICE}` }, wrote: "" },
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
