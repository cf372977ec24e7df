import { compareDirection } from "./compare-direction.js";
import { scaleOf } from "./find-wrong-entries.js";
import { spread, type Draw, type Part, type Problem } from "./problem.js";
import type { Suspect } from "./recognise-slip.js";

/** Whether a candidate for a gradient agrees along two directions that it did not suggest, in which only the allowed entries move. */
export function directionsMatch(problem: Problem, part: Part, draw: Draw): Suspect["matches"] {
  return (candidate, among = () => true) => [1, 2].every(() => {
    const u = spread(candidate.length, draw).map((x, k) => (among(k) ? x : 0));
    return compareDirection(problem, new Map([[part.name, candidate]]), new Map([[part.name, u]]), scaleOf(part)).verdict === "holds";
  });
}
