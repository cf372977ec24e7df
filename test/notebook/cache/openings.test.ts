/** What a text names by which it can read anything; beside each what looks like it and reads nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isOpening, openingsOf } from "../../../src/notebook/cache/openings.js";

for (const [text, expected] of [
  ["process.env.HOME", ["process.env"]],
  ["process\n  .env.HOME", ["process.env"]],
  ["process?.env?.HOME", ["process.env"]],
  ["process!.env", ["process.env"]],
  [`process["env"]`, ["process"]],
  ["const { env } = process", ["process"]],
  ["const p = process; p.env", ["process"]],
  ["f({ ...process.env })", ["process.env"]],
  ["(process as any).env", ["process.env"]],
  ["a ? process : b", ["process"]],
  [`process.getBuiltinModule("fs")`, ["process.getBuiltinModule"]],
  ["const p = globalThis.process", ["globalThis.process"]],
  ["(globalThis as any).process.env", ["globalThis.process"]],
  ["const { process } = globalThis", ["process", "globalThis"]],
  [`globalThis["process"]`, ["globalThis"]],
  ["global.fetch(url)", ["global.fetch"]],
  ["await fetch(url)", ["fetch"]],
  ["const get = fetch", ["fetch"]],
  ["new WebSocket(url)", ["WebSocket"]],
  [`const r = require; r("fs")`, ["require"]],
  [`eval("process")`, ["eval"]],
  [`new Function("return process")`, ["Function"]],
  ["`${process.env.HOME}`", ["process.env"]],
  ["import(name)", ["an import whose name is computed"]],

  [`process.stdout.write("x"); process.memoryUsage(); process.hrtime(); process.exit(3)`, []],
  ["process.platform + process.version", []],
  [`typeof process !== "undefined"`, []],
  ["// to process the batch, fetch it\nconst a = 1;", []],
  [`console.log("the process of fetch")`, []],
  ["function process(x: number) { return x }\nprocess(3)", []],
  ["const stages = { process: 1, fetch: 2 }; stages.process + stages.fetch", []],
  [`import { process, fetch as get } from "./pipeline"; process(1)`, []],
  ["(globalThis as any).counter = 1; globalThis.Math.PI; global.gc()", []],
  [`const fs = require("x")`, []],
  ["const f: Function = g; evaluate(f)", []],
] as const) {
  test(`${text} ${expected.length === 0 ? "opens nothing" : "may read anything"}`, () => assert.deepEqual(openingsOf(text), expected));
}

test("modules of Node: what computes is no opening, all others are", () => {
  for (const name of ["fs", "node:fs/promises", "node:process", "node:module", "vm", "os", "node:child_process", "node:net", "worker_threads"]) assert.ok(isOpening(name), name);
  for (const name of ["node:path", "path/posix", "node:util", "crypto", "node:perf_hooks", "timers/promises", "mathjs"]) assert.ok(!isOpening(name), name);
});
