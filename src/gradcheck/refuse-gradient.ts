import { sameShape, shapeText } from "../layers/matrix.js";
import { directionsMatch } from "./directions-match.js";
import type { InputCheck } from "./gradient-check.js";
import { kindOf } from "./kind-of.js";
import type { Draw, Part, Problem } from "./problem.js";
import type { Form } from "./value-form.js";

/**
 * A gradient that is missing or has the wrong shape; of the latter it says what would match, if something does. Null for one that can be compared.
 * @param given what backward gives, read as `gradient` where it holds numbers
 */
export function refuseGradient(problem: Problem, part: Part, given: unknown, gradient: Form | null, draw: Draw): InputCheck | null {
  const refused = (message: string, slip: string | null = null): InputCheck => ({
    input: part.name, shape: part.shape, verdict: "fails", entries: part.data.length, wrong: part.data.length, by: "entries", direction: null, found: [], worst: null, relativeError: Infinity, slip, message,
  });
  if (given === undefined) return refused(`backward gives no gradient for ${part.name}`);
  if (gradient === null) return refused(`backward gives ${kindOf(given)} for ${part.name}: a gradient is a number, an array of numbers, a Float64Array or Float32Array, or a matrix`);
  if (sameShape(gradient.shape, part.shape)) return null;
  const matches = directionsMatch(problem, part, draw);
  const slip = [turned(gradient, part), summed(gradient, part, "columns"), summed(gradient, part, "rows"), unshaped(gradient, part)].find((candidate) => candidate !== null && matches(candidate.data))?.slip ?? null;
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

/** (m, N) where (m, 1) or (m) is wanted, or (N, m) where (1, m) or (m) is: the sum over the samples is what was left out. */
function summed({ shape, data }: Form, part: Part, over: "columns" | "rows"): Candidate | null {
  const count = (over === "columns" ? shape.at(-1) : shape[0]) ?? 1, rest = over === "columns" ? shape.slice(0, -1) : shape.slice(1);
  if (count < 2 || !(sameShape(part.shape, over === "columns" ? [...rest, 1] : [1, ...rest]) || sameShape(part.shape, rest))) return null;
  const sums = new Float64Array(data.length / count);
  data.forEach((g, k) => (sums[over === "columns" ? Math.floor(k / count) : k % sums.length]! += g));
  return { data: sums, slip: `the sum over the batch is missing: summed over its ${count} ${over} it matches` };
}

/** As many numbers as are wanted, in another form. */
const unshaped = ({ data }: Form, part: Part): Candidate | null => (data.length === part.data.length ? { data, slip: `its numbers match in their order: give them the shape of ${part.name}` } : null);
