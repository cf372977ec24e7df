import { DataError, findData, readData } from "./data-file.js";
import type { ImageData, ImageSet } from "./image-set.js";

const CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
const SIDE = 32, PIXELS = 3 * SIDE * SIDE, RECORD = 1 + PIXELS;

/**
 * One file of CIFAR-10's binary version: records of 3073 bytes, the label and then the red, green and blue plane, row by row.
 * Source: A. Krizhevsky, The CIFAR-10 dataset, "Binary version".
 * @throws DataError naming the file, what was expected and what was found
 */
export function readCifarBatch(bytes: Uint8Array, file: string): ImageSet {
  const N = Math.floor(bytes.length / RECORD), rest = bytes.length % RECORD;
  if (N === 0 || rest !== 0) throw new DataError(`${file}: records of ${RECORD} bytes were expected; ${bytes.length} bytes are ${N} of them and ${rest} more: it is cut off, or no binary version of CIFAR-10`);
  const labels = Array.from({ length: N }, (_, k) => bytes[k * RECORD]!);
  const wrong = labels.findIndex((label) => label > 9);
  if (wrong >= 0) throw new DataError(`${file}: a label is a number from 0 to 9; that of record ${wrong + 1} is ${labels[wrong]}`);
  const data = new Float64Array(PIXELS * N);
  for (let k = 0; k < N; k++) for (let p = 0; p < PIXELS; p++) data[p * N + k] = bytes[k * RECORD + 1 + p]! / 255;
  return { images: { shape: [3, SIDE, SIDE, N], data }, labels, classes: CLASSES };
}

/**
 * CIFAR-10 (binary version) from a folder: as many training batches as there are, and the test batch; null if the folder does not hold it.
 * @throws DataError for a file that is missing beside the others, or damaged
 */
export function readCifar10(folder: string): ImageData | null {
  const train = [1, 2, 3, 4, 5].flatMap((k) => findData(folder, [`data_batch_${k}.bin`]) ?? []), test = findData(folder, ["test_batch.bin"]);
  if (train.length === 0 && test === null) return null;
  if (train.length === 0 || test === null) throw new DataError(`${folder}: ${test === null ? "test_batch.bin is missing beside the training batches" : "no training batch (data_batch_1.bin) stands beside test_batch.bin"}`);
  return { source: "CIFAR-10", train: joined(train.map((file) => readCifarBatch(readData(file), file))), test: readCifarBatch(readData(test), test) };
}

/** Sets one after the other. */
function joined(sets: readonly ImageSet[]): ImageSet {
  const N = sets.reduce((sum, { labels }) => sum + labels.length, 0);
  const data = new Float64Array(PIXELS * N);
  let start = 0;
  for (const { images, labels } of sets) {
    for (let p = 0; p < PIXELS; p++) data.set(images.data.subarray(p * labels.length, (p + 1) * labels.length), p * N + start);
    start += labels.length;
  }
  return { images: { shape: [3, SIDE, SIDE, N], data }, labels: sets.flatMap(({ labels }) => labels), classes: CLASSES };
}
