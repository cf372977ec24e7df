/** The gradient by one input, judged: entry by entry, or along random directions with a search where they differ. */
import { sameShape, shapeText } from "../layers/matrix.js";
import { compareDirection, type JudgedDirection } from "./compare-direction.js";
import { compareEntry, compareGradient, comparisonOf, largest, MOST_FOUND, undecidedText, worstOf, wrongText, apart, type Entry } from "./compare-gradient.js";
import { findWrongEntries, scaleOf, shareOf } from "./find-wrong-entries.js";
import type { DirectionComparison, InputCheck } from "./gradient-check.js";
import { spread, type Part, type Problem } from "./problem.js";
import { recogniseEntries, recogniseSlip, type Suspect } from "./recognise-slip.js";
import type { Form } from "./value-form.js";

export type Draw = (count: number) => Float64Array;

/** What the search for the kind of slip may ask besides numbers: backward at another upstream gradient. */
export type Again = Suspect["again"];

/** A gradient that is missing or has the wrong shape; of the latter it says what would match, if something does. */
export function refuse(problem: Problem, part: Part, gradient: Form | undefined, draw: Draw): InputCheck | null {
  const refused = (message: string, slip: string | null = null): InputCheck => ({
    input: part.name, shape: part.shape, verdict: "fails", entries: part.data.length, wrong: part.data.length, by: "entries", direction: null, found: [], worst: null, relativeError: Infinity, slip, message,
  });
  if (gradient === undefined) return refused(`backward gives no gradient for ${part.name}`);
  if (sameShape(gradient.shape, part.shape)) return null;
  const matches = directionsMatch(problem, part, draw);
  const slip = [turned(gradient, part), summed(gradient, part)].find((candidate) => candidate !== null && matches(candidate.data))?.slip ?? null;
  return refused(`backward gives shape ${shapeText(gradient.shape)}, ${part.name} has ${shapeText(part.shape)}: a gradient has the shape of its input${slip === null ? "" : `; ${slip}`}`, slip);
}

function turned({ shape: [m, n, ...more], data }: Form, { shape }: Part): { readonly data: Float64Array; readonly slip: string } | null {
  if (m === undefined || n === undefined || more.length > 0 || !sameShape(shape, [n, m])) return null;
  return { data: data.map((_, k) => data[(k % m) * n + Math.floor(k / m)]!), slip: "it is transposed: its transpose matches" };
}

/** (m, N) where (m, 1) or (m) is wanted: the sum over the last axis is what was left out. */
function summed({ shape, data }: Form, part: Part): { readonly data: Float64Array; readonly slip: string } | null {
  const last = shape.at(-1) ?? 1, rest = shape.slice(0, -1);
  if (last < 2 || !(sameShape(part.shape, [...rest, 1]) || sameShape(part.shape, rest))) return null;
  const sums = new Float64Array(data.length / last);
  data.forEach((g, k) => (sums[Math.floor(k / last)]! += g));
  return { data: sums, slip: `the sum over the batch is missing: summed over its ${last} columns it matches` };
}

/** Every entry by itself: for small gradients, where that is quick and shows most. */
export function checkEntries(problem: Problem, part: Part, gradient: Float64Array, again: Again): InputCheck {
  const numerical = Array.from(part.data, (x, k) => {
    const u = new Float64Array(gradient.length);
    u[k] = 1;
    return problem.derivative(new Map([[part.name, u]]), x);
  });
  const { all, ...check } = compareGradient(part.name, { shape: part.shape, data: gradient }, numerical, problem.precision);
  if (check.verdict !== "fails") return { ...check, slip: null };
  const size = Math.max(largest(gradient), largest(numerical.map(({ value }) => value)));
  const matches: Suspect["matches"] = (candidate, among = () => true) => {
    const looked = numerical.flatMap((each, k) => (among(k) ? [compareEntry({ shape: part.shape, data: candidate }, k, each, size, problem.precision).verdict] : []));
    return looked.includes("holds") && !looked.includes("fails");
  };
  const k = numerical.reduce((best, { value }, l) => (Math.abs(value) > Math.abs(numerical[best]!.value) ? l : best), 0);
  return withSlip(check, all.filter(({ verdict }) => verdict === "fails"), { gradient: { shape: part.shape, data: gradient }, ratio: numerical[k]!.value / gradient[k]!, upstream: problem.dY.shape, matches, again });
}

/** The kind of slip: of the few entries that are wrong, or of the whole. */
function withSlip(check: Omit<InputCheck, "slip">, wrong: readonly Entry[], suspect: Suspect): InputCheck {
  const isSparse = check.wrong <= check.entries / 4;
  const slip = isSparse ? (recogniseEntries(wrong) ?? (wrong.length > 2 ? recogniseSlip(suspect) : null)) : (recogniseSlip(suspect) ?? recogniseEntries(wrong));
  return { ...check, slip, message: slip === null ? check.message : `${check.message}; ${slip}` };
}

/** Two directions that the candidate did not suggest, in which only the allowed entries move. */
function directionsMatch(problem: Problem, part: Part, draw: Draw): Suspect["matches"] {
  return (candidate, among = () => true) => [1, 2].every(() => {
    const u = spread(candidate.length, draw).map((x, k) => (among(k) ? x : 0));
    return compareDirection(problem, new Map([[part.name, candidate]]), new Map([[part.name, u]]), scaleOf(part)).verdict === "holds";
  });
}

export const directionOf = ({ analytic, numerical, difference, tolerance, order }: JudgedDirection): DirectionComparison => ({ analytic, numerical, difference, tolerance, order });

/** The record of a gradient that agrees along a direction. */
export const agreeing = (part: Part, direction: JudgedDirection | null): InputCheck => ({
  input: part.name, shape: part.shape, verdict: "holds", entries: part.data.length, wrong: 0, by: "directions", direction: direction === null ? null : directionOf(direction), found: [], worst: null,
  relativeError: direction === null || direction.size === 0 ? 0 : direction.difference / direction.size, slip: null, message: "",
});

/** Along directions of this input alone; where one differs or is undecided, group testing finds the entries. */
export function checkDirections(problem: Problem, part: Part, gradient: Float64Array, count: number, draw: Draw, again: Again): InputCheck {
  let last: JudgedDirection | null = null;
  for (let k = 0; k < count; k++) {
    last = compareDirection(problem, new Map([[part.name, gradient]]), new Map([[part.name, spread(gradient.length, draw)]]), scaleOf(part));
    if (last.verdict !== "holds") return searched(problem, part, gradient, last, draw, again);
  }
  return agreeing(part, last);
}

function searched(problem: Problem, part: Part, gradient: Float64Array, direction: JudgedDirection, draw: Draw, again: Again): InputCheck {
  const { entries, isSample } = findWrongEntries(problem, part, gradient, draw);
  const wrong = entries.filter(({ verdict }) => verdict === "fails"), undecided = entries.filter(({ verdict }) => verdict === "undecided");
  const total = gradient.length;
  const record = { ...agreeing(part, direction), relativeError: relativeTo(gradient, wrong, direction) };
  if (wrong.length === 0 && direction.verdict !== "fails") {
    if (undecided.length === 0 && !isSample) return agreeing(part, null);
    const worst = worstOf(undecided);
    const message = worst === null ? `dL/d${part.name}: the numerical derivative along a random direction is too uncertain: move the point away` : undecidedText(part.name, worst, undecided.length, isSample ? entries.length : total);
    return { ...record, verdict: "undecided", worst: worst === null ? null : comparisonOf(worst), message };
  }
  const worst = worstOf(wrong);
  const count = isSample ? Math.round(shareOf(entries) * total) : wrong.length;
  const check = { ...record, verdict: "fails" as const, wrong: Math.max(1, count), found: isSample ? [] : wrong.slice(0, MOST_FOUND).map(comparisonOf), worst: worst === null ? null : comparisonOf(worst), message: messageOf(part.name, direction, worst, entries, isSample, total) };
  return withSlip(check, wrong, { gradient: { shape: part.shape, data: gradient }, ratio: direction.numerical / direction.analytic, upstream: problem.dY.shape, matches: directionsMatch(problem, part, draw), again });
}

function relativeTo(gradient: Float64Array, wrong: readonly Entry[], direction: JudgedDirection): number {
  const size = Math.max(largest(gradient), largest(wrong.map(({ numerical }) => numerical)));
  return wrong.length === 0 ? direction.difference / direction.size : Math.max(...wrong.map(({ difference }) => difference)) / size;
}

function messageOf(input: string, direction: JudgedDirection, worst: Entry | null, entries: readonly Entry[], isSample: boolean, total: number): string {
  if (worst === null) {
    const [analytic, numerical] = apart(direction.analytic, direction.numerical);
    return `dL/d${input} along a random direction: backward gives ${analytic}, numerical ${numerical}; no entry differs enough to be named`;
  }
  const found = entries.filter(({ verdict }) => verdict === "fails");
  if (!isSample) return wrongText(input, worst, found.length, total);
  return `${wrongText(input, worst, found.length, entries.length)} of a sample of all ${total}`;
}
