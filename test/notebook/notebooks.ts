/** What the tests of this folder share: notebooks made in memory, and runs of them. */
import { type Cell, type CodeCell, type ExecuteOptions, type ExecutedNotebook, type Json, type Notebook, type Output, executeNotebook } from "../../src/notebook/index.js";

export const code = (source: string, ...tags: readonly string[]): CodeCell => ({
  id: "",
  cell_type: "code",
  metadata: tags.length === 0 ? {} : { tags },
  source,
  execution_count: null,
  outputs: [],
});

export const prose = (source: string): Cell => ({ id: "", cell_type: "markdown", metadata: {}, source });

export function notebook(cells: readonly Cell[], metadata: { readonly [key: string]: Json } = {}): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata, cells: cells.map((cell, index) => ({ ...cell, id: `cell-${index + 1}` })) };
}

/** Runs cells in the project's root, where `backproof` and `tslab` are found. */
export function run(cells: readonly Cell[], options: Partial<ExecuteOptions> = {}): Promise<ExecutedNotebook> {
  return executeNotebook(notebook(cells), { path: "test.ipynb", cwd: process.cwd(), ...options });
}

export const outputsOf = (executed: ExecutedNotebook, cell: number): readonly Output[] => (executed.notebook.cells[cell] as CodeCell).outputs;

/** All that a cell wrote to one stream. */
export function textOf(executed: ExecutedNotebook, cell: number, name: "stdout" | "stderr" = "stdout"): string {
  return outputsOf(executed, cell)
    .map((output) => (output.output_type === "stream" && output.name === name ? output.text : ""))
    .join("");
}

export const statuses = (executed: ExecutedNotebook): string[] => executed.runs.map(({ outcome }) => outcome.status);
