/** The numerical derivative by itself: what it gives, how far off it says that it may be, and how often it asks. */
import { strict as assert } from "node:assert";
import { test } from "node:test";
import { numericalDerivative, type NumericalDerivative } from "../../src/gradcheck/numerical-derivative.js";

/** f′(0) with the count of evaluations besides f(0). */
function asked(f: (t: number) => number): { readonly found: NumericalDerivative; readonly evaluations: number } {
  let evaluations = -1;
  const found = numericalDerivative((t) => (evaluations++, { value: f(t), magnitude: Math.abs(f(t)) }), 1);
  return { found, evaluations };
}

const SMOOTH: readonly (readonly [name: string, f: (t: number) => number, slope: number, evaluations: number])[] = [
  ["a constant", () => 3, 0, 4],
  ["a line", (t) => 3 + 2 * t, 2, 4],
  ["a parabola", (t) => 3 + 2 * t - 5 * t * t, 2, 4],
  ["a cubic", (t) => 3 + 2 * t + t ** 3, 2, 6],
  ["a quartic without a cubic term", (t) => 3 + 2 * t + 1000 * t ** 4, 2, 6],
  ["a sine", (t) => Math.sin(1 + t), Math.cos(1), 6],
  ["an exponential", (t) => Math.exp(2 * t), 2, 6],
];
for (const [name, f, slope, evaluations] of SMOOTH) test(`the derivative of ${name} is within its own error, by ${evaluations} evaluations`, () => {
  const got = asked(f);
  assert.equal(got.evaluations, evaluations);
  assert.equal(got.found.kink, false);
  assert.ok(Math.abs(got.found.value - slope) <= got.found.error, `${got.found.value} is further from ${slope} than ${got.found.error}`);
  assert.ok(got.found.error <= 1e-8, `the error is ${got.found.error}`);
});

const KINKED: readonly (readonly [name: string, f: (t: number) => number])[] = [
  ["|t|", (t) => Math.abs(t)],
  ["a line with a small kink", (t) => 3 + 2 * t + 1e-6 * Math.abs(t)],
  ["a parabola with a kink", (t) => 3 - 5 * t * t + Math.max(0, t)],
];
for (const [name, f] of KINKED) test(`${name} bends at 0: no parabola, and said so`, () => assert.equal(asked(f).found.kink, true));

test("a line with a kink within the step is no parabola: smaller steps find the slope at 0", () => {
  const { found, evaluations } = asked((t) => 3 + 2 * t + Math.max(0, t - 2 ** -10));
  assert.ok(evaluations > 6);
  assert.ok(Math.abs(found.value - 2) <= found.error && found.error <= 1e-8, `${found.value} ± ${found.error}`);
});

test("a kink just beside 0, nearer than the smallest step, leaves an error as large as what it hides", () => {
  const { found } = asked((t) => 3 + 2 * t + Math.max(0, t - 2 ** -24));
  assert.ok(Math.abs(found.value - 2) <= found.error, `${found.value} ± ${found.error}`);
});
