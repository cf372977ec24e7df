import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { uniform, type Tensor } from "../../../src/layers/index.js";
import { correlate } from "../../../src/layers/kernels/correlate.js";
import { scatteredTileKernel } from "../../../src/layers/kernels/tile.js";
import { windowsOn } from "../../../src/layers/windows.js";

/** The definition: each entry starts with its bias and is summed in the order of (c, e, f); entries of the padding are zeros. */
function byDefinition({ shape: [C = 0, h = 0, w = 0, N = 0], data }: Tensor, W: Tensor, b: Float64Array, stride: number, padding: number): Float64Array {
  const [M = 0, , u = 0, v = 0] = W.shape, H = Math.floor((h + 2 * padding - u) / stride) + 1, V = Math.floor((w + 2 * padding - v) / stride) + 1;
  return Float64Array.from({ length: M * H * V * N }, (_, at) => {
    const n = at % N, j = Math.floor(at / N) % V, i = Math.floor(at / (N * V)) % H, m = Math.floor(at / (N * V * H));
    let y = b[m]!;
    for (let c = 0; c < C; c++) for (let e = 0; e < u; e++) for (let f = 0; f < v; f++) {
      const p = i * stride + e - padding, q = j * stride + f - padding;
      y += W.data[((m * C + c) * u + e) * v + f]! * (p < 0 || p >= h || q < 0 || q >= w ? 0 : data[((c * h + p) * w + q) * N + n]!);
    }
    return y;
  });
}

function sameAsDefinition([C, h, w, N]: readonly number[], [M, u, v]: readonly number[], stride: number, padding: number, seed = 1): void {
  const draw = uniform(seed), X = draw(C!, h!, w!, N!), W = draw(M!, C!, u!, v!), b = draw(M!).data;
  assert.deepEqual(correlate(X, W, b, windowsOn("test", X, [u!, v!], stride, padding)), byDefinition(X, W, b, stride, padding), `${[C, h, w, N].join(" ")}, ${[M, u, v].join(" ")}, stride ${stride}, padding ${padding}, seed ${seed}`);
}

test("pixels apart, with rows and columns of zeros that differ, or fewer than none: images written out with those zeros give the same, to the last bit", () => {
  const few = fc.integer({ min: 1, max: 3 }), edge = fc.integer({ min: -1, max: 3 });
  fc.assert(fc.property(fc.tuple(few, few, few), fc.tuple(few, few, fc.integer({ min: 1, max: 20 })), fc.tuple(few, few), fc.tuple(edge, edge), fc.tuple(few, few), fc.integer({ min: 0, max: 2 ** 31 }), ([C, M, apart], [h, w, N], [u, v], [top, left], [H, V], seed) => {
    const draw = uniform(seed), X = draw(C, h + 2, w + 2, N), W = draw(M, C, u, v), b = draw(M).data;
    const written: Tensor = { shape: [C, H + u - 1, V + v - 1, N], data: new Float64Array(C * (H + u - 1) * (V + v - 1) * N) };
    for (let c = 0; c < C; c++) for (let i = 0; i < h + 2; i++) for (let j = 0; j < w + 2; j++) for (let n = 0; n < N; n++) {
      const p = top + i * apart, q = left + j * apart;
      if (p >= 0 && p < H + u - 1 && q >= 0 && q < V + v - 1) written.data[((c * (H + u - 1) + p) * (V + v - 1) + q) * N + n] = X.data[((c * (h + 2) + i) * (w + 2) + j) * N + n]!;
    }
    assert.deepEqual(correlate(X, W, b, { u, v, stride: 1, top, left, apart, H, V }), byDefinition(written, W, b, 1, 0));
  }), { numRuns: 300 });
});

test("the definition, to the last bit: small ones by plain loops, large ones by tiles, at any stride and padding", () => {
  const few = fc.integer({ min: 1, max: 4 }), more = fc.integer({ min: 0, max: 9 });
  fc.assert(fc.property(fc.tuple(few, more, more, fc.integer({ min: 1, max: 7 })), fc.tuple(fc.integer({ min: 1, max: 9 }), few, few), few, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 ** 31 }), ([C, h, w, N], [M, u, v], stride, padding, seed) =>
    sameAsDefinition([C, u + h, v + w, N], [M, u, v], stride, padding, seed)), { numRuns: 300 });
});

test("images that do not fit the kernel's memory at once are taken by rows of places; a row that alone is larger, too", () => {
  sameAsDefinition([3, 40, 30, 16], [5, 3, 3], 1, 1);
  sameAsDefinition([3, 40, 31, 16], [2, 3, 2], 3, 2);
  sameAsDefinition([2, 3, 600, 32], [1, 2, 2], 1, 0);
});

test("numbers left from larger images reach no smaller ones", () => {
  const bad: Tensor = { shape: [4, 20, 20, 8], data: new Float64Array(12800).fill(NaN) };
  assert.ok(correlate(bad, uniform(1)(8, 4, 3, 3), new Float64Array(8), windowsOn("test", bad, [3, 3], 1, 1)).every(Number.isNaN));
  for (const stride of [1, 2, 3]) for (const padding of [0, 1]) sameAsDefinition([2, 13, 12, 5], [3, 3, 2], stride, padding);
});

test("the kernel alone: rows of B that lie anywhere", () => {
  const { memory, run } = scatteredTileKernel(64)!;
  memory.set([1, 2, 3, 4, 0, 0, 0, 1], 0); // the panel of A: two columns
  memory.set([5, 6, 7, 8], 20); // the second row of B
  memory.set([1, 10, 100, 1000], 31); // the first
  new Int32Array(memory.buffer).set([8 * 23, 8 * 12], 2 * 8); // from the 8th double
  memory.fill(7, 40, 56);
  run(0, 8 * 8, 8 * 40, 8 * 4, 2, 8 * 8);
  assert.deepEqual(Array.from(memory.subarray(40, 56)), [8, 17, 107, 1007, 9, 27, 207, 2007, 10, 37, 307, 3007, 16, 53, 414, 4015]);
});
