import assert from "node:assert/strict";
import { test } from "node:test";
import { flatten, map, matrix, reshape, tensor, toRows, uniform, zeros } from "../../src/layers/index.js";
import { testLayer, testRefusals } from "./test-layer.js";

const random = uniform(3);

testLayer(flatten, { X: random(2, 3, 2, 2) }, random(12, 2), {
  paper: {
    "columns before rows": { X: String.raw`\frac{dL}{dX_{cijk}} = \sum_{l=1}^{C h w} \mathbb{1}[l = ((c - 1) w + j - 1) h + i] \frac{dL}{dY_{lk}}` },
    "an index that begins at 0": { X: String.raw`\frac{dL}{dX_{cijk}} = \sum_{l=1}^{C h w} \mathbb{1}[l = ((c - 1) h + i - 1) w + j - 1] \frac{dL}{dY_{lk}}` },
  },
  code: { "the entries in another order": ({ X }) => ({ X: { shape: X.shape, data: X.data.toReversed() } }) },
});
testLayer(reshape(2, 3), { X: random(6, 2) }, random(2, 3, 2), {
  paper: { "rows of another length": { X: String.raw`\frac{dL}{dX_{lk}} = \sum_{a=1}^{2} \sum_{b=1}^{3} \mathbb{1}[l = (a - 1) \cdot 2 + b] \frac{dL}{dY_{a, b, k}}` } },
  code: { "the sign": ({ X }) => ({ X: map(X, (dx) => -dx) }) },
});

test("flatten: a worked example; the samples stay columns", () => {
  const X = tensor([1, 2, 2, 2], [1, 10, 2, 20, 3, 30, 4, 40]);
  assert.deepEqual(toRows(flatten.forward({ X })), [[1, 10], [2, 20], [3, 30], [4, 40]]);
});

test("reshape undoes flatten, and its gradient is flatten", () => {
  const X = random(2, 3, 4, 5), images = reshape(2, 3, 4);
  assert.deepEqual(images.forward({ X: flatten.forward({ X }) }).data, X.data);
  assert.deepEqual(images.backward({ X: zeros(24, 5) }, X).X, flatten.forward({ X }));
});

testRefusals([
  ["flatten: one axis", () => flatten.forward({ X: tensor([3], [1, 2, 3]) }), "flatten.forward: X has shape (3); at least two axes are needed, the last for the samples"],
  ["flatten: dY as images", () => flatten.backward({ X: random(2, 3, 4, 5) }, random(2, 3, 4, 5) as never), "flatten.backward: dY has shape (2, 3, 4, 5) and must have (24, 5): the shape of Y, a column for each sample of X"],
  ["reshape: entries left over", () => reshape(2, 2).forward({ X: zeros(6, 1) }), "reshape(2, 2).forward: X has shape (6, 1) and must have (4, N): (2, 2) holds 4 entries"],
  ["reshape: dY as columns", () => reshape(2, 2).backward({ X: zeros(4, 3) }, matrix([[1]])), "reshape(2, 2).backward: dY has shape (1, 1) and must have (2, 2, 3): the shape of Y, a sample for each column of X"],
  ["reshape: half an entry", () => reshape(2, 0.5), "reshape: (2, 0.5) is no shape of 1 to 10 axes with whole lengths from 1"],
  ["tensor: a number too few", () => tensor([2, 2], [1, 2, 3]), "tensor: (2, 2) needs 4 numbers, and 3 are given"],
]);
