import { matrix, ShapeError, shapeText, type Matrix, type Tensor } from "../layers/matrix.js";

/** Images with what they show. */
export interface ImageSet {
  /** (C, h, w, N): channels, rows, columns, samples; from 0 (dark) to 1. */
  readonly images: Tensor;
  /** The class of each sample, counted from 0. */
  readonly labels: readonly number[];
  /** What the classes are called, in their order. */
  readonly classes: readonly string[];
}

/** Where images came from, in words for a caption, with those to learn from and those to be tested on. */
export interface ImageData {
  readonly source: string;
  readonly train: ImageSet;
  readonly test: ImageSet;
}

/**
 * Some samples of a set, in the order asked for: a batch, or the misclassified ones.
 * @throws ShapeError if one of them is not there
 */
export function take({ images, labels, classes }: ImageSet, samples: readonly number[]): ImageSet {
  const N = labels.length, n = samples.length, pixels = images.data.length / N;
  const missing = samples.find((sample) => !Number.isInteger(sample) || sample < 0 || sample >= N);
  if (missing !== undefined) throw new ShapeError(`take: there is no sample ${missing}; the images ${shapeText(images.shape)} hold samples 0 to ${N - 1}`);
  const data = new Float64Array(pixels * n);
  for (let p = 0; p < pixels; p++) for (let k = 0; k < n; k++) data[p * n + k] = images.data[p * N + samples[k]!]!; // the sample is the last axis
  return { images: { shape: [...images.shape.slice(0, -1), n], data }, labels: samples.map((sample) => labels[sample]!), classes };
}

/** Each sample as one picture of h rows and w columns; colours as the mean of their channels. */
export function pictures({ images: { shape: [C = 1, h = 0, w = 0, N = 0], data } }: ImageSet): readonly Matrix[] {
  const mean = (i: number, j: number, k: number): number => Array.from({ length: C }, (_, c) => data[((c * h + i) * w + j) * N + k]!).reduce((sum, x) => sum + x, 0) / C;
  return Array.from({ length: N }, (_, k) => matrix(Array.from({ length: h }, (_, i) => Array.from({ length: w }, (_, j) => mean(i, j, k)))));
}
