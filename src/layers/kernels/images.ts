/**
 * Images as the kernels read them, without a matrix of patches. In images that are padded, and whose columns are sorted by their remainder modulo the stride, what entry (c, e, f) of a kernel
 * meets on its way along a row of places lies in one run of memory: so the rows of that matrix are there already, each at an offset of its own.
 */
import type { Tensor } from "../matrix.js";
import type { Windows } from "../windows.js";

/** Images in a kernel's memory at a time, in doubles: they fit the second cache. Rows of places that need more are taken one at a time. */
const ROOM = 1 << 15;

export interface Layout {
  /** Numbers that a kernel's entry meets along a row of places: V N. */
  readonly run: number;
  /** Rows of places at a time, and the rows of the images that they see. */
  readonly rows: number;
  readonly height: number;
  /** Columns with the same remainder, and numbers in a row of an image. */
  readonly columns: number;
  readonly width: number;
  readonly doubles: number;
  /** Where each entry (c, e, f) of a kernel meets its first pixel. */
  readonly offsets: readonly number[];
}

export function layoutOf({ shape: [C = 0, , , N = 0] }: Tensor, { u, v, stride, H, V }: Windows): Layout {
  const columns = V + Math.floor((v - 1) / stride), width = stride * columns * N;
  const rows = Math.max(1, Math.min(H, Math.floor((ROOM / (C * width) - u) / stride) + 1)), height = (rows - 1) * stride + u;
  const offset = (c: number, e: number, f: number): number => (c * height + e) * width + ((f % stride) * columns + Math.floor(f / stride)) * N;
  return { run: V * N, rows, height, columns, width, doubles: C * height * width, offsets: Array.from({ length: C * u * v }, (_, k) => offset(Math.floor(k / (u * v)), Math.floor(k / v) % u, k % v)) };
}

/** The rows of every channel that are seen from the place in row `first` on. */
export function layOut({ shape: [C = 0, h = 0, w = 0, N = 0], data }: Tensor, { stride, top, left, apart }: Windows, { height, columns, width }: Layout, first: number, to: Float64Array): void {
  to.fill(0);
  const from = Math.max(0, -left), length = Math.min(w, columns - left) - from; // of the pixels side by side that are seen with a stride of 1
  for (let c = 0; c < C; c++) for (let r = 0; r < height; r++) {
    const p = (first * stride + r - top) / apart, row = (c * height + r) * width, pixels = (c * h + p) * w;
    if (!Number.isInteger(p) || p < 0 || p >= h) continue;
    if (stride === 1 && apart === 1) {
      if (length > 0) to.set(data.subarray((pixels + from) * N, (pixels + from + length) * N), row + (from + left) * N);
    } else for (let j = 0; j < w; j++) {
      const q = left + j * apart, place = Math.floor(q / stride);
      if (q >= 0 && place < columns) to.set(data.subarray((pixels + j) * N, (pixels + j + 1) * N), row + ((q % stride) * columns + place) * N);
    }
  }
}

/** The pixel, counted in reading order, on which entry (e, f) of a kernel at place (i, j) falls; −1 if on a zero beside or between the pixels. */
export function pixelAt([, h = 0, w = 0]: readonly number[], { stride, top, left, apart }: Windows, i: number, j: number, e: number, f: number): number {
  const p = (i * stride + e - top) / apart, q = (j * stride + f - left) / apart;
  return Number.isInteger(p) && Number.isInteger(q) && p >= 0 && p < h && q >= 0 && q < w ? p * w + q : -1;
}
