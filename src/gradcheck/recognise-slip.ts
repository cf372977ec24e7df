import type { Exchange } from "./ask-backward.js";
import type { Entry, Flat } from "./compare-gradient.js";

export interface Suspect {
  /** What backward gives. */
  readonly gradient: Flat;
  /** The numerical derivative along some direction in units of backward's, where that is known. */
  readonly ratio: number | null;
  /** The shape of the upstream gradient, whose last axis is the batch. */
  readonly upstream: readonly number[];
  /** Whether numbers agree with the numerical derivative in all the entries that `among` allows, decided with differences that did not suggest them. */
  readonly matches: (candidate: Float64Array, among?: (k: number) => boolean) => boolean;
  /** What backward gives for another upstream gradient. Null for a formula. */
  readonly again: ((change: Exchange) => ArrayLike<number> | undefined) | null;
}

/** A slip by what it does to the whole gradient: undone, it must match the numerical derivative, else nothing is said. */
export function recogniseSlip(suspect: Suspect): string | null {
  const { gradient: { shape, data }, matches } = suspect;
  if (!data.every(Number.isFinite)) return null;
  if (matches(data.map((g) => -g))) return "the sign is wrong: its negative matches";
  if (shape.length === 2 && shape[0]! > 1 && shape[1]! > 1 && matches(transposed(data, shape as readonly [number, number]))) return "it is transposed: its transpose matches";
  return upstreamSlip(suspect) ?? factorSlip(suspect) ?? flipSlip(suspect) ?? shiftSlip(suspect);
}

/** The numbers of an (m, n) gradient that were written column by column, or of a square one that was transposed. */
const transposed = (data: Float64Array, [m, n]: readonly [number, number]): Float64Array => data.map((_, k) => data[(k % n) * m + Math.floor(k / n)]!);

function upstreamSlip({ gradient: { data }, upstream, again }: Suspect): string | null {
  if (again === null) return null;
  const isSame = (other: ArrayLike<number> | undefined): boolean => other !== undefined && other.length === data.length && data.every((g, k) => Object.is(g, other[k]));
  if (isSame(again("another"))) return "the upstream gradient is ignored: another one changes nothing";
  const batch = upstream.length > 1 ? upstream.at(-1)! : 1;
  const only = batch > 1 ? (["first", "last"] as const).find((which) => isSame(again(`${which} sample`))) : undefined;
  return only === undefined ? null : `the sum over the batch is missing: only the ${only} of ${batch} samples enters`;
}

function factorSlip({ gradient: { data }, ratio, matches, upstream }: Suspect): string | null {
  if (ratio === null || !Number.isFinite(ratio) || ratio === 0) return null;
  const factor = nice(1 / ratio);
  if (factor === 1 || !matches(data.map((g) => g / factor))) return null;
  const batch = upstream.length > 1 ? upstream.at(-1)! : 1;
  const why = batch > 1 && Math.abs(factor * batch - 1) < 1e-9 ? `, one over the ${batch} samples of the batch: a mean where the sum belongs` : "";
  return `a constant factor: it is ${factorText(factor)} times the gradient${why}`;
}

/** The nearest fraction with a small numerator and denominator, if it is within the error of a measurement; else the number itself. */
function nice(factor: number): number {
  for (let denominator = 1; denominator <= 1024; denominator++) {
    const numerator = Math.round(factor * denominator);
    if (numerator !== 0 && Math.min(Math.abs(numerator), denominator) <= 16 && Math.abs(numerator / denominator / factor - 1) < 1e-7) return numerator / denominator;
  }
  return factor;
}

function factorText(factor: number): string {
  if (Number.isInteger(factor)) return String(factor);
  return Number.isInteger(Math.round(1e9 / factor) / 1e9) ? `1/${Math.round(1 / factor)}` : String(Number(factor.toPrecision(6)));
}

function flipSlip({ gradient: { shape, data }, matches }: Suspect): string | null {
  const axes = shape.length - 1;
  if (axes >= 1 && shape[axes]! * shape[axes - 1]! > 2) {
    const area = shape[axes]! * shape[axes - 1]!;
    if (matches(data.map((_, k) => data[k - (k % area) + area - 1 - (k % area)]!))) return "its last two axes are reversed: turned by 180° it matches";
  }
  return null;
}

/** Entry k along an axis holds what belongs to its neighbour; the entry at the end, which has none, is not compared. */
function shiftSlip({ gradient: { shape, data }, matches }: Suspect): string | null {
  let stride = data.length;
  for (const [axis, length] of shape.entries()) {
    stride /= length;
    if (length < 3) continue;
    const place = (k: number): number => Math.floor(k / stride) % length;
    for (const shift of [1, -1]) {
      const has = (k: number): boolean => place(k) + shift >= 0 && place(k) + shift < length;
      if (matches(data.map((_, k) => (has(k) ? data[k + shift * stride]! : 0)), has)) return `off by one along ${axisText(axis, shape.length)}: entry k holds what belongs to entry k ${shift === 1 ? "−" : "+"} 1`;
    }
  }
  return null;
}

const axisText = (axis: number, axes: number): string => (axes === 2 ? (axis === 0 ? "the rows" : "the columns") : `axis ${axis}`);

/** A slip of a few entries, each of which was looked at: what all of them have in common. */
export function recogniseEntries(wrong: readonly Entry[]): string | null {
  const fits = (undo: (entry: Entry) => number): boolean => wrong.every((entry) => Math.abs(undo(entry) - entry.numerical) <= entry.tolerance);
  const [first, second] = wrong;
  if (first === undefined || !wrong.every(({ analytic }) => Number.isFinite(analytic))) return null;
  const these = wrong.length === 1 ? "this entry" : "these entries";
  if (fits(({ analytic }) => -analytic)) return `the sign of ${these} is wrong`;
  if (wrong.every(({ analytic }) => analytic === 0)) return `${these} ${wrong.length === 1 ? "is" : "are"} left out: backward gives 0`;
  if (wrong.length === 2 && Math.abs(first.analytic - second!.numerical) <= second!.tolerance && Math.abs(second!.analytic - first.numerical) <= first.tolerance) return "these two entries are exchanged";
  if (first.numerical === 0) return null;
  const factor = nice(first.analytic / first.numerical);
  if ((wrong.length > 1 || Number.isInteger(factor) || Number.isInteger(1 / factor)) && fits(({ analytic }) => analytic / factor)) return `${these} ${wrong.length === 1 ? "is" : "are"} ${factorText(factor)} times what ${wrong.length === 1 ? "it" : "they"} should be`;
  return null;
}
