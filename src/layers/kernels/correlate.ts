/**
 * Kernels laid on images at every place, without a matrix of patches. In images that are padded, and whose columns are sorted by their remainder modulo the stride, what entry (c, e, f)
 * of a kernel meets on its way along a row of places lies in one run of memory: so the rows of the second factor of a matrix product are there already, each at an offset of its own.
 */
import type { Tensor } from "../matrix.js";
import type { Windows } from "../patches.js";
import { scatteredTileKernel, TILE, type ScatteredTileKernel } from "./tile.js";

/** Below so many multiplications laying out costs more than it gives. */
const SMALL = 4096;

/** Images in the kernel's memory at a time, in doubles: they fit the second cache. Rows of places that need more are taken one at a time. */
const ROOM = 1 << 15;

let kernel: ScatteredTileKernel | null | undefined;

/** Y (M, H V N), a row for each output channel: its bias and, in this order, the products along (c, e, f); the same bits with WebAssembly and without. */
export function correlate(X: Tensor, W: Tensor, b: Float64Array, windows: Windows): Float64Array {
  const [M = 0, C = 0, u = 0, v = 0] = W.shape, { H, V } = windows, N = X.shape[3]!;
  const Y = new Float64Array(M * H * V * N);
  if (Y.length * C * u * v < SMALL || typeof WebAssembly === "undefined") plainLoops(X, W, b, windows, Y);
  else withTiles(X, W, b, windows, Y);
  return Y;
}

function plainLoops({ shape: [C = 0, h = 0, w = 0, N = 0], data: x }: Tensor, { shape: [M = 0], data: weights }: Tensor, b: Float64Array, { u, v, stride, padding, H, V }: Windows, Y: Float64Array): void {
  for (let m = 0; m < M; m++) for (let i = 0; i < H; i++) for (let j = 0; j < V; j++) {
    const to = ((m * H + i) * V + j) * N;
    Y.fill(b[m]!, to, to + N);
    for (let c = 0; c < C; c++) for (let e = 0; e < u; e++) for (let f = 0; f < v; f++) {
      const p = i * stride + e - padding, q = j * stride + f - padding;
      if (p < 0 || p >= h || q < 0 || q >= w) continue;
      const weight = weights[((m * C + c) * u + e) * v + f]!, from = ((c * h + p) * w + q) * N;
      for (let n = 0; n < N; n++) Y[to + n]! += weight * x[from + n]!;
    }
  }
}

function withTiles(X: Tensor, W: Tensor, b: Float64Array, windows: Windows, Y: Float64Array): void {
  const [M = 0, C = 0, u = 0, v = 0] = W.shape, { stride, H, V } = windows, N = X.shape[3]!;
  const K = C * u * v, tiles = Math.ceil(M / TILE), run = V * N, padded = Math.ceil(run / TILE) * TILE;
  const places = V + Math.floor((v - 1) / stride), lengthOfRow = stride * places * N; // of an image, once its columns are sorted
  const rows = Math.max(1, Math.min(H, Math.floor((ROOM / (C * lengthOfRow) - u) / stride) + 1)), height = (rows - 1) * stride + u;
  const aAt = 0, offsetsAt = aAt + tiles * TILE * K, cAt = offsetsAt + Math.ceil(K / 2), imagesAt = cAt + tiles * TILE * padded, doubles = imagesAt + C * height * lengthOfRow + TILE;
  if (kernel === null || kernel === undefined || kernel.memory.length < doubles) kernel = scatteredTileKernel(Math.ceil(1.5 * doubles))!;
  const { memory } = kernel;
  for (let m = 0; m < M; m++) for (let k = 0; k < K; k++) memory[aAt + (Math.floor(m / TILE) * K + k) * TILE + (m % TILE)] = W.data[m * K + k]!;
  const offsets = new Int32Array(memory.buffer, 8 * offsetsAt, K);
  for (let c = 0, k = 0; c < C; c++) for (let e = 0; e < u; e++) for (let f = 0; f < v; f++) offsets[k++] = 8 * ((c * height + e) * lengthOfRow + ((f % stride) * places + Math.floor(f / stride)) * N);
  for (let first = 0; first < H; first += rows) {
    layOut(X, windows, first * stride, height, places, memory.subarray(imagesAt, imagesAt + C * height * lengthOfRow));
    for (let i = first; i < Math.min(H, first + rows); i++) {
      for (let m = 0; m < M; m++) memory.fill(b[m]!, cAt + m * padded, cAt + (m + 1) * padded);
      const images = imagesAt + (i - first) * stride * lengthOfRow;
      for (let q = 0; q < run; q += TILE) for (let t = 0; t < tiles; t++) kernel.run(8 * (aAt + t * TILE * K), 8 * (images + q), 8 * (cAt + t * TILE * padded + q), 8 * padded, K, 8 * offsetsAt);
      for (let m = 0; m < M; m++) Y.set(memory.subarray(cAt + m * padded, cAt + m * padded + run), (m * H + i) * run);
    }
  }
}

/** `height` rows of every channel from row `first` of the padded images on; in each row the columns by their remainder modulo the stride. */
function layOut({ shape: [C = 0, h = 0, w = 0, N = 0], data }: Tensor, { stride, padding }: Windows, first: number, height: number, places: number, to: Float64Array): void {
  if (padding > 0 || first + height > h) to.fill(0);
  for (let c = 0; c < C; c++) for (let r = 0; r < height; r++) {
    const p = first + r - padding, row = (c * height + r) * stride * places * N;
    if (p < 0 || p >= h) continue;
    const from = (c * h + p) * w * N;
    if (stride === 1) to.set(data.subarray(from, from + w * N), row + padding * N);
    else for (let q = padding; q < w + padding; q++) {
      const place = Math.floor(q / stride);
      if (place < places) to.set(data.subarray(from + (q - padding) * N, from + (q - padding + 1) * N), row + ((q % stride) * places + place) * N);
    }
  }
}
