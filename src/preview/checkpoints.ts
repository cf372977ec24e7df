/**
 * Where kernels that wait are worth most. One that has run the first p cells serves an edit of any cell from p on: left to run before it
 * are only the cells between.
 */

/** An edited cell that begins to run so soon has begun at once. Seconds. */
const AT_ONCE = 0.25;
/** More kernels of one notebook are not worth their memory. */
const MOST = 6;

/**
 * Numbers of cells to run ahead, the most useful first: each brings down the most what an edit waits for, all cells being as likely to be edited.
 * @param seconds what each cell takes
 * @param start what a kernel takes to start
 */
export function checkpoints(seconds: readonly number[], start: number): readonly number[] {
  const before = seconds.map((_, k) => seconds.slice(0, k).reduce((sum, each) => sum + each, 0));
  const places: number[] = [];
  let waits = before.map((each) => start + each);
  while (places.length < MOST && waits.some((wait) => wait > AT_ONCE)) {
    const choices = before.map((_, place) => waits.map((wait, k) => (k < place ? wait : Math.min(wait, before[k]! - before[place]!))));
    const totals = choices.map((each) => each.reduce((sum, wait) => sum + wait, 0));
    const best = totals.indexOf(Math.min(...totals));
    places.push(best);
    waits = choices[best]!;
  }
  return places;
}
