import assert from "node:assert/strict";
import { test } from "node:test";
import { batches, digits, pictures, take } from "../../src/data/index.js";

test("classes take turns; pixels stay from 0 to 1; each image has ink and paper", () => {
  const set = digits(30, 3, { noise: 0 });
  assert.deepEqual(set.labels.slice(8, 12), [8, 9, 0, 1]);
  assert.deepEqual(set.images.shape, [1, 28, 28, 30]);
  assert.ok(set.images.data.every((x) => x >= 0 && x <= 1));
  for (const { data } of pictures(set)) {
    const ink = data.reduce((sum, x) => sum + x, 0) / data.length;
    assert.ok(ink > 0.02 && ink < 0.4, `${ink} of the image is ink`);
  }
});

test("the same seed gives the same digits, another seed others; at any size", () => {
  assert.deepEqual(digits(10, 3), digits(10, 3));
  assert.notDeepEqual(digits(10, 3), digits(10, 4));
  assert.deepEqual(digits(2, 3, { size: 16 }).images.shape, [1, 16, 16, 2]);
});

test("some of a set, in the order asked for", () => {
  const set = digits(12, 3), some = take(set, [11, 2]);
  assert.deepEqual(some.labels, [1, 2]);
  assert.deepEqual(pictures(some), [pictures(set)[11], pictures(set)[2]]);
  assert.throws(() => take(set, [12]), { name: "ShapeError", message: "take: there is no sample 12; the images (1, 28, 28, 12) hold samples 0 to 11" });
});

test("batches hold each sample once, in an order that the seed decides", () => {
  const dealt = batches(10, 4, 1);
  assert.deepEqual(dealt.map((batch) => batch.length), [4, 4, 2]);
  assert.deepEqual(dealt.flat().sort((a, b) => a - b), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(batches(10, 4, 1), dealt);
  assert.notDeepEqual(batches(10, 4, 2), dealt);
  assert.throws(() => batches(10, 0, 1), { name: "RangeError", message: "batches: a batch holds at least 1 sample, not 0" });
});
