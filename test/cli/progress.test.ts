import assert from "node:assert/strict";
import { test } from "node:test";
import { progressView } from "../../src/cli/progress.js";
import type { CellOutcome, Notebook } from "../../src/notebook/index.js";
import { code, notebook } from "../notebook/notebooks.js";
import { listening } from "./listening.js";

const OK: CellOutcome = { status: "ok" };

/** Two notebooks side by side; in the second one a cell fails, by what it left running. */
function watch(isWatched: boolean): string {
  const terminal = listening(isWatched);
  let clock = 0;
  const { show, end } = progressView(terminal, () => (clock += 500));
  const source = (path: string, cells: number): { path: string; file: string; notebook: Notebook } => ({ path, file: path, notebook: notebook(Array.from({ length: cells }, () => code("1"))) });
  const step = (path: string, cell: number, total: number, outcome: CellOutcome): void =>
    show({ kind: "notebook", path, progress: { kind: "cell-finished", cell, position: cell + 1, total, run: { cell, id: "", seconds: 0, outcome, records: [] } } });
  const finished = (path: string, ...outcomes: readonly CellOutcome[]): void =>
    show({ kind: "notebook", path, progress: { kind: "finished", runs: outcomes.map((outcome, cell) => ({ cell, id: "", seconds: 0, outcome, records: [] })) } });
  show({ kind: "chapters", chapters: [source("a.ipynb", 2), source("b.ipynb", 1)] });
  step("a.ipynb", 0, 2, OK);
  step("b.ipynb", 0, 1, OK);
  show({ kind: "notebook", path: "b.ipynb", progress: { kind: "cells-over" } });
  finished("b.ipynb", { status: "error", name: "Error", message: "no" });
  step("a.ipynb", 1, 2, OK);
  finished("a.ipynb", OK, OK);
  show({ kind: "writing", format: "html" });
  end();
  return terminal.said.err;
}

test("in CI: one plain line for each notebook, nothing is drawn over", () => {
  assert.equal(watch(false), "failed  b.ipynb: 1 cell, 1 did not run to the end, 0.5 s\nran  a.ipynb: 2 cells, 1.5 s\n");
});

test("why a notebook runs, that one is kept, that a result could not be stored", () => {
  const terminal = listening();
  const { show } = progressView(terminal, () => 0);
  show({ kind: "decision", path: "a.ipynb", decision: { kind: "runs", why: "src/layers/relu.ts changed" } });
  show({ kind: "notebook", path: "a.ipynb", progress: { kind: "finished", runs: [{ cell: 0, id: "", seconds: 0, outcome: OK, records: [] }] } });
  show({ kind: "decision", path: "a.ipynb", decision: { kind: "not stored", why: "the disk is full" } });
  show({ kind: "decision", path: "b.ipynb", decision: { kind: "kept", ranAt: "", cells: 3 } });
  assert.equal(terminal.said.err, `ran  a.ipynb: 1 cell, 0.0 s (src/layers/relu.ts changed)
note  a.ipynb: its result is not stored: the disk is full
kept  b.ipynb: 3 cells, nothing that they depend on changed
`);
});

test("what went past the notebook, by its last line", () => {
  const terminal = listening();
  progressView(terminal, () => 0).show({ kind: "notebook", path: "a.ipynb", progress: { kind: "wrote-past", text: "one\ntwo" } });
  assert.equal(terminal.said.err, `note  a.ipynb: the notebook does not show what its cells wrote to the kernel's own output, as a process with stdio "inherit" does: "two"\n`);
});

test("in a terminal: what a running cell prints last stands beside its notebook, without control characters", () => {
  const terminal = listening(true);
  const { show } = progressView(terminal, () => 0);
  show({ kind: "notebook", path: "a.ipynb", progress: { kind: "cell-started", cell: 0, position: 1, total: 2 } });
  show({ kind: "notebook", path: "a.ipynb", progress: { kind: "cell-wrote", text: "epoch 1\n\x1b[32mepoch 2\x1b[0m\n" } });
  assert.equal(terminal.said.err.split("\r\x1b[K").at(-1), "running a 0/2 (epoch 2)");
  show({ kind: "notebook", path: "a.ipynb", progress: { kind: "cell-finished", cell: 0, position: 1, total: 2, run: { cell: 0, id: "", seconds: 0, outcome: OK, records: [] } } });
  assert.equal(terminal.said.err.split("\r\x1b[K").at(-1), "running a 1/2");
});

test("in a terminal: the line says what runs and how far it is", () => {
  const drawn = watch(true).split("\r\x1b[K");
  assert.ok(drawn.includes("running a 1/2"), drawn.join("|"));
  assert.ok(drawn.includes("running a 1/2, b 1/1 (what they left running)"), drawn.join("|"));
  assert.ok(drawn.includes("writing html"));
  assert.equal(drawn.at(-1), "", "it is cleared at the end");
});
