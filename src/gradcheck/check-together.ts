import { compareDirection, type Gradients } from "./compare-direction.js";
import { agreeing, checkDirections } from "./check-directions.js";
import { scaleOf } from "./find-wrong-entries.js";
import type { Judged } from "./judged.js";
import { spread, type Draw, type Part, type Problem } from "./problem.js";
import type { Suspect } from "./recognise-slip.js";

/** A direction that crosses a kink is drawn anew so often before the search begins. */
const REDRAWN = 2;

export interface Together {
  readonly judged: ReadonlyMap<string, Judged>;
  readonly notes: readonly string[];
}

/**
 * All inputs along one direction; input by input where that does not agree.
 * @param count directions that must agree
 */
export function checkTogether(problem: Problem, parts: readonly Part[], gradients: Gradients, count: number, draw: Draw, again: (name: string) => Suspect["again"]): Together {
  let redrawn = 0, agreed = 0;
  let last = null;
  while (agreed < count && redrawn <= REDRAWN) {
    last = compareDirection(problem, gradients, new Map(parts.map((part) => [part.name, scaled(part, draw)])), 1);
    if (last.verdict === "holds") agreed++;
    else if (last.verdict === "undecided") redrawn++;
    else break;
  }
  const notes = redrawn === 0 ? [] : [`${redrawn} random ${redrawn === 1 ? "direction" : "directions"} crossed a kink or were too uncertain, and were drawn anew`];
  if (agreed === count) return { judged: new Map(parts.map((part) => [part.name, { check: agreeing(part, last), gradient: { shape: part.shape, data: gradients.get(part.name)! }, differing: [] }])), notes };
  const alone = new Map(parts.map((part) => [part.name, checkDirections(problem, part, gradients.get(part.name)!, count, draw, again(part.name))]));
  const isLost = last?.verdict === "fails" && [...alone.values()].every(({ check }) => check.verdict === "holds");
  return { judged: isLost ? new Map([...alone].map(([name, each]) => [name, lost(name, each)])) : alone, notes };
}

function lost(name: string, judged: Judged): Judged {
  const message = `dL/d${name}: all inputs moved together differ from the numerical derivative, each by itself agrees: move the point or check entry by entry (by: "entries")`;
  return { ...judged, check: { ...judged.check, verdict: "undecided", message } };
}

/** A direction in proportion to the size of the input. */
export const scaled = (part: Part, draw: Draw): Float64Array => spread(part.data.length, draw, Math.max(1, scaleOf(part)));
