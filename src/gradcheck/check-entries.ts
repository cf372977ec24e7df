import { compareEntry, compareGradient, largest } from "./compare-gradient.js";
import { withSlip, type Judged } from "./judged.js";
import type { Part, Problem } from "./problem.js";
import type { Suspect } from "./recognise-slip.js";

/** The gradient by one input, every entry by itself: for small ones, where that is quick and shows most. */
export function checkEntries(problem: Problem, part: Part, gradient: Float64Array, again: Suspect["again"]): Judged {
  const flat = { shape: part.shape, data: gradient };
  const numerical = Array.from(part.data, (x, k) => {
    const u = new Float64Array(gradient.length);
    u[k] = 1;
    return problem.derivative(new Map([[part.name, u]]), x);
  });
  const { all, ...check } = compareGradient(part.name, flat, numerical, problem.precision);
  const differing = all.filter(({ verdict }) => verdict !== "holds");
  if (check.verdict !== "fails") return { check: { ...check, slip: null }, gradient: flat, differing };
  const size = Math.max(largest(gradient), largest(numerical.map(({ value }) => value)));
  const matches: Suspect["matches"] = (candidate, among = () => true) => {
    const looked = numerical.flatMap((each, k) => (among(k) ? [compareEntry({ shape: part.shape, data: candidate }, k, each, size, problem.precision).verdict] : []));
    return looked.includes("holds") && !looked.includes("fails");
  };
  const k = numerical.reduce((best, { value }, l) => (Math.abs(value) > Math.abs(numerical[best]!.value) ? l : best), 0);
  const suspect: Suspect = { gradient: flat, ratio: numerical[k]!.value / gradient[k]!, upstream: problem.dY.shape, inputs: problem.parts, matches, again };
  return { check: withSlip(check, all.filter(({ verdict }) => verdict === "fails"), suspect), gradient: flat, differing };
}
