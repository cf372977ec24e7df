import { DataError, findData, readData } from "./data-file.js";
import { readIdx } from "./idx.js";
import type { ImageData, ImageSet } from "./image-set.js";

/** As they are published, and as some mirrors spell them. */
const spellings = (part: string, content: "images-idx3" | "labels-idx1"): readonly string[] => [`${part}-${content}-ubyte`, `${part}-${content.replace("-idx", ".idx")}-ubyte`];

/**
 * MNIST (or what has its form: Fashion-MNIST, EMNIST digits) from a folder; null if the folder does not hold it.
 * @throws DataError for a file that is missing beside the others, damaged, or does not fit its partner
 */
export function readMnist(folder: string): ImageData | null {
  const names = (["train", "t10k"] as const).flatMap((part) => (["images-idx3", "labels-idx1"] as const).map((content) => spellings(part, content)));
  const files = names.map((each) => findData(folder, each));
  if (files.every((file) => file === null)) return null;
  const missing = files.indexOf(null);
  if (missing >= 0) throw new DataError(`${folder}: ${names[missing]![0]} (or ${names[missing]![0]}.gz) is missing beside ${names[files.findIndex((file) => file !== null)]![0]}`);
  const [trainImages, trainLabels, testImages, testLabels] = files as readonly string[] as readonly [string, string, string, string];
  const train = pair(trainImages, trainLabels), test = pair(testImages, testLabels);
  const [own, other] = [train, test].map(({ images: { shape } }) => `${shape[1]} × ${shape[2]}`);
  if (own !== other) throw new DataError(`${testImages}: its images are ${other}, those of ${trainImages} are ${own}: they belong to different sets`);
  return { source: "images in IDX files", train, test };
}

function pair(imageFile: string, labelFile: string): ImageSet {
  const { shape: [N = 0, h = 0, w = 0], values } = readIdx(readData(imageFile), imageFile, 3);
  if (N * h * w === 0) throw new DataError(`${imageFile}: its head tells ${N} images of ${h} × ${w}; there must be at least one, of at least one pixel`);
  const labels = readIdx(readData(labelFile), labelFile, 1);
  if (labels.values.length !== N) throw new DataError(`${labelFile}: ${N} labels were expected, one for each image of ${imageFile}; there are ${labels.values.length}`);
  const wrong = labels.values.findIndex((label) => label > 9);
  if (wrong >= 0) throw new DataError(`${labelFile}: a label is a number from 0 to 9; label ${wrong + 1} is ${labels.values[wrong]}`);
  const data = new Float64Array(h * w * N), pixels = h * w;
  for (let k = 0; k < N; k++) for (let p = 0; p < pixels; p++) data[p * N + k] = values[k * pixels + p]! / 255; // from image after image to the sample as the last axis
  return { images: { shape: [1, h, w, N], data }, labels: Array.from(labels.values), classes: Array.from({ length: 10 }, (_, digit) => String(digit)) };
}
