// The matrix product beside those of mathjs, ml-matrix and TensorFlow.js (CPU and WASM, float32, one thread), in one run: node scripts/bench/matmul.mjs [SIZE...]
// Times are for numbers that are in each library's own form already and stay there. Ratio: its time over ours.
import * as mathjs from "mathjs";
import { build } from "../build.mjs";
import { leastTimes, peers, tensorflow } from "./peers.mjs";

build();
const { matmul, toRows, uniform } = await import("../../dist/layers/index.js");
const require = peers();
const { Matrix } = require("ml-matrix");
const { tf, on } = await tensorflow(require);

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [16, 32, 64, 128, 256, 512];
const names = ["ours", "mathjs", "ml-matrix", "tfjs CPU", "tfjs WASM"];
console.log(`${"size".padStart(5)}  ${names.map((name) => name.padStart(10)).join("  ")}   ms; ratio to ours below`);
for (const n of sizes) {
  const random = uniform(n), A = random(n, n), B = random(n, n);
  const [a, b] = [A, B].map(({ data }) => tf.tensor2d(Float32Array.from(data), [n, n]));
  const [P, Q] = [A, B].map((X) => new Matrix(toRows(X)));
  const [R, S] = [A, B].map((X) => mathjs.matrix(toRows(X)));
  const times = await leastTimes([() => matmul(A, B), () => mathjs.multiply(R, S), () => P.mmul(Q), on("cpu", () => tf.matMul(a, b)), on("wasm", () => tf.matMul(a, b))]);
  console.log(`${String(n).padStart(5)}  ${times.map((time) => time.toPrecision(3).padStart(10)).join("  ")}   ${((2 * n ** 3) / times[0] / 1e6).toFixed(2)} GFLOP/s`);
  console.log(`${"".padStart(5)}  ${times.map((time) => `${(time / times[0]).toFixed(2)}×`.padStart(10)).join("  ")}`);
}
