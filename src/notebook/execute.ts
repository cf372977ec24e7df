/**
 * Runs a notebook's code cells, top to bottom, in a kernel of its own.
 */
import { dirname, resolve } from "node:path";
import { begin, type BeginOptions, specFor } from "./begin-run.js";
import { awaitLateWork } from "./late-work.js";
import type { Notebook } from "./nbformat.js";
import { Recorder } from "./recorder.js";
import type { ExecutedNotebook } from "./run.js";
import { type Begun, notRun, takeTurns, tasksOf, toRun, type Turn, type TurnOptions, withOutputs } from "./take-turns.js";

export type { Begun, Progress } from "./take-turns.js";

export interface ExecuteOptions extends TurnOptions, Omit<BeginOptions, "cwd"> {
  /** Where cells run and resolve packages. Default: the notebook's folder. */
  readonly cwd?: string;
  /** After every cell: the notebook as it is so far, cells that have not run yet without outputs. */
  readonly onAdvance?: (snapshot: () => ExecutedNotebook) => void;
  /** A kernel that has run the first cells of exactly this notebook, and nothing else, or why there is none; default: a fresh one. It is ended here. */
  readonly ahead?: Begun | string;
}

/**
 * Runs the notebook and answers with its outputs and an outcome for every code cell, however the run went. A cell tagged
 * `raises-exception` may fail: its outcome is `ok`, its error stands among its outputs. A cell tagged `skip-execution` has no run and
 * keeps the outputs it has. Every cell that fails has an error among its outputs.
 * @throws {NotebookError} if the notebook names a kernel that is not known
 * @throws the signal's reason if it is aborted
 */
export async function executeNotebook(notebook: Notebook, options: ExecuteOptions): Promise<ExecutedNotebook> {
  const started = performance.now();
  const placed = { ...options, cwd: options.cwd ?? dirname(resolve(options.path)) };
  const spec = await specFor(notebook, placed);
  const tasks = tasksOf(notebook);
  const executed = (turns: readonly Turn[], recorder: Recorder): ExecutedNotebook =>
    ({ path: options.path, notebook: withOutputs(notebook, turns, recorder), runs: turns.map((turn) => toRun(turn, recorder)), seconds: (performance.now() - started) / 1000 });
  if (tasks.length === 0) {
    if (typeof options.ahead === "object") await options.ahead.kernel.shutdown();
    return executed([], new Recorder());
  }
  const begun = options.ahead ?? (await begin(spec, placed));
  const finish = (turns: readonly Turn[], from: Recorder): ExecutedNotebook => {
    const result = executed(turns, from);
    options.onProgress?.({ kind: "finished", runs: result.runs });
    return result;
  };
  if (typeof begun === "string") return finish(tasks.map((task) => notRun(task, begun)), new Recorder());
  const { kernel, recorder } = begun;
  kernel.onOutput = (message) => {
    recorder.receive(message);
    if (message.header.msg_type === "stream") options.onProgress?.({ kind: "cell-wrote", text: String(message.content["text"]) });
  };
  let turns: readonly Turn[], hasDied: boolean;
  try {
    options.onProgress?.({ kind: "kernel-started", seconds: begun.startSeconds });
    turns = await takeTurns(tasks, begun, options, (soFar) => options.onAdvance?.(() => executed(soFar, recorder)));
    options.onProgress?.({ kind: "cells-over" });
    turns = await awaitLateWork(turns, begun, options);
    hasDied = !kernel.isAlive;
  } finally {
    await kernel.shutdown();
  }
  if (!hasDied && kernel.writtenPast !== "") options.onProgress?.({ kind: "wrote-past", text: kernel.writtenPast }); // else these were its last words
  return finish(turns, recorder);
}

/** A fresh kernel for the notebook, or why there is none; null where it has no cells to run. */
export async function startAhead(notebook: Notebook, options: ExecuteOptions): Promise<Begun | string | null> {
  const placed = { ...options, cwd: options.cwd ?? dirname(resolve(options.path)) };
  return tasksOf(notebook).length === 0 ? null : begin(await specFor(notebook, placed), placed);
}

/**
 * A fresh kernel that runs the first cells and then waits; null if it does not start, or a cell fails or leaves something running: then
 * what waits is not what a run comes by. Whoever gets it hands it to `executeNotebook` as `ahead`, or ends its kernel.
 */
export async function runAhead(notebook: Notebook, count: number, options: ExecuteOptions): Promise<Begun | null> {
  const placed = { ...options, cwd: options.cwd ?? dirname(resolve(options.path)) };
  const begun = await begin(await specFor(notebook, placed), placed);
  if (typeof begun === "string") return null;
  try {
    const turns = await takeTurns(tasksOf(notebook).slice(0, count), begun, options);
    const isAtRest = begun.kernel.isAlive && (await begun.kernel.isIdle());
    if (isAtRest && turns.every((turn) => toRun(turn, begun.recorder).outcome.status === "ok")) return { ...begun, turns };
  } catch (error) {
    await begun.kernel.shutdown();
    throw error;
  }
  await begun.kernel.shutdown();
  return null;
}
