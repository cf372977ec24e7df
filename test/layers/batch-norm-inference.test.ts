/** Batch norm with remembered statistics: an affine map of each feature, which treats each sample by itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkGradients } from "../../src/gradcheck/index.js";
import { batchNorm, batchNormInference, column, columnOf, map, matrix, ones, runningStatistics, uniform, zeros, type Matrix } from "../../src/layers/index.js";
import { testLayer, testRefusals } from "./test-layer.js";

const random = uniform(8);
const R = String.raw;
const inputs = { X: random(3, 4), gamma: random(3), beta: random(3), mu: random(3), v: map(random(3), (x) => 1.5 + x) }, dY = random(3, 4);

testLayer(batchNormInference, inputs, dY, {
  paper: {
    "the gradient as in training": { X: R`\frac{dL}{dX_{ik}} = \frac{\gamma_i}{\sqrt{v_i + 10^{-5}}} \left( \frac{dL}{dY_{ik}} - \frac{1}{N} \sum_{l=1}^{N} \frac{dL}{dY_{il}} \right)` },
    "the sign of the mean's": { mu: R`\frac{dL}{d\mu_i} = \frac{\gamma_i}{\sqrt{v_i + 10^{-5}}} \sum_{k=1}^{N} \frac{dL}{dY_{ik}}` },
    "a factor 2 of the variance's": { v: R`\frac{dL}{dv_i} = -\frac{\gamma_i}{(v_i + 10^{-5})^{3/2}} \sum_{k=1}^{N} \frac{dL}{dY_{ik}} (X_{ik} - \mu_i)` },
  },
  code: {
    "the gradient as in training": (_, { X, gamma, beta }, from) => ({ X: batchNorm.backward({ X, gamma, beta }, from).X }),
    "the variance's without its power": ({ v }, given) => ({ v: { ...v, data: v.data.map((d, i) => d * given.v.data[i]!) } }),
    "beta's of the first sample alone": (_, __, { shape, data }) => ({ beta: { shape: [shape[0]!, 1], data: data.filter((___, k) => k % shape[1]! === 0) } }),
  },
});

const near = (A: Matrix, expected: readonly number[]): void => expected.forEach((value, k) => assert.ok(Math.abs(A.data[k]! - value) < 1e-12, `${A.data[k]} and ${value}`));

test("a worked example: mean 1, variance 4 (less ε, which is added)", () => {
  const Y = batchNormInference.forward({ X: matrix([[1, 3, -1]]), gamma: column(10), beta: column(5), mu: column(1), v: column(4 - 1e-5) });
  assert.deepEqual(Array.from(Y.data), [5, 15, -5]);
});

test("each sample is treated by itself", () => {
  const Y = batchNormInference.forward(inputs) as Matrix;
  for (let k = 0; k < 4; k++) assert.deepEqual(batchNormInference.forward({ ...inputs, X: columnOf(inputs.X, k) }).data, columnOf(Y, k).data);
});

test("with the batch's own mean and variance it is batchNorm", () => {
  const { X, gamma, beta } = inputs, { mu, v } = runningStatistics({ mu: zeros(3), v: ones(3) }, X, 1);
  near(batchNormInference.forward({ X, gamma, beta, mu, v: map(v, (each) => (each * 3) / 4) }) as Matrix, Array.from(batchNorm.forward({ X, gamma, beta }).data)); // over N in place of N − 1
});

test("statistics: one batch moves them by the rate; many batches lead to theirs", () => {
  const X = matrix([[1, 3], [5, 5]]), start = { mu: zeros(2), v: ones(2) };
  const once = runningStatistics(start, X);
  near(once.mu, [0.2, 0.5]);
  near(once.v, [0.9 + 0.1 * 2, 0.9]);
  const { mu, v } = Array.from({ length: 400 }).reduce<typeof start>((statistics) => runningStatistics(statistics, X), start);
  near(mu, [2, 5]);
  near(v, [2, 0]);
});

test("images: a channel is a feature", () => {
  const images = { ...inputs, X: random(3, 2, 2, 4) }, upstream = random(3, 2, 2, 4);
  assert.deepEqual(batchNormInference.forward(images).data, batchNormInference.forward({ ...inputs, X: { shape: [3, 16], data: images.X.data } }).data);
  assert.equal(checkGradients(batchNormInference, images, upstream).verdict, "holds");
});

testRefusals([
  ["a mean of each sample", () => batchNormInference.forward({ ...inputs, mu: zeros(4) }), "batchNormInference.forward: mu has shape (4, 1) and must have (3, 1): one entry for each feature of X (3, 4)"],
  ["a variance as a row", () => batchNormInference.backward({ ...inputs, v: zeros(1, 3) }, dY), "batchNormInference.backward: v has shape (1, 3) and must have (3, 1): one entry for each feature of X (3, 4)"],
  ["dY transposed", () => batchNormInference.backward(inputs, zeros(4, 3)), "batchNormInference.backward: dY has shape (4, 3) and must have (3, 4): the shape of X, entry by entry"],
  ["statistics of other features", () => runningStatistics({ mu: zeros(2), v: ones(3) }, inputs.X), "runningStatistics: mu has shape (2, 1) and must have (3, 1): one entry for each feature of X (3, 4)"],
]);
