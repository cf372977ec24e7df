import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as math from "mathjs";
import { column, columnOf, fullyConnected, fullyConnectedSample, map, matrix, relu, ShapeError, softmaxLoss, toRows, uniform, zeros, type Matrix } from "../../src/layers/index.js";

const seed = fc.integer({ min: 0, max: 2 ** 31 });
const closeTo = (actual: Matrix, expected: Matrix, tolerance = 1e-12): void => {
  assert.deepEqual(actual.shape, expected.shape);
  actual.data.forEach((value, k) => assert.ok(Math.abs(value - expected.data[k]!) <= tolerance, `${value} and ${expected.data[k]}`));
};

test("fullyConnected: a worked example", () => {
  const inputs = { X: matrix([[1, 0], [2, 1]]), W: matrix([[1, 2], [3, 4], [5, 6]]), b: column(10, 20, 30) };
  assert.deepEqual(toRows(fullyConnected.forward(inputs)), [[15, 12], [31, 24], [47, 36]]);
  const { X, W, b } = fullyConnected.backward(inputs, matrix([[1, 0], [0, 1], [1, 1]]));
  assert.deepEqual(toRows(X), [[6, 8], [8, 10]]);
  assert.deepEqual(toRows(W), [[1, 2], [0, 1], [1, 3]]);
  assert.deepEqual(toRows(b), [[1], [1], [2]]);
});

test("fullyConnected treats each sample as fullyConnectedSample does", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), seed, (n, m, N, s) => {
    const random = uniform(s);
    const X = random(n, N), W = random(m, n), b = random(m), dY = random(m, N);
    const Y = fullyConnected.forward({ X, W, b }), gradient = fullyConnected.backward({ X, W, b }, dY);
    let dW = zeros(m, n), db = zeros(m);
    for (let k = 0; k < N; k++) {
      const sample = { x: columnOf(X, k), W, b };
      closeTo(columnOf(Y, k), fullyConnectedSample.forward(sample));
      const one = fullyConnectedSample.backward(sample, columnOf(dY, k));
      closeTo(columnOf(gradient.X, k), one.x);
      dW = { shape: dW.shape, data: dW.data.map((value, l) => value + one.W.data[l]!) };
      db = { shape: db.shape, data: db.data.map((value, l) => value + one.b.data[l]!) };
    }
    closeTo(gradient.W, dW);
    closeTo(gradient.b, db);
  }));
});

test("relu: zero at and below the kink, the identity above", () => {
  const X = matrix([[-1, 0, 2]]);
  assert.deepEqual(toRows(relu.forward({ X })), [[0, 0, 2]]);
  assert.deepEqual(toRows(relu.backward({ X }, matrix([[5, 6, 7]])).X), [[0, 0, 7]]);
});

test("softmaxLoss is the mean of −log softmax, as mathjs computes it", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }), seed, (C, N, s) => {
    const X = uniform(s)(C, N), labels = Array.from({ length: N }, (_, k) => (k * 7 + s) % C);
    const exact = labels.map((label, k) => -Math.log(math.exp(X.data[label * N + k]!) / math.sum(toRows(columnOf(X, k)).flat().map((x) => math.exp(x)))));
    closeTo(softmaxLoss.forward({ X, labels }), matrix([[math.mean(exact)]]));
  }));
});

test("softmaxLoss ignores a shift of the logits, even one that would overflow", () => {
  const X = uniform(3)(4, 3), labels = [0, 3, 1], dL = matrix([[1]]);
  for (const shift of [1, 800, 1e4, -1e4]) {
    const shifted = map(X, (x) => x + shift);
    closeTo(softmaxLoss.forward({ X: shifted, labels }), softmaxLoss.forward({ X, labels }), 1e-11);
    closeTo(softmaxLoss.backward({ X: shifted, labels }, dL).X, softmaxLoss.backward({ X, labels }, dL).X, 1e-11);
  }
});

test("softmaxLoss of one enormous logit is 0 for its class and the gap for another", () => {
  const X = column(1000, 0);
  assert.deepEqual(toRows(softmaxLoss.forward({ X, labels: [0] })), [[0]]);
  assert.deepEqual(toRows(softmaxLoss.forward({ X, labels: [1] })), [[1000]]);
});

test("softmaxLoss: each column of its gradient sums to zero", () => {
  const X = uniform(5)(6, 4);
  const { X: dX } = softmaxLoss.backward({ X, labels: [1, 2, 3, 0] }, matrix([[2.5]]));
  for (let k = 0; k < 4; k++) assert.ok(Math.abs(columnOf(dX, k).data.reduce((a, b) => a + b, 0)) < 1e-15);
});

const W = zeros(5, 3);
const refused: readonly [title: string, wrong: () => unknown, message: string][] = [
  ["fullyConnected.forward: X with samples as rows", () => fullyConnected.forward({ X: zeros(4, 3), W, b: zeros(5) }), "fullyConnected.forward: X has shape (4, 3) and must have (3, 3): a row of X for each column of W (5, 3)"],
  ["fullyConnected.forward: b as a row", () => fullyConnected.forward({ X: zeros(3, 4), W, b: zeros(1, 5) }), "fullyConnected.forward: b has shape (1, 5) and must have (5, 1): one bias for each row of W (5, 3)"],
  ["fullyConnected.backward: dY transposed", () => fullyConnected.backward({ X: zeros(3, 4), W, b: zeros(5) }, zeros(4, 5)), "fullyConnected.backward: dY has shape (4, 5) and must have (5, 4): the shape of Y = WX + b"],
  ["fullyConnectedSample.forward: a batch", () => fullyConnectedSample.forward({ x: zeros(3, 2), W, b: zeros(5) }), "fullyConnectedSample.forward: x has shape (3, 2) and must have (3, 1): one entry for each column of W (5, 3)"],
  ["fullyConnectedSample.backward: dy of the input's length", () => fullyConnectedSample.backward({ x: zeros(3), W, b: zeros(5) }, zeros(3)), "fullyConnectedSample.backward: dy has shape (3, 1) and must have (5, 1): the shape of y = Wx + b"],
  ["relu.backward: dY of another shape", () => relu.backward({ X: zeros(2, 3) }, zeros(3, 2)), "relu.backward: dY has shape (3, 2) and must have (2, 3): the shape of X, entry by entry"],
  ["softmaxLoss: too few labels", () => softmaxLoss.forward({ X: zeros(3, 2), labels: [1] }), "softmaxLoss.forward: 1 labels for X with shape (3, 2): each of the 2 columns of X is a sample and needs one label"],
  ["softmaxLoss: an upstream gradient for each sample", () => softmaxLoss.backward({ X: zeros(3, 2), labels: [1, 2] }, zeros(2)), "softmaxLoss.backward: dL has shape (2, 1) and must have (1, 1): the loss is one number"],
];
for (const [title, wrong, message] of refused) {
  test(`refuses ${title}`, () => assert.throws(wrong, (error) => error instanceof ShapeError && error.message === message));
}

test("refuses a label that is no class", () => {
  for (const label of [3, -1, 0.5]) {
    assert.throws(() => softmaxLoss.forward({ X: zeros(3, 1), labels: [label] }), new RangeError(`softmaxLoss.forward: label 1 is ${label}; X has shape (3, 1), so a label is a whole number from 0 to 2`));
  }
});
