// Convolution of images beside TensorFlow.js (CPU and WASM, float32, one thread), forward, in one run: node scripts/bench/convolution.mjs
// mathjs and ml-matrix have none; the plain definition, six loops, stands in for them. Ratio: its time over ours. The gradients (three of them) are ours alone: TensorFlow.js has none for the kernels in WASM.
import { build } from "../build.mjs";
import { leastTimes, peers, tensorflow } from "./peers.mjs";

build();
const { convolution, uniform } = await import("../../dist/layers/index.js");
const { tf, on } = await tensorflow(peers());

/** Channels, size of the images, samples, outputs, kernel; the padding keeps the size. */
const cases = [[1, 16, 16, 8, 3], [1, 28, 64, 8, 3], [8, 14, 64, 16, 3], [16, 32, 16, 32, 3], [3, 64, 8, 16, 5], [32, 56, 4, 64, 3]];
const names = ["ours", "six loops", "tfjs CPU", "tfjs WASM", "gradients"];
console.log(`${"C, size, N, M, kernel".padEnd(22)}${names.map((name) => name.padStart(10)).join("  ")}   ms; ratio to ours below`);
for (const [C, size, N, M, u] of cases) {
  const random = uniform(size), padding = (u - 1) / 2, layer = convolution({ padding });
  const inputs = { X: random(C, size, size, N), W: random(M, C, u, u), b: random(M) }, dY = random(M, size, size, N);
  const [x, w] = [[inputs.X, [3, 1, 2, 0]], [inputs.W, [2, 3, 1, 0]]].map(([{ data, shape }, axes]) => tf.transpose(tf.tensor(Float32Array.from(data), shape), axes)), b = tf.tensor1d(Float32Array.from(inputs.b.data));
  const theirs = () => tf.add(tf.conv2d(x, w, 1, "same"), b);
  const times = await leastTimes([() => layer.forward(inputs), () => sixLoops(inputs, padding), on("cpu", theirs), on("wasm", theirs), () => layer.backward(inputs, dY)], { rounds: 9 });
  console.log(`${[C, size, N, M, u].join(", ").padEnd(22)}${times.map((time) => time.toPrecision(3).padStart(10)).join("  ")}   ${((2 * C * u * u * M * size * size * N) / times[0] / 1e6).toFixed(2)} GFLOP/s`);
  console.log(`${"".padEnd(22)}${times.map((time) => `${(time / times[0]).toFixed(2)}×`.padStart(10)).join("  ")}`);
}

/** The definition, with the samples in the innermost loop, as they lie. */
function sixLoops({ X: { shape: [C, h, w, N], data: x }, W: { shape: [M, , u, v], data: k }, b }, p) {
  const Y = new Float64Array(M * h * w * N);
  for (let m = 0; m < M; m++) for (let i = 0; i < h; i++) for (let j = 0; j < w; j++) {
    const to = ((m * h + i) * w + j) * N;
    for (let n = 0; n < N; n++) Y[to + n] = b.data[m];
    for (let c = 0; c < C; c++) for (let e = 0; e < u; e++) for (let f = 0; f < v; f++) {
      const row = i + e - p, column = j + f - p;
      if (row < 0 || row >= h || column < 0 || column >= w) continue;
      const weight = k[((m * C + c) * u + e) * v + f], from = ((c * h + row) * w + column) * N;
      for (let n = 0; n < N; n++) Y[to + n] += weight * x[from + n];
    }
  }
  return Y;
}
