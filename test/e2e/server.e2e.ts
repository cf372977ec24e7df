/** Notebooks on a real Jupyter server: the same outputs and the same guarantees as on this machine, and nothing left there. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { executeNotebook, type ExecuteOptions, JupyterServer, writeNotebook } from "../../src/notebook/index.js";
import { code, notebook, outputsOf, statuses, textOf } from "../notebook/notebooks.js";
import { kernelsOn, proxyTo, type RunningServer, startJupyter, TOKEN } from "./jupyter-server.js";

let jupyter: RunningServer;
const folder = mkdtempSync(join(tmpdir(), "backproof-server-test-"));
before(async () => void (jupyter = await startJupyter("server")));
after(async () => {
  await jupyter.stop();
  rmSync(folder, { recursive: true });
});

function run(sources: readonly string[], options: Partial<ExecuteOptions> = {}, kernel = "tslab"): ReturnType<typeof executeNotebook> {
  const made = notebook(sources.map((source) => code(source)), { kernelspec: { name: kernel, display_name: kernel } });
  return executeNotebook(made, { path: "test.ipynb", cwd: process.cwd(), server: new JupyterServer(jupyter.url, TOKEN), ...options });
}

describe("on a Jupyter server", () => {
  it("a notebook shows what it shows here: streams, modules, records, late output, errors with their line", async () => {
    const executed = await run([
      `console.log("out"); console.error("err")`,
      `import { relu } from "backproof/layers"\nrelu.name`,
      `require("node:diagnostics_channel").channel("backproof:record").publish({ value: NaN })`,
      `for (let i = 0; i < 3000; i++) console.log(i)`,
      `setTimeout(() => console.log("late"), 200); "now"`,
      `const one = 1;\nthrow new RangeError("no")`,
    ]);
    assert.deepEqual(statuses(executed), ["ok", "ok", "ok", "ok", "ok", "error"]);
    assert.deepEqual([textOf(executed, 0), textOf(executed, 0, "stderr"), textOf(executed, 1)], ["out\n", "err\n", "relu\n"]);
    assert.deepEqual(executed.runs[2]?.records, [{ value: NaN }]);
    assert.equal(textOf(executed, 3), Array.from({ length: 3000 }, (_, i) => `${i}\n`).join(""));
    assert.equal(textOf(executed, 4), "now\nlate\n");
    assert.deepEqual(executed.runs[5]?.outcome, { status: "error", name: "RangeError", message: "no", line: 2, column: 7 });
  });

  it("other kernels run, too", async () => {
    const executed = await run(["6 * 7", "1 / 0"], {}, "python3");
    assert.deepEqual(outputsOf(executed, 0).flatMap((output) => ("data" in output ? [output.data] : [])), [{ "text/plain": "42" }]);
    assert.deepEqual(statuses(executed), ["ok", "error"]);
  });

  it("a cell that does not end is interrupted; one that ends its kernel is reported", async () => {
    const [hanging, leaving] = await Promise.all([run([`console.log("before")\nwhile (true) {}`, `"after"`], { cellSeconds: 3, keepGoing: true }), run([`process.exit(3)`, `1`])]);
    assert.deepEqual(statuses(hanging), ["timeout", "ok"]);
    assert.equal(textOf(hanging, 0), "before\n");
    assert.deepEqual(leaving.runs.map(({ outcome }) => outcome), [
      { status: "dead", message: "the kernel ended by itself" },
      { status: "not-run", message: "not run: the kernel ended in cell 1" },
    ]);
  });

  it("what the server keeps back is lost output, and it is said how to have it", async () => {
    const executed = await run([`for (let k = 0; k < 40; k++) { console.log("x".repeat(500_000)); await new Promise((resolve) => setTimeout(resolve, 10)) }`]);
    const [outcome] = executed.runs.map((each) => each.outcome);
    assert.equal(outcome?.status, "lost-output");
    assert.match(outcome?.status === "lost-output" ? outcome.message : "", /^output is missing: the server keeps output back: IOPub data rate exceeded \(start it with --ZMQChannelsWebsocketConnection\.limit_rate=False\)/);
  });

  it("a connection that is cut is reported in its cell, and the kernel is ended all the same", async () => {
    const proxy = await proxyTo(jupyter.port);
    const wish = { kind: "waiting" };
    const running = run([`console.log("before"); 1`, `await new Promise((resolve) => setTimeout(resolve, 60_000))`, `3`], {
      server: new JupyterServer(proxy.url, TOKEN),
      onProgress: ({ kind, ...place }) => void ("position" in place && place.position === 2 && kind === "cell-started" && (wish.kind = "cut")),
    });
    while (wish.kind === "waiting") await sleep(50);
    await sleep(500);
    proxy.cut();
    const executed = await running;
    await proxy.close();
    assert.deepEqual(executed.runs.map(({ outcome }) => outcome), [
      { status: "ok" },
      { status: "dead", message: `the kernel is out of reach: the connection to ${proxy.url} was cut (code 1006)` },
      { status: "not-run", message: "not run: the kernel ended in cell 2" },
    ]);
    assert.equal(textOf(executed, 0), "before\n1\n");
  });

  it("what a cell and a notebook may write is what is configured here, more than the usual as well as less", async () => {
    const generous = await startJupyter("server", process.cwd(), ["--ZMQChannelsWebsocketConnection.limit_rate=False"]);
    const server = new JupyterServer(generous.url, TOKEN);
    const writes = (count: number): string => `for (let k = 0; k < ${count}; k++) console.log("x".repeat(999_999))`;
    try {
      const [more, less] = await Promise.all([run([writes(52)], { server, outputLimit: 60e6 }), run([writes(2), "1"], { server, outputLimit: 1.5e6 })]);
      assert.deepEqual(statuses(more), ["ok"]);
      assert.equal(textOf(more, 0).length, 52e6);
      assert.equal(less.runs[0]?.outcome.status === "lost-output" ? less.runs[0].outcome.message : "", 'the cell wrote more than 1.5 MB, and the rest is missing; "outputMegabytes" in the configuration allows more');
      assert.equal(textOf(less, 0).length, 1.5e6);
      const whole = await run([writes(2), writes(2), "1"], { server, notebookOutputLimit: 3e6 });
      assert.deepEqual(whole.runs.map(({ outcome }) => outcome), [{ status: "ok" }, { status: "lost-output", message: 'the notebook wrote more than 3 MB, and the rest is missing; "notebookMegabytes" in the configuration allows more' }, { status: "not-run", message: "not run: cell 2 lost output" }]);
    } finally {
      await generous.stop();
    }
  });

  it("no kernel is left there", async () => assert.equal(await kernelsOn(jupyter), 0));

  for (const [title, server, message] of [
    ["a wrong token", () => new JupyterServer(jupyter.url, "sesame"), /^http:\/\/127\.0\.0\.1:\d+: the server refuses the token \(403\); give the one that it was started with: --token, or JUPYTER_TOKEN$/],
    ["no token", () => new JupyterServer(jupyter.url), /refuses the token \(403\)/],
    ["a server that is not there", () => new JupyterServer("http://127.0.0.1:1", TOKEN), /^http:\/\/127\.0\.0\.1:1: nothing answers there: .+$/],
    ["an address that is no server's", () => new JupyterServer(`${jupyter.url}/api/contents`, TOKEN), /^http:\/\/127\.0\.0\.1:\d+\/api\/contents: the server answers 404/],
  ] as const) {
    it(`${title} is refused`, async () => {
      await assert.rejects(run(["1"], { server: server() }), { name: "NotebookError", message });
    });
  }

  it("a kernel that the server lacks is refused, and those that it has are listed", async () => {
    await assert.rejects(run(["1"], {}, "haskell"), { name: "NotebookError", message: `test.ipynb: metadata.kernelspec.name is "haskell", a kernel that the server ${jupyter.url} has not; it has "backproof", "python3", "tslab"` });
  });

  it("a module that is missing there is said to be missing there", async () => {
    const { runs } = await run([`import { x } from "not-installed"`]);
    assert.match(runs[0]?.outcome.status === "error" ? runs[0].outcome.message : "", /^Cannot find module 'not-installed'.* \(on http:\/\/127\.0\.0\.1:\d+, where the notebook runs: it has to be installed there, in the notebook's folder or above\)$/);
  });
});

describe("backproof report --server", () => {
  const build = (...args: readonly string[]) => {
    const child = spawn(process.execPath, ["scripts/backproof.mjs", "report", join(folder, "report.json"), "--server", jupyter.url, ...args], { env: { ...process.env, JUPYTER_TOKEN: TOKEN } });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (said += data.toString()));
    return { child, done: new Promise<{ code: number | null; signal: string | null; said: string }>((resolve) => child.once("close", (code, signal) => resolve({ code, signal, said }))) };
  };
  const write = (name: string, ...sources: readonly string[]): void => writeFileSync(join(folder, name), writeNotebook(notebook([{ id: "", cell_type: "markdown", metadata: {}, source: `# ${name}` }, ...sources.map((source) => code(source))])));

  it("runs several notebooks there, keeps nothing, and tells its token to nobody", async () => {
    write("a.ipynb", `"from a"`);
    write("b.ipynb", `"from b"`);
    writeFileSync(join(folder, "report.json"), JSON.stringify({ title: "Remote", chapters: ["a.ipynb", "b.ipynb"], formats: ["html"], output: "out" }));
    const { code, said } = await build().done;
    assert.equal(code, 0, said);
    const written = readFileSync(join(folder, "out", "report.html"), "utf8") + readFileSync(join(folder, "out", "verification.json"), "utf8");
    assert.match(written, /from a/);
    assert.match(written, /from b/);
    assert.match(written, /what http:\/\/127\.0\.0\.1:\d+ holds is not followed/);
    assert.equal((written + said).includes(TOKEN), false);
  });

  it("leaves no kernel there when it is stopped with Ctrl-C", async () => {
    write("a.ipynb", `await new Promise((resolve) => setTimeout(resolve, 60_000))`);
    const { child, done } = build();
    while ((await kernelsOn(jupyter)) === 0) await sleep(100);
    await sleep(3000);
    child.kill("SIGINT");
    assert.equal((await done).signal, "SIGINT");
    assert.equal(await kernelsOn(jupyter), 0);
  });
});
