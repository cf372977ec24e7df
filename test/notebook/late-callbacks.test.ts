/** What Node calls back while another cell runs belongs to the cell that started it: its output, and its errors. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { ExecutedNotebook } from "../../src/notebook/index.js";
import { code, run, statuses, textOf } from "./notebooks.js";

interface Late {
  readonly title: string;
  /** Begins something that says "late" once `go` was called, which a later cell does. A block of its own. */
  readonly start: string;
}

const folder = mkdtempSync(join(tmpdir(), "late-"));
const pipe = join(folder, "pipe");
after(() => rmSync(folder, { recursive: true, force: true }));

const LATE: readonly Late[] = [
  { title: "exec", start: `exec("sleep 0.4", () => console.log("late"))` },
  { title: "a child's output", start: `spawn("sh", ["-c", "sleep 0.4; echo late"]).stdout.on("data", (data) => process.stdout.write(data))` },
  { title: "readFile", start: `readFile(${JSON.stringify(pipe)}, () => console.log("late"))` },
  { title: "readFile after a tick after exec", start: `exec("sleep 0.3", () => process.nextTick(() => readFile("package.json", () => console.log("late"))))` },
  { title: "a promise made by exec's callback", start: `exec("sleep 0.3", () => void Promise.resolve().then(() => new Promise((done) => setTimeout(done, 50))).then(() => console.log("late")))` },
  { title: "a worker's message", start: `new Worker('setTimeout(() => require("worker_threads").parentPort.postMessage("late"), 400)', { eval: true }).on("message", (text) => console.log(text))` },
  { title: "what a worker prints", start: `new Worker('setTimeout(() => console.log("late"), 400)', { eval: true })` },
  { title: "a message of a channel", start: `const { port1, port2 } = new MessageChannel(); port1.on("message", () => { console.log("late"); port1.close() }); exec("sleep 0.3", () => port2.postMessage(1))` },
  { title: "an HTTP server", start: `const server = createHttp((request, response) => { console.log("late"); response.end(); server.close() }).listen(0, () => (go.http = () => get({ port: (server.address() as any).port, agent: false })))` },
  { title: "a body that an HTTP server reads", start: `const server = createHttp((request, response) => request.on("data", () => console.log("late")).on("end", () => { response.end(); server.close() })).listen(0, () => (go.post = () => ask({ port: (server.address() as any).port, method: "POST", agent: false }).end("body")))` },
  { title: "a socket's server", start: `const server = createServer((socket) => socket.on("data", () => { console.log("late"); socket.end(); server.close() })).listen(0, () => (go.net = () => connect((server.address() as any).port).end("hello")))` },
  { title: "a queued microtask's file", start: `queueMicrotask(() => void exec("sleep 0.3", () => console.log("late")))` },
  { title: "a stream of compressed bytes", start: `exec("sleep 0.3", () => gzip("text", () => console.log("late")))` },
  { title: "random bytes", start: `exec("sleep 0.3", () => randomBytes(8, () => console.log("late")))` },
  { title: "a derived key", start: `exec("sleep 0.3", () => scrypt("secret", "salt", 8, () => console.log("late")))` },
  { title: "a derived key after another", start: `pbkdf2("secret", "salt", 200_000, 32, "sha512", () => pbkdf2("secret", "salt", 200_000, 32, "sha512", () => console.log("late")))` },
  { title: "a digest of the web's crypto", start: `exec("sleep 0.3", () => void webcrypto.subtle.digest("SHA-256", Buffer.from("text")).then(() => console.log("late")))` },
  { title: "an event of one's own class", start: `const own = new EventEmitter(); own.on("tick", () => console.log("late")); exec("sleep 0.3", () => own.emit("tick"))` },
];

const imports = code(`
import { exec, spawn } from "node:child_process"
import { pbkdf2, randomBytes, scrypt, webcrypto } from "node:crypto"
import { EventEmitter } from "node:events"
import { readFile, writeFileSync } from "node:fs"
import { createServer as createHttp, get, request as ask } from "node:http"
import { connect, createServer } from "node:net"
import { MessageChannel, Worker } from "node:worker_threads"
import { gzip } from "node:zlib"
const go: { [name: string]: () => unknown } = {}`);
const release = `
for (const each of Object.values(go)) each()
writeFileSync(${JSON.stringify(pipe)}, "text")`;
const wait = `await new Promise((done) => setTimeout(done, 1500)); console.log("waited")`;
const block = ({ start }: Late): string => `{ ${start} }`;

describe("what Node calls back while another cell runs", () => {
  before(() => void execFileSync("mkfifo", [pipe]));

  describe("belongs to the cell that started it", () => {
    let executed: ExecutedNotebook;
    before(async () => {
      const settle = `await new Promise((done) => setTimeout(done, 100))`;
      executed = await run([imports, ...LATE.map((late) => code(block(late))), code(settle + release), code(wait)]);
    });

    for (const [k, { title }] of LATE.entries()) it(title, () => assert.equal(textOf(executed, k + 1), "late\n"));
    it("and not to the one that runs", () => {
      assert.deepEqual(new Set(statuses(executed)), new Set(["ok"]));
      assert.equal(textOf(executed, LATE.length + 1), "");
      assert.equal(textOf(executed, LATE.length + 2), "waited\n");
    });
  });

  it("that is the running cell's where that one started it", async () => {
    const starts = LATE.map(block).join("\n");
    const executed = await run([imports, code("const before = 1"), code(`${starts}\nawait new Promise((done) => setTimeout(done, 100));${release}\n${wait}`)]);
    assert.deepEqual([textOf(executed, 1), textOf(executed, 2)], ["", `${"late\n".repeat(LATE.length)}waited\n`]);
  });

  it("an error in it is told of its cell", async () => {
    const executed = await run([
      code(`import { exec } from "node:child_process"\nexec("sleep 0.3", () => {\n  throw new Error("late")\n}); const one = 1`),
      code(`exec("sleep 0.2", () => void Promise.reject(new Error("rejected"))); const two = 2`),
      code(`import { scrypt } from "node:crypto"\nexec("sleep 0.2", () => scrypt("secret", "salt", 8, () => { throw new Error("key") })); const three = 3`),
      code(`await new Promise((done) => setTimeout(done, 800))`),
    ]);
    assert.deepEqual(executed.runs.map(({ outcome }) => outcome), [
      { status: "error", name: "Error", message: "late (after the cell; nothing caught it)", line: 3, column: 9 },
      { status: "error", name: "Error", message: "rejected (in a promise; nothing handled it)", line: 1, column: 45 },
      { status: "error", name: "Error", message: "key (after the cell; nothing caught it)", line: 2, column: 67 },
      { status: "ok" },
    ]);
  });
});
