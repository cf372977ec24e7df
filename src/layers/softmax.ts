import { requireShape, type Layer } from "./layer.js";
import { columnSums, map, zeros, zip, type Matrix } from "./matrix.js";

/** The softmax of each column; subtracting the column maximum leaves it unchanged and keeps every exponential at or below 1. */
function softmaxColumns({ shape: [C, N], data }: Matrix): Matrix {
  const Y = zeros(C, N);
  for (let k = 0; k < N; k++) {
    let highest = -Infinity, sum = 0;
    for (let i = 0; i < C; i++) highest = Math.max(highest, data[i * N + k]!);
    for (let i = 0; i < C; i++) sum += Y.data[i * N + k] = Math.exp(data[i * N + k]! - highest);
    for (let i = 0; i < C; i++) Y.data[i * N + k]! /= sum;
  }
  return Y;
}

/**
 * Softmax of each column, one sample a column (stable for logits of any size). Of each row: `transpose` before and after.
 * Yᵢₖ = exp(Xᵢₖ) / Σⱼ exp(Xⱼₖ). X, Y: (C, N).
 * @throws ShapeError
 */
export const softmax: Layer<{ readonly X: Matrix }> = {
  name: "softmax",
  latex: {
    where: String.raw`X \in \mathbb{R}^{C \times N}`,
    forward: String.raw`Y_{ik} = \frac{e^{X_{ik}}}{\sum_{j=1}^{C} e^{X_{jk}}}`,
    backward: { X: String.raw`\frac{dL}{dX_{ik}} = \frac{e^{X_{ik}}}{\sum_{j=1}^{C} e^{X_{jk}}} \left( \frac{dL}{dY_{ik}} - \sum_{l=1}^{C} \frac{dL}{dY_{lk}} \frac{e^{X_{lk}}}{\sum_{j=1}^{C} e^{X_{jk}}} \right)` },
  },
  source: "Bridle (1990)",
  forward: ({ X }) => softmaxColumns(X),
  backward: ({ X }, dY) => {
    requireShape("softmax.backward", "dY", dY, X.shape, "the shape of X, entry by entry");
    const Y = softmaxColumns(X);
    const YdY = zip(Y, dY, (y, dy) => y * dy);
    const sums = columnSums(YdY); // (1, N): every entry of a column depends on every other
    const N = X.shape[1];
    let at = 0;
    const mean = map(Y, (y) => y * sums.data[at++ % N]!);
    return { X: zip(YdY, mean, (a, b) => a - b) };
  },
};
