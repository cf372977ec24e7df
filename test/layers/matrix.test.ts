import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as math from "mathjs";
import { addToColumns, column, columnOf, entry, inner, matmul, matrix, ones, rowSums, ShapeError, toRows, transpose, uniform, zeros, zip, type Matrix } from "../../src/layers/index.js";

/** A random matrix of a random small shape; the seed is part of the printed counterexample. */
const shaped = (rows: number, columns: number, seed: number): Matrix => uniform(seed)(rows, columns);
const size = fc.integer({ min: 1, max: 7 });
const seed = fc.integer({ min: 0, max: 2 ** 31 });

function closeTo(actual: readonly number[][], expected: readonly number[][]): void {
  assert.deepEqual([actual.length, actual[0]?.length], [expected.length, expected[0]?.length]);
  actual.forEach((row, i) => row.forEach((value, j) => assert.ok(Math.abs(value - expected[i]![j]!) <= 1e-13, `entry (${i}, ${j}): ${value} and ${expected[i]![j]}`)));
}

test("a product of small whole numbers is exact", () => {
  assert.deepEqual(toRows(matmul(matrix([[1, 2, 3], [4, 5, 6]]), matrix([[1, 0], [0, 1], [2, -1]]))), [[7, -1], [16, -1]]);
});

test("matmul is mathjs's product", () => {
  fc.assert(fc.property(size, size, size, seed, (m, k, n, s) => {
    const A = shaped(m, k, s), B = shaped(k, n, s + 1);
    closeTo(toRows(matmul(A, B)), math.multiply(math.matrix(toRows(A)), math.matrix(toRows(B))).toArray() as number[][]);
  }));
});

test("transpose is mathjs's transpose, and undoes itself", () => {
  fc.assert(fc.property(size, size, seed, (m, n, s) => {
    const A = shaped(m, n, s);
    assert.deepEqual(toRows(transpose(A)), math.transpose(toRows(A)));
    assert.deepEqual(toRows(transpose(transpose(A))), toRows(A));
  }));
});

test("rowSums is the product with ones", () => {
  fc.assert(fc.property(size, size, seed, (m, n, s) => {
    const A = shaped(m, n, s);
    closeTo(toRows(rowSums(A)), toRows(A).map((row) => [row.reduce((a, b) => a + b, 0)]));
    assert.deepEqual(toRows(rowSums(A)), toRows(matmul(A, ones(n))));
  }));
});

test("addToColumns adds b to every column", () => {
  fc.assert(fc.property(size, size, seed, (m, n, s) => {
    const A = shaped(m, n, s), b = shaped(m, 1, s + 1);
    for (let k = 0; k < n; k++) assert.deepEqual(toRows(columnOf(addToColumns(A, b), k)), toRows(zip(columnOf(A, k), b, (a, c) => a + c)));
  }));
});

test("the inner product moves a factor to the other side: ⟨AB, C⟩ = ⟨B, AᵀC⟩", () => {
  fc.assert(fc.property(size, size, size, seed, (m, k, n, s) => {
    const A = shaped(m, k, s), B = shaped(k, n, s + 1), C = shaped(m, n, s + 2);
    assert.ok(Math.abs(inner(matmul(A, B), C) - inner(B, matmul(transpose(A), C))) <= 1e-12);
  }));
});

test("entry, column and zeros", () => {
  assert.equal(entry(matrix([[1, 2], [3, 4]]), 1, 0), 3);
  assert.deepEqual(toRows(column(1, 2)), [[1], [2]]);
  assert.deepEqual(toRows(zeros(1, 2)), [[0, 0]]);
});

test("nothing is changed in place", () => {
  const A = matrix([[1, 2], [3, 4]]), b = column(5, 6);
  for (const f of [() => transpose(A), () => matmul(A, A), () => addToColumns(A, b), () => zip(A, A, (x, y) => x + y), () => rowSums(A)]) f();
  assert.deepEqual([toRows(A), toRows(b)], [[[1, 2], [3, 4]], [[5], [6]]]);
});

const refused: readonly [title: string, wrong: () => unknown, message: string][] = [
  ["a product that does not fit", () => matmul(zeros(5, 3), zeros(4, 2)), "matmul: (5, 3) times (4, 2); the left matrix needs as many columns as the right one has rows, but 3 ≠ 4"],
  ["entry by entry with another shape", () => zip(zeros(2, 3), zeros(3, 2), (a) => a), "zip: (2, 3) with (3, 2); entry by entry needs equal shapes"],
  ["a row added to columns", () => addToColumns(zeros(2, 3), zeros(1, 2)), "addToColumns: (2, 3) and (1, 2); what is added to each column must have shape (2, 1)"],
  ["rows of different lengths", () => matrix([[1, 2], [3]]), "matrix: row 1 has 2 entries and row 2 has 1; all rows must be equally long"],
  ["no rows", () => matrix([]), "matrix: at least one row with at least one number is needed"],
];
for (const [title, wrong, message] of refused) {
  test(`refuses ${title}`, () => assert.throws(wrong, (error) => error instanceof ShapeError && error.message === message));
}

test("uniform: the seed decides every number, other seeds give others, all lie in [−1, 1)", () => {
  const draw = (s: number) => toRows(uniform(s)(20, 20)).flat();
  assert.deepEqual(draw(7), draw(7));
  assert.notDeepEqual(draw(7), draw(8));
  const values = draw(7);
  assert.ok(values.every((value) => value >= -1 && value < 1));
  assert.ok(Math.abs(values.reduce((a, b) => a + b, 0) / values.length) < 0.1);
  assert.equal(uniform(7)(2).seed, 7);
});

test("uniform refuses a seed it would have to round", () => {
  for (const wrong of [-1, 0.5, 2 ** 32, NaN]) assert.throws(() => uniform(wrong), RangeError);
});
