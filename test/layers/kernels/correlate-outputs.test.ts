import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { uniform, type Tensor } from "../../../src/layers/index.js";
import { correlateOutputs } from "../../../src/layers/kernels/correlate-outputs.js";
import { dotKernel } from "../../../src/layers/kernels/dots.js";
import { windowsOn } from "../../../src/layers/windows.js";

/** The definition: of each row of places the even products go to one sum, the odd ones to another. */
function byDefinition({ shape: [C = 0, h = 0, w = 0, N = 0], data }: Tensor, { shape: [M = 0, H = 0, V = 0], data: dY }: Tensor, [u, v]: readonly [number, number], stride: number, padding: number): Float64Array {
  return Float64Array.from({ length: M * C * u * v }, (_, at) => {
    const f = at % v, e = Math.floor(at / v) % u, c = Math.floor(at / (u * v)) % C, m = Math.floor(at / (u * v * C)), sums: [number, number] = [0, 0];
    for (let i = 0; i < H; i++) for (let j = 0; j < V; j++) for (let n = 0; n < N; n++) {
      const p = i * stride + e - padding, q = j * stride + f - padding, isOdd = (j * N + n) % 2;
      sums[isOdd]! += dY[((m * H + i) * V + j) * N + n]! * (p < 0 || p >= h || q < 0 || q >= w ? 0 : data[((c * h + p) * w + q) * N + n]!);
    }
    return sums[0] + sums[1];
  });
}

function sameAsDefinition([C, h, w, N]: readonly number[], [M, u, v]: readonly number[], stride: number, padding: number, seed = 1): void {
  const draw = uniform(seed), X = draw(C!, h!, w!, N!), windows = windowsOn("test", X, [u!, v!], stride, padding), dY = draw(M!, windows.H, windows.V, N!);
  assert.deepEqual(correlateOutputs(X, dY, windows), byDefinition(X, dY, [u!, v!], stride, padding), `${[C, h, w, N].join(" ")}, ${[M, u, v].join(" ")}, stride ${stride}, padding ${padding}, seed ${seed}`);
}

test("the definition, to the last bit: small ones by plain loops, large ones by the kernel, at any stride and padding", () => {
  const few = fc.integer({ min: 1, max: 4 }), more = fc.integer({ min: 0, max: 9 });
  fc.assert(fc.property(fc.tuple(few, more, more, fc.integer({ min: 1, max: 7 })), fc.tuple(fc.integer({ min: 1, max: 9 }), few, few), few, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 ** 31 }), ([C, h, w, N], [M, u, v], stride, padding, seed) =>
    sameAsDefinition([C, u + h, v + w, N], [M, u, v], stride, padding, seed)), { numRuns: 300 });
});

test("images that do not fit the kernel's memory at once are taken by rows of places; a row that alone is larger, too; and rows of one place", () => {
  sameAsDefinition([3, 40, 30, 16], [5, 3, 3], 1, 1);
  sameAsDefinition([3, 40, 31, 16], [2, 3, 2], 3, 2);
  sameAsDefinition([2, 3, 600, 32], [1, 2, 2], 1, 0);
  sameAsDefinition([2, 900, 3, 1], [3, 2, 3], 1, 0);
});

test("numbers left from larger images reach no smaller ones", () => {
  const bad: Tensor = { shape: [4, 20, 20, 8], data: new Float64Array(12800).fill(NaN) }, windows = windowsOn("test", bad, [3, 3], 1, 1);
  assert.ok(correlateOutputs(bad, uniform(1)(8, 20, 20, 8), windows).every(Number.isNaN));
  for (const stride of [1, 2, 3]) for (const padding of [0, 1]) sameAsDefinition([2, 23, 22, 5], [3, 3, 2], stride, padding);
});

test("an infinite pixel reaches the entries that meet it, at an odd count of numbers in a row too", () => {
  const draw = uniform(2), X = draw(1, 12, 13, 1), dY = draw(8, 12, 13, 1), windows = windowsOn("test", X, [1, 1], 1, 0);
  const wide: Tensor = { shape: [1, 12, 14, 1], data: Float64Array.from({ length: 12 * 14 }, (_, at) => (at % 14 === 13 ? Infinity : X.data[Math.floor(at / 14) * 13 + (at % 14)]!)) };
  assert.deepEqual(correlateOutputs(wide, dY, { ...windows, H: 12, V: 13 }), correlateOutputs(X, dY, windows)); // the last column is met by no entry
  assert.ok(correlateOutputs(wide, draw(8, 12, 14, 1), { ...windows, V: 14 }).every((d) => !Number.isFinite(d)));
});

test("the kernel alone: pairs of sums are added to", () => {
  const { memory, run } = dotKernel(64)!;
  memory.set([1, 2, 3, 4, /**/ 5, 6, 7, 8, /**/ 1, 0, 0, 0, /**/ 0, 0, 0, 1], 0); // four runs of two pairs
  memory.set([1, 10, 100, 1000], 20);
  memory.set([1, 1, 1, 1], 30);
  memory.fill(0.5, 40, 56);
  run(0, 8 * 4, 8 * 20, 8 * 30, 8 * 40, 2);
  assert.deepEqual(Array.from(memory.subarray(40, 56)), [301.5, 4020.5, 4.5, 6.5, 705.5, 8060.5, 12.5, 14.5, 1.5, 0.5, 1.5, 0.5, 0.5, 1000.5, 0.5, 1.5]);
});
