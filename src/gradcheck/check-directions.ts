import { apart, comparisonOf, largest, MOST_FOUND, undecidedText, worstOf, wrongText, type Entry } from "./compare-gradient.js";
import { compareDirection, type JudgedDirection } from "./compare-direction.js";
import { directionsMatch } from "./directions-match.js";
import { findWrongEntries, scaleOf, shareOf } from "./find-wrong-entries.js";
import type { DirectionComparison, InputCheck } from "./gradient-check.js";
import { withSlip, type Judged } from "./judged.js";
import { spread, type Draw, type Part, type Problem } from "./problem.js";
import type { Suspect } from "./recognise-slip.js";

const directionOf = ({ analytic, numerical, difference, tolerance, order }: JudgedDirection): DirectionComparison => ({ analytic, numerical, difference, tolerance, order });

/** A gradient that agrees along a direction. */
export function agreeing(part: Part, direction: JudgedDirection | null): InputCheck {
  const relativeError = direction === null || direction.size === 0 ? 0 : direction.difference / direction.size;
  return { input: part.name, shape: part.shape, verdict: "holds", entries: part.data.length, wrong: 0, by: "directions", direction: direction === null ? null : directionOf(direction), found: [], worst: null, relativeError, slip: null, message: "" };
}

/** The gradient by one input along directions in which this input moves alone; where one differs or is undecided, group testing finds the entries. */
export function checkDirections(problem: Problem, part: Part, gradient: Float64Array, count: number, draw: Draw, again: Suspect["again"]): Judged {
  let last: JudgedDirection | null = null;
  for (let k = 0; k < count; k++) {
    last = compareDirection(problem, new Map([[part.name, gradient]]), new Map([[part.name, spread(gradient.length, draw)]]), scaleOf(part));
    if (last.verdict !== "holds") return searched(problem, part, gradient, last, draw, again);
  }
  return { check: agreeing(part, last), gradient: { shape: part.shape, data: gradient }, differing: [] };
}

function searched(problem: Problem, part: Part, gradient: Float64Array, direction: JudgedDirection, draw: Draw, again: Suspect["again"]): Judged {
  const { entries, isSample } = findWrongEntries(problem, part, gradient, draw);
  const wrong = entries.filter(({ verdict }) => verdict === "fails"), undecided = entries.filter(({ verdict }) => verdict === "undecided");
  const flat = { shape: part.shape, data: gradient }, differing = isSample ? null : entries;
  const record = { ...agreeing(part, direction), relativeError: relativeTo(gradient, wrong, direction) };
  if (wrong.length === 0 && direction.verdict !== "fails") {
    if (undecided.length === 0 && !isSample) return { check: agreeing(part, null), gradient: flat, differing };
    return { check: { ...record, verdict: "undecided", ...undecidedAt(part, undecided, isSample ? entries.length : gradient.length) }, gradient: flat, differing };
  }
  const worst = worstOf(wrong);
  const count = isSample ? Math.round(shareOf(entries) * gradient.length) : wrong.length;
  const check = { ...record, verdict: "fails" as const, wrong: Math.max(1, count), found: isSample ? [] : wrong.slice(0, MOST_FOUND).map(comparisonOf), worst: worst === null ? null : comparisonOf(worst), message: messageOf(part.name, direction, worst, entries, isSample, gradient.length) };
  const suspect: Suspect = { gradient: flat, ratio: direction.numerical / direction.analytic, upstream: problem.dY.shape, inputs: problem.parts, matches: directionsMatch(problem, part, draw), again };
  return { check: withSlip(check, wrong, suspect), gradient: flat, differing };
}

function undecidedAt({ name }: Part, undecided: readonly Entry[], entries: number): Pick<InputCheck, "worst" | "message"> {
  const worst = worstOf(undecided);
  if (worst === null) return { worst, message: `dL/d${name}: the numerical derivative along a random direction is too uncertain: move the point away` };
  return { worst: comparisonOf(worst), message: undecidedText(name, worst, undecided.length, entries) };
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
