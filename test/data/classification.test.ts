import assert from "node:assert/strict";
import { test } from "node:test";
import { classScores, confusionMatrix, predictions, wilsonInterval } from "../../src/data/index.js";
import { matrix, toRows } from "../../src/layers/index.js";

test("the largest entry of a column is its class, the first of equal ones", () => {
  assert.deepEqual(predictions(matrix([[1, 5, 2], [3, 4, 2]])), [1, 0, 0]);
});

test("a confusion matrix has a row for each true class and a column for each answer", () => {
  const counts = confusionMatrix([0, 0, 0, 1], [0, 1, 1, 1], 2);
  assert.deepEqual(toRows(counts), [[1, 2], [0, 1]]);
  assert.deepEqual(classScores(counts), [{ precision: 1, recall: 1 / 3 }, { precision: 1 / 3, recall: 1 }]);
  assert.throws(() => confusionMatrix([0], [0, 1], 2), { name: "ShapeError", message: "confusionMatrix: 1 labels and 2 predictions; each sample has one of each" });
});

test("Wilson's interval: published values, and the equation that defines it", () => {
  const near = (interval: readonly number[], expected: readonly number[]): void => interval.forEach((end, k) => assert.ok(Math.abs(end - expected[k]!) < 5e-5, `${end} for ${expected[k]}`));
  near(wilsonInterval(81, 263), [0.2553, 0.3662]); // Newcombe (1998), table I
  near(wilsonInterval(0, 20), [0, 0.1611]);
  near(wilsonInterval(15, 148), [0.0624, 0.1605]);
  for (const a of wilsonInterval(953, 1000, 2)) assert.ok(Math.abs((0.953 - a) ** 2 - (4 * a * (1 - a)) / 1000) < 1e-15);
  assert.throws(() => wilsonInterval(5, 4), { name: "RangeError", message: "wilsonInterval: 5 hits of 4; there must be at least one sample, and no more hits than samples" });
});
