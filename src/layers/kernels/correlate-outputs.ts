/** Outputs laid on the images that they came from: the gradient by the kernels. */
import type { Tensor } from "../matrix.js";
import type { Windows } from "../windows.js";
import { dotKernel, LEFT, RIGHT, type DotKernel } from "./dots.js";
import { layOut, layoutOf, pixelAt } from "./images.js";

/** Below so many multiplications laying out costs more than it gives. */
const SMALL = 4096;

let kernel: DotKernel | null | undefined;

/**
 * (M, C u v): each entry the sum, over all places and samples, of the products of dY and the pixel that entry (c, e, f) meets there. Every second of a row of places goes into
 * a sum of its own; the two are added at last, with WebAssembly and without.
 */
export function correlateOutputs(X: Tensor, dY: Tensor, windows: Windows): Float64Array {
  const M = dY.shape[0]!, C = X.shape[0]!, { u, v } = windows, sums = new Float64Array(2 * M * C * u * v);
  if (dY.data.length * C * u * v < SMALL || typeof WebAssembly === "undefined") plainLoops(X, dY, windows, sums);
  else withDots(X, dY, windows, sums);
  return Float64Array.from({ length: M * C * u * v }, (_, k) => sums[2 * k]! + sums[2 * k + 1]!);
}

function plainLoops({ shape, data }: Tensor, { data: dY, shape: [M = 0] }: Tensor, windows: Windows, sums: Float64Array): void {
  const [C = 0, h = 0, w = 0, N = 0] = shape, { u, v, H, V } = windows;
  for (let m = 0, k = 0; m < M; m++) for (let c = 0; c < C; c++) for (let e = 0; e < u; e++) for (let f = 0; f < v; f++, k++)
    for (let i = 0; i < H; i++) for (let j = 0; j < V; j++) {
      const pixel = pixelAt(shape, windows, i, j, e, f), from = (c * h * w + pixel) * N, at = ((m * H + i) * V + j) * N;
      if (pixel >= 0) for (let n = 0; n < N; n++) sums[2 * k + ((j * N + n) % 2)]! += dY[at + n]! * data[from + n]!;
    }
}

function withDots(X: Tensor, dY: Tensor, windows: Windows, sums: Float64Array): void {
  const M = dY.shape[0]!, { stride, H } = windows, layout = layoutOf(X, windows), { run, rows, width, doubles, offsets } = layout;
  const K = offsets.length, across = Math.ceil(K / RIGHT), down = Math.ceil(M / LEFT);
  const dYAt = down * across * 2 * LEFT * RIGHT, imagesAt = dYAt + down * LEFT * run, size = imagesAt + doubles;
  if (kernel === null || kernel === undefined || kernel.memory.length < size) kernel = dotKernel(Math.ceil(1.5 * size))!;
  const { memory } = kernel, images = memory.subarray(imagesAt, imagesAt + doubles);
  memory.fill(0, 0, dYAt);
  const tile = (t: number, s: number): number => (t * across + s) * 2 * LEFT * RIGHT;
  const at = (m: number, k: number): number => tile(Math.floor(m / LEFT), Math.floor(k / RIGHT)) + 2 * ((m % LEFT) * RIGHT + (k % RIGHT));
  for (let first = 0; first < H; first += rows) {
    layOut(X, windows, layout, first, images);
    for (let i = first; i < Math.min(H, first + rows); i++) {
      const row = imagesAt + (i - first) * stride * width, meets = (k: number): number => row + offsets[Math.min(k, K - 1)]!;
      for (let m = 0; m < M; m++) memory.set(dY.data.subarray((m * H + i) * run, (m * H + i + 1) * run), dYAt + m * run);
      if (run > 1) for (let t = 0; t < down; t++) for (let s = 0; s < across; s++) kernel.run(8 * (dYAt + t * LEFT * run), 8 * run, 8 * meets(RIGHT * s), 8 * meets(RIGHT * s + 1), 8 * tile(t, s), run >> 1);
      if (run % 2 === 1) for (let m = 0; m < M; m++) for (let k = 0; k < K; k++) memory[at(m, k)]! += memory[dYAt + (m + 1) * run - 1]! * memory[meets(k) + run - 1]!;
    }
  }
  for (let m = 0; m < M; m++) for (let k = 0; k < K; k++) sums.set(memory.subarray(at(m, k), at(m, k) + 2), 2 * (m * K + k));
}
