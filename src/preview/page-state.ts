/** What the page is told besides its text: above all which results in it the code does not give any more. */
import { type CellResults, codesOf, commonStart, runningCells } from "./cell-results.js";
import type { Chapter } from "./chapter.js";
import type { Page } from "./page.js";

/** The page asks for what it does not have. */
export interface PageState {
  /** Of the page. */
  readonly version: number;
  readonly style: string;
  /** Cells whose results the page shows and the code does not give any more, or not surely. */
  readonly stale: { readonly [notebook: string]: readonly number[] };
  /** Something is still to come. */
  readonly isBusy: boolean;
  /** What goes on, in words. */
  readonly doing: readonly string[];
  readonly fault: string | null;
  readonly problems: number;
}

/** A page that was made, with what it was made of. */
export interface Published extends Page {
  readonly version: number;
  readonly style: string;
  readonly chapters: readonly ShownChapter[];
  /** All cells have run, all equations are decided. */
  readonly isWhole: boolean;
}

export interface ShownChapter {
  readonly path: string;
  /** Positions of the cells that run. */
  readonly cells: readonly number[];
  readonly codes: readonly string[];
  readonly results: CellResults;
}

export const shownChapter = ({ path, notebook, results }: Chapter): ShownChapter => ({ path, cells: runningCells(notebook), codes: codesOf(notebook), results });

/**
 * What stands in a page that is not what the chapters' code gives now.
 * @param behind compiled files that are older than their source
 */
export function staleCells(shown: readonly ShownChapter[], chapters: ReadonlyMap<string, Chapter>, behind: ReadonlyMap<string, string>): PageState["stale"] {
  return Object.fromEntries(shown.flatMap(({ path, cells, codes, results }) => {
    const now = chapters.get(path);
    const same = now === undefined ? 0 : Math.min(now.fresh, commonStart(codes, codesOf(now.notebook)));
    const isBehind = now?.files.some((file) => behind.has(file)) === true;
    const old = cells.filter((_, order) => isBehind || order >= same || results[order] !== now?.results[order]);
    return old.length === 0 ? [] : [[path, old]];
  }));
}
