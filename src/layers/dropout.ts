import { requireShape, type Layer } from "./layer.js";
import { map, zip, type Tensor } from "./matrix.js";

type DropoutInputs = {
  readonly X: Tensor;
  /** Of the shape of X: 0 where an entry is dropped, 1/(1 − p) where it is kept; from `dropoutMask`, drawn anew for each step. */
  readonly M: Tensor;
};

/**
 * Dropout with the mask as an input, so that the layer itself draws nothing and can be checked.
 * Y = M ⊙ X. X, M, Y: (n, N) or any shape. When the network is used, leave it out: the mask's mean is 1.
 * @throws ShapeError
 */
export const dropout: Layer<DropoutInputs, Tensor> = {
  name: "dropout",
  latex: {
    where: String.raw`\mathbf{X}, \mathbf{M} \in \mathbb{R}^{n \times N}`,
    forward: String.raw`\mathbf{Y} = \mathbf{M} \odot \mathbf{X}`,
    backward: {
      X: String.raw`\frac{dL}{d\mathbf{X}} = \mathbf{M} \odot \frac{dL}{d\mathbf{Y}}`,
      M: String.raw`\frac{dL}{d\mathbf{M}} = \mathbf{X} \odot \frac{dL}{d\mathbf{Y}}`,
    },
  },
  source: "Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov (2014), scaled in training",
  forward: ({ X, M }) => {
    requireShape("dropout.forward", "M", M, X.shape, "the mask has an entry for each entry of X");
    return zip(X, M, (x, m) => m * x);
  },
  backward: ({ X, M }, dY) => {
    requireShape("dropout.backward", "M", M, X.shape, "the mask has an entry for each entry of X");
    requireShape("dropout.backward", "dY", dY, X.shape, "the shape of X, entry by entry");
    return { X: zip(M, dY, (m, dy) => m * dy), M: zip(X, dY, (x, dy) => x * dy) };
  },
};

/**
 * The mask that drops each entry with probability p, from numbers uniform in [−1, 1): `dropoutMask(random(4, 7), 0.5)`.
 * @throws RangeError unless 0 ≤ p < 1
 */
export function dropoutMask<T extends Tensor>(draw: T, p: number): T {
  if (!(p >= 0 && p < 1)) throw new RangeError(`dropoutMask: the probability of dropping an entry must be at least 0 and below 1, not ${p}`);
  return map(draw, (u) => ((u + 1) / 2 < p ? 0 : 1 / (1 - p)));
}
