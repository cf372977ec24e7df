import type { Entry, Flat } from "./compare-gradient.js";
import { compareEntry, largest } from "./compare-gradient.js";
import { compareDirection } from "./compare-direction.js";
import { spread, type Part, type Problem } from "./problem.js";

/** From so many groups that differ at once on, a sample tells whether the mistake is one of the whole gradient: then the search stops. */
const MANY_GROUPS = 24;

/** The share of wrong entries in the sample that says so. */
const DENSE = 1 / 4;

/** So many groups are too many to search in any case. */
const MOST_GROUPS = 400;

/** Entries that are looked at to estimate the share of wrong ones. */
const SAMPLE = 32;

export interface Search {
  readonly entries: readonly Entry[];
  /** The entries are a random sample of the whole gradient, since too many are wrong to list. */
  readonly isSample: boolean;
}

/**
 * Group testing: a group of entries is moved along a random direction of its own; if that agrees, all of them are right, else its halves are looked at.
 * k wrong entries of n take about 2 k log₂(n/k) directions in place of n.
 */
export function findWrongEntries(problem: Problem, part: Part, gradient: Float64Array, draw: (count: number) => Float64Array): Search {
  const A: Flat = { shape: part.shape, data: gradient };
  const size = largest(gradient);
  const look = (k: number): Entry => compareEntry(A, k, problem.derivative(new Map([[part.name, unit(gradient.length, k)]]), part.data[k]!), size, problem.precision);
  const agrees = (group: readonly number[]): boolean => compareDirection(problem, new Map([[part.name, gradient]]), new Map([[part.name, along(gradient.length, group, draw)]]), scaleOf(part)).verdict === "holds";
  let groups: readonly (readonly number[])[] = [Array.from({ length: gradient.length }, (_, k) => k)];
  const single: number[] = [];
  let sampled: readonly Entry[] | undefined;
  while (groups.length > 0) {
    const halves = groups.flatMap((group) => suspects(group, agrees));
    single.push(...halves.filter(({ length }) => length === 1).map(([k]) => k!));
    groups = halves.filter(({ length }) => length > 1);
    const suspected = groups.length + single.length;
    if (suspected > MANY_GROUPS) sampled ??= sample(gradient.length, draw).map(look);
    if (sampled !== undefined && (shareOf(sampled) > DENSE || suspected > MOST_GROUPS)) return { entries: sampled, isSample: true };
  }
  return { entries: single.sort((a, b) => a - b).map(look).filter(({ verdict }) => verdict !== "holds"), isSample: false };
}

/** The share of entries that differ. */
export const shareOf = (entries: readonly Entry[]): number => entries.filter(({ verdict }) => verdict === "fails").length / entries.length;

/** The halves of a group that differs in which something differs. If the first agrees, the second needs no look. */
function suspects(group: readonly number[], agrees: (group: readonly number[]) => boolean): readonly (readonly number[])[] {
  if (group.length === 1) return [group];
  const first = group.slice(0, group.length >> 1), second = group.slice(group.length >> 1);
  if (agrees(first)) return [second];
  return agrees(second) ? [first] : [first, second];
}

const unit = (count: number, k: number): Float64Array => {
  const u = new Float64Array(count);
  u[k] = 1;
  return u;
};

/** A random direction in which only the entries of a group move. */
function along(count: number, group: readonly number[], draw: (count: number) => Float64Array): Float64Array {
  const u = new Float64Array(count), drawn = spread(group.length, draw);
  group.forEach((k, l) => (u[k] = drawn[l]!));
  return u;
}

/** Places spread over the whole gradient, one from each stretch of equal length, so that no pattern of rows is met or missed by chance. */
function sample(count: number, draw: (count: number) => Float64Array): readonly number[] {
  const stretch = Math.max(1, count / SAMPLE);
  const shifts = draw(SAMPLE);
  return [...new Set(Array.from(shifts, (x, l) => Math.min(count - 1, Math.floor((l + (x + 1) / 2) * stretch))))].filter((k) => k < count);
}

/** The size of an input's entries, which sets the step: their root mean square, 1 where all are zero. */
export function scaleOf({ data }: Pick<Part, "data">): number {
  let squares = 0;
  for (let k = 0; k < data.length; k++) squares += data[k]! * data[k]!;
  return squares === 0 ? 1 : Math.sqrt(squares / data.length);
}
