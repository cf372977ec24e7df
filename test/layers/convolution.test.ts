import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkGradients } from "../../src/gradcheck/index.js";
import { column, convolution, flatten, fullyConnected, maxPooling, relu, sequential, softmaxLoss, matrix, tensor, uniform, zeros, type Tensor } from "../../src/layers/index.js";
import { testLayer, testRefusals } from "./test-layer.js";

const random = uniform(9);
const R = String.raw;
const kernel = { W: random(2, 2, 2, 2), b: random(2) };

testLayer(convolution(), { X: random(2, 3, 3, 2), ...kernel }, random(2, 2, 2, 2), {
  paper: {
    "a kernel turned round": { X: R`\frac{dL}{dX_{cpqk}} = \sum_{m=1}^{M} \sum_{i=1}^{H} \sum_{j=1}^{V} \sum_{e=1}^{u} \sum_{f=1}^{v} \mathbb{1}[p = i + e - 1] \mathbb{1}[q = j + f - 1] W_{m,c,u-e+1,v-f+1} \frac{dL}{dY_{mijk}}` },
    "one place too far": { W: R`\frac{dL}{dW_{mcef}} = \sum_{k=1}^{N} \sum_{i=1}^{H} \sum_{j=1}^{V} \frac{dL}{dY_{mijk}} X_{c, i + e, j + f - 1, k}` },
    "no sum over the batch": { W: R`\frac{dL}{dW_{mcef}} = \sum_{i=1}^{H} \sum_{j=1}^{V} \frac{dL}{dY_{mij1}} X_{c, i + e - 1, j + f - 1, 1}` },
    "no sum over the places": { b: R`\frac{dL}{db_m} = \sum_{k=1}^{N} \frac{dL}{dY_{m,1,1,k}}` },
  },
  code: {
    "kernels with rows and columns exchanged": ({ W }) => ({ W: exchanged(W) }),
    "a gradient by b of one place": (_, __, dY) => ({ b: { shape: [2, 1], data: dY.data.filter((___, k) => k % 8 === 0) } }),
    "images one pixel further": ({ X }) => ({ X: { shape: X.shape, data: Float64Array.from([...X.data.slice(2), ...X.data.slice(0, 2)]) } }),
  },
});
testLayer(convolution({ padding: 1 }), { X: random(2, 3, 3, 2), ...kernel }, random(2, 4, 4, 2), {
  paper: { "a padding of two": { X: R`\frac{dL}{dX_{cpqk}} = \sum_{m=1}^{M} \sum_{i=1}^{H} \sum_{j=1}^{V} \sum_{e=1}^{u} \sum_{f=1}^{v} \mathbb{1}[p + 2 = i + e - 1] \mathbb{1}[q + 2 = j + f - 1] W_{mcef} \frac{dL}{dY_{mijk}}` } },
  code: { "the gradient as if there were no padding": ({ X }, given, dY) => ({ X: { shape: X.shape, data: convolution().backward({ ...given, X: zeroImages([2, 5, 5, 2]) }, dY).X.data.slice(0, X.data.length) } }) },
});
testLayer(convolution({ stride: 2, padding: 1 }), { X: random(2, 3, 3, 2), W: random(2, 2, 3, 3), b: random(2) }, random(2, 2, 2, 2), {
  paper: { "the stride left out": { W: R`\frac{dL}{dW_{mcef}} = \sum_{k=1}^{N} \sum_{i=1}^{H} \sum_{j=1}^{V} \frac{dL}{dY_{mijk}} P_{c, i + e - 1, j + f - 1, k}` } },
  code: { "the sign": ({ W }) => ({ W: { shape: W.shape, data: W.data.map((d) => -d) } }) },
});

const zeroImages = (shape: readonly number[]): Tensor => ({ shape, data: new Float64Array(shape.reduce((a, b) => a * b, 1)) });
const exchanged = ({ shape, data }: Tensor): Tensor => ({ shape, data: data.map((_, k) => data[(k & ~3) + [0, 2, 1, 3][k % 4]!]!) }); // kernels of 2 × 2

test("a worked example: an edge between columns, with padding and with stride", () => {
  const X = tensor([1, 2, 3, 1], [1, 1, 5, 2, 2, 2]), W = tensor([1, 1, 1, 2], [-1, 1]), b = column(10);
  assert.deepEqual(convolution().forward({ X, W, b }), { shape: [1, 2, 2, 1], data: Float64Array.of(10, 14, 10, 10) });
  assert.deepEqual(convolution({ padding: 1 }).forward({ X, W, b }), { shape: [1, 4, 4, 1], data: Float64Array.of(10, 10, 10, 10, 11, 10, 14, 5, 12, 10, 10, 8, 10, 10, 10, 10) });
  assert.deepEqual(convolution({ stride: 2 }).forward({ X, W, b }), { shape: [1, 1, 1, 1], data: Float64Array.of(10) }); // a column and a row are left over
});

/** The definition, entry by entry. */
function byDefinition(X: Tensor, W: Tensor, b: Tensor, s: number, p: number): number[] {
  const [C, h, w, N] = X.shape as [number, number, number, number], [M, , u, v] = W.shape as [number, number, number, number];
  const Y: number[] = [];
  for (let m = 0; m < M; m++) for (let i = 0; i * s + u <= h + 2 * p; i++) for (let j = 0; j * s + v <= w + 2 * p; j++) for (let k = 0; k < N; k++) {
    let y = b.data[m]!;
    for (let c = 0; c < C; c++) for (let e = 0; e < u; e++) for (let f = 0; f < v; f++) {
      const row = i * s + e - p, col = j * s + f - p;
      if (row >= 0 && row < h && col >= 0 && col < w) y += W.data[((m * C + c) * u + e) * v + f]! * X.data[((c * h + row) * w + col) * N + k]!;
    }
    Y.push(y);
  }
  return Y;
}

test("forward is the definition, entry by entry, at any size, stride and padding", () => {
  const size = fc.integer({ min: 1, max: 3 });
  fc.assert(fc.property(fc.tuple(size, size, size, size, size), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }), fc.integer(), ([C, M, N, u, v], moreRows, moreColumns, stride, padding, seed) => {
    const draw = uniform(Math.abs(seed)), X = draw(C, u + moreRows, v + moreColumns, N), W = draw(M, C, u, v), b = draw(M);
    const Y = convolution({ stride, padding }).forward({ X, W, b }), expected = byDefinition(X, W, b, stride, padding);
    assert.equal(Y.data.length, expected.length);
    expected.forEach((y, k) => assert.ok(Math.abs(Y.data[k]! - y) < 1e-13));
  }));
});

test("the gradients hold where rows are left over", () => {
  const inputs = { X: random(1, 6, 5, 2), W: random(2, 1, 3, 2), b: random(2) }, layer = convolution({ stride: 2 });
  const { shape } = layer.forward(inputs);
  assert.deepEqual(shape, [2, 2, 2, 2]);
  assert.equal(checkGradients(layer, inputs, random(...shape)).verdict, "holds");
});

test("a small network for images: its gradients hold from the loss to the pixels", () => {
  const network = sequential(convolution({ padding: 1 }), relu, maxPooling({ size: 2 }), flatten, fullyConnected, softmaxLoss);
  const inputs = { X: random(1, 4, 4, 3), W1: random(2, 1, 3, 3), b1: random(2), W5: random(3, 8), b5: random(3), labels6: [0, 2, 1] };
  const check = checkGradients(network, inputs, matrix([[1.5]]));
  assert.equal(check.verdict, "holds");
  assert.deepEqual(check.gradients.map(({ input }) => input), ["X", "W1", "b1", "W5", "b5"]);
});

const given = { X: random(2, 3, 4, 5), W: random(3, 2, 2, 2), b: zeros(3) };
testRefusals([
  ["a matrix for images", () => convolution().forward({ ...given, X: zeros(3, 4) }), "convolution.forward: X has shape (3, 4) and must be images (C, h, w, N): channels, rows, columns, samples"],
  ["a matrix for kernels", () => convolution().forward({ ...given, W: zeros(3, 4) }), "convolution.forward: W has shape (3, 4) and must be kernels (M, C, u, v): outputs, channels, rows, columns"],
  ["kernels for other channels", () => convolution().forward({ ...given, W: random(3, 1, 2, 2) }), "convolution.forward: W has shape (3, 1, 2, 2) and must have (3, 2, 2, 2): a kernel for each channel of X (2, 3, 4, 5)"],
  ["b of the input's channels", () => convolution().forward({ ...given, b: zeros(2) }), "convolution.forward: b has shape (2, 1) and must have (3, 1): one bias for each output channel of W (3, 2, 2, 2)"],
  ["a kernel larger than the image", () => convolution({ padding: 1 }).forward({ ...given, W: random(3, 2, 6, 2) }), "convolution.forward: a kernel of (6, 2) does not fit on the images of X with shape (2, 3, 4, 5) and padding 1"],
  ["dY as if padded", () => convolution().backward(given, random(3, 3, 4, 5)), "convolution.backward: dY has shape (3, 3, 4, 5) and must have (3, 2, 3, 5): the shape of Y, a channel for each row of kernels, a pixel for each place of the kernel"],
  ["a stride of 0", () => convolution({ stride: 0 }), "convolution: the stride must be a whole number from 1, not 0"],
  ["half a pixel of padding", () => convolution({ padding: 0.5 }), "convolution: the padding must be a whole number from 0, not 0.5"],
]);
