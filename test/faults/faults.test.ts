/**
 * The table of faults: what can go wrong while notebooks run, what must be said of it, and that nothing is lost or left behind.
 * A row of the first table is a build of two notebooks, of which one meets the fault: the other one must run, and where a report can be made it is.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { JupyterServer } from "../../src/notebook/index.js";
import { startPreview } from "../../src/preview/preview.js";
import { code, outputsOf, run, statuses, textOf } from "../notebook/notebooks.js";
import { fakeKernel, kernelWithoutPort, leavingServer, leftovers, project, type Project, type Said, smallKernel, withFullDisk } from "./faulty.js";

interface Fault {
  readonly fault: string;
  readonly project: () => Project;
  /** Default: a plain build. */
  readonly build?: (at: Project) => Promise<Said>;
  readonly exit: 0 | 1 | 2;
  readonly says: RegExp;
  /** What the written notebook must hold. Default: nothing is asked. */
  readonly keeps?: (written: string) => boolean;
  /** Is a report written, with what the good notebook gave? */
  readonly isWritten: boolean;
}

const lines = (count: number): string => Array.from({ length: count }, (_, k) => `line ${k}\\n`).join("");
const written = (text: string): string => (JSON.parse(text) as { readonly cells: readonly { readonly outputs: readonly { readonly text?: readonly string[] }[] }[] }).cells[0]!.outputs.flatMap((output) => output.text ?? []).join("");
const saysLast = (text: string): boolean => written(text) === "last\n";
const LAST = "\\n  it printed last:\\n    last";
const NOT_RUN = "a\\.ipynb, cell 2: not run: ";

const FAULTS: readonly Fault[] = [
  {
    fault: "kill -9 of the kernel in a cell",
    project: () => project([`console.log("last"); process.kill(process.pid, "SIGKILL"); while (true) {}`, "1"]),
    exit: 1, says: new RegExp(`a\\.ipynb, cell 1: the kernel was ended by SIGKILL${LAST}\\n${NOT_RUN}the kernel ended in cell 1$`, "m"), keeps: saysLast, isWritten: true,
  },
  {
    fault: "a cell that hangs",
    project: () => project([`console.log("last"); while (true) {}`, "1"], { cellSeconds: 6 }),
    exit: 1, says: new RegExp(`a\\.ipynb, cell 1: the cell ran longer than 6 s and was interrupted${LAST}\\n${NOT_RUN}cell 1 ran into its time limit$`, "m"), keeps: saysLast, isWritten: true,
  },
  {
    fault: "a notebook that takes too long as a whole",
    project: () => project([`console.log("last"); await new Promise(() => {})`, "1"], { notebookSeconds: 6 }),
    exit: 1, says: new RegExp(`a\\.ipynb, cell 1: the notebook ran longer than 6 s; this cell was interrupted${LAST}\\n${NOT_RUN}the notebook's time of 6 s was over after cell 1$`, "m"), keeps: saysLast, isWritten: true,
  },
  {
    fault: "output without end",
    project: () => project([`while (true) console.log("y".repeat(99_999))`, "1"]),
    exit: 1, says: new RegExp(`a\\.ipynb, cell 1: the cell wrote more than 50 MB, and the rest is missing; "outputMegabytes" in the configuration allows more\\n  it printed last:\\n    y{119}…\\n${NOT_RUN}cell 1 lost output$`, "m"), keeps: (text) => written(text).length === 50_000_000, isWritten: true,
  },
  {
    fault: "more output from all cells than the notebook may write",
    project: () => project([`console.log("y".repeat(599_999))`, `console.log("z".repeat(599_999))`, "1"], { notebookMegabytes: 1 }),
    exit: 1, says: /^a\.ipynb, cell 2: the notebook wrote more than 1 MB, and the rest is missing; "notebookMegabytes" in the configuration allows more\n {2}it printed last:\n {4}z{119}…\na\.ipynb, cell 3: not run: cell 2 lost output$/m, keeps: (text) => written(text).length === 600_000, isWritten: true,
  },
  {
    fault: "100,000 lines",
    project: () => project([`for (let k = 0; k < 100_000; k++) console.log("line " + k)`]),
    exit: 0, says: /^ran {2}a\.ipynb: 1 cell/m, keeps: (text) => written(text) === lines(100_000).replaceAll("\\n", "\n"), isWritten: true,
  },
  {
    fault: "a full disk, below the output",
    project: () => project(["1"]),
    build: async (at) => {
      assert.equal((await at.build()).exit, 0);
      at.write("a.ipynb", at.read("b.ipynb"));
      return withFullDisk(join(at.folder, "out"), () => at.build());
    },
    exit: 2, says: /out\/report\.html: cannot be written: the disk is full\. The earlier report is as it was; free some space, or set "output" in the configuration to another$/m, isWritten: true,
  },
  {
    fault: "a full disk, where the log stands",
    project: () => project(["1"]),
    build: async (at) => {
      const log = join(at.folder, "log.json");
      const said = await withFullDisk(log, () => at.build("--log", log));
      assert.equal(at.read("log.json"), "", "no half of one");
      assert.doesNotMatch(said.out, /✓/);
      return said;
    },
    exit: 2, says: /log\.json: the log cannot be written: the disk is full; the report is written$/m, isWritten: true,
  },
  {
    fault: "a full disk, below the stored results",
    project: () => project(["1"]),
    build: (at) => withFullDisk(join(at.folder, ".cache"), () => at.build()),
    exit: 0, says: /a\.ipynb: its result is not stored: ENOSPC: no space left on device, write/, isWritten: true,
  },
  {
    fault: "a full disk, where kernels are met",
    project: () => project(["1"]),
    build: (at) => withFullDisk(join(tmpdir(), "backproof-"), () => at.build()),
    exit: 1, says: /a\.ipynb, cell 1: the kernel "tslab" did not start\nattempt 1: there is no place to meet it in .*: ENOSPC: no space left on device, write\n[^]*^b\.ipynb, cell 1: the kernel "tslab" did not start$/m, isWritten: false,
  },
  {
    fault: "damaged stored results",
    project: () => project(["1"]),
    build: async (at) => {
      await at.build();
      for (const file of at.files().filter((each) => each.endsWith(".result"))) writeFileSync(file, readFileSync(file).map((byte, k) => (k === 200 ? byte ^ 1 : byte)));
      return at.build();
    },
    exit: 0, says: /^ran {2}a\.ipynb: 1 cell, .* \(its stored result is damaged\)$/m, isWritten: true,
  },
  {
    fault: "two builds at once",
    project: () => project(["1"]),
    build: async (at) => {
      const [first, second] = await Promise.all([at.build(), at.build()]);
      assert.equal(first.exit, 0, first.err);
      return second;
    },
    exit: 0, says: /^ran {2}a\.ipynb: 1 cell/m, isWritten: true,
  },
  {
    fault: "a notebook that is no JSON",
    project: () => project({ text: '{"cells": [}' }),
    exit: 2, says: /^backproof: a\.ipynb: line 1, column 12: not JSON; expected a value, found "\}"\n {2}\{"cells": \[\}\n {13}\^$/m, isWritten: false,
  },
  {
    fault: "a notebook with a conflict that Git left",
    project: () => project({ text: '{\n "nbformat": 4,\n<<<<<<< HEAD\n "nbformat_minor": 5,\n=======\n "nbformat_minor": 4,\n>>>>>>> other\n "metadata": {}, "cells": []}' }),
    exit: 2, says: /^backproof: a\.ipynb: line 3: not JSON; a conflict that Git could not merge stands here; choose one side, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>\n {2}<<<<<<< HEAD$/m, isWritten: false,
  },
  {
    fault: "a chapter that is a pipe, which nobody writes",
    project: () => {
      const at = project(["1"]);
      rmSync(join(at.folder, "a.ipynb"));
      execFileSync("mkfifo", [join(at.folder, "a.ipynb")]);
      return at;
    },
    exit: 2, says: /^backproof: \S+\/report\.json: the chapter a\.ipynb cannot be read: it is a pipe or a device, not a file$/m, isWritten: false,
  },
  {
    fault: "a notebook that is not UTF-8",
    project: () => project({ bytes: Buffer.from('{"nbformat": 4,\n "cells": ["é"]}', "latin1") }),
    exit: 2, says: /^backproof: a\.ipynb: line 2, column 13: it is not UTF-8 from here on; save it as UTF-8$/m, isWritten: false,
  },
  {
    fault: "a notebook in UTF-16",
    project: () => project({ bytes: Buffer.from('\ufeff{"nbformat": 4}', "utf16le") }),
    exit: 2, says: /^backproof: a\.ipynb: it is UTF-16; save it as UTF-8$/m, isWritten: false,
  },
  {
    fault: "a log whose folder is missing",
    project: () => project(["1"]),
    build: (at) => at.build("--log", join(at.folder, "nowhere", "log.json")),
    exit: 2, says: /^backproof: --log \S+\/nowhere\/log\.json: \S+\/nowhere is not there$/m, isWritten: false,
  },
  {
    fault: "a text in place of a number",
    project: () => project([code("const rate = 0.1;", "parameters")]),
    build: (at) => at.build("--set", "rate=.5"),
    exit: 2, says: /^backproof: a\.ipynb, cell 1, line 1: rate is a number \(0\.1\); it was given "\.5"\. A number is written as in JSON: --set rate=0\.5$/m, isWritten: false,
  },
  {
    fault: "a notebook that lacks fields",
    project: () => project({ text: '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "id": "a"}]}' }),
    exit: 2, says: /^backproof: a\.ipynb: cells\[0\] \(cell 1, id "a"\) lacks "metadata", "source", "outputs", "execution_count"$/m, isWritten: false,
  },
  {
    fault: "a notebook of another format",
    project: () => project({ text: '{"nbformat": 3, "worksheets": []}' }),
    exit: 2, says: /^backproof: a\.ipynb: nbformat 3; only nbformat 4 can be read\. .* --inplace a\.ipynb$/m, isWritten: false,
  },
  {
    fault: "the server's connection is lost",
    project: () => project(["1", "2"], { chapters: ["a.ipynb"] }),
    build: async (at) => {
      const server = await leavingServer();
      try {
        return await at.build("--server", server.url);
      } finally {
        assert.equal(server.kernels(), 0, "its kernel is ended");
        await server.close();
      }
    },
    exit: 1, says: new RegExp(`a\\.ipynb, cell 1: the kernel is out of reach: the connection to http://127\\.0\\.0\\.1:\\d+ was cut \\(code 1006\\)${LAST}\\n${NOT_RUN}the kernel ended in cell 1$`, "m"), keeps: saysLast, isWritten: false,
  },
  {
    fault: "the server goes away: what it did not run is told in place, and what ran is kept",
    project: () => {
      const at = project(["1", "2"], { chapters: ["a.ipynb", "b.ipynb", "c.ipynb"] });
      at.write("c.ipynb", at.read("b.ipynb"));
      return at;
    },
    build: async (at) => at.build("--server", (await leavingServer("server")).url),
    exit: 1, says: new RegExp(`^note {2}[abc]\\.ipynb: its kernel k could not be ended and may still run: http://127\\.0\\.0\\.1:\\d+: nothing answers there: [^]*^failed {2}a\\.ipynb: 2 cells, 2 did not run to the end[^]*^a\\.ipynb, cell 1: 2 cells from here on are not run: the kernel "backproof" did not start\nattempt 1: http://127\\.0\\.0\\.1:\\d+: nothing answers there: [^]*^[bc]\\.ipynb, cell 1: the kernel is out of reach`, "m"), keeps: (text) => text !== "", isWritten: false,
  },
];

describe("a build that meets a fault says so, goes on, and leaves nothing behind", () => {
  for (const { fault, project: make, build = (at: Project) => at.build(), exit, says, keeps, isWritten } of FAULTS) {
    test(fault, async () => {
      const left = await leftovers(async () => {
        const at = make();
        const said = await build(at);
        assert.match(said.err, says);
        assert.equal(said.exit, exit, said.err);
        if (isWritten) assert.match(at.read("out/notebooks/b.ipynb"), /"42/);
        if (keeps !== undefined) assert.ok(keeps(at.read("out/notebooks/a.ipynb")), at.read("out/notebooks/a.ipynb").slice(0, 2000));
        assert.deepEqual(at.files().filter((file) => file.endsWith(".tmp")), []);
      });
      assert.deepEqual(left, []);
    });
  }
});

describe("a kernel at fault", () => {
  const kernelFault = (fault: string, check: () => Promise<void>): void => void test(fault, async () => assert.deepEqual(await leftovers(check), []));

  kernelFault("out of memory: what it wrote is kept, and it is said", async () => {
    const executed = await run([code(`console.log("last"); const all: number[][] = []; for (;;) all.push(new Array(100_000).fill(1.5))`), code("1")], { kernel: smallKernel(160) });
    const [outcome] = executed.runs.map((each) => each.outcome);
    assert.deepEqual(statuses(executed), ["dead", "not-run"]);
    assert.match(outcome?.status === "dead" ? outcome.message : "", /^the kernel ran out of memory: Node's heap was full at \d+ MB; NODE_OPTIONS=--max-old-space-size=MEGABYTES gives it more$/);
    assert.equal(textOf(executed, 0), "last\n");
  });

  const one = [code("6 * 7")];

  kernelFault("too little memory to start: it is said, without Node's stack", async () => {
    const [outcome] = (await run(one, { kernel: smallKernel(4) })).runs.map((each) => each.outcome);
    assert.match(outcome?.status === "not-run" ? outcome.message : "", /^the kernel "tslab" did not start\n(attempt \d: the kernel ran out of memory: Node's heap was full at \d+ MB; NODE_OPTIONS=--max-old-space-size=MEGABYTES gives it more\n?){3}$/);
  });

  kernelFault("its port is taken: it is started again on others", async () => {
    const executed = await run(one, { kernel: kernelWithoutPort("once") });
    assert.deepEqual(statuses(executed), ["ok"]);
    assert.equal(outputsOf(executed, 0).length, 1);
  });

  kernelFault("its port is taken each time: it is said", async () => {
    const [outcome] = (await run(one, { kernel: kernelWithoutPort("always") })).runs.map((each) => each.outcome);
    assert.match(outcome?.status === "not-run" ? outcome.message : "", /^the kernel "tslab" did not start\n(attempt \d: the kernel exited with code 1; its last words:\ncannot listen on tcp:\/\/127\.0\.0\.1:\d+: Address already in use\n?){3}$/);
  });

  kernelFault("it never starts: it is said after three attempts", async () => {
    const [outcome] = (await run(one, { kernel: fakeKernel("deaf"), startSeconds: 0.3 })).runs.map((each) => each.outcome);
    assert.deepEqual(outcome, { status: "not-run", message: 'the kernel "fake" did not start\nattempt 1: no answer within 0.3 s\nattempt 2: no answer within 0.3 s\nattempt 3: no answer within 0.3 s' });
  });

  kernelFault("a server that is not there: it is said", async () => {
    const server = await leavingServer();
    await server.close();
    await assert.rejects(run(one, { server: new JupyterServer(server.url) }), ({ message }: Error) => message.startsWith(`${server.url}: nothing answers there: `));
  });
});

test("the preview's port is taken: it is said which", async () => {
  const at = project(["1"]);
  const first = await startPreview(join(at.folder, "report.json"));
  try {
    const port = Number(new URL(first.url).port);
    await assert.rejects(startPreview(join(at.folder, "report.json"), { port }), { name: "PortError", message: `port ${port} is taken by another program; name another with --port, or leave it out to get a free one` });
  } finally {
    await first.close();
  }
});
