/**
 * The cells of a notebook, one after the other, each to an outcome.
 */
import type { Kernel } from "./kernel/kernel.js";
import { type Cell, type CodeCell, type Notebook, tagsOf } from "./nbformat.js";
import type { Recorder } from "./recorder.js";
import type { CellOutcome, CellRun } from "./run.js";
import { runCell, toldOutcome } from "./run-cell.js";
import type { JupyterServer } from "./server/jupyter-server.js";

export interface TurnOptions {
  /** Seconds that one cell may take, and after the last one what cells left running. Default 120. */
  readonly cellSeconds?: number;
  /** Seconds that all cells together may take. Default: no limit. */
  readonly notebookSeconds?: number;
  /** Go on after a cell that failed. Default: stop. */
  readonly keepGoing?: boolean;
  /** Where the kernel runs; default: on this machine. */
  readonly server?: JupyterServer;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** `position` counts the cells to run from 1 to `total`; `cell` is the position in the notebook, from 0. */
export type Progress =
  | { readonly kind: "kernel-started"; readonly seconds: number }
  | { readonly kind: "cell-started"; readonly cell: number; readonly position: number; readonly total: number }
  /** Text that a cell printed. */
  | { readonly kind: "cell-wrote"; readonly text: string }
  | { readonly kind: "cell-finished"; readonly cell: number; readonly position: number; readonly total: number; readonly run: CellRun }
  /** Every cell has had its turn; what they left running is waited for. */
  | { readonly kind: "cells-over" }
  /** How the cells ended, with what came after their end. */
  | { readonly kind: "finished"; readonly runs: readonly CellRun[] }
  /** Text that went to the kernel's own stdout, as of a process with `stdio: "inherit"`: no notebook shows it. */
  | { readonly kind: "wrote-past"; readonly text: string }
  /** A server that went away could not be told to end the kernel. */
  | { readonly kind: "kernel-left"; readonly message: string };

/** A cell that is to be run. */
export interface Task {
  readonly cell: CodeCell;
  /** Position in the notebook, from 0. */
  readonly index: number;
  /** Position among the cells to run, from 0: outputs are kept under it. */
  readonly order: number;
}

/** What is known of a cell once its turn is over. */
export interface Turn extends Task {
  readonly seconds: number;
  readonly outcome: CellOutcome;
  readonly executionCount: number | null;
}

/** A run that has come so far and waits: its kernel, and what is known of the cells that it has run. */
export interface Begun {
  readonly kernel: Kernel;
  readonly recorder: Recorder;
  readonly turns: readonly Turn[];
  /** Seconds until the kernel answered. */
  readonly startSeconds: number;
}

export const CELL_SECONDS = 120;

export const tasksOf = (notebook: Notebook): readonly Task[] => notebook.cells.flatMap((cell, index) => (isToRun(cell) ? [{ cell, index }] : [])).map((task, order) => ({ ...task, order }));
const isToRun = (cell: Cell): cell is CodeCell => cell.cell_type === "code" && !tagsOf(cell).includes("skip-execution");
const mayFail = (cell: Cell): boolean => tagsOf(cell).includes("raises-exception");

/** Turns that were taken before count as they were, for the cells where they stand now. */
export async function takeTurns(tasks: readonly Task[], { kernel, recorder, turns: before }: Begun, options: TurnOptions, onTurn: (turns: readonly Turn[]) => void = () => {}): Promise<Turn[]> {
  const turns: Turn[] = [];
  const end = performance.now() / 1000 + (options.notebookSeconds ?? Infinity) - before.reduce((sum, { seconds }) => sum + seconds, 0);
  let reason: string | null = null;
  for (const task of tasks) {
    const place = { cell: task.index, position: turns.length + 1, total: tasks.length };
    const taken = before[task.order];
    if (reason === null && taken === undefined) options.onProgress?.({ kind: "cell-started", ...place });
    const turn: Turn = taken !== undefined ? { ...taken, ...task } : reason === null ? await takeTurn(task, kernel, recorder, options, end - performance.now() / 1000) : notRun(task, reason);
    turns.push(turn);
    options.onProgress?.({ kind: "cell-finished", ...place, run: toRun(turn, recorder) });
    if (taken === undefined) onTurn(turns);
    reason ??= performance.now() / 1000 >= end ? `not run: the notebook's time of ${options.notebookSeconds} s was over after cell ${task.index + 1}` : null;
    reason ??= reasonToStop(turn, kernel, options.keepGoing ?? false);
  }
  return turns;
}

async function takeTurn(task: Task, kernel: Kernel, recorder: Recorder, options: TurnOptions, left: number): Promise<Turn> {
  const { source } = task.cell;
  if (source.trim() === "") return { ...task, seconds: 0, outcome: { status: "ok" }, executionCount: null };
  const started = performance.now();
  const { cellSeconds: own = CELL_SECONDS, notebookSeconds } = options;
  const limit = Math.min(own, left);
  const tooLong = limit < own ? `the notebook ran longer than ${notebookSeconds} s; this cell` : `the cell ran longer than ${own} s and`;
  const result = await runCell(kernel, recorder, { cell: task.order, source, limit, tooLong, signal: options.signal });
  const seconds = (performance.now() - started) / 1000;
  await kernel.awaitSilence();
  return { ...task, ...result, outcome: withPlace(result.outcome, options), seconds };
}

/** What a module is missing on is not this machine. */
function withPlace(outcome: CellOutcome, { server }: TurnOptions): CellOutcome {
  const isMissing = server !== undefined && outcome.status === "error" && /Cannot find module/.test(outcome.message);
  return isMissing ? { ...outcome, message: `${outcome.message} (on ${server.url}, where the notebook runs: it has to be installed there, in the notebook's folder or above)` } : outcome;
}

export const notRun = (task: Task, message: string): Turn => ({ ...task, seconds: 0, outcome: { status: "not-run", message }, executionCount: null });

/** Why the cells after this one are not run; null if they are. */
function reasonToStop({ cell, index, outcome }: Turn, kernel: Kernel, keepGoing: boolean): string | null {
  const name = `cell ${index + 1}`;
  if (!kernel.isAlive) return `not run: the kernel ended in ${name}`;
  if (outcome.status === "ok" || keepGoing || (outcome.status === "error" && mayFail(cell))) return null;
  return `not run: ${name} ${outcome.status === "timeout" ? "ran into its time limit" : outcome.status === "lost-output" ? "lost output" : "failed"}`;
}

/** Errors that came after the cell's end count as its own; errors that its author allowed do not count. Output that is missing is no such error. */
export function toRun({ cell, index, order, seconds, outcome }: Turn, recorder: Recorder): CellRun {
  const told = toldOutcome(recorder.errorsOf(order));
  const final = (outcome.status === "ok" || (outcome.status === "error" && told?.status === "lost-output") ? told : null) ?? outcome;
  const allowed = final.status === "error" && mayFail(cell);
  return { cell: index, id: cell.id, seconds, outcome: allowed ? { status: "ok" } : final, records: recorder.recordsOf(order) };
}

export function withOutputs(notebook: Notebook, turns: readonly Turn[], recorder: Recorder): Notebook {
  const cells = [...notebook.cells];
  for (const { cell, index, order, executionCount } of turns) {
    cells[index] = { ...cell, execution_count: executionCount, outputs: recorder.outputsOf(order) };
  }
  return { ...notebook, cells };
}
