/** Each kind of slip that a check can name: the slip, told entry by entry and along directions; and beside it a mistake that looks like it, of which nothing of the kind is said. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { checkGradients } from "../../src/gradcheck/index.js";
import { fullyConnected, map, matmul, transpose, uniform, type Matrix } from "../../src/layers/index.js";

type Inputs = Parameters<typeof fullyConnected.forward>[0];
type Wrong = (right: Matrix, at: Inputs, dY: Matrix) => Matrix;
type Names = "X" | "W" | "b";

const N = 4;
const inputsOf = (n: number): { at: Inputs; dY: Matrix } => {
  const random = uniform(n);
  return { at: { X: random(n, N), W: random(n, n), b: random(n) }, dY: random(n, N) };
};
const small = inputsOf(5), large = inputsOf(30);

const withGradient = (name: Names, wrong: Wrong): typeof fullyConnected => ({
  ...fullyConnected,
  backward: (at, dY) => {
    const gradient = fullyConnected.backward(at, dY);
    return { ...gradient, [name]: wrong(gradient[name], at, dY) };
  },
});

/** The matrix with other entries, from their row and column. */
const entries = (A: Matrix, value: (g: number, i: number, j: number) => number): Matrix => ({ ...A, data: A.data.map((g, k) => value(g, Math.floor(k / A.shape[1]), k % A.shape[1])) });
const at = ({ shape: [m, n], data }: Matrix, i: number, j: number): number => data[((i + m) % m) * n + ((j + n) % n)]!;
const onlySample = (k: number, A: Matrix): Matrix => entries(A, (a, _, j) => (j === k ? a : 0));
const outer = (dY: Matrix, X: Matrix): Matrix => matmul(dY, transpose(X));
const ones = (A: Matrix): Matrix => map(A, () => 1);

/** A few entries wrong in a way that does not fit the rest. */
const spoilt = (wrong: Wrong): Wrong => (right, given, dY) => entries(wrong(right, given, dY), (g, i, j) => ((i + 2 * j) % 5 === 1 ? g + 0.1 : g));

const whole: readonly (readonly [title: string, name: Names, slip: string, wrong: Wrong, looksLikeIt: Wrong])[] = [
  ["transposed", "W", "it is transposed: its transpose matches", transpose, spoilt(transpose)],
  ["sign", "X", "the sign is wrong: its negative matches", (A) => map(A, (g) => -g), spoilt((A) => map(A, (g) => -g))],
  ["factor", "X", "a constant factor: it is 2 times the gradient", (A) => map(A, (g) => 2 * g), (A) => entries(A, (g, i) => (i % 2 === 0 ? 2 : 3) * g)],
  ["half", "X", "a constant factor: it is 1/2 times the gradient", (A) => map(A, (g) => g / 2), (A) => map(A, (g) => g / 2 + 0.01)],
  ["mean in place of a sum", "W", "a constant factor: it is 1/4 times the gradient, one over the 4 samples of the batch: a mean where the sum belongs", (A) => map(A, (g) => g / N), spoilt((A) => map(A, (g) => g / N))],
  ["first sample alone", "W", "the sum over the batch is missing: only the first of 4 samples enters", (_, { X }, dY) => outer(onlySample(0, dY), X), (_, { X }, dY) => outer(entries(dY, (d, __, j) => (j < 2 ? d : 0)), X)],
  ["last sample alone", "W", "the sum over the batch is missing: only the last of 4 samples enters", (_, { X }, dY) => outer(onlySample(N - 1, dY), X), (_, { X }, dY) => outer(entries(dY, (d, __, j) => (j > 1 ? d : 0)), X)],
  ["last sample alone, of the bias", "b", "the sum over the batch is missing: only the last of 4 samples enters", (b, _, dY) => entries(b, (__, i) => at(dY, i, N - 1)), (b, _, dY) => entries(b, (__, i) => at(dY, i, N - 1) + at(dY, i, 0))],
  ["upstream gradient ignored", "W", "the upstream gradient is ignored: another one changes nothing", (_, { X }, dY) => outer(ones(dY), X), (_, { X }, dY) => outer(map(dY, (d) => 1 + d / 8), X)],
  ["rows off by one", "W", "off by one along the rows: entry k holds what belongs to entry k − 1", (A) => entries(A, (_, i, j) => at(A, i - 1, j)), (A) => entries(A, (_, i, j) => at(A, i % 2 === 0 ? i - 1 : i + 1, j))],
  ["rows off by one, upwards", "W", "off by one along the rows: entry k holds what belongs to entry k + 1", (A) => entries(A, (_, i, j) => at(A, i + 1, j)), (A) => entries(A, (_, i, j) => at(A, i + 2, j))],
  ["columns off by one", "W", "off by one along the columns: entry k holds what belongs to entry k − 1", (A) => entries(A, (_, i, j) => at(A, i, j - 1)), (A) => entries(A, (_, i, j) => at(A, i - 1, j - 1))],
  ["turned by 180°", "W", "its last two axes are reversed: turned by 180° it matches", (A) => entries(A, (_, i, j) => at(A, -1 - i, -1 - j)), (A) => entries(A, (_, i, j) => at(A, -1 - i, j))],
];

const slipOf = (name: Names, wrong: Wrong, { at: given, dY }: typeof small, by: "entries" | "directions"): string | null => {
  const check = checkGradients(withGradient(name, wrong), given, dY, { by });
  assert.deepEqual(check.gradients.filter(({ verdict }) => verdict !== "holds").map(({ input, verdict }) => [input, verdict]), [[name, "fails"]], inspect(check));
  const { slip, message } = check.gradients.find(({ input }) => input === name)!;
  assert.ok(slip === null || message.endsWith(`; ${slip}`), message);
  return slip;
};
for (const [title, name, slip, wrong, looksLikeIt] of whole) {
  test(`${title}: told entry by entry and along directions, and not where it explains a part only`, () => {
    for (const point of [small, large]) for (const by of ["entries", "directions"] as const) {
      assert.equal(slipOf(name, wrong, point, by), slip);
      assert.equal(slipOf(name, looksLikeIt, point, by), null);
    }
  });
}

const some = (A: Matrix, places: readonly number[], by: (g: number, l: number) => number): Matrix => ({ ...A, data: A.data.map((g, k) => (places.includes(k) ? by(g, places.indexOf(k)) : g)) });
const few: readonly (readonly [title: string, slip: string, wrong: (A: Matrix) => Matrix, looksLikeIt: (A: Matrix) => Matrix])[] = [
  ["the sign of an entry", "the sign of this entry is wrong", (A) => some(A, [7], (g) => -g), (A) => some(A, [7], (g) => -1.01 * g)],
  ["the sign of some entries", "the sign of these entries is wrong", (A) => some(A, [2, 7, 11], (g) => -g), (A) => some(A, [2, 7, 11], (g, l) => (l === 0 ? -g : g + 0.3))],
  ["an entry left out", "this entry is left out: backward gives 0", (A) => some(A, [7], () => 0), (A) => some(A, [7], () => 1e-3)],
  ["entries left out", "these entries are left out: backward gives 0", (A) => some(A, [2, 7], () => 0), (A) => some(A, [2, 7], (_, l) => l * 1e-3)],
  ["a factor of an entry", "this entry is 3 times what it should be", (A) => some(A, [7], (g) => 3 * g), (A) => some(A, [7], (g) => 3.01 * g)],
  ["a factor of some entries", "these entries are 1.5 times what they should be", (A) => some(A, [2, 7, 11], (g) => 1.5 * g), (A) => some(A, [2, 7, 11], (g, l) => (1.5 + l) * g)],
  ["two entries exchanged", "these two entries are exchanged", (A) => some(A, [2, 7], (_, l) => A.data[[7, 2][l]!]!), (A) => some(A, [2, 7], (_, l) => A.data[[7, 3][l]!]!)],
];
for (const [title, slip, wrong, looksLikeIt] of few) {
  test(`${title}: told, and not where it explains a part only`, () => {
    for (const point of [small, large]) for (const by of ["entries", "directions"] as const) {
      assert.equal(slipOf("W", wrong, point, by), slip);
      assert.equal(slipOf("W", looksLikeIt, point, by), null);
    }
  });
}

const shapes: readonly (readonly [title: string, name: Names, wrong: Wrong, looksLikeIt: Wrong, message: string])[] = [
  ["a transposed gradient whose shape tells", "X", (A) => transpose(A), (A) => map(transpose(A), (g) => g + 1), "backward gives shape (4, 5), X has (5, 4): a gradient has the shape of its input; it is transposed: its transpose matches"],
  ["a bias's gradient without its sum over the batch", "b", (_, __, dY) => dY, (_, __, dY) => map(dY, (d) => 2 * d), "backward gives shape (5, 4), b has (5, 1): a gradient has the shape of its input; the sum over the batch is missing: summed over its 4 columns it matches"],
];
for (const [title, name, wrong, looksLikeIt, message] of shapes) {
  test(`${title}: told, and only the shapes where undoing it does not match`, () => {
    const told = (change: Wrong): string => checkGradients(withGradient(name, change), small.at, small.dY).gradients.find(({ input }) => input === name)!.message;
    assert.equal(told(wrong), message);
    assert.equal(told(looksLikeIt), message.replace(/; (?:it is transposed|the sum over).*$/, ""));
  });
}

test("a formula cannot be asked again, so nothing is said of its upstream gradient", () => {
  const { at: given, dY } = small;
  const [gradient] = checkGradients(fullyConnected, given, dY, { gradient: { W: outer(onlySample(0, dY), given.X) } }).gradients;
  assert.deepEqual([gradient!.verdict, gradient!.slip], ["fails", null]);
});
