/** Batch norm standardises rows (a feature over the batch), layer norm columns (a sample over its features). */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkGradients } from "../../src/gradcheck/index.js";
import { batchNorm, column, columnOf, layerNorm, map, matrix, rowSums, uniform, zeros, zip, type Matrix, type Tensor } from "../../src/layers/index.js";
import { testLayer, testRefusals } from "./test-layer.js";

const random = uniform(6);
const inputs = { X: random(3, 4), gamma: random(3), beta: random(3) }, dY = random(3, 4);
const scaled = ({ X }: { readonly X: Tensor }, { gamma }: { readonly gamma: Matrix }): { X: Tensor } => ({ X: { shape: X.shape, data: X.data.map((dx, k) => dx / gamma.data[Math.floor(k / 4)]!) } });

testLayer(batchNorm, inputs, dY, {
  paper: {
    "mean and variance taken as constant": { X: String.raw`\frac{dL}{dX_{ik}} = \frac{\gamma_i}{s_i} \frac{dL}{dY_{ik}}` },
    "a factor 2 at the variance": { X: String.raw`\frac{dL}{dX_{ik}} = \frac{\gamma_i}{s_i} \left( \frac{dL}{dY_{ik}} - \frac{1}{N} \sum_{l=1}^{N} \frac{dL}{dY_{il}} - \frac{2 Z_{ik}}{N} \sum_{l=1}^{N} \frac{dL}{dY_{il}} Z_{il} \right)` },
    "a sum over features instead of samples": { gamma: String.raw`\frac{dL}{d\gamma_i} = \sum_{k=1}^{n} \frac{dL}{dY_{ki}} Z_{ki}` },
    "gamma's gradient without its sum": { gamma: String.raw`\frac{dL}{d\gamma_i} = \frac{dL}{dY_{i1}} Z_{i1}` },
  },
  code: {
    "a gradient without gamma": scaled,
    "beta's gradient of the first sample alone": (_, __, { shape, data }) => ({ beta: { shape: [shape[0]!, 1], data: data.filter((___, k) => k % shape[1]! === 0) } }),
    "a mean in place of a sum": ({ gamma }) => ({ gamma: map(gamma, (d) => d / 4) }),
  },
});

testLayer(layerNorm, inputs, dY, {
  paper: {
    "mean and variance taken as constant": { X: String.raw`\frac{dL}{dX_{ik}} = \frac{\gamma_i}{s_k} \frac{dL}{dY_{ik}}` },
    "gamma before the sums, as in batch norm": { X: String.raw`\frac{dL}{dX_{ik}} = \frac{\gamma_i}{s_k} \left( \frac{dL}{dY_{ik}} - \frac{1}{n} \sum_{l=1}^{n} \frac{dL}{dY_{lk}} - \frac{Z_{ik}}{n} \sum_{l=1}^{n} \frac{dL}{dY_{lk}} Z_{lk} \right)` },
  },
  code: {
    "a gradient without gamma": scaled,
    "the sign of beta's": ({ beta }) => ({ beta: map(beta, (d) => -d) }),
  },
});

const near = (A: Tensor, expected: readonly number[], tolerance = 1e-5): void => {
  assert.equal(A.data.length, expected.length);
  expected.forEach((value, k) => assert.ok(Math.abs(A.data[k]! - value) <= tolerance, `${A.data[k]} and ${value}`));
};

test("worked examples: (1, 3) has mean 2 and variance 1", () => {
  near(batchNorm.forward({ X: matrix([[1, 3]]), gamma: column(10), beta: column(5) }), [-5, 15], 1e-4);
  near(layerNorm.forward({ X: matrix([[1], [3]]), gamma: column(10, 100), beta: column(5, 7) }), [-5, 107], 1e-3);
});

test("batchNorm: equal entries give beta, and no gradient but those of a constant", () => {
  const equal = { X: matrix([[4, 4, 4]]), gamma: column(2), beta: column(-1) };
  near(batchNorm.forward(equal), [-1, -1, -1], 0);
  near(batchNorm.backward(equal, matrix([[1, 1, 1]])).X, [0, 0, 0], 0);
});

test("batchNorm ignores shift and scale of a feature (up to ε), layerNorm those of a sample", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
    const draw = uniform(seed), X = draw(3, 5), ones = { gamma: column(1, 1, 1), beta: zeros(3) };
    const moved = map(X, (x) => 50 * x + 7), wide = map(X, (x) => 50 * x);
    near(batchNorm.forward({ X: moved, ...ones }), Array.from(batchNorm.forward({ X: wide, ...ones }).data), 1e-10);
    near(layerNorm.forward({ X: moved, ...ones }), Array.from(layerNorm.forward({ X: wide, ...ones }).data), 1e-10);
    near(rowSums(batchNorm.forward({ X, ...ones }) as Matrix), [0, 0, 0], 1e-11);
  }));
});

test("layerNorm treats each sample by itself", () => {
  const Y = layerNorm.forward(inputs);
  for (let k = 0; k < 4; k++) near(columnOf(Y, k), Array.from(layerNorm.forward({ ...inputs, X: columnOf(inputs.X, k) }).data), 1e-15);
});

test("batchNorm of images: a channel is a feature, its pixels are samples too", () => {
  const images = { ...inputs, X: random(3, 2, 2, 4) }, upstream = random(3, 2, 2, 4);
  const flat = { ...inputs, X: { shape: [3, 16], data: images.X.data } };
  assert.deepEqual(batchNorm.forward(images).data, batchNorm.forward(flat).data);
  assert.equal(checkGradients(batchNorm, images, upstream).verdict, "holds");
});

test("the gradient by X is orthogonal to shifts: it sums to 0 over what was centred", () => {
  near(rowSums(batchNorm.backward(inputs, dY).X as Matrix), [0, 0, 0], 1e-14);
  const dX = layerNorm.backward(inputs, dY).X;
  for (let k = 0; k < 4; k++) assert.ok(Math.abs(columnOf(dX, k).data.reduce((a, b) => a + b, 0)) < 1e-13);
  assert.ok(zip(dX, dX, (a, b) => a * b).data.some((square) => square > 0));
});

testRefusals([
  ["batchNorm: gamma as a row", () => batchNorm.forward({ ...inputs, gamma: zeros(1, 3) }), "batchNorm.forward: gamma has shape (1, 3) and must have (3, 1): one scale for each feature of X (3, 4)"],
  ["batchNorm: beta of each sample", () => batchNorm.backward({ ...inputs, beta: zeros(4) }, dY), "batchNorm.backward: beta has shape (4, 1) and must have (3, 1): one mean for each feature of X (3, 4)"],
  ["batchNorm: dY transposed", () => batchNorm.backward(inputs, zeros(4, 3)), "batchNorm.backward: dY has shape (4, 3) and must have (3, 4): the shape of X, entry by entry"],
  ["layerNorm: gamma of each sample", () => layerNorm.forward({ ...inputs, gamma: zeros(4) }), "layerNorm.forward: gamma has shape (4, 1) and must have (3, 1): one scale for each row of X (3, 4)"],
  ["layerNorm: dY transposed", () => layerNorm.backward(inputs, zeros(4, 3)), "layerNorm.backward: dY has shape (4, 3) and must have (3, 4): the shape of X, entry by entry"],
]);
