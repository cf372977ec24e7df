import type { Notebook } from "./nbformat.js";

/** What happened to one code cell. `line` and `column` count from 1, within the cell. */
export type CellOutcome =
  | { readonly status: "ok" }
  /** `module`: the local module that it comes from, as "relu.ts, line 5". */
  | { readonly status: "error"; readonly name: string; readonly message: string; readonly line?: number; readonly column?: number; readonly module?: string }
  | { readonly status: "timeout"; readonly message: string }
  | { readonly status: "dead"; readonly message: string }
  | { readonly status: "lost-output"; readonly message: string }
  | { readonly status: "not-run"; readonly message: string };

/** What is said of a cell that failed. */
export const outcomeText = (outcome: Exclude<CellOutcome, { readonly status: "ok" }>): string =>
  outcome.status === "error" && outcome.module !== undefined ? `${outcome.message} (in ${outcome.module})` : outcome.message;

export interface CellRun {
  /** Position in the notebook, counted from 0. */
  readonly cell: number;
  readonly id: string;
  readonly seconds: number;
  readonly outcome: CellOutcome;
  /**
   * What libraries in the kernel put on record while the cell ran (a gradient check, say): plain data,
   * published on Node's diagnostics channel `backproof:record`. Never shown, never stored in the notebook.
   */
  readonly records: readonly unknown[];
}

/** A notebook with the outputs of this run, and what happened cell by cell. */
export interface ExecutedNotebook {
  /** The notebook's file, as the caller named it. */
  readonly path: string;
  readonly notebook: Notebook;
  readonly runs: readonly CellRun[];
  readonly seconds: number;
}
