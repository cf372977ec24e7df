/** `backproof preview` as a command: what it says, what it refuses, and that Ctrl-C leaves nothing. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { main } from "../../src/cli/main.js";
import { preview } from "../../src/cli/preview.js";
import { writeNotebook } from "../../src/notebook/index.js";
import { isRunning } from "../notebook/is-running.js";
import { code, notebook, prose } from "../notebook/notebooks.js";
import { listening } from "./listening.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-preview-"));
symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
writeFileSync(join(folder, "package.json"), "{}");
writeFileSync(join(folder, "prose.ipynb"), writeNotebook(notebook([prose("Words.")])));
writeFileSync(join(folder, "endless.ipynb"), writeNotebook(notebook([code("process.pid"), code("await new Promise(() => {})")])));
writeFileSync(join(folder, "report.json"), JSON.stringify({ title: "T", chapters: ["prose.ipynb"] }));
writeFileSync(join(folder, "endless.json"), JSON.stringify({ title: "T", chapters: ["endless.ipynb"] }));
after(() => rmSync(folder, { recursive: true }));

test("it tells where the page is and when it is up to date, and ends when it is told to", async () => {
  const terminal = listening();
  const ended = (async () => {
    for (const started = Date.now(); !terminal.said.out.includes("up to date"); await sleep(20)) assert.ok(Date.now() - started < 20_000, "it is up to date");
  })();
  assert.equal(await preview([join(folder, "report.json")], terminal, ended), 0);
  assert.match(terminal.said.out, /^preview of .*report\.json: http:\/\/127\.0\.0\.1:\d+\/ \(Ctrl-C ends it\)\n✓ up to date after \d+(\.\d)? m?s\n$/);
});

test("what cannot be: one message, exit code 2", async () => {
  const taken = createServer();
  await new Promise<void>((listens) => taken.listen(0, "127.0.0.1", listens));
  const { port } = taken.address() as AddressInfo;
  for (const [args, message] of [
    [["--port", String(port)], `port ${port} is taken by another program; name another with --port, or leave it out to get a free one`],
    [["--port", "eighty"], '--port wants a number from 1 to 65535; it was given "eighty"'],
    [["--port", "65536"], '--port wants a number from 1 to 65535; it was given "65536"'],
    [["second.json"], `a report has one configuration; given are ${join(folder, "report.json")} and second.json`],
  ] as const) {
    const terminal = listening();
    assert.equal(await main(["preview", join(folder, "report.json"), ...args], terminal), 2);
    assert.equal(terminal.said.err, `backproof: ${message}\nTry: backproof preview --help\n`);
  }
  taken.close();
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`${signal} while a cell runs: it ends at once, and leaves no kernel and no temporary file`, async () => {
    const own = mkdtempSync(join(tmpdir(), "preview-own-"));
    const program = `const { preview } = await import(${JSON.stringify(new URL("../../src/cli/preview.js", import.meta.url).href)});
      process.exitCode = await preview(["endless.json"], { out: (text) => process.stdout.write(text), err: () => {}, isWatched: false, hasColours: false, width: () => 80 });`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { cwd: folder, env: { ...process.env, TMPDIR: own }, stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    child.stdout.on("data", (part: Buffer) => void (said += part.toString()));
    const exit = new Promise<number | null>((done) => child.on("exit", done));
    const main = async (): Promise<string> => ((await (await fetch(`${/http:\S+/.exec(said)![0]}main`)).json()) as { readonly main: string }).main;
    for (const started = Date.now(); !/http:\S+/.test(said); await sleep(20)) assert.ok(Date.now() - started < 30_000, "the page is there");
    let pid: string | undefined;
    for (const started = Date.now(); (pid = /<pre class="output[^>]*>(\d+)/.exec(await main())?.[1]) === undefined; await sleep(50)) assert.ok(Date.now() - started < 30_000, "the first cell has run");
    assert.ok(isRunning(Number(pid)));
    const told = Date.now();
    child.kill(signal);
    assert.equal(await exit, 0);
    assert.ok(Date.now() - told < 5000);
    assert.equal(isRunning(Number(pid)), false);
    assert.deepEqual(readdirSync(own), []);
    rmSync(own, { recursive: true });
  });
}

test("the configuration need not be good yet: the page waits for it", async () => {
  const terminal = listening();
  let end = (): void => {};
  const running = preview([join(folder, "later.json")], terminal, new Promise<void>((resolveEnd) => (end = resolveEnd)));
  const says = async (text: string): Promise<void> => {
    for (const started = Date.now(); !terminal.said.out.includes(text); await sleep(20)) assert.ok(Date.now() - started < 20_000, `it says ${text}, not ${terminal.said.out}`);
  };
  await says(`✗ ${join(folder, "later.json")}: the configuration cannot be read: there is no such file`);
  writeFileSync(join(folder, "later.json"), JSON.stringify({ title: "T", chapters: ["prose.ipynb"] }));
  await says("✓ up to date");
  end();
  assert.equal(await running, 0);
});
