import type { CellMap } from "./figure.js";

/** Most cells along a side: beyond, a cell would be finer than a pixel of the picture. */
const MOST = 4096;

const isCount = (value: unknown, least: number, below: number): boolean => Number.isInteger(value) && (value as number) >= least && (value as number) < below;

/** Whether what a notebook holds is a map of cells that can be drawn. */
export function isCellMap(value: unknown): value is CellMap {
  const { rows, columns, cells, ...texts } = (value ?? {}) as { readonly [key in keyof CellMap]?: unknown };
  const isCell = (cell: { readonly [key: string]: unknown } | null): boolean =>
    isCount(cell?.["row"], 0, rows as number) && isCount(cell?.["column"], 0, columns as number) && (cell?.["value"] === null || typeof cell?.["value"] === "number") && ["wrong", "undecided"].includes(String(cell["mark"]));
  return (
    isCount(rows, 1, MOST + 1) && isCount(columns, 1, MOST + 1) && [texts.title, texts.rowTitle, texts.columnTitle, texts.alt].every((text) => typeof text === "string") &&
    Array.isArray(cells) && cells.every(isCell)
  );
}
