/** The chapter on digits with data from a folder: small files in the formats of MNIST and CIFAR-10, read, learned from and reported as they would be in full. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { main } from "../../src/cli/main.js";
import { digits } from "../../src/data/digits.js";
import type { ImageSet } from "../../src/data/image-set.js";
import { writeNotebook } from "../../src/notebook/index.js";
import { idx, record, write } from "../data/files.js";
import { notebook, prose } from "../notebook/notebooks.js";
import { listening } from "../cli/listening.js";

const folder = mkdtempSync(join(tmpdir(), "backproof-chapter-"));
symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
writeFileSync(join(folder, "package.json"), "{}");
copyFileSync(join("notebooks", "6-digits.ipynb"), join(folder, "digits.ipynb"));
writeFileSync(join(folder, "kinks.ipynb"), writeNotebook(notebook([prose("# Kinks\n\n## At the kink {#sec-kink}\n\nWhat the chapter on digits refers to.")])));
writeFileSync(join(folder, "report.json"), JSON.stringify({ title: "T", chapters: ["kinks.ipynb", "digits.ipynb"], formats: ["html"], cellSeconds: 300 }));
after(() => rmSync(folder, { recursive: true }));

/** As IDX: image after image, and the labels. */
function inIdx({ images: { shape, data }, labels }: ImageSet): readonly [images: Buffer, labels: Buffer] {
  const [, h = 0, w = 0, N = 0] = shape;
  return [idx([N, h, w], Array.from({ length: N * h * w }, (_, k) => Math.round(255 * data[(k % (h * w)) * N + Math.floor(k / (h * w))]!))), idx([N], labels)];
}
const [trainImages, trainLabels] = inIdx(digits(40, 1)), [testImages, testLabels] = inIdx(digits(20, 2));
const MNIST = { "train-images-idx3-ubyte": trainImages, "train-labels-idx1-ubyte": trainLabels, "t10k-images-idx3-ubyte": testImages, "t10k-labels-idx1-ubyte": testLabels };
const CIFAR = { "data_batch_1.bin": Buffer.concat([0, 1, 2, 3, 4].map((label) => record(label, 40 * label))), "test_batch.bin": Buffer.concat([record(0, 0), record(3, 120)]) };

for (const [name, files, said] of [
  ["MNIST", MNIST, ["source: 'images in IDX files'", "'to learn from': 40", "'to be tested on': 20", "image: '1 × 28 × 28'"]],
  ["CIFAR-10", CIFAR, ["source: 'CIFAR-10'", "'to learn from': 5", "'to be tested on': 2", "image: '3 × 32 × 32'"]],
] as const) {
  test(`chapter 6 with ${name} from a folder`, async () => {
    const data = join(folder, name), terminal = listening();
    mkdirSync(data);
    write(data, files);
    try {
      const exit = await main(["report", join(folder, "report.json"), "--data", data], terminal);
      assert.equal(exit, 0, terminal.said.err + terminal.said.out);
    } finally {
      delete process.env["BACKPROOF_DATA"];
    }
    const page = readFileSync(join(folder, "out", "report.html"), "utf8").replace(/<[^>]*>/g, "").replaceAll("&#39;", "'");
    for (const text of said) assert.ok(page.includes(text), `${text} is not on the page`);
    assert.doesNotMatch(page, /\bNaN\b/);
  });
}
