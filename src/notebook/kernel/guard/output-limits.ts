/** How much may be written: what a cell and all cells of a notebook together still may, and what is said when that is over. */

/** Bytes. */
export interface OutputLimits {
  /** Of one cell. Default 50 MB. */
  readonly outputLimit?: number;
  /** Of all cells of a notebook together. Default: no limit. */
  readonly notebookOutputLimit?: number;
}

/** Bytes that one cell may write. */
export const DEFAULT_OUTPUT_LIMIT = 50_000_000;

/** What a cell has written, and its notebook with it. Bytes. */
export interface Written {
  readonly cell: number;
  readonly notebook: number;
}

interface Room {
  readonly of: "cell" | "notebook";
  readonly limit: number;
  readonly left: number;
}

/** The limit that is reached first. */
function narrowest({ outputLimit = DEFAULT_OUTPUT_LIMIT, notebookOutputLimit = Infinity }: OutputLimits, written: Written): Room {
  const own = outputLimit - written.cell, shared = notebookOutputLimit - written.notebook;
  return own <= shared ? { of: "cell", limit: outputLimit, left: own } : { of: "notebook", limit: notebookOutputLimit, left: shared };
}

/** What the cell may still write; less than 0 where it has written too much. */
export const roomFor = (limits: OutputLimits, written: Written): number => narrowest(limits, written).left;

/** What is said of a cell for which there is no room. */
export function tooMuch(limits: OutputLimits, written: Written): string {
  const { of, limit } = narrowest(limits, written);
  return `the ${of} wrote more than ${limit / 1e6} MB, and the rest is missing; "${of === "cell" ? "outputMegabytes" : "notebookMegabytes"}" in the configuration allows more`;
}
