import assert from "node:assert/strict";
import { test } from "node:test";
import { readIdx } from "../../src/data/idx.js";
import { idx } from "./files.js";

test("an IDX file is its shape and its values", () => {
  const { shape, values } = readIdx(idx([2, 1, 3], [1, 2, 3, 4, 5, 255]), "images", 3);
  assert.deepEqual(shape, [2, 1, 3]);
  assert.deepEqual(Array.from(values), [1, 2, 3, 4, 5, 255]);
});

const WHOLE = idx([2, 1, 3], [1, 2, 3, 4, 5, 6]);

for (const [what, bytes, axes, message] of [
  ["an empty file", Buffer.alloc(0), 3, "f: an IDX file begins with 4 bytes that tell its type; this one has 0 in all"],
  ["another format", Buffer.from("PNG, or so"), 3, "f: an IDX file begins with two zero bytes; this one begins with 80 and 78"],
  ["other numbers", idx([1], [0, 0, 0, 0], 0x0d), 1, "f: unsigned bytes (type 8) were expected; the file says it holds floats (type 13)"],
  ["labels in place of images", idx([2], [1, 2]), 3, "f: 3 axes were expected (images); the file has 1"],
  ["images in place of labels", WHOLE, 1, "f: 1 axis was expected (labels); the file has 3"],
  ["a head that is cut off", WHOLE.subarray(0, 9), 3, "f: its head of 16 bytes is cut off after 9"],
  ["values that are cut off", WHOLE.subarray(0, -1), 3, "f: its head tells 2 × 1 × 3 values, which is 6 bytes; 5 follow: it is cut off"],
  ["more than its head tells", Buffer.concat([WHOLE, Buffer.alloc(2)]), 3, "f: its head tells 2 × 1 × 3 values, which is 6 bytes; 8 follow: it is too long"],
] as const) {
  test(`refused: ${what}`, () => assert.throws(() => readIdx(bytes, "f", axes), { name: "DataError", message }));
}
