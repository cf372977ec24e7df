/** Which kernels are to wait for the author's next edit. */
import type { Chapter } from "./chapter.js";
import { checkpoints } from "./checkpoints.js";
import { runningCells } from "./cell-results.js";
import type { Wish } from "./standby.js";

/** What is not known of a kernel's start, and of a cell. Seconds. */
const START = 1;
const UNKNOWN = 0.1;

/** What waits below the cell edited last is ended by each further edit, and started again only if that is done so soon. Seconds. */
const QUICK = 5;

/** So many for the notebook the author is at work on, before others have any. */
const FIRST = 2;

/** What decides where an edit is likely to come. */
export type Edited = Pick<Chapter, "notebook" | "executeOptions" | "edited" | "results">;

/**
 * The most useful first: before the cell edited last, in the notebook that ran last; then one for each other notebook, a second for each, and so on.
 * @param chapters that which ran last first
 */
export function wishesFor(chapters: readonly Edited[]): readonly Wish[] {
  const [first = [], ...others] = chapters.map(wishesOf);
  const rounds = Math.max(0, ...[first, ...others].map(({ length }) => length));
  const later = [first.slice(FIRST), ...others];
  return [...first.slice(0, FIRST), ...Array.from({ length: rounds }, (_, round) => later.flatMap((wishes) => wishes.slice(round, round + 1))).flat()];
}

/** Before the cell edited last, for those above it, for those below it. */
function wishesOf({ notebook, executeOptions: options, edited, results }: Edited): readonly Wish[] {
  const seconds = runningCells(notebook).map((_, k) => results[k]?.run.seconds ?? UNKNOWN);
  const secondsTo = (cells: number): number => START + seconds.slice(0, cells).reduce((sum, each) => sum + each, 0);
  const below = (from: number): readonly number[] => checkpoints(seconds.slice(from), 0).map((cells) => from + cells).filter((cells) => secondsTo(cells) < QUICK);
  const places = edited === null ? checkpoints(seconds, START) : [edited, ...checkpoints(seconds.slice(0, edited), START), ...below(edited)];
  return places.map((cells) => ({ notebook, cells, options, seconds: secondsTo(cells) }));
}
