import { requireShape, type Layer } from "./layer.js";
import { shapeText, ShapeError, type Matrix, type Tensor } from "./matrix.js";

/** The numbers as they are, each sample as a column. */
function columns({ shape, data }: Tensor, where: string): Matrix {
  if (shape.length < 2) throw new ShapeError(`${where}: X has shape ${shapeText(shape)}; at least two axes are needed, the last for the samples`);
  const N = shape.at(-1)!;
  return { shape: [data.length / N, N], data };
}

/**
 * Each sample as a column, its entries in their order, the last axis fastest; `reshape` is the way back.
 * X: images (C, h, w, N) or any tensor with samples along its last axis, Y: (C h w, N).
 * @throws ShapeError
 */
export const flatten: Layer<{ readonly X: Tensor }> = {
  name: "flatten",
  latex: {
    where: String.raw`X \in \mathbb{R}^{C \times h \times w \times N}, Y \in \mathbb{R}^{C h w \times N}`,
    forward: String.raw`Y_{lk} = \sum_{c=1}^{C} \sum_{i=1}^{h} \sum_{j=1}^{w} \mathbb{1}[l = ((c - 1) h + i - 1) w + j] X_{cijk}`,
    backward: { X: String.raw`\frac{dL}{dX_{cijk}} = \sum_{l=1}^{C h w} \mathbb{1}[l = ((c - 1) h + i - 1) w + j] \frac{dL}{dY_{lk}}` },
  },
  source: "row-major order, as in C and NumPy",
  forward: ({ X }) => columns(X, "flatten.forward"),
  backward: ({ X }, dY) => {
    requireShape("flatten.backward", "dY", dY, columns(X, "flatten.backward").shape, "the shape of Y, a column for each sample of X");
    return { X: { shape: X.shape, data: dY.data } };
  },
};
