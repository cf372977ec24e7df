/**
 * Runs a notebook's code cells, top to bottom, in a kernel of its own.
 */
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type Kernel, type KernelOptions, KernelStartError, startKernel } from "./kernel/kernel.js";
import { type KernelSpec, kernelFor } from "./kernel/kernel-spec.js";
import { DEFAULT_OUTPUT_LIMIT } from "./kernel/output-limit.js";
import { type Cell, type CodeCell, type Notebook, tagsOf } from "./nbformat.js";
import { Recorder } from "./recorder.js";
import type { CellOutcome, CellRun, ExecutedNotebook } from "./run.js";
import { runCell, toldOutcome } from "./run-cell.js";
import type { JupyterServer } from "./server/jupyter-server.js";

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
  /** Run there; default: on this machine. The kernel starts in the notebook's folder, as the server knows it. */
  readonly server?: JupyterServer;
  readonly onProgress?: (progress: Progress) => void;
  /** After every cell: the notebook as it is so far, cells that have not run yet without outputs. */
  readonly onAdvance?: (snapshot: () => ExecutedNotebook) => void;
  readonly signal?: AbortSignal;
  /** A kernel that has run the first cells of exactly this notebook, and nothing else; default: a fresh one. It is ended here. */
  readonly ahead?: Begun;
}

/** A run that has come so far and waits: its kernel, and what is known of the cells that it has run. */
export interface Begun {
  readonly kernel: Kernel;
  readonly recorder: Recorder;
  readonly turns: readonly Turn[];
  /** Seconds until the kernel answered. */
  readonly startSeconds: number;
}

/** `position` counts the cells to run from 1 to `total`; `cell` is the position in the notebook, from 0. */
export type Progress =
  | { readonly kind: "kernel-started"; readonly seconds: number }
  | { readonly kind: "cell-started"; readonly cell: number; readonly position: number; readonly total: number }
  /** Text that a cell printed while it runs. */
  | { readonly kind: "cell-wrote"; readonly text: string }
  | { readonly kind: "cell-finished"; readonly cell: number; readonly position: number; readonly total: number; readonly run: CellRun };

interface Task {
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
  const spec = await specFor(notebook, { ...options, cwd });
  const tasks = tasksOf(notebook);
  const executed = (turns: readonly Turn[], recorder: Recorder): ExecutedNotebook =>
    ({ path: options.path, notebook: withOutputs(notebook, turns, recorder), runs: turns.map((turn) => toRun(turn, recorder)), seconds: secondsSince(started) });
  if (tasks.length === 0) {
    await options.ahead?.kernel.shutdown();
    return executed([], new Recorder(0));
  }
  const begun = options.ahead ?? (await begin(spec, { ...options, cwd }));
  if (typeof begun === "string") return executed(tasks.map((task) => notRun(task, begun)), new Recorder(0));
  const { kernel, recorder } = begun;
  kernel.onOutput = (message) => {
    recorder.receive(message);
    if (message.header.msg_type === "stream") options.onProgress?.({ kind: "cell-wrote", text: String(message.content["text"]) });
  };
  let turns: readonly Turn[];
  try {
    options.onProgress?.({ kind: "kernel-started", seconds: begun.startSeconds });
    turns = await takeTurns(tasks, begun, options, (soFar) => options.onAdvance?.(() => executed(soFar, recorder)));
    if (kernel.isAlive) await kernel.awaitLate(options.lateSeconds ?? 1);
  } finally {
    await kernel.shutdown();
  }
  return executed(turns, recorder);
}

/**
 * A fresh kernel that runs the first cells and then waits; null if it does not start, or a cell fails or leaves timers running: then
 * what waits is not what a run comes by. Whoever gets it hands it to `executeNotebook` as `ahead`, or ends its kernel.
 */
export async function runAhead(notebook: Notebook, count: number, options: ExecuteOptions): Promise<Begun | null> {
  const cwd = options.cwd ?? dirname(resolve(options.path));
  const begun = await begin(await specFor(notebook, { ...options, cwd }), { ...options, cwd });
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

const tasksOf = (notebook: Notebook): readonly Task[] => notebook.cells.flatMap((cell, index) => (isToRun(cell) ? [{ cell, index }] : [])).map((task, order) => ({ ...task, order }));
const isToRun = (cell: Cell): cell is CodeCell => cell.cell_type === "code" && !tagsOf(cell).includes("skip-execution");
const mayFail = (cell: Cell): boolean => tagsOf(cell).includes("raises-exception");
const secondsSince = (start: number): number => (performance.now() - start) / 1000;

interface Placed extends ExecuteOptions {
  readonly cwd: string;
}

async function specFor(notebook: Notebook, { kernel, server, path, cwd }: Placed): Promise<KernelSpec> {
  if (kernel !== undefined) return kernel;
  if (server === undefined) return kernelFor(notebook, path, cwd);
  return (await import("./server/server-kernels.js")).serverKernelFor(server, notebook, path);
}

/** What a server needs is loaded where a server is named. */
async function hostOf(spec: KernelSpec, { server, path, cwd }: Placed): Promise<Pick<KernelOptions, "open">> {
  if (server === undefined) return {};
  const { openServerHost } = await import("./server/server-host.js");
  const near = relative(process.cwd(), join(cwd, basename(path))).split(sep).join("/");
  return { open: (receive) => openServerHost(server, spec.name, near.startsWith("..") ? basename(path) : near, receive) };
}

/** A fresh kernel, or why there is none. */
async function begin(spec: KernelSpec, options: Placed): Promise<Begun | string> {
  const started = performance.now();
  const recorder = new Recorder(options.outputLimit ?? DEFAULT_OUTPUT_LIMIT);
  try {
    const kernel = await startKernel(spec, { cwd: options.cwd, ...(await hostOf(spec, options)), ...pick(options, "startSeconds", "outputLimit", "idleSeconds", "signal") });
    kernel.onOutput = (message) => recorder.receive(message);
    return { kernel, recorder, turns: [], startSeconds: secondsSince(started) };
  } catch (error) {
    if (error instanceof KernelStartError) return error.message;
    throw error;
  }
}

/** Turns that were taken before count as they were, for the cells where they stand now. */
async function takeTurns(tasks: readonly Task[], { kernel, recorder, turns: before }: Begun, options: ExecuteOptions, onTurn: (turns: readonly Turn[]) => void = () => {}): Promise<Turn[]> {
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

async function takeTurn(task: Task, kernel: Kernel, recorder: Recorder, options: ExecuteOptions, left: number): Promise<Turn> {
  const { source } = task.cell;
  if (source.trim() === "") return { ...task, seconds: 0, outcome: { status: "ok" }, executionCount: null };
  const started = performance.now();
  const own = options.cellSeconds ?? 120;
  const limit = Math.min(own, left);
  const tooLong = limit < own ? `the notebook ran longer than ${options.notebookSeconds} s; this cell` : `the cell ran longer than ${own} s and`;
  const result = await runCell(kernel, recorder, { cell: task.order, source, limit, tooLong, signal: options.signal });
  const seconds = secondsSince(started);
  await kernel.awaitSilence();
  return { ...task, ...result, outcome: withPlace(result.outcome, options), seconds };
}

/** What a module is missing on is not this machine. */
function withPlace(outcome: CellOutcome, { server }: ExecuteOptions): CellOutcome {
  const isMissing = server !== undefined && outcome.status === "error" && /Cannot find module/.test(outcome.message);
  return isMissing ? { ...outcome, message: `${outcome.message} (on ${server.url}, where the notebook runs: it has to be installed there, in the notebook's folder or above)` } : outcome;
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
function toRun({ cell, index, order, seconds, outcome }: Turn, recorder: Recorder): CellRun {
  const late = outcome.status === "ok" ? toldOutcome(recorder.errorsOf(order)) : null;
  const final = late ?? outcome;
  const allowed = final.status === "error" && mayFail(cell);
  return { cell: index, id: cell.id, seconds, outcome: allowed ? { status: "ok" } : final, records: recorder.recordsOf(order) };
}

function withOutputs(notebook: Notebook, turns: readonly Turn[], recorder: Recorder): Notebook {
  const cells = [...notebook.cells];
  for (const { cell, index, order, executionCount } of turns) {
    cells[index] = { ...cell, execution_count: executionCount, outputs: recorder.outputsOf(order) };
  }
  return { ...notebook, cells };
}

/** Some fields of a record, those that are there. */
function pick<Whole extends object, Name extends keyof Whole>(whole: Whole, ...names: readonly Name[]): Pick<Whole, Name> {
  return Object.fromEntries(names.filter((name) => whole[name] !== undefined).map((name) => [name, whole[name]])) as Pick<Whole, Name>;
}
