/** Kernels laid on images at every place: a matrix product whose second factor is never written down. */
import type { Tensor } from "../matrix.js";
import type { Windows } from "../windows.js";
import { layOut, layoutOf, pixelAt } from "./images.js";
import { scatteredTileKernel, TILE, type ScatteredTileKernel } from "./tile.js";

/** Below so many multiplications laying out costs more than it gives. */
const SMALL = 4096;

let kernel: ScatteredTileKernel | null | undefined;

/** Y (M, H V N), a row for each output channel: its bias and, in this order, the products along (c, e, f); the same bits with WebAssembly and without. */
export function correlate(X: Tensor, W: Tensor, b: Float64Array, windows: Windows): Float64Array {
  const [M = 0, C = 0, u = 0, v = 0] = W.shape, { H, V } = windows, N = X.shape[3]!;
  const Y = new Float64Array(M * H * V * N);
  if (Y.length * C * u * v < SMALL || typeof WebAssembly === "undefined") plainLoops(X, W, b, windows, Y);
  else withTiles(X, W, b, windows, Y);
  return Y;
}

function plainLoops({ shape, data }: Tensor, { shape: [M = 0], data: weights }: Tensor, b: Float64Array, windows: Windows, Y: Float64Array): void {
  const [C = 0, h = 0, w = 0, N = 0] = shape, { u, v, H, V } = windows;
  for (let m = 0; m < M; m++) for (let i = 0; i < H; i++) for (let j = 0; j < V; j++) {
    const to = ((m * H + i) * V + j) * N;
    Y.fill(b[m]!, to, to + N);
    for (let c = 0; c < C; c++) for (let e = 0; e < u; e++) for (let f = 0; f < v; f++) {
      const weight = weights[((m * C + c) * u + e) * v + f]!, pixel = pixelAt(shape, windows, i, j, e, f), from = (c * h * w + pixel) * N;
      if (pixel >= 0) for (let n = 0; n < N; n++) Y[to + n]! += weight * data[from + n]!;
    }
  }
}

function withTiles(X: Tensor, W: Tensor, b: Float64Array, windows: Windows, Y: Float64Array): void {
  const M = W.shape[0]!, { stride, H } = windows, layout = layoutOf(X, windows), { run, rows, width, doubles, offsets } = layout;
  const K = offsets.length, tiles = Math.ceil(M / TILE), padded = Math.ceil(run / TILE) * TILE;
  const aAt = 0, offsetsAt = aAt + tiles * TILE * K, cAt = offsetsAt + Math.ceil(K / 2), imagesAt = cAt + tiles * TILE * padded, size = imagesAt + doubles + TILE;
  if (kernel === null || kernel === undefined || kernel.memory.length < size) kernel = scatteredTileKernel(Math.ceil(1.5 * size))!;
  const { memory } = kernel, images = memory.subarray(imagesAt, imagesAt + doubles);
  for (let m = 0; m < M; m++) for (let k = 0; k < K; k++) memory[aAt + (Math.floor(m / TILE) * K + k) * TILE + (m % TILE)] = W.data[m * K + k]!;
  new Int32Array(memory.buffer, 8 * offsetsAt, K).set(offsets.map((offset) => 8 * offset));
  for (let first = 0; first < H; first += rows) {
    layOut(X, windows, layout, first, images);
    for (let i = first; i < Math.min(H, first + rows); i++) {
      for (let m = 0; m < M; m++) memory.fill(b[m]!, cAt + m * padded, cAt + (m + 1) * padded);
      const row = imagesAt + (i - first) * stride * width;
      for (let q = 0; q < run; q += TILE) for (let t = 0; t < tiles; t++) kernel.run(8 * (aAt + t * TILE * K), 8 * (row + q), 8 * (cAt + t * TILE * padded + q), 8 * padded, K, 8 * offsetsAt);
      for (let m = 0; m < M; m++) Y.set(memory.subarray(cAt + m * padded, cAt + m * padded + run), (m * H + i) * run);
    }
  }
}
