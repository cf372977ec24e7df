import assert from "node:assert/strict";
import { test } from "node:test";
import { checkGradients } from "../../src/gradcheck/index.js";
import { averagePooling, convolution, map, maxPooling, tensor, uniform, zeros, type Tensor } from "../../src/layers/index.js";
import { testLayer, testRefusals } from "./test-layer.js";

const random = uniform(10);
const R = String.raw;

testLayer(averagePooling({ size: 2 }), { X: random(2, 4, 4, 1) }, random(2, 2, 2, 1), {
  paper: { "a sum in place of a mean": { X: R`\frac{dL}{dX_{cpqk}} = \sum_{i=1}^{H} \sum_{j=1}^{V} \sum_{e=1}^{2} \sum_{f=1}^{2} \mathbb{1}[p = 2 (i - 1) + e] \mathbb{1}[q = 2 (j - 1) + f] \frac{dL}{dY_{cijk}}` } },
  code: { "a sum in place of a mean": ({ X }) => ({ X: map(X, (dx) => 4 * dx) }) },
});
testLayer(averagePooling({ size: 2, stride: 1 }), { X: random(1, 3, 3, 2) }, random(1, 2, 2, 2), {
  paper: { "windows that do not overlap": { X: R`\frac{dL}{dX_{cpqk}} = \frac{1}{4} \sum_{i=1}^{H} \sum_{j=1}^{V} \sum_{e=1}^{2} \sum_{f=1}^{2} \mathbb{1}[p = 2 (i - 1) + e] \mathbb{1}[q = 2 (j - 1) + f] \frac{dL}{dY_{cijk}}` } },
  code: { "the last window alone": ({ X }) => ({ X: map(X, (dx) => (Math.abs(dx) > 0.1 ? dx / 2 : dx)) }) },
});
testLayer(maxPooling({ size: 2 }), { X: random(1, 4, 4, 2) }, random(1, 2, 2, 2), {
  paper: { "a share for every entry": { X: R`\frac{dL}{dX_{cpqk}} = \frac{1}{4} \sum_{i=1}^{H} \sum_{j=1}^{V} \sum_{e=1}^{2} \sum_{f=1}^{2} \mathbb{1}[p = 2 (i - 1) + e] \mathbb{1}[q = 2 (j - 1) + f] \frac{dL}{dY_{cijk}}` } },
  code: { "a share for every entry": (_, { X }, dY) => averagePooling({ size: 2 }).backward({ X }, dY) },
});

const X = tensor([1, 2, 4, 1], [1, 2, 7, 7, 4, 3, 7, 0]);
const numbers = ({ data }: Tensor): readonly number[] => Array.from(data);

test("worked examples", () => {
  assert.deepEqual(averagePooling({ size: 2 }).forward({ X }), { shape: [1, 1, 2, 1], data: Float64Array.of(2.5, 5.25) });
  assert.deepEqual(maxPooling({ size: 2 }).forward({ X }), { shape: [1, 1, 2, 1], data: Float64Array.of(4, 7) });
  assert.deepEqual(maxPooling({ size: 2, stride: 1 }).forward({ X }), { shape: [1, 1, 3, 1], data: Float64Array.of(4, 7, 7) });
  assert.deepEqual(maxPooling({ size: 2, stride: 3 }).forward({ X }), { shape: [1, 1, 1, 1], data: Float64Array.of(4) });
});

test("the kink: of equal maxima the first in reading order takes the whole gradient", () => {
  assert.deepEqual(numbers(maxPooling({ size: 2 }).backward({ X }, tensor([1, 1, 2, 1], [10, 20])).X), [0, 0, 20, 0, 10, 0, 0, 0]);
});

test("windows that overlap: an entry that is the maximum of two gets both gradients", () => {
  assert.deepEqual(numbers(maxPooling({ size: 2, stride: 1 }).backward({ X }, tensor([1, 1, 3, 1], [10, 20, 30])).X), [0, 0, 50, 0, 10, 0, 0, 0]);
});

test("the gradients hold where windows overlap and rows are left over, at each sample and channel", () => {
  for (const layer of [maxPooling({ size: 3, stride: 2 }), averagePooling({ size: 3, stride: 2 })]) {
    const inputs = { X: random(2, 6, 5, 3) }, { shape } = layer.forward(inputs);
    assert.deepEqual(shape, [2, 2, 2, 3]);
    assert.equal(checkGradients(layer, inputs, random(...shape)).verdict, "holds");
  }
});

test("what is no number is not dropped by a maximum, wherever in the window it stands", () => {
  for (const at of [0, 1, 2, 3]) assert.deepEqual(numbers(maxPooling({ size: 2 }).forward({ X: tensor([1, 2, 2, 1], [1, 2, 3, 4].map((x, k) => (k === at ? NaN : x))) })), [NaN]);
});

test("at a kink the numerical derivative decides nothing", () => {
  assert.equal(checkGradients(maxPooling({ size: 2 }), { X }, tensor([1, 1, 2, 1], [10, 20])).verdict, "undecided");
});

test("averagePooling is a convolution whose kernel is constant", () => {
  const images = random(1, 5, 5, 2), W = tensor([1, 1, 2, 2], [0.25, 0.25, 0.25, 0.25]);
  const difference = averagePooling({ size: 2, stride: 1 }).forward({ X: images }).data.map((y, k) => y - convolution().forward({ X: images, W, b: zeros(1) }).data[k]!);
  assert.ok(difference.every((d) => Math.abs(d) < 1e-15));
});

testRefusals([
  ["columns", () => maxPooling({ size: 2 }).forward({ X: zeros(4, 2) }), "maxPooling.forward: X has shape (4, 2) and must be images (C, h, w, N): channels, rows, columns, samples"],
  ["a window larger than the image", () => averagePooling({ size: 3 }).forward({ X }), "averagePooling.forward: a kernel of (3, 3) does not fit on the images of X with shape (1, 2, 4, 1)"],
  ["dY of the images' shape", () => maxPooling({ size: 2 }).backward({ X }, X), "maxPooling.backward: dY has shape (1, 2, 4, 1) and must have (1, 1, 2, 1): the shape of Y, a pixel for each window"],
  ["dY of another stride", () => averagePooling({ size: 2 }).backward({ X }, zeros(1, 3)), "averagePooling.backward: dY has shape (1, 3) and must have (1, 1, 2, 1): the shape of Y, a pixel for each window"],
  ["a size of 0", () => maxPooling({ size: 0 }), "maxPooling: the size must be a whole number from 1, not 0"],
  ["a stride of 1.5", () => averagePooling({ size: 2, stride: 1.5 }), "averagePooling: the stride must be a whole number from 1, not 1.5"],
]);
