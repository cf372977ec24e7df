import { requireShape, type Layer } from "./layer.js";
import { map, zip, type Matrix } from "./matrix.js";

/**
 * Leaky rectified linear unit with slope 1/100 below 0, entry by entry.
 * Y = max(0, X) + min(0, X) / 100. X, Y: (n, N). The kink: at x = 0 we take the slope of the left side, 1/100.
 * @throws ShapeError
 */
export const leakyRelu: Layer<{ readonly X: Matrix }> = {
  name: "leakyRelu",
  latex: {
    where: String.raw`\mathbf{X} \in \mathbb{R}^{n \times N}`,
    forward: String.raw`Y_{ik} = \begin{cases} X_{ik} & \text{if } X_{ik} > 0 \\ \frac{X_{ik}}{100} & \text{if } X_{ik} \le 0 \end{cases}`,
    backward: { X: String.raw`\frac{dL}{dX_{ik}} = \begin{cases} \frac{dL}{dY_{ik}} & \text{if } X_{ik} > 0 \\ \frac{1}{100} \frac{dL}{dY_{ik}} & \text{if } X_{ik} \le 0 \end{cases}` },
  },
  source: "Maas, Hannun & Ng (2013)",
  forward: ({ X }) => map(X, (x) => (x > 0 ? x : x / 100)),
  backward: ({ X }, dY) => {
    requireShape("leakyRelu.backward", "dY", dY, X.shape, "the shape of X, entry by entry");
    return { X: zip(X, dY, (x, dy) => (x > 0 ? dy : dy / 100)) };
  },
};
