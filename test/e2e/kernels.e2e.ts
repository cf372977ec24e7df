/** Kernels other than TypeScript's, as Jupyter has them installed: Python's and Deno's. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { executeNotebook, type ExecuteOptions, kernelFor } from "../../src/notebook/index.js";
import { code, notebook, outputsOf, statuses, textOf } from "../notebook/notebooks.js";
import { deno, jupyterData } from "./jupyter-environment.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-kernels-"));
after(() => rmSync(folder, { recursive: true }));

function run(kernel: string, sources: readonly string[], options: Partial<ExecuteOptions> = {}): ReturnType<typeof executeNotebook> {
  const made = notebook(sources.map((source) => code(source)), { kernelspec: { name: kernel, display_name: kernel } });
  const spec = kernelFor(made, "test.ipynb", folder, undefined, [jupyterData(), folder]);
  return executeNotebook(made, { path: "test.ipynb", cwd: folder, kernel: spec, ...options });
}

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe("Python's kernel", () => {
  it("shows results, streams, displays, updates, pictures", async () => {
    const executed = await run("python3", [
      "6 * 7",
      "import sys; print('out'); sys.stdout.flush(); print('err', file=sys.stderr); sys.stderr.flush(); print('again')",
      "from IPython.display import display, clear_output, Image, Markdown\nhandle = display('first', display_id=True)",
      "handle.update('second')",
      "print('gone'); clear_output(wait=True); print('stays')",
      `import base64; Image(base64.b64decode("${PIXEL}"))`,
      "display(Markdown('*here*'))",
    ]);
    assert.deepEqual(statuses(executed), Array(7).fill("ok"));
    assert.deepEqual(outputsOf(executed, 0), [{ output_type: "execute_result", execution_count: 1, data: { "text/plain": "42" }, metadata: {} }]);
    assert.deepEqual(outputsOf(executed, 1).map((output) => ("text" in output ? [output.name, output.text] : output)), [["stdout", "out\n"], ["stderr", "err\n"], ["stdout", "again\n"]]);
    assert.deepEqual(outputsOf(executed, 2), [{ output_type: "display_data", data: { "text/plain": "'second'" }, metadata: {} }]);
    assert.deepEqual(outputsOf(executed, 3), []);
    assert.equal(textOf(executed, 4), "stays\n");
    const [picture] = outputsOf(executed, 5);
    assert.equal(picture !== undefined && "data" in picture && JSON.stringify(picture.data["image/png"]).replaceAll("\\n", ""), JSON.stringify(PIXEL));
    assert.deepEqual(outputsOf(executed, 6).flatMap((output) => ("data" in output ? [output.data["text/markdown"]] : [])), ["*here*"]);
  });

  it("tells its errors, and the cells after one are not run", async () => {
    const executed = await run("python3", ["print('before')\n1 / 0", "1"]);
    assert.deepEqual(executed.runs.map(({ outcome }) => outcome), [
      { status: "error", name: "ZeroDivisionError", message: "division by zero", line: 2 },
      { status: "not-run", message: "not run: cell 1 failed" },
    ]);
    assert.equal(textOf(executed, 0), "before\n");
  });

  it("loses nothing of 100,000 lines, nor of 50 MB", async () => {
    const executed = await run("python3", ["for i in range(100_000): print(i)", "print('x' * 40_000_000)"]);
    assert.deepEqual(statuses(executed), ["ok", "ok"]);
    assert.equal(textOf(executed, 0), Array.from({ length: 100_000 }, (_, i) => `${i}\n`).join(""));
    assert.equal(textOf(executed, 1).length, 40_000_001);
  });

  it("says nothing of its start in the first cell", async () => {
    const python = kernelFor(notebook([], { kernelspec: { name: "python3" } }), "test.ipynb", folder, undefined, [jupyterData()]);
    const start = "import sys\nfrom ipykernel.kernelapp import IPKernelApp\nclass App(IPKernelApp):\n    def start(self):\n        print('frozen modules', file=sys.stderr)\n        super().start()\nApp.launch_instance()";
    const executed = await run("python3", ["'first'"], { kernel: { ...python, argv: [python.argv[0]!, "-c", start, "-f", "{connection_file}"] } });
    assert.deepEqual(outputsOf(executed, 0).map((output) => output.output_type), ["execute_result"]);
  });

  it("is told when it is blocked after the last cell, or goes on printing", async () => {
    const thread = (body: string): string => `import os, signal, threading, time\ndef later():\n${body}\nthreading.Thread(target=later).start()`;
    const [blocked, printing] = await Promise.all([
      run("python3", [thread("    time.sleep(0.2); os.kill(os.getpid(), signal.SIGSTOP)")], { cellSeconds: 3 }),
      run("python3", [thread("    while True:\n        print('tick'); time.sleep(0.1)")], { cellSeconds: 3 }),
    ]);
    const outcome = { status: "timeout", message: "what the cell left running was not over 3 s after the last cell; await it in the cell, or end it" };
    assert.deepEqual([...blocked.runs, ...printing.runs].map((each) => each.outcome), [outcome, outcome]);
  });

  it("is waited for while a task of asyncio runs, and told its name where that takes too long", async () => {
    const wait = (name: string, seconds: number, say: string): string => `async def ${name}():\n    await asyncio.sleep(${seconds})\n    print('${say}')\nasyncio.create_task(${name}())`;
    const [late, endless, library, nested] = await Promise.all([
      run("python3", [`import asyncio\n${wait("later", 3, "late")};`, "async def look():\n    await asyncio.sleep(2); print(sorted(set(globals()) - names))\nasyncio.create_task(look()); names = set(globals()) | {'names'}"]),
      run("python3", ["import asyncio", `${wait("never", 60, "never")}.set_name("it's")`, "1"], { cellSeconds: 2 }),
      run("python3", ["import asyncio, time; asyncio.create_task(asyncio.sleep(60)); t = asyncio.get_running_loop().create_task(asyncio.Event().wait()); 1"], { cellSeconds: 5 }),
      run("python3", ["import asyncio\nasync def inner():\n    await asyncio.sleep(2); print('inner')\nrunning = asyncio.ensure_future(asyncio.wait_for(asyncio.gather(inner(), inner()), 10))"]),
    ]);
    assert.deepEqual(statuses(late), ["ok", "ok"]);
    assert.deepEqual([textOf(late, 0), textOf(late, 1)], ["late\n", "[]\n"], "and it finds no name that it did not have");
    assert.deepEqual(endless.runs.map(({ outcome }) => outcome), [{ status: "ok" }, { status: "timeout", message: `what the cell left running was not over 2 s after the last cell: the task "it's", never(); await it in the cell, or end it` }, { status: "ok" }]);
    assert.deepEqual(statuses(library), ["ok"], "what only a library waits for has nothing to say");
    assert.equal(textOf(nested, 0), "inner\ninner\n");
  });

  it("is interrupted when a cell takes too long, and goes on", async () => {
    const executed = await run("python3", ["import time; print('waiting', flush=True); time.sleep(60)", "'next'"], { cellSeconds: 2, keepGoing: true });
    assert.deepEqual(statuses(executed), ["timeout", "ok"]);
    assert.equal(textOf(executed, 0), "waiting\n");
  });

  it("is reported when it is killed in a cell", async () => {
    const executed = await run("python3", ["import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "1"]);
    assert.deepEqual(statuses(executed), ["dead", "not-run"]);
    assert.equal(executed.runs[0]?.outcome.status === "dead" ? executed.runs[0].outcome.message : "", "the kernel was ended by SIGKILL", "what it says of its start are no last words");
  });
});

/** What nbclient's test suite has notebooks for, written anew. */
describe("notebooks of Python's world", () => {
  const run1 = (...sources: readonly string[]) => run("python3", sources);

  it("empty cells, letters of the world, displays updated by later cells and cleared, widgets' messages", async () => {
    const executed = await run1(
      "",
      "print('☃ 日本語 👩‍🔬')",
      "from IPython.display import display, clear_output, SVG, HTML\nfor k in range(3):\n    clear_output(); print(k)",
      "print('old'); clear_output(wait=True)",
      "one = display('1', display_id='same'); two = display('2', display_id='same')",
      "display('3', display_id='same', update=True); display('unknown id', display_id='nobody', update=True);",
      "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'))",
      "from comm import create_comm\ncomm = create_comm(target_name='jupyter.widget', data={'state': {}}); comm.send({'x': 1}, buffers=[b'123']); comm.close()\nprint('sent')",
      "import sys, threading, time\ndef later():\n    time.sleep(0.1); print('late')\nthreading.Thread(target=later).start(); 'now'",
    );
    assert.deepEqual(statuses(executed), Array(9).fill("ok"));
    assert.equal(textOf(executed, 1), "☃ 日本語 👩‍🔬\n");
    assert.equal(textOf(executed, 2), "2\n");
    assert.equal(textOf(executed, 3), "old\n");
    assert.deepEqual(outputsOf(executed, 4).map((output) => "data" in output && output.data["text/plain"]), ["'3'", "'3'"]);
    assert.deepEqual(outputsOf(executed, 5), []);
    assert.match(JSON.stringify(outputsOf(executed, 6)), /image\/svg\+xml/);
    assert.equal(textOf(executed, 7), "sent\n");
    assert.equal(textOf(executed, 8), "late\n");
  });

  it("input() is refused, as nobody is there to answer", async () => {
    const { runs } = await run1("input('name? ')");
    assert.equal(runs[0]?.outcome.status === "error" && runs[0].outcome.name, "StdinNotImplementedError");
  });

  it("errors that their author allows, cells that are not to be run, an interrupt of its own", async () => {
    const made = notebook([code("1 / 0", "raises-exception"), code("0 / 0", "skip-execution"), code("raise KeyboardInterrupt", "raises-exception"), code("'end'")], { kernelspec: { name: "python3", display_name: "Python" } });
    const executed = await executeNotebook(made, { path: "test.ipynb", cwd: folder, kernel: kernelFor(made, "test.ipynb", folder, undefined, [jupyterData()]) });
    assert.deepEqual(statuses(executed), ["ok", "ok", "ok"]);
    assert.match(JSON.stringify(outputsOf(executed, 3)), /'end'/);
  });
});

const denoProgram = deno();
describe("Deno's kernel", { skip: denoProgram === null && "Deno is not on the path: npm install deno somewhere, and DENO=…/node_modules/.bin/deno" }, () => {
  mkdirSync(join(folder, "kernels", "deno"), { recursive: true });
  writeFileSync(join(folder, "kernels", "deno", "kernel.json"), JSON.stringify({ argv: [denoProgram, "jupyter", "--kernel", "--conn", "{connection_file}"], display_name: "Deno", language: "typescript" }));

  it("shows results, streams, displays and errors", async () => {
    const executed = await run("deno", [
      "const x: number = 6 * 7; x",
      `console.log("out"); console.error("err")`,
      `await Deno.jupyter.display({ "text/plain": "plain", "text/html": "<b>rich</b>" }, { raw: true })`,
      `for (let i = 0; i < 2000; i++) console.log(i)`,
      `throw new TypeError("no")`,
    ]);
    assert.deepEqual(statuses(executed), ["ok", "ok", "ok", "ok", "error"]);
    assert.match(JSON.stringify(outputsOf(executed, 0)), /42/);
    assert.deepEqual([textOf(executed, 1), textOf(executed, 1, "stderr")], ["out\n", "err\n"]);
    assert.match(JSON.stringify(outputsOf(executed, 2)), /"text\/html":"<b>rich<\/b>"/);
    assert.equal(textOf(executed, 3), Array.from({ length: 2000 }, (_, i) => `${i}\n`).join(""));
    assert.match(JSON.stringify(executed.runs[4]?.outcome), /TypeError.*no/);
  });
});
