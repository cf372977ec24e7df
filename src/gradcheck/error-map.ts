/** The error of a gradient as a picture, where it has a pattern: what a table of numbers cannot show. */
import type { CellMap, MarkedCell } from "../figure/figure.js";
import { placeText } from "../layers/matrix.js";
import { largest, type Entry, type Flat } from "./compare-gradient.js";
import type { GradientCheck } from "./gradient-check.js";
import type { Judged } from "./judged.js";

/** A share of the largest entry that is nothing. */
const NOTHING = 1e-12;

/** Wrong entries that the words for the picture name. */
const NAMED = 6;

/** The most cells along a side of a picture. */
const MOST = 1024;

/** Null where nothing fails, where the error is uniform (a factor, a sign, a shift, one number), where not every entry was decided, or where a picture would be too fine. */
export function errorMap({ check, gradient, differing }: Judged, of: GradientCheck["of"]): CellMap | null {
  if (check.verdict !== "fails" || gradient === null || differing === null || gradient.data.length < 2) return null;
  const wrong = differing.filter(({ verdict }) => verdict === "fails");
  if (wrong.length === 0 || isUniform(gradient, wrong, differing)) return null;
  const { rows, columns, rowTitle, columnTitle } = layout(check.shape);
  if (rows > MOST || columns > MOST) return null;
  const cells = differing.map((entry): MarkedCell => {
    const k = placeOf(entry.index, check.shape), difference = entry.analytic - entry.numerical;
    return { row: Math.floor(k / columns), column: k % columns, value: Number.isFinite(difference) ? difference : null, mark: entry.verdict === "fails" ? "wrong" : "undecided" };
  });
  return { title: `dL/d${check.input}: ${of} − numerical`, rows, columns, rowTitle, columnTitle, cells, alt: wordsFor(check.input, check.shape, gradient.data.length, wrong, differing.length) };
}

/** Every entry is off by the same factor, or by the same amount. */
function isUniform({ shape, data }: Flat, wrong: readonly Entry[], differing: readonly Entry[]): boolean {
  const [first] = wrong as [Entry, ...Entry[]];
  if (wrong.every(({ analytic }) => !Number.isFinite(analytic))) return wrong.length === data.length;
  const size = Math.max(largest(data), largest(differing.map(({ numerical }) => numerical)));
  const leading = wrong.reduce((most, entry) => (Math.abs(entry.numerical) > Math.abs(most.numerical) ? entry : most), first);
  const ratio = leading.analytic / leading.numerical, shift = first.analytic - first.numerical;
  const isFactor = wrong.every(({ analytic, numerical, tolerance }) => Math.abs(analytic - ratio * numerical) <= (1 + Math.abs(ratio)) * tolerance);
  const isShift = wrong.every(({ analytic, numerical, tolerance }) => Math.abs(analytic - numerical - shift) <= 2 * tolerance);
  const marked = new Set(differing.map(({ index }) => placeOf(index, shape)));
  // what agrees fits a factor only if it is zero, and a shift never
  const restIsZero = data.every((g, k) => marked.has(k) || Math.abs(g) <= NOTHING * size);
  return (isFactor && restIsZero) || (isShift && differing.length === data.length);
}

/** A tensor as a matrix: its leading axes down, the others across; a column lies on its side. */
function layout(shape: readonly number[]): Pick<CellMap, "rows" | "columns" | "rowTitle" | "columnTitle"> {
  const product = (lengths: readonly number[]): number => lengths.reduce((size, length) => size * length, 1);
  if (shape.length < 2 || (shape.length === 2 && shape[1] === 1)) return { rows: 1, columns: product(shape), rowTitle: "", columnTitle: "entry" };
  if (shape.length === 2) return { rows: shape[0]!, columns: shape[1]!, rowTitle: "row", columnTitle: "column" };
  const down = Math.floor(shape.length / 2), axes = (from: number, to: number): string => (to - from === 1 ? `axis ${to}` : `axes ${Array.from({ length: to - from }, (_, k) => from + k + 1).join(", ")}`);
  return { rows: product(shape.slice(0, down)), columns: product(shape.slice(down)), rowTitle: axes(0, down), columnTitle: axes(down, shape.length) };
}

const placeOf = (index: readonly number[], shape: readonly number[]): number => index.reduce((k, i, axis) => k * shape[axis]! + i, 0);

function wordsFor(input: string, shape: readonly number[], entries: number, wrong: readonly Entry[], differing: number): string {
  const named = wrong.slice(0, NAMED).map(({ index }) => placeText(index)).join("; ");
  const more = wrong.length > NAMED ? ` and ${wrong.length - NAMED} more` : "";
  const undecided = differing - wrong.length, agree = entries - differing;
  return [
    `Map of dL/d${input} (${shape.join(" × ")}): ${wrong.length} of ${entries} entries ${wrong.length === 1 ? "is" : "are"} wrong and marked with a cross (${named}${more})`,
    ...(undecided === 0 ? [] : [`${undecided} ${undecided === 1 ? "is" : "are"} undecided`]),
    agree === 0 ? "none agrees." : `the other ${agree} ${agree === 1 ? "agrees" : "agree"}.`,
  ].join("; ");
}
