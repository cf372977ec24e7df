/**
 * Runs a notebook, unless its result is known: nothing that it depends on changed since it ran to the end without a failure.
 *
 * A notebook is kept or run as a whole. What its cells made in the kernel cannot be stored, so a changed cell needs those before it
 * to run again, and those after it may see what it changed.
 */
import { dirname, resolve } from "node:path";
import { setImmediate as aTurn } from "node:timers/promises";
import { type ExecuteOptions, executeNotebook, startAhead } from "../execute.js";
import { kernelFor } from "../kernel/kernel-spec.js";
import { type CodeCell, type Notebook, tagsOf } from "../nbformat.js";
import type { ExecutedNotebook } from "../run.js";
import { describeChanges } from "./changes.js";
import { inputsOf, type Known } from "./inputs.js";
import type { ResultStore, StoredCell } from "./result-store.js";

export interface CacheOptions {
  readonly store: ResultStore;
  /** Use what is stored? Results are stored in any case. */
  readonly read: boolean;
  /** Files and folders that the cells read; absolute. */
  readonly data: readonly string[];
  /** What messages name files relative to. */
  readonly root: string;
  /** What it depends on, where that was looked up just now. */
  readonly known?: Known;
  readonly onDecision?: (decision: Decision) => void;
}

/** Whether a notebook is run, and why. */
export type Decision =
  | { readonly kind: "kept"; readonly ranAt: string; readonly cells: number }
  | { readonly kind: "runs"; readonly why: string }
  /** It ran, and its result is not kept. */
  | { readonly kind: "not stored"; readonly why: string };

/** As `executeNotebook`, which does the work where there is work to do. */
export async function executeCached(notebook: Notebook, options: ExecuteOptions, cache: CacheOptions, execute = executeNotebook): Promise<ExecutedNotebook> {
  const { store, read, onDecision } = cache;
  const { path } = options;
  const folder = options.cwd ?? dirname(resolve(path));
  const ask = (): Known => (options.server !== undefined ? { unknown: `what ${options.server.url} holds is not followed`, seen: null } : inputsOf({ notebook, folder, kernel: options.kernel ?? kernelFor(notebook, path, folder), data: cache.data, root: cache.root, isStored: (inputs) => read && store.find(path, inputs) !== null }));
  const started = performance.now();
  // where nothing is stored it is run in any case: what it depends on is looked up while its kernel starts
  const early = execute !== executeNotebook || (read && store.latestInputs(path) !== null) ? null : startAhead(notebook, options);
  early?.catch(() => {}); // told below
  if (early !== null) await aTurn();
  const known = cache.known ?? ask();
  const stored = read && early === null && "inputs" in known ? store.find(path, known.inputs) : null;
  if (stored !== null && "inputs" in known) {
    store.touch(path, known.inputs);
    onDecision?.({ kind: "kept", ranAt: stored.ranAt, cells: stored.cells.length });
    return { ...restored(notebook, stored.cells), path, seconds: (performance.now() - started) / 1000 };
  }
  onDecision?.({ kind: "runs", why: reasonToRun(known, notebook, path, cache) });
  const ahead = await early;
  const executed = ahead === null ? await execute(notebook, options) : { ...(await execute(notebook, { ...options, ahead })), seconds: (performance.now() - started) / 1000 };
  if (executed.runs.some(({ outcome }) => outcome.status !== "ok")) {
    if (!("unknown" in known)) store.putFailure(path);
    return executed;
  }
  if ("unknown" in known) return executed;
  const after = ask();
  const changed = "inputs" in after ? describeChanges(known.inputs, after.inputs, cache.root) : after.unknown;
  const cells = storedCells(executed);
  const trouble = changed === "" ? store.put({ notebook: path, inputs: known.inputs, ranAt: new Date().toISOString(), seconds: executed.seconds, cells }) : `${changed} while it ran`;
  if (trouble !== null) onDecision?.({ kind: "not stored", why: trouble });
  return executed;
}

function reasonToRun(known: Known, notebook: Notebook, path: string, { store, read, root }: CacheOptions): string {
  if (!read) return "stored results are not wanted";
  if ("unknown" in known) return known.unknown;
  const before = store.latestInputs(path);
  if (before === null) return store.absence(path);
  const positions = runningCells(notebook);
  const nameOf = (cell: number): string => {
    const { index, cell: at } = positions[cell - 1] ?? { index: cell - 1 };
    return `${at !== undefined && tagsOf(at).includes("parameters") ? "the parameters in " : ""}cell ${index + 1}`;
  };
  return describeChanges(before, known.inputs, root, nameOf) || "its stored result is damaged";
}

const runningCells = (notebook: Notebook): readonly { readonly cell: CodeCell; readonly index: number }[] =>
  notebook.cells.flatMap((cell, index) => (cell.cell_type === "code" && !tagsOf(cell).includes("skip-execution") ? [{ cell, index }] : []));

function storedCells({ notebook, runs }: ExecutedNotebook): readonly StoredCell[] {
  return runs.map(({ cell, outcome, seconds, records }) => {
    const { outputs, execution_count: executionCount } = notebook.cells[cell] as CodeCell;
    return { outputs, executionCount, outcome, seconds, records };
  });
}

/** The notebook as it is now, prose included, with the outputs of then. */
function restored(notebook: Notebook, stored: readonly StoredCell[]): Pick<ExecutedNotebook, "notebook" | "runs"> {
  const cells = [...notebook.cells];
  const runs = runningCells(notebook).map(({ cell, index }, k) => {
    const { outputs, executionCount, outcome, seconds, records } = stored[k]!;
    cells[index] = { ...cell, outputs, execution_count: executionCount };
    return { cell: index, id: cell.id, seconds, outcome, records };
  });
  return { notebook: { ...notebook, cells }, runs };
}
