/** The parts of images that a kernel is laid on, as the columns of a matrix: with them convolution is one matrix product, and pooling a walk over rows. */
import { shapeText, ShapeError, type Matrix, type Tensor } from "./matrix.js";

/** A kernel of u × v entries laid on images at every `stride`-th place, after `padding` rows and columns of zeros were put around them. */
export interface Windows {
  readonly u: number;
  readonly v: number;
  readonly stride: number;
  readonly padding: number;
  /** How many places there are, down and across; what is left over at the lower and the right edge is not used. */
  readonly H: number;
  readonly V: number;
}

/** @throws ShapeError unless X are images (C, h, w, N) on which the kernel fits */
export function windowsOn(where: string, { shape }: Tensor, [u, v]: readonly [number, number], stride: number, padding: number): Windows {
  if (shape.length !== 4) throw new ShapeError(`${where}: X has shape ${shapeText(shape)} and must be images (C, h, w, N): channels, rows, columns, samples`);
  const [, h = 0, w = 0] = shape;
  if (u > h + 2 * padding || v > w + 2 * padding) throw new ShapeError(`${where}: a kernel of ${shapeText([u, v])} does not fit on the images of X with shape ${shapeText(shape)}${padding === 0 ? "" : ` and padding ${padding}`}`);
  return { u, v, stride, padding, H: Math.floor((h + 2 * padding - u) / stride) + 1, V: Math.floor((w + 2 * padding - v) / stride) + 1 };
}

/**
 * Walks over all pairs of an entry of the patches and the entry of the images that it is; those in the padding are left out.
 * Neighbouring samples stand side by side in both, and with stride 1 so do neighbouring places: `visit` is called once for such a run.
 */
function eachRun([C = 0, h = 0, w = 0, N = 0]: readonly number[], { u, v, stride, padding, H, V }: Windows, visit: (patch: number, image: number, length: number) => void): void {
  for (let c = 0; c < C; c++) for (let e = 0; e < u; e++) for (let f = 0; f < v; f++) {
    const row = (c * u + e) * v + f;
    const from = Math.max(0, Math.ceil((padding - f) / stride)), to = Math.min(V, Math.floor((w - 1 + padding - f) / stride) + 1); // places whose pixel is in the image
    const places = stride === 1 ? to - from : 1;
    for (let i = 0; i < H; i++) {
      const p = i * stride + e - padding;
      if (p < 0 || p >= h) continue;
      for (let j = from; j < to; j += places) visit(((row * H + i) * V + j) * N, ((c * h + p) * w + j * stride + f - padding) * N, places * N);
    }
  }
}

/** Where the patches stand until the next are asked for: fresh memory costs more than filling it. */
let room = new Float64Array(0);

/**
 * A column for each place and sample, a row for each entry (c, e, f) of the kernel: (C u v, H V N), zero in the padding.
 * They hold until this is called again: do not hand them on.
 */
export function patches({ shape, data }: Tensor, windows: Windows): Matrix {
  const [C = 0, , , N = 0] = shape, { u, v, padding, H, V } = windows;
  const entries = C * u * v * H * V * N;
  if (room.length < entries) room = new Float64Array(entries);
  else if (padding > 0) room.fill(0, 0, entries);
  const P: Matrix = { shape: [C * u * v, H * V * N], data: room.subarray(0, entries) };
  eachRun(shape, windows, (patch, image, length) => {
    if (length > 16) P.data.set(data.subarray(image, image + length), patch);
    else for (let k = 0; k < length; k++) P.data[patch + k] = data[image + k]!;
  });
  return P;
}

/** The way back: an entry of an image gets the sum over the patches that it is in. */
export function sumOfPatches(P: Matrix, shape: readonly number[], windows: Windows): Tensor {
  const data = new Float64Array(shape.reduce((product, length) => product * length, 1));
  eachRun(shape, windows, (patch, image, length) => {
    for (let k = 0; k < length; k++) data[image + k]! += P.data[patch + k]!;
  });
  return { shape, data };
}

/** A whole number from `least`. @throws RangeError */
export function requireWhole(where: string, name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) throw new RangeError(`${where}: the ${name} must be a whole number from ${least}, not ${value}`);
}

/** `2 (i - 1) + e` on paper: entry e of the window at place i, counted from 1. */
export const placeOnPaper = (stride: number, i: string, e: string): string => (stride === 1 ? `${i} + ${e} - 1` : `${stride} (${i} - 1) + ${e}`);

/** `h = 2 (H - 1) + u - 2` on paper: the length on which H windows fit exactly. */
export const lengthOnPaper = (stride: number, padding: number, h: string, H: string, u: string): string =>
  `${h} = ${stride === 1 ? `${H} - 1` : `${stride} (${H} - 1)`} + ${u}${padding === 0 ? "" : ` - ${2 * padding}`}`;
