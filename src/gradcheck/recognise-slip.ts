import type { Exchange } from "./ask-backward.js";
import type { Entry, Flat } from "./compare-gradient.js";
import type { Part } from "./problem.js";

export interface Suspect {
  /** What backward gives. */
  readonly gradient: Flat;
  /** The numerical derivative along some direction in units of backward's, where that is known. */
  readonly ratio: number | null;
  /** The shape of the upstream gradient: the batch is its last axis or, where samples are rows, its first. */
  readonly upstream: readonly number[];
  /** Whether numbers agree with the numerical derivative in all the entries that `among` allows, decided with differences that did not suggest them. */
  readonly matches: (candidate: Float64Array, among?: (k: number) => boolean) => boolean;
  /** The inputs that are differentiated by, this one among them. */
  readonly inputs: readonly Pick<Part, "name" | "shape">[];
  /** What backward gives for another upstream gradient. Null for a formula. */
  readonly again: ((change: Exchange) => ArrayLike<number> | undefined) | null;
}

/** A slip by what it does to the whole gradient: undone, it must match the numerical derivative, else nothing is said. */
export function recogniseSlip(suspect: Suspect): string | null {
  const { gradient: { shape, data }, matches } = suspect;
  if (!data.every(Number.isFinite)) return null;
  if (matches(data.map((g) => -g))) return "the sign is wrong: its negative matches";
  if (shape.length === 2 && shape[0]! > 1 && shape[1]! > 1 && matches(transposed(data, shape as readonly [number, number]))) return "it is transposed: its transpose matches";
  return upstreamSlip(suspect) ?? factorSlip(suspect) ?? flipSlip(suspect) ?? shiftSlip(suspect) ?? inputSlip(suspect);
}

/** The numbers of an (m, n) gradient that were written column by column, or of a square one that was transposed. */
const transposed = (data: Float64Array, [m, n]: readonly [number, number]): Float64Array => data.map((_, k) => data[(k % n) * m + Math.floor(k / n)]!);

function upstreamSlip({ gradient: { data }, upstream, again }: Suspect): string | null {
  if (again === null) return null;
  const isSame = (other: ArrayLike<number> | undefined): boolean => other !== undefined && other.length === data.length && data.every((g, k) => Object.is(g, other[k]));
  if (isSame(again("another"))) return "the upstream gradient is ignored: another one changes nothing";
  for (const { of, count } of batchesOf(upstream)) {
    const only = (["first", "last"] as const).find((which) => isSame(again({ only: which, of })));
    if (only !== undefined) return of === "columns" ? `the sum over the batch is missing: only the ${only} of ${count} samples enters` : `only the ${only} of the ${count} rows of the upstream gradient enters: where samples are rows, the sum over the batch is missing`;
  }
  return null;
}

/** How many samples there are: columns, as here, or rows, as in most other programs. */
const batchesOf = (upstream: readonly number[]): readonly { readonly of: "columns" | "rows"; readonly count: number }[] =>
  upstream.length < 2 ? [] : [{ of: "columns" as const, count: upstream.at(-1)! }, { of: "rows" as const, count: upstream[0]! }].filter(({ count }) => count > 1);

function factorSlip({ gradient: { data }, ratio, matches, upstream }: Suspect): string | null {
  if (ratio === null || !Number.isFinite(ratio) || ratio === 0) return null;
  const factor = nice(1 / ratio);
  if (factor === 1 || !matches(data.map((g) => g / factor))) return null;
  const mean = batchesOf(upstream).find(({ count }) => Math.abs(factor * count - 1) < 1e-9);
  const why = mean === undefined ? "" : mean.of === "columns" ? `, one over the ${mean.count} samples of the batch: a mean where the sum belongs` : `, one over the ${mean.count} rows of the upstream gradient: where samples are rows, a mean where the sum belongs`;
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

const isTurnable = (shape: readonly number[]): boolean => shape.length >= 2 && areaOf(shape) > 2;

const areaOf = (shape: readonly number[]): number => shape.slice(-2).reduce((area, length) => area * length, 1);

/** The last two axes turned by 180°. */
function turned({ shape, data }: Flat): Float64Array {
  const area = areaOf(shape);
  return data.map((_, k) => data[k - (k % area) + area - 1 - (k % area)]!);
}

const flipSlip = ({ gradient, matches }: Suspect): string | null => (isTurnable(gradient.shape) && matches(turned(gradient)) ? "its last two axes are reversed: turned by 180° it matches" : null);

/** W where Wᵀ belongs in dL/dX, or a kernel that was not turned round: backward is asked with the input changed so. */
function inputSlip({ inputs, matches, again }: Suspect): string | null {
  if (again === null) return null;
  const fits = (input: string, by: (flat: Flat) => Float64Array): boolean => { const data = again({ input, by }); return data !== undefined && matches(Float64Array.from(data)); };
  for (const { name, shape } of inputs) {
    const [m, n] = shape;
    if (shape.length === 2 && m === n && m! > 1 && fits(name, ({ data }) => transposed(data, [m!, n!]))) return `with ${name} transposed it would match`;
    if (isTurnable(shape) && fits(name, turned)) return `with the last two axes of ${name} turned by 180° it would match`;
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
      if (matches(data.map((_, k) => (has(k) ? data[k + shift * stride]! : 0)), has)) return `off by one${axisText(axis, shape.length)}: entry k holds what belongs to entry k ${shift === 1 ? "−" : "+"} 1`;
    }
  }
  return null;
}

/** Axes are counted from 1, as places are. */
const axisText = (axis: number, axes: number): string => (axes === 1 ? "" : axes === 2 ? ` along the ${axis === 0 ? "rows" : "columns"}` : ` along axis ${axis + 1} of ${axes}`);

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
