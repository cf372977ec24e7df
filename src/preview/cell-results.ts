/** What the cells of a notebook gave, kept apart from the notebook, whose prose and cells change under it. */
import { type Cell, type CodeCell, type Notebook, type Output, tagsOf } from "../notebook/nbformat.js";
import type { CellRun, ExecutedNotebook } from "../notebook/run.js";

export interface CellResult {
  readonly outputs: readonly Output[];
  readonly executionCount: number | null;
  readonly run: CellRun;
}

/** By the order in which cells run; null where nothing is known. */
export type CellResults = readonly (CellResult | null)[];

/** The positions of the cells that run. */
export const runningCells = (notebook: Notebook): readonly number[] => notebook.cells.flatMap((cell, k) => (isRun(cell) ? [k] : []));
const isRun = (cell: Cell): boolean => cell.cell_type === "code" && !tagsOf(cell).includes("skip-execution");

/** What makes a cell another one, for each that runs. */
export const codesOf = (notebook: Notebook): readonly string[] =>
  runningCells(notebook).map((k) => JSON.stringify([notebook.cells[k]!.source, tagsOf(notebook.cells[k]!).includes("raises-exception")]));

export function resultsOf({ notebook, runs }: ExecutedNotebook): CellResults {
  const byCell = new Map(runs.map((run) => [run.cell, run]));
  return runningCells(notebook).map((k) => {
    const run = byCell.get(k), { outputs, execution_count: executionCount } = notebook.cells[k] as CodeCell;
    return run === undefined ? null : { outputs, executionCount, run };
  });
}

/** The notebook with these results; a cell without one has no outputs. */
export function withResults(notebook: Notebook, path: string, results: CellResults): ExecutedNotebook {
  const cells = [...notebook.cells];
  const runs = runningCells(notebook).flatMap((k, order) => {
    const result = results[order] ?? null, cell = cells[k] as CodeCell;
    cells[k] = { ...cell, outputs: result?.outputs ?? [], execution_count: result?.executionCount ?? null };
    return result === null ? [] : [{ ...result.run, cell: k, id: cell.id }];
  });
  return { path, notebook: { ...notebook, cells }, runs, seconds: 0 };
}

/** How many of the first are the same. */
export function commonStart<T>(before: readonly T[], now: readonly T[]): number {
  const k = now.findIndex((each, index) => each !== before[index]);
  return k < 0 ? now.length : k;
}

/** Results for the cells as they are now: of those at the start and at the end that are the same; what was changed between them has none. */
export function carried(results: CellResults, before: readonly string[], now: readonly string[]): CellResults {
  const start = commonStart(before, now);
  const end = commonStart(before.slice(start).reverse(), now.slice(start).reverse());
  return now.map((_, k) => (k < start ? results[k] : k >= now.length - end ? results[k - now.length + before.length] : null) ?? null);
}
