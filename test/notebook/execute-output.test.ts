import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { ExecutedNotebook } from "../../src/notebook/index.js";
import { code, outputsOf, prose, run, statuses, textOf } from "./notebooks.js";

const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}\n`).join("");

const cells = {
  first: code(`console.log("first")`),
  prose: prose("between"),
  burst2000: code(`for (let i = 0; i < 2000; i++) console.log("line " + i)`),
  burst20000: code(`for (let i = 0; i < 20000; i++) console.log("line " + i)`),
  interleaved: code(`
import { display } from "tslab"
for (let i = 0; i < 1000; i++) {
  console.log("out " + i)
  console.error("err " + i)
  display.text("shown " + i)
}`),
  large: code(`console.log("x".repeat(5_000_000))`),
  bundle: code(`
import * as jupyter from "tslab/dist/jupyter"
jupyter.lastWriteDisplayData(<any>{ data: { "application/json": { a: [1, 2] }, "text/plain": "a" }, metadata: { backproof: { label: "fig-a" } }, transient: {} }, false)`),
  updated: code(`
import { newDisplay } from "tslab"
const shown = newDisplay()
shown.text("before")
console.log("after it")`),
  updating: code(`shown.text("now")`),
  slow: code(`
setTimeout(() => console.log("late from its own cell"), 50)
let unawaited = (async () => { await new Promise((done) => setTimeout(done, 20)); console.log("unawaited") })()`),
  next: code(`await new Promise((done) => setTimeout(done, 100)); console.log("next")`),
  bytes: code(`process.stdout.write(Buffer.from("é∂\\n")); process.stdout.write("no line end")`),
  records: code(`
import { channel } from "node:diagnostics_channel"
channel("backproof:record").publish({ kind: "test", value: NaN, zero: -0, list: [1, 2] })
console.log("beside it")`),
  badRecord: code(`channel("backproof:record").publish({ f: () => 1 })`, "raises-exception"),
  state: code(`const kept = 41`),
  stateUsed: code(`kept + 1`),
  empty: code("  \n"),
  skipped: code(`throw new Error("must not run")`, "skip-execution"),
  last: code(`setTimeout(() => console.log("later than all"), 200); "end"`),
};
const position = (name: keyof typeof cells): number => Object.keys(cells).indexOf(name);

describe("what a notebook writes arrives, whole, in order, and in its cell", () => {
  let executed: ExecutedNotebook;
  before(async () => {
    executed = await run(Object.values(cells));
  });
  const stdout = (name: keyof typeof cells) => textOf(executed, position(name));

  it("every cell that is to run runs", () => {
    assert.deepEqual(executed.runs.filter(({ outcome }) => outcome.status !== "ok"), []);
    assert.equal(executed.runs.length, Object.keys(cells).length - 2);
  });
  it("the first output of the first cell", () => assert.equal(stdout("first"), "first\n"));
  it("a burst of 2,000 lines", () => assert.equal(stdout("burst2000"), lines(2000)));
  it("a burst of 20,000 lines", () => assert.equal(stdout("burst20000"), lines(20000)));
  it("stdout, stderr and displays, interleaved", () => {
    const expected = Array.from({ length: 1000 }, (_, i) => [
      { output_type: "stream", name: "stdout", text: `out ${i}\n` },
      { output_type: "stream", name: "stderr", text: `err ${i}\n` },
      { output_type: "display_data", data: { "text/plain": `shown ${i}` }, metadata: {} },
    ]).flat();
    assert.deepEqual(outputsOf(executed, position("interleaved")), expected);
  });
  it("one output of 5 MB", () => assert.equal(stdout("large").length, 5_000_001));
  it("a bundle of several MIME types, with its metadata", () => {
    assert.deepEqual(outputsOf(executed, position("bundle")), [
      { output_type: "display_data", data: { "application/json": { a: [1, 2] }, "text/plain": "a" }, metadata: { backproof: { label: "fig-a" } } },
    ]);
  });
  it("a display that a later cell updates changes in place", () => {
    assert.deepEqual(outputsOf(executed, position("updated")), [
      { output_type: "display_data", data: { "text/plain": "now" }, metadata: {} },
      { output_type: "stream", name: "stdout", text: "after it\n" },
    ]);
    assert.deepEqual(outputsOf(executed, position("updating")), []);
  });
  it("late output belongs to the cell that caused it", () => {
    assert.match(stdout("slow"), /unawaited\nlate from its own cell\n$/);
    assert.equal(stdout("next"), "next\n");
  });
  it("bytes, and text without a line end", () => assert.match(stdout("bytes"), /^é∂\nno line end/));
  it("records reach the run, unchanged, and not the outputs", () => {
    assert.deepEqual(executed.runs.find(({ cell }) => cell === position("records"))?.records, [{ kind: "test", value: NaN, zero: -0, list: [1, 2] }]);
    assert.deepEqual(outputsOf(executed, position("records")), [{ output_type: "stream", name: "stdout", text: "beside it\n" }]);
  });
  it("a record that is not plain data is refused, and says so", () => {
    const [error] = outputsOf(executed, position("badRecord"));
    assert.ok(error?.output_type === "error");
    assert.equal(error.evalue, "a record on the channel backproof:record is not plain data; caused by: () => 1 could not be cloned.");
  });
  it("cells share their state, and the last expression is shown", () => assert.equal(stdout("stateUsed"), "42\n"));
  it("an empty cell is ok and a skipped one has no run", () => {
    assert.equal(executed.runs.find(({ cell }) => cell === position("empty"))?.outcome.status, "ok");
    assert.equal(executed.runs.find(({ cell }) => cell === position("skipped")), undefined);
  });
  it("timers that the last cell leaves running are waited for", () => assert.equal(stdout("last"), "end\nlater than all\n"));
  it("execution counts are the kernel's", () => {
    const counts = executed.notebook.cells.map((cell) => (cell.cell_type === "code" ? cell.execution_count : undefined));
    assert.deepEqual(counts.slice(0, 3), [1, undefined, 2]);
  });
});

describe("the guard changes nothing that a notebook can see", () => {
  it("a notebook prints with it what it prints without it", async () => {
    const { tslabSpec } = await import("../../src/notebook/index.js");
    const real = tslabSpec(process.cwd());
    const plain = { ...real, argv: real.argv.filter((argument, index) => argument !== "--import" && real.argv[index - 1] !== "--import"), numbersMessages: false };
    const seen = [
      `Promise.resolve(1)`,
      `setTimeout(function tick() {}).constructor.name + setTimeout.name + setTimeout.length`,
      `import { promisify } from "node:util"\nawait promisify(setTimeout)(1, "value")`,
      `const timer = setTimeout(function tick() {}); console.log(Object.keys(timer), (timer as any)._onTimeout); clearTimeout(timer)`,
      `import { AsyncLocalStorage } from "node:async_hooks"\nconst storage = new AsyncLocalStorage<number>(); await storage.run(1, async () => { await null; console.log(storage.getStore()) }); [...Object.getOwnPropertySymbols(Promise.resolve()).map(String), storage.getStore()]`,
      `import { readFile } from "node:fs"\nawait new Promise((done) => readFile("package.json", function () { console.log(this === undefined, arguments.length); done(Promise.resolve(3)) }))`,
      `"noDeprecation" in process`,
      `process.execArgv`,
      `Object.keys(process.env).filter((name) => /BACKPROOF/.test(name))`,
      `process.listenerCount("uncaughtException") + process.listenerCount("unhandledRejection")`,
      `import { spawnSync } from "node:child_process"\nspawnSync(process.execPath, ["-p", "process.execArgv.length"]).stdout.toString()`,
      `Object.keys(globalThis)`,
    ].map((source) => code(source));
    const [guarded, unguarded] = [await run(seen), await run(seen, { kernel: plain })];
    assert.deepEqual(statuses(unguarded), Array(seen.length).fill("ok"));
    assert.deepEqual(guarded.notebook, unguarded.notebook);
  });
});

describe("what goes past the notebook, to the kernel's own stdout", () => {
  for (const [title, source, past] of [
    ["of a child that inherits it, is told", `import { spawnSync } from "node:child_process"\nspawnSync("echo", ["aside"], { stdio: "inherit" }); console.log("shown")`, ["aside"]],
    ["and by its descriptor", `import { writeSync } from "node:fs"\nwriteSync(1, "aside"); console.log("shown")`, ["aside"]],
    ["is none of what is shown", `process.stdout.write("shown"); console.log(); console.error("error")`, []],
    ["is last words where the kernel dies", `import { writeSync } from "node:fs"\nconsole.log("shown"); writeSync(1, "aside"); process.exit(3)`, []],
  ] as const) {
    it(title, async () => {
      const told: string[] = [];
      const executed = await run([code(source)], { onProgress: (step) => step.kind === "wrote-past" && told.push(step.text) });
      assert.deepEqual(told, past);
      assert.equal(textOf(executed, 0), "shown\n");
    });
  }
});
