import { requireShape, type Layer } from "./layer.js";
import { map, zip, type Matrix } from "./matrix.js";

/** 1 / (1 + e⁻ˣ), with the exponential at or below 1 so that nothing overflows and the left tail keeps its digits. */
function logistic(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/**
 * Logistic sigmoid, entry by entry; smooth everywhere.
 * Y = 1 / (1 + e^(−X)). X, Y: (n, N).
 * @throws ShapeError
 */
export const sigmoid: Layer<{ readonly X: Matrix }> = {
  name: "sigmoid",
  latex: {
    where: String.raw`\mathbf{X} \in \mathbb{R}^{n \times N}`,
    forward: String.raw`Y_{ik} = \frac{1}{1 + e^{-X_{ik}}}`,
    backward: { X: String.raw`\frac{dL}{dX_{ik}} = \frac{e^{-X_{ik}}}{(1 + e^{-X_{ik}})^2} \frac{dL}{dY_{ik}}` },
  },
  source: "Verhulst (1838)",
  forward: ({ X }) => map(X, logistic),
  backward: ({ X }, dY) => {
    requireShape("sigmoid.backward", "dY", dY, X.shape, "the shape of X, entry by entry");
    return { X: zip(X, dY, (x, dy) => logistic(x) * logistic(-x) * dy) };
  },
};
