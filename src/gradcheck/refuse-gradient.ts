import { sameShape, shapeText } from "../layers/matrix.js";
import { directionsMatch } from "./directions-match.js";
import type { InputCheck } from "./gradient-check.js";
import type { Draw, Part, Problem } from "./problem.js";
import type { Form } from "./value-form.js";

/** A gradient that is missing or has the wrong shape; of the latter it says what would match, if something does. Null for one that can be compared. */
export function refuseGradient(problem: Problem, part: Part, gradient: Form | undefined, draw: Draw): InputCheck | null {
  const refused = (message: string, slip: string | null = null): InputCheck => ({
    input: part.name, shape: part.shape, verdict: "fails", entries: part.data.length, wrong: part.data.length, by: "entries", direction: null, found: [], worst: null, relativeError: Infinity, slip, message,
  });
  if (gradient === undefined) return refused(`backward gives no gradient for ${part.name}`);
  if (sameShape(gradient.shape, part.shape)) return null;
  const matches = directionsMatch(problem, part, draw);
  const slip = [turned(gradient, part), summed(gradient, part)].find((candidate) => candidate !== null && matches(candidate.data))?.slip ?? null;
  return refused(`backward gives shape ${shapeText(gradient.shape)}, ${part.name} has ${shapeText(part.shape)}: a gradient has the shape of its input${slip === null ? "" : `; ${slip}`}`, slip);
}

interface Candidate {
  readonly data: Float64Array;
  readonly slip: string;
}

function turned({ shape: [m, n, ...more], data }: Form, { shape }: Part): Candidate | null {
  if (m === undefined || n === undefined || more.length > 0 || !sameShape(shape, [n, m])) return null;
  return { data: data.map((_, k) => data[(k % m) * n + Math.floor(k / m)]!), slip: "it is transposed: its transpose matches" };
}

/** (m, N) where (m, 1) or (m) is wanted: the sum over the last axis is what was left out. */
function summed({ shape, data }: Form, part: Part): Candidate | null {
  const last = shape.at(-1) ?? 1, rest = shape.slice(0, -1);
  if (last < 2 || !(sameShape(part.shape, [...rest, 1]) || sameShape(part.shape, rest))) return null;
  const sums = new Float64Array(data.length / last);
  data.forEach((g, k) => (sums[Math.floor(k / last)]! += g));
  return { data: sums, slip: `the sum over the batch is missing: summed over its ${last} columns it matches` };
}
