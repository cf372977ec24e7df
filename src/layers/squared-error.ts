import { requireShape, type Layer } from "./layer.js";
import { entry, map, matrix, zip, type Matrix } from "./matrix.js";

type SquaredErrorInputs = {
  /** (n, N): predictions, a column for each sample. */
  readonly X: Matrix;
  /** (n, N): targets. */
  readonly T: Matrix;
};

/**
 * Half the squared distance of prediction and target, as a mean over the samples.
 * L = 1/(2N) Σᵢₖ (Xᵢₖ − Tᵢₖ)². X, T: (n, N), L: (1, 1).
 * @throws ShapeError
 */
export const squaredError: Layer<SquaredErrorInputs> = {
  name: "squaredError",
  latex: {
    where: String.raw`X, T \in \mathbb{R}^{n \times N}`,
    forward: String.raw`L = \frac{1}{2N} \sum_{k=1}^{N} \sum_{i=1}^{n} (X_{ik} - T_{ik})^2`,
    backward: {
      X: String.raw`\frac{dL}{dX_{ik}} = \frac{1}{N} (X_{ik} - T_{ik})`,
      T: String.raw`\frac{dL}{dT_{ik}} = \frac{1}{N} (T_{ik} - X_{ik})`,
    },
  },
  source: "Legendre (1805)",
  forward: ({ X, T }) => {
    requireShape("squaredError.forward", "T", T, X.shape, "a target for each entry of X");
    return matrix([[zip(X, T, (x, t) => (x - t) ** 2).data.reduce((sum, square) => sum + square, 0) / (2 * X.shape[1])]]);
  },
  backward: ({ X, T }, dL) => {
    requireShape("squaredError.backward", "T", T, X.shape, "a target for each entry of X");
    requireShape("squaredError.backward", "dL", dL, [1, 1], "the loss is one number");
    const dX = zip(X, T, (x, t) => ((x - t) * entry(dL, 0, 0)) / X.shape[1]);
    return { X: dX, T: map(dX, (dx) => -dx) };
  },
};
