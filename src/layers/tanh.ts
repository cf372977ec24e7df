import { requireShape, type Layer } from "./layer.js";
import { map, zip, type Matrix } from "./matrix.js";

/**
 * Hyperbolic tangent, entry by entry; smooth everywhere.
 * Y = tanh X. X, Y: (n, N).
 * @throws ShapeError
 */
export const tanh: Layer<{ readonly X: Matrix }> = {
  name: "tanh",
  latex: {
    where: String.raw`\mathbf{X} \in \mathbb{R}^{n \times N}`,
    forward: String.raw`Y_{ik} = \tanh(X_{ik})`,
    backward: { X: String.raw`\frac{dL}{dX_{ik}} = \frac{1}{\cosh(X_{ik})^2} \frac{dL}{dY_{ik}}` },
  },
  source: "LeCun, Bottou, Orr & Müller (1998)",
  forward: ({ X }) => map(X, Math.tanh),
  backward: ({ X }, dY) => {
    requireShape("tanh.backward", "dY", dY, X.shape, "the shape of X, entry by entry");
    return { X: zip(X, dY, (x, dy) => dy / Math.cosh(x) ** 2) };
  },
};
