import { requireShape, type Layer } from "./layer.js";
import { like, type Matrix } from "./matrix.js";

type ReluInputs = {
  readonly X: Matrix;
};

/**
 * Rectified linear unit, element by element.
 * Y = max(0, X). X, Y: (n, N). The kink: at x = 0 we take slope 0, as most libraries do (others answer 1/2 and 1).
 * @throws ShapeError
 */
export const relu: Layer<ReluInputs> = {
  name: "relu",
  latex: {
    where: String.raw`\mathbf{X} \in \mathbb{R}^{n \times N}`,
    forward: String.raw`\mathbf{Y} = \max(0, \mathbf{X})`,
    backward: { X: String.raw`\frac{dL}{d\mathbf{X}} = \mathbb{1}[\mathbf{X} > 0] \odot \frac{dL}{d\mathbf{Y}}` },
  },
  source: "Nair & Hinton (2010)",
  forward: ({ X }) => {
    const Y = like(X);
    for (let k = 0; k < Y.data.length; k++) Y.data[k] = Math.max(X.data[k]!, 0);
    return Y;
  },
  backward: ({ X }, dY) => {
    requireShape("relu.backward", "dY", dY, X.shape, "the shape of X, entry by entry");
    const dX = like(X);
    for (let k = 0; k < dX.data.length; k++) if (X.data[k]! > 0) dX.data[k] = dY.data[k]!;
    return { X: dX };
  },
};
