import assert from "node:assert/strict";
import { test } from "node:test";
import { attention, column, columnOf, map, matrix, toRows, transpose, uniform, zeros } from "../../src/layers/index.js";
import { testLayer, testRefusals } from "./test-layer.js";

const random = uniform(8);
const inputs = { Q: random(2, 3), K: random(2, 2), V: random(3, 2) }, dY = random(3, 3);

testLayer(attention, inputs, dY, {
  paper: {
    "a gradient without the root of d": { Q: String.raw`\frac{dL}{dQ_{ib}} = \sum_{a=1}^{N} K_{ia} P_{ab} \sum_{l=1}^{p} \frac{dL}{dY_{lb}} \left( V_{la} - \sum_{c=1}^{N} V_{lc} P_{cb} \right)` },
    "weights taken as constant in the softmax": { K: String.raw`\frac{dL}{dK_{ia}} = \frac{1}{\sqrt{d}} \sum_{b=1}^{M} Q_{ib} P_{ab} \sum_{l=1}^{p} \frac{dL}{dY_{lb}} V_{la}` },
    "P not transposed": { V: String.raw`\frac{dL}{dV} = \frac{dL}{dY} P` },
  },
  code: {
    "a gradient by Q without the root of d": ({ Q }) => ({ Q: map(Q, (d) => d * Math.SQRT2) }),
    "a gradient by K of the other sign": ({ K }) => ({ K: map(K, (d) => -d) }),
    "a gradient by K transposed": ({ K }) => ({ K: transpose(K) }),
  },
});

test("a worked example: keys that fit equally give the mean of the values", () => {
  const Y = attention.forward({ Q: matrix([[0, 5], [0, 0]]), K: matrix([[1, -1], [0, 0]]), V: matrix([[2, 4]]) });
  assert.equal(toRows(Y)[0]![0], 3);
  const t = Math.exp(-10 / Math.SQRT2); // the second query has scores 5/√2 and −5/√2
  assert.ok(Math.abs(toRows(Y)[0]![1]! - (2 + 4 * t) / (1 + t)) < 1e-15);
});

test("each output is a mean of the values: equal values come out", () => {
  const Y = attention.forward({ ...inputs, V: matrix([[7, 7], [-1, -1], [0, 0]]) });
  for (let k = 0; k < 3; k++) columnOf(Y, k).data.forEach((y, i) => assert.ok(Math.abs(y - [7, -1, 0][i]!) < 1e-14));
});

test("the order of keys and values does not matter, as long as it is the same", () => {
  const turned = { ...inputs, K: matrix(toRows(inputs.K).map((row) => row.toReversed())), V: matrix(toRows(inputs.V).map((row) => row.toReversed())) };
  attention.forward(turned).data.forEach((y, k) => assert.ok(Math.abs(y - attention.forward(inputs).data[k]!) < 1e-15));
});

test("enormous scores do not overflow: the best key takes all", () => {
  assert.deepEqual(toRows(attention.forward({ Q: column(1e5), K: matrix([[1, 2, -3]]), V: matrix([[10, 20, 30]]) })), [[20]]);
});

testRefusals([
  ["keys of another length", () => attention.forward({ ...inputs, K: zeros(3, 2) }), "attention.forward: K has shape (3, 2) and must have (2, 2): keys as long as the queries Q (2, 3)"],
  ["a value too many", () => attention.forward({ ...inputs, V: zeros(3, 4) }), "attention.forward: V has shape (3, 4) and must have (3, 2): a value for each key, a column of K (2, 2)"],
  ["dY of the values' shape", () => attention.backward(inputs, zeros(3, 2)), "attention.backward: dY has shape (3, 2) and must have (3, 3): the shape of Y, a column for each query"],
]);
