/** The places at which a kernel or a pooling window is laid on images. */
import { shapeText, ShapeError, type Tensor } from "./matrix.js";

/** A kernel of u × v entries laid on images at every `stride`-th place, after rows and columns of zeros were put around them. */
export interface Windows {
  readonly u: number;
  readonly v: number;
  readonly stride: number;
  /** Rows of zeros above the images, columns of zeros to their left; where negative, so many of theirs are left out. */
  readonly top: number;
  readonly left: number;
  /** From one pixel of the images to the next, with zeros between them; 1 where they stand side by side. */
  readonly apart: number;
  /** How many places there are, down and across; what is left over at the lower and the right edge is not used, what is missing there is zero. */
  readonly H: number;
  readonly V: number;
}

/** @throws ShapeError unless X are images (C, h, w, N) on which the kernel fits */
export function windowsOn(where: string, { shape }: Tensor, [u, v]: readonly [number, number], stride: number, padding: number): Windows {
  if (shape.length !== 4) throw new ShapeError(`${where}: X has shape ${shapeText(shape)} and must be images (C, h, w, N): channels, rows, columns, samples`);
  const [, h = 0, w = 0] = shape;
  if (u > h + 2 * padding || v > w + 2 * padding) throw new ShapeError(`${where}: a kernel of ${shapeText([u, v])} does not fit on the images of X with shape ${shapeText(shape)}${padding === 0 ? "" : ` and padding ${padding}`}`);
  return { u, v, stride, top: padding, left: padding, apart: 1, H: Math.floor((h + 2 * padding - u) / stride) + 1, V: Math.floor((w + 2 * padding - v) / stride) + 1 };
}

/** Walks over all windows on images without padding: the first sample of the window's first pixel, and that of its place in the output. */
export function eachWindow([C = 0, h = 0, w = 0, N = 0]: readonly number[], { stride, H, V }: Windows, visit: (pixel: number, place: number) => void): void {
  for (let c = 0; c < C; c++) for (let i = 0; i < H; i++) for (let j = 0; j < V; j++) visit(((c * h + i * stride) * w + j * stride) * N, ((c * H + i) * V + j) * N);
}

/** How far each pixel of a window, in reading order, is from its first one. */
export const pixelsOf = ([, , w = 0, N = 0]: readonly number[], { u, v }: Windows): readonly number[] => Array.from({ length: u * v }, (_, at) => (Math.floor(at / v) * w + (at % v)) * N);

/** A whole number from `least`. @throws RangeError */
export function requireWhole(where: string, name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) throw new RangeError(`${where}: the ${name} must be a whole number from ${least}, not ${value}`);
}

/** `2 (i - 1) + e` on paper: entry e of the window at place i, counted from 1. */
export const placeOnPaper = (stride: number, i: string, e: string): string => (stride === 1 ? `${i} + ${e} - 1` : `${stride} (${i} - 1) + ${e}`);

/** `h = 2 (H - 1) + u - 2` on paper: the length on which H windows fit exactly. */
export const lengthOnPaper = (stride: number, padding: number, h: string, H: string, u: string): string =>
  `${h} = ${stride === 1 ? `${H} - 1` : `${stride} (${H} - 1)`} + ${u}${padding === 0 ? "" : ` - ${2 * padding}`}`;
