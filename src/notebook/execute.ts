/**
 * Runs a notebook's code cells, top to bottom, in a kernel of its own.
 */
import { dirname, resolve } from "node:path";
import { DEFAULT_OUTPUT_LIMIT, type Kernel, KernelStartError, startKernel } from "./kernel/kernel.js";
import { type KernelSpec, kernelFor } from "./kernel/kernel-spec.js";
import { type Cell, type CodeCell, type Notebook, tagsOf } from "./nbformat.js";
import { Recorder } from "./recorder.js";
import type { CellOutcome, CellRun, ExecutedNotebook } from "./run.js";
import { runCell, toldOutcome } from "./run-cell.js";

export interface ExecuteOptions {
  /** The notebook's file, as messages name it. */
  readonly path: string;
  /** Where cells run and resolve packages. Default: the notebook's folder. */
  readonly cwd?: string;
  /** Seconds that one cell may take. Default 120. */
  readonly cellSeconds?: number;
  /** Seconds that all cells together may take. Default: no limit. */
  readonly notebookSeconds?: number;
  /** Seconds that one attempt to start the kernel may take. Default 30. */
  readonly startSeconds?: number;
  /** Characters that one cell may write. Default 50 million. */
  readonly outputLimit?: number;
  /** Seconds to wait, after the last cell, for timers that the cells left running. Default 1. */
  readonly lateSeconds?: number;
  /** Seconds that may pass between the kernel's answer and its being idle; then output is missing. Default 10. */
  readonly idleSeconds?: number;
  /** Go on after a cell that failed. Default: stop. */
  readonly keepGoing?: boolean;
  /** Default: the kernel that the notebook names. */
  readonly kernel?: KernelSpec;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** `position` counts the cells to run from 1 to `total`; `cell` is the position in the notebook, from 0. */
export type Progress =
  | { readonly kind: "kernel-started"; readonly seconds: number }
  | { readonly kind: "cell-started"; readonly cell: number; readonly position: number; readonly total: number }
  | { readonly kind: "cell-finished"; readonly cell: number; readonly position: number; readonly total: number; readonly run: CellRun };

interface Task {
  readonly cell: CodeCell;
  readonly index: number;
}

/** What is known of a cell once its turn is over. */
interface Turn extends Task {
  readonly seconds: number;
  readonly outcome: CellOutcome;
  readonly executionCount: number | null;
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
  const cwd = options.cwd ?? dirname(resolve(options.path));
  const spec = options.kernel ?? kernelFor(notebook, options.path, cwd);
  const recorder = new Recorder(options.outputLimit ?? DEFAULT_OUTPUT_LIMIT);
  const tasks = notebook.cells.flatMap((cell, index) => (isToRun(cell) ? [{ cell, index }] : []));
  const turns = tasks.length === 0 ? [] : await runAll(tasks, spec, cwd, recorder, options);
  const seconds = secondsSince(started);
  return { path: options.path, notebook: withOutputs(notebook, turns, recorder), runs: turns.map((turn) => toRun(turn, recorder)), seconds };
}

const isToRun = (cell: Cell): cell is CodeCell => cell.cell_type === "code" && !tagsOf(cell).includes("skip-execution");
const mayFail = (cell: Cell): boolean => tagsOf(cell).includes("raises-exception");
const secondsSince = (start: number): number => (performance.now() - start) / 1000;

async function runAll(tasks: readonly Task[], spec: KernelSpec, cwd: string, recorder: Recorder, options: ExecuteOptions): Promise<Turn[]> {
  const started = performance.now();
  let kernel: Kernel;
  try {
    kernel = await startKernel(spec, { cwd, ...pick(options, "startSeconds", "outputLimit", "idleSeconds", "signal") });
  } catch (error) {
    if (!(error instanceof KernelStartError)) throw error;
    return tasks.map((task) => notRun(task, error.message));
  }
  kernel.onOutput = (message) => recorder.receive(message);
  try {
    options.onProgress?.({ kind: "kernel-started", seconds: secondsSince(started) });
    const turns = await takeTurns(tasks, kernel, recorder, options);
    if (kernel.isAlive) await kernel.awaitLate(options.lateSeconds ?? 1);
    return turns;
  } finally {
    await kernel.shutdown();
  }
}

async function takeTurns(tasks: readonly Task[], kernel: Kernel, recorder: Recorder, options: ExecuteOptions): Promise<Turn[]> {
  const turns: Turn[] = [];
  const end = performance.now() / 1000 + (options.notebookSeconds ?? Infinity);
  let reason: string | null = null;
  for (const task of tasks) {
    const place = { cell: task.index, position: turns.length + 1, total: tasks.length };
    if (reason === null) options.onProgress?.({ kind: "cell-started", ...place });
    const turn: Turn = reason === null ? await takeTurn(task, kernel, recorder, options, end - performance.now() / 1000) : notRun(task, reason);
    turns.push(turn);
    options.onProgress?.({ kind: "cell-finished", ...place, run: toRun(turn, recorder) });
    reason ??= performance.now() / 1000 >= end ? `not run: the notebook's time of ${options.notebookSeconds} s was over after cell ${task.index + 1}` : null;
    reason ??= reasonToStop(turn, kernel, options.keepGoing ?? false);
  }
  return turns;
}

async function takeTurn(task: Task, kernel: Kernel, recorder: Recorder, options: ExecuteOptions, left: number): Promise<Turn> {
  const { source } = task.cell;
  if (source.trim() === "") return { ...task, seconds: 0, outcome: { status: "ok" }, executionCount: null };
  const started = performance.now();
  const own = options.cellSeconds ?? 120;
  const limit = Math.min(own, left);
  const tooLong = limit < own ? `the notebook ran longer than ${options.notebookSeconds} s; this cell` : `the cell ran longer than ${own} s and`;
  const result = await runCell(kernel, recorder, { cell: task.index, source, limit, tooLong, signal: options.signal });
  return { ...task, ...result, seconds: secondsSince(started) };
}

const notRun = (task: Task, message: string): Turn => ({ ...task, seconds: 0, outcome: { status: "not-run", message }, executionCount: null });

/** Why the cells after this one are not run; null if they are. */
function reasonToStop({ cell, index, outcome }: Turn, kernel: Kernel, keepGoing: boolean): string | null {
  const name = `cell ${index + 1}`;
  if (!kernel.isAlive) return `not run: the kernel ended in ${name}`;
  if (outcome.status === "ok" || keepGoing || (outcome.status === "error" && mayFail(cell))) return null;
  return `not run: ${name} ${outcome.status === "timeout" ? "ran into its time limit" : outcome.status === "lost-output" ? "lost output" : "failed"}`;
}

/** Errors that came after the cell's end count as its own; errors that its author allowed do not count. */
function toRun({ cell, index, seconds, outcome }: Turn, recorder: Recorder): CellRun {
  const late = outcome.status === "ok" ? toldOutcome(recorder.errorsOf(index)) : null;
  const final = late ?? outcome;
  const allowed = final.status === "error" && mayFail(cell);
  return { cell: index, id: cell.id, seconds, outcome: allowed ? { status: "ok" } : final, records: recorder.recordsOf(index) };
}

function withOutputs(notebook: Notebook, turns: readonly Turn[], recorder: Recorder): Notebook {
  const cells = [...notebook.cells];
  for (const { cell, index, executionCount } of turns) {
    cells[index] = { ...cell, execution_count: executionCount, outputs: recorder.outputsOf(index) };
  }
  return { ...notebook, cells };
}

/** Some fields of a record, those that are there. */
function pick<Whole extends object, Name extends keyof Whole>(whole: Whole, ...names: readonly Name[]): Pick<Whole, Name> {
  return Object.fromEntries(names.filter((name) => whole[name] !== undefined).map((name) => [name, whole[name]])) as Pick<Whole, Name>;
}
