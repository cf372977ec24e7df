import assert from "node:assert/strict";
import { test } from "node:test";
import { dropout, dropoutMask, matrix, toRows, uniform, zeros, zip } from "../../src/layers/index.js";
import { testLayer, testRefusals } from "./test-layer.js";

const random = uniform(4);

testLayer(dropout, { X: random(4, 3), M: dropoutMask(random(4, 3), 0.5) }, random(4, 3), {
  paper: { "a gradient through what was dropped": { X: String.raw`\frac{dL}{d\mathbf{X}} = \frac{dL}{d\mathbf{Y}}` } },
  code: {
    "a gradient through what was dropped": (_, __, dY) => ({ X: dY }),
    "the mask twice": ({ X }, { M }) => ({ X: zip(X, M, (dx, m) => dx * m) }),
  },
});

test("dropout: a worked example", () => {
  assert.deepEqual(toRows(dropout.forward({ X: matrix([[1, 2], [3, 4]]), M: matrix([[0, 2], [2, 0]]) }) as never), [[0, 4], [6, 0]]);
});

test("dropoutMask: the seed decides; entries are 0 or 1/(1 − p), their mean is near 1", () => {
  const mask = dropoutMask(uniform(7)(100, 100), 0.2);
  assert.deepEqual(mask.data, dropoutMask(uniform(7)(100, 100), 0.2).data);
  assert.deepEqual([...new Set(mask.data)].sort(), [0, 1.25]);
  assert.ok(Math.abs(mask.data.reduce((sum, m) => sum + m, 0) / 1e4 - 1) < 0.015); // three standard deviations of the mean of 10⁴ draws
  assert.deepEqual([...new Set(dropoutMask(uniform(7)(100, 100), 0).data)], [1]);
});

testRefusals([
  ["a mask of another shape", () => dropout.forward({ X: zeros(2, 3), M: zeros(3, 2) }), "dropout.forward: M has shape (3, 2) and must have (2, 3): the mask has an entry for each entry of X"],
  ["an upstream gradient of another shape", () => dropout.backward({ X: zeros(2, 3), M: zeros(2, 3) }, zeros(2, 2)), "dropout.backward: dY has shape (2, 2) and must have (2, 3): the shape of X, entry by entry"],
  ["dropping everything", () => dropoutMask(zeros(2), 1), "dropoutMask: the probability of dropping an entry must be at least 0 and below 1, not 1"],
]);
