/** What each layer answers where a formula as it stands on paper breaks: at kinks, at ±1000, at a variance of nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { attention, batchNorm, column, gelu, layerNorm, leakyRelu, matrix, maxPooling, relu, sigmoid, softmax, softmaxLoss, tanh, tensor, type Layer, type Matrix, type Tensor } from "../../src/layers/index.js";

const near = (title: string, { data }: Tensor, expected: readonly number[]): void => {
  assert.equal(data.length, expected.length, title);
  expected.forEach((value, k) => assert.ok(Math.abs(data[k]! - value) <= 1e-12 * Math.abs(value), `${title}[${k}]: ${data[k]!} and must be ${value}`));
};

type Unary = Layer<{ readonly X: Matrix }>;

/** The upstream gradient is 3 and 5, so that one of ones cannot hide. */
const kinks: readonly [layer: Unary, slope: number][] = [[relu, 0], [leakyRelu, 0.01]];
for (const [layer, slope] of kinks) {
  test(`${layer.name}: the slope at 0 and at −0 is ${slope}`, () => {
    near("Y", layer.forward({ X: column(0, -0) }), [0, 0]);
    near("dX", layer.backward({ X: column(0, -0) }, column(3, 5)).X, [3 * slope, 5 * slope]);
  });
}

const ties: readonly [title: string, X: readonly number[], dX: readonly number[]][] = [
  ["all four are equal", [2, 2, 2, 2], [3, 0, 0, 0]],
  ["the last three", [1, 2, 2, 2], [0, 3, 0, 0]],
  ["the second column", [1, 2, 1, 2], [0, 3, 0, 0]],
  ["the second row", [1, 1, 2, 2], [0, 0, 3, 0]],
];
for (const [title, X, dX] of ties) {
  test(`maxPooling: among equal maxima the first in reading order takes the whole gradient: ${title}`, () => {
    const layer = maxPooling({ size: 2 }), inputs = { X: tensor([1, 2, 2, 1], X) };
    near("Y", layer.forward(inputs), [2]);
    near("dX", layer.backward(inputs, tensor([1, 1, 1, 1], [3])).X, dX);
  });
}

const far: readonly [layer: Unary, Y: readonly number[], dX: readonly number[]][] = [
  [relu, [1000, 0], [3, 0]],
  [leakyRelu, [1000, -10], [3, 0.05]],
  [sigmoid, [1, 0], [0, 0]],
  [tanh, [1, -1], [0, 0]],
  [gelu, [1000, 0], [3, 0]],
  [softmax, [1, 0], [0, 0]],
];
for (const [layer, Y, dX] of far) {
  test(`${layer.name} at 1000 and −1000`, () => {
    near("Y", layer.forward({ X: column(1000, -1000) }), Y);
    near("dX", layer.backward({ X: column(1000, -1000) }, column(3, 5)).X, dX);
  });
}

test("sigmoid keeps the digits of a small value and of its slope", () => {
  near("Y", sigmoid.forward({ X: column(-100, -700) }), [Math.exp(-100), Math.exp(-700)]);
  near("dX", sigmoid.backward({ X: column(-100, -700) }, column(3, 5)).X, [3 * Math.exp(-100), 5 * Math.exp(-700)]);
});

test("softmaxLoss of logits far apart: the gap, and a gradient of the whole upstream", () => {
  const inputs = { X: matrix([[1000, -1000], [-1000, 1000]]), labels: [1, 1] };
  near("L", softmaxLoss.forward(inputs), [1000]); // the mean of 2000 and 0
  near("dX", softmaxLoss.backward(inputs, matrix([[4]])).X, [2, 0, -2, 0]);
});

test("attention of scores of ±10⁶: the value of the key that fits, and no gradient but to that value", () => {
  const inputs = { Q: matrix([[1000]]), K: matrix([[1000, -1000]]), V: matrix([[7, 9]]) }, gradient = attention.backward(inputs, matrix([[3]]));
  near("Y", attention.forward(inputs), [7]);
  near("dQ", gradient.Q, [0]);
  near("dK", gradient.K, [0, 0]);
  near("dV", gradient.V, [3, 0]);
});

const root = Math.sqrt(1e-5), equal = [1000, 1000, 1000];
for (const [layer, X, dY] of [[layerNorm, matrix(equal.map((x) => [x])), column(3, 5, 1)], [batchNorm, matrix([equal]), matrix([[3, 5, 1]])]] as const) {
  const n = X.shape[0], inputs = { X, gamma: column(...Array<number>(n).fill(2)), beta: column(...Array<number>(n).fill(-1)) };
  test(`${layer.name} of equal entries: the variance is 0, ε keeps the gradient finite`, () => {
    near("Y", layer.forward(inputs), [-1, -1, -1]);
    near("dX", layer.backward(inputs, dY).X, [0, (2 * 2) / root, (-2 * 2) / root]); // γ (dY − its mean) / √ε, for Z = 0
  });
}
