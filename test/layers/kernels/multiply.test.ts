import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import fc from "fast-check";
import { matmul, uniform } from "../../../src/layers/index.js";
import { multiply } from "../../../src/layers/kernels/multiply.js";
import { tileKernel } from "../../../src/layers/kernels/tile.js";

/** The definition: each entry is summed in the order of the shared index. */
function threeLoops(A: Float64Array, B: Float64Array, m: number, k: number, n: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let l = 0; l < k; l++) sum += A[Math.floor(at / n) * k + l]! * B[l * n + (at % n)]!;
    return sum;
  });
}

function sameAsThreeLoops(m: number, k: number, n: number, seed: number): void {
  const random = uniform(seed), A = random(m, k).data, B = random(k, n).data;
  assert.deepEqual(multiply(A, B, m, k, n), threeLoops(A, B, m, k, n), `${m} × ${k} × ${n}, seed ${seed}`);
}

test("the product is that of three plain loops, to the last bit", () => {
  const size = fc.integer({ min: 1, max: 40 });
  fc.assert(fc.property(size, size, size, fc.integer({ min: 0, max: 2 ** 31 }), sameAsThreeLoops));
});

test("also where blocks end: one more and one less than a block in each direction", () => {
  for (const [m, k, n] of [[64, 256, 512], [65, 257, 513], [63, 255, 511], [1, 600, 40], [130, 8, 4], [3, 3, 1100], [9, 1000, 1]] as const) sameAsThreeLoops(m, k, n, 7);
});

test("numbers left in the kernel from a larger product reach no smaller one", () => {
  const bad = new Float64Array(64 * 64).fill(NaN);
  assert.ok(multiply(bad, bad, 64, 64, 64).every(Number.isNaN));
  sameAsThreeLoops(33, 35, 37, 1);
});

test("infinity and NaN stay where they belong: in their row of A", () => {
  const random = uniform(3), A = random(20, 20), B = random(20, 20).data;
  A.data[5 * 20 + 2] = Infinity;
  A.data[7 * 20 + 2] = NaN;
  const C = multiply(A.data, B, 20, 20, 20);
  assert.deepEqual(C, threeLoops(A.data, B, 20, 20, 20));
  assert.deepEqual([...new Set([...C.keys()].filter((at) => !Number.isFinite(C[at]!)).map((at) => Math.floor(at / 20)))], [5, 7]);
});

test("the kernel alone: a tile is added to", () => {
  const { memory, run } = tileKernel(64)!;
  memory.set([1, 2, 3, 4, 0, 0, 0, 1], 0); // the panel of A: two columns
  memory.set([1, 10, 100, 1000, 5, 6, 7, 8], 8); // the panel of B: two rows
  memory.fill(0.5, 16, 32); // C, rows of 4 doubles
  run(0, 64, 128, 32, 2);
  assert.deepEqual([...memory.subarray(16, 32)], [1.5, 10.5, 100.5, 1000.5, 2.5, 20.5, 200.5, 2000.5, 3.5, 30.5, 300.5, 3000.5, 9.5, 46.5, 407.5, 4008.5]);
});

test("without WebAssembly the plain loops give the same", () => {
  const program = `const { matmul, uniform } = await import(${JSON.stringify(new URL("../../../src/layers/index.js", import.meta.url).href)}); const random = uniform(4); console.log(typeof WebAssembly, matmul(random(30, 31), random(31, 32)).data.join())`;
  const random = uniform(4), expected = matmul(random(30, 31), random(31, 32)).data.join();
  assert.equal(execFileSync(process.execPath, ["--jitless", "--input-type=module", "--eval", program], { encoding: "utf8" }).trim(), `undefined ${expected}`);
});
