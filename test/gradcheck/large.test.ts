/** Large gradients: two numbers decide, group testing finds the wrong entries, the kind of slip is tested before it is told. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { checkGradients } from "../../src/gradcheck/index.js";
import { fullyConnected, map, matmul, relu, transpose, uniform, zip, type Matrix } from "../../src/layers/index.js";

const draw = uniform(3);
const inputs = { X: draw(40, 16), W: draw(40, 40), b: draw(40) }, dY = draw(40, 16);

type Names = "X" | "W" | "b";
/** fullyConnected with one gradient replaced. */
const withGradient = (name: Names, wrong: (right: Matrix, dY: Matrix) => Matrix): typeof fullyConnected => ({
  ...fullyConnected,
  backward: (at, upstream) => {
    const gradient = fullyConnected.backward(at, upstream);
    return { ...gradient, [name]: wrong(gradient[name], upstream) };
  },
});
const change = (places: readonly number[], by: (g: number) => number) => (A: Matrix): Matrix => ({ shape: A.shape, data: A.data.map((g, k) => (places.includes(k) ? by(g) : g)) });
const only = (check: ReturnType<typeof checkGradients>, name: Names) => {
  assert.deepEqual(check.gradients.filter(({ verdict }) => verdict !== "holds").map(({ input }) => input), [name], inspect(check));
  return check.gradients.find(({ input }) => input === name)!;
};

test("a right gradient of 2280 entries needs 20 evaluations of forward", () => {
  const check = checkGradients(fullyConnected, inputs, dY);
  assert.equal(check.verdict, "holds");
  assert.ok(check.evaluations <= 20, `${check.evaluations} evaluations`);
  for (const { by, direction } of check.gradients) assert.ok(by === "directions" && direction!.difference <= direction!.tolerance && direction!.tolerance < 1e-7, inspect(direction));
  assert.equal(inspect(check).split("\n")[0], "fullyConnected: 3 of 3 gradients agree with the numerical derivative along random directions (seed 3)");
});

test("one wrong entry of 1600 is named, in a few hundred evaluations in place of 3200", () => {
  const check = checkGradients(withGradient("W", change([3 * 40 + 7], (g) => g + 1)), inputs, dY);
  const { found, wrong, message } = only(check, "W");
  assert.deepEqual([wrong, found.map(({ index }) => index)], [1, [[3, 7]]]);
  assert.match(message, /^dL\/dW\[3,7\] \(row 4, column 8\): backward gives -?\d\.\d+, numerical -?\d\.\d+; 1 of 1600 entries differ$/);
  assert.ok(check.evaluations < 250, `${check.evaluations} evaluations`);
});

test("several wrong entries are all named", () => {
  const places = [0, 81, 82, 799, 1200, 1599];
  const { found, wrong } = only(checkGradients(withGradient("W", change(places, (g) => g + 0.25)), inputs, dY), "W");
  assert.deepEqual(found.map(({ index: [i, j] }) => i! * 40 + j!), places);
  assert.equal(wrong, places.length);
});

test("entries that are not numbers are named too", () => {
  const { found, wrong } = only(checkGradients(withGradient("W", change([5, 1300], () => NaN)), inputs, dY), "W");
  assert.deepEqual([wrong, found.map(({ index }) => index)], [2, [[0, 5], [32, 20]]]);
});

const few: readonly [title: string, places: readonly number[], by: (g: number) => number, slip: string][] = [
  ["a sign", [7], (g) => -g, "the sign of this entry is wrong"],
  ["an entry left out", [7, 90], () => 0, "these entries are left out: backward gives 0"],
  ["a factor", [7, 90], (g) => 2 * g, "these entries are 2 times what they should be"],
];
for (const [title, places, by, slip] of few) test(`tells what wrong entries have in common: ${title}`, () => {
  assert.equal(only(checkGradients(withGradient("W", change(places, by)), inputs, dY), "W").slip, slip);
});

test("tells that two entries are exchanged", () => {
  const exchange = (A: Matrix): Matrix => ({ shape: A.shape, data: A.data.map((g, k) => (k === 7 ? A.data[90]! : k === 90 ? A.data[7]! : g)) });
  assert.equal(only(checkGradients(withGradient("W", exchange), inputs, dY), "W").slip, "these two entries are exchanged");
});

const firstSample = (A: Matrix): Matrix => ({ shape: A.shape, data: A.data.map((a, k) => (k % A.shape[1] === 0 ? a : 0)) });
const shifted = ({ shape, data }: Matrix): Matrix => ({ shape, data: data.map((_, k) => data[Math.max(0, k - shape[1])]!) });
const whole: readonly [title: string, name: Names, wrong: (right: Matrix, dY: Matrix) => Matrix, slip: string][] = [
  ["a transpose", "W", transpose, "it is transposed: its transpose matches"],
  ["a sign", "W", (A) => map(A, (a) => -a), "the sign is wrong: its negative matches"],
  ["a factor", "X", (A) => map(A, (a) => 2 * a), "a constant factor: it is 2 times the gradient"],
  ["a factor that is no small fraction", "X", (A) => map(A, (a) => 1.2345 * a), "a constant factor: it is 1.2345 times the gradient"],
  ["the mean over the batch", "W", (A) => map(A, (a) => a / 16), "a constant factor: it is 1/16 times the gradient, one over the 16 samples of the batch: a mean where the sum belongs"],
  ["the first sample in place of the sum", "W", (_, from) => matmul(firstSample(from), transpose(inputs.X)), "the sum over the batch is missing: only the first of 16 samples enters"],
  ["an upstream gradient that is ignored", "W", () => matmul(map(dY, () => 1), transpose(inputs.X)), "the upstream gradient is ignored: another one changes nothing"],
  ["rows off by one", "W", shifted, "off by one along the rows: entry k holds what belongs to entry k − 1"],
];
for (const [title, name, wrong, slip] of whole) test(`tells the slip and the share where most entries are wrong: ${title}`, () => {
  const { slip: told, message, wrong: count, found } = only(checkGradients(withGradient(name, wrong), inputs, dY), name);
  assert.equal(told, slip, message);
  assert.match(message, new RegExp(`; \\d+ of \\d+ entries differ of a sample of all ${name === "W" ? 1600 : 640}; ${slip.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`));
  assert.ok(count > 500 && found.length === 0);
});

test("says nothing of the kind where no slip that it knows fits", () => {
  const { slip, message } = only(checkGradients(withGradient("W", (A) => map(A, (a) => a + Math.sin(9 * a))), inputs, dY), "W");
  assert.equal(slip, null);
  assert.match(message, /entries differ of a sample of all 1600$/);
});

test("a bias's gradient that is no sum over the batch has the wrong shape, and the sum would match", () => {
  const check = checkGradients({ ...fullyConnected, backward: (at, upstream) => ({ ...fullyConnected.backward(at, upstream), b: upstream }) }, inputs, dY);
  assert.equal(check.gradients.find(({ input }) => input === "b")!.message, "backward gives shape (40, 16), b has (40, 1): a gradient has the shape of its input; the sum over the batch is missing: summed over its 16 columns it matches");
});

test("directions that cross kinks decide with smaller steps; a wrong slope is still found", () => {
  const X = uniform(5)(100, 50), from = uniform(6)(100, 50);
  const right = checkGradients(relu, { X }, from);
  assert.equal(right.verdict, "holds", inspect(right));
  const wrong = checkGradients({ ...relu, backward: (at: { X: Matrix }, upstream: Matrix) => ({ X: zip(relu.backward(at, upstream).X, at.X, (g, x) => (x > 0.999 ? g / 2 : g)) }) }, { X }, from);
  assert.equal(wrong.verdict, "fails");
  assert.deepEqual(wrong.gradients[0]!.wrong, X.data.filter((x) => x > 0.999).length);
});

test("an entry at a kink is named, and undecided", () => {
  const X = map(uniform(5)(30, 20), (x) => x), at = { ...X, data: X.data.map((x, k) => (k === 47 ? 0 : x)) };
  const [gradient] = checkGradients(relu, { X: at }, uniform(6)(30, 20)).gradients;
  assert.equal(gradient!.verdict, "undecided");
  assert.match(gradient!.message, /^dL\/dX\[2,7\] \(row 3, column 8\): backward gives .*; the function has a kink here; 1 of 600 entries undecided: move the point away$/);
});

test("the same seed gives the same record", () => {
  const wrong = withGradient("W", change([7], (g) => g + 1));
  assert.deepEqual(JSON.stringify(checkGradients(wrong, inputs, dY, { seed: 4 })), JSON.stringify(checkGradients(wrong, inputs, dY, { seed: 4 })));
});
