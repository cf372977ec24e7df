import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { loadImages } from "../../src/data/load-images.js";
import { pictures } from "../../src/data/image-set.js";
import { toRows } from "../../src/layers/index.js";
import { idx, record, temporaryFolder, write } from "./files.js";

const MNIST = {
  "train-images-idx3-ubyte": idx([2, 1, 2], [0, 51, 102, 255]), "train-labels-idx1-ubyte": idx([2], [7, 3]),
  "t10k-images-idx3-ubyte": idx([1, 1, 2], [255, 0]), "t10k-labels-idx1-ubyte": idx([1], [9]),
};
/** Its check sum fits no more. */
const damaged = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte, k) => (k === bytes.length - 8 ? byte ^ 0xff : byte)));
const load = (folder: string): ReturnType<typeof loadImages> => loadImages({ train: 10, test: 10, seed: 1, folder });

test("MNIST: the sample is the last axis, pixels go from 0 to 1", () => {
  const { source, train, test: held } = load(write(temporaryFolder(), MNIST));
  assert.equal(source, "images in IDX files");
  assert.deepEqual(train.images, { shape: [1, 1, 2, 2], data: Float64Array.of(0, 0.4, 0.2, 1) });
  assert.deepEqual(train.labels, [7, 3]);
  assert.deepEqual(pictures(train).map(toRows), [[[0, 0.2]], [[0.4, 1]]]);
  assert.deepEqual(held.labels, [9]);
});

test("MNIST: compressed files and the other spelling are read, too; of many images the first are taken", () => {
  const renamed = Object.fromEntries(Object.entries(MNIST).map(([name, bytes]) => [`${name.replace("-idx", ".idx")}.gz`, gzipSync(bytes)]));
  const { train } = loadImages({ train: 1, test: 10, seed: 1, folder: write(temporaryFolder(), renamed) });
  assert.deepEqual([train.images.shape, train.labels], [[1, 1, 2, 1], [7]]);
});

test("CIFAR-10: records of a label and three planes; batches are joined", () => {
  const { source, train, test: held } = load(write(temporaryFolder(), { "data_batch_1.bin": Buffer.concat([record(3, 0), record(4, 1)]), "data_batch_2.bin": record(5, 2), "test_batch.bin": record(9, 3) }));
  assert.equal(source, "CIFAR-10");
  assert.deepEqual(train.images.shape, [3, 32, 32, 3]);
  assert.deepEqual(Array.from(train.images.data.subarray(0, 6)), [0, 1, 2, 1, 2, 3].map((value) => value / 255), "pixel 1 of the three samples, then pixel 2");
  assert.deepEqual(train.labels.map((label) => train.classes[label]), ["cat", "deer", "dog"]);
  assert.deepEqual(held.labels, [9]);
});

test("without a folder: synthetic digits, the same for the same seed, others for testing", () => {
  const [first, again] = [1, 2].map(() => loadImages({ train: 20, test: 20, seed: 5, folder: "" }));
  assert.equal(first!.source, "synthetic digits");
  assert.deepEqual(first, again);
  assert.notDeepEqual(first!.train.images.data, first!.test.images.data);
});

test("a folder inside that holds the files is named", () => {
  const folder = temporaryFolder(), inner = join(folder, "cifar-10-batches-bin");
  mkdirSync(inner);
  write(inner, { "data_batch_1.bin": record(1, 0) });
  assert.throws(() => load(folder), { name: "DataError", message: `${folder}: neither MNIST (train-images-idx3-ubyte, …) nor CIFAR-10 (data_batch_1.bin, …) is in this folder; ${inner} holds such files` });
});

test("a folder that has a file's name, as some programs unpack an archive, is not read as one", () => {
  const folder = write(temporaryFolder(), { ...MNIST, "train-images-idx3-ubyte": undefined });
  mkdirSync(join(folder, "train-images-idx3-ubyte"));
  assert.throws(() => load(folder), { name: "DataError", message: `${folder}: train-images-idx3-ubyte (or train-images-idx3-ubyte.gz) is missing beside train-labels-idx1-ubyte` });
});

for (const [what, files, message] of [
  ["an empty folder", {}, "DIR: neither MNIST (train-images-idx3-ubyte, …) nor CIFAR-10 (data_batch_1.bin, …) is in this folder; it is empty"],
  ["a folder with something else", { "notes.txt": Buffer.from("none") }, "DIR: neither MNIST (train-images-idx3-ubyte, …) nor CIFAR-10 (data_batch_1.bin, …) is in this folder"],
  ["an archive that was not unpacked", { "cifar-10-binary.tar.gz": Buffer.from("none") }, "DIR: neither MNIST (train-images-idx3-ubyte, …) nor CIFAR-10 (data_batch_1.bin, …) is in this folder; cifar-10-binary.tar.gz in it must be unpacked first"],
  ["images of other sizes to be tested on", { ...MNIST, "t10k-images-idx3-ubyte": idx([1, 2, 2], [255, 0, 1, 2]) }, "DIR/t10k-images-idx3-ubyte: its images are 2 × 2, those of DIR/train-images-idx3-ubyte are 1 × 2: they belong to different sets"],
  ["a file without images", { ...MNIST, "t10k-images-idx3-ubyte": idx([0, 1, 2], []), "t10k-labels-idx1-ubyte": idx([0], []) }, "DIR/t10k-images-idx3-ubyte: its head tells 0 images of 1 × 2; there must be at least one, of at least one pixel"],
  ["images that were cut off", { ...MNIST, "train-images-idx3-ubyte": MNIST["train-images-idx3-ubyte"].subarray(0, -1) }, "DIR/train-images-idx3-ubyte: its head tells 2 × 1 × 2 values, which is 4 bytes; 3 follow: it is cut off"],
  ["labels in place of images", { ...MNIST, "train-images-idx3-ubyte": MNIST["train-labels-idx1-ubyte"] }, "DIR/train-images-idx3-ubyte: 3 axes were expected (images); the file has 1"],
  ["a page in place of a file, as a download that asks for a login gives", { ...MNIST, "train-images-idx3-ubyte": Buffer.from("<!DOCTYPE html>") }, "DIR/train-images-idx3-ubyte: an IDX file begins with two zero bytes; this one begins with 60 and 33"],
  ["a compressed file that is damaged", { ...MNIST, "train-labels-idx1-ubyte.gz": damaged(gzipSync(MNIST["train-labels-idx1-ubyte"])), "train-labels-idx1-ubyte": undefined }, "DIR/train-labels-idx1-ubyte.gz: begins as gzip does and cannot be uncompressed (incorrect data check): it is damaged, or its download was cut off"],
  ["a missing file of MNIST", { "train-images-idx3-ubyte": MNIST["train-images-idx3-ubyte"] }, "DIR: train-labels-idx1-ubyte (or train-labels-idx1-ubyte.gz) is missing beside train-images-idx3-ubyte"],
  ["labels of another set", { ...MNIST, "train-labels-idx1-ubyte": idx([3], [1, 2, 3]) }, "DIR/train-labels-idx1-ubyte: 2 labels were expected, one for each image of DIR/train-images-idx3-ubyte; there are 3"],
  ["a label that is none", { ...MNIST, "train-labels-idx1-ubyte": idx([2], [1, 10]) }, "DIR/train-labels-idx1-ubyte: a label is a number from 0 to 9; label 2 is 10"],
  ["a compressed file that was cut off", { ...MNIST, "train-labels-idx1-ubyte": gzipSync(MNIST["train-labels-idx1-ubyte"]).subarray(0, 20) }, "DIR/train-labels-idx1-ubyte: begins as gzip does and cannot be uncompressed (unexpected end of file): it is damaged, or its download was cut off"],
  ["CIFAR-10 without its test batch", { "data_batch_1.bin": record(1, 0) }, "DIR: test_batch.bin is missing beside the training batches"],
  ["a test batch alone", { "test_batch.bin": record(1, 0) }, "DIR: no training batch (data_batch_1.bin) stands beside test_batch.bin"],
  ["a batch that was cut off", { "data_batch_1.bin": record(1, 0).subarray(1), "test_batch.bin": record(1, 0) }, "DIR/data_batch_1.bin: records of 3073 bytes were expected; 3072 bytes are 0 of them and 3072 more: it is cut off, or no binary version of CIFAR-10"],
  ["a record whose label is none", { "data_batch_1.bin": record(77, 0), "test_batch.bin": record(1, 0) }, "DIR/data_batch_1.bin: a label is a number from 0 to 9; that of record 1 is 77"],
] as const) {
  test(`refused: ${what}`, () => {
    const folder = write(temporaryFolder(), files);
    assert.throws(() => load(folder), { name: "DataError", message: message.replaceAll("DIR/", join(folder, "/")).replaceAll("DIR", folder) });
  });
}
