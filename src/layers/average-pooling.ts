import { requireShape, type Layer } from "./layer.js";
import type { Tensor } from "./matrix.js";
import { eachWindow, lengthOnPaper, pixelsOf, placeOnPaper, requireWhole, windowsOn } from "./windows.js";

export interface PoolingOptions {
  /** Rows and columns of a window. */
  readonly size: number;
  /** From one window to the next; the size unless given, so that the windows tile the image. */
  readonly stride?: number;
}

/**
 * The mean of each window of an image, channel by channel.
 * Yᶜᵢⱼₖ = 1/a² Σₑ Σ_f X_{c, s(i−1)+e, s(j−1)+f, k} over windows of a × a with stride s. X: (C, h, w, N), Y: (C, H, V, N) with H = ⌊(h − a)/s⌋ + 1, V likewise.
 * @throws ShapeError; RangeError for a size or stride that is none
 */
export function averagePooling({ size, stride = size }: PoolingOptions): Layer<{ readonly X: Tensor }, Tensor> {
  requireWhole("averagePooling", "size", size, 1);
  requireWhole("averagePooling", "stride", stride, 1);
  const row = placeOnPaper(stride, "i", "e"), column = placeOnPaper(stride, "j", "f");
  const sums = String.raw`\sum_{e=1}^{${size}} \sum_{f=1}^{${size}}`;
  return {
    name: "averagePooling",
    latex: {
      where: String.raw`$X \in \mathbb{R}^{C \times h \times w \times N}$ and $Y \in \mathbb{R}^{C \times H \times V \times N}$. Let $${lengthOnPaper(stride, 0, "h", "H", `${size}`)}$ and $${lengthOnPaper(stride, 0, "w", "V", `${size}`)}$.`,
      forward: String.raw`Y_{cijk} = \frac{1}{${size * size}} ${sums} X_{c, ${row}, ${column}, k}`,
      backward: { X: String.raw`\frac{dL}{dX_{cpqk}} = \frac{1}{${size * size}} \sum_{i=1}^{H} \sum_{j=1}^{V} ${sums} \mathbb{1}[p = ${row}] \mathbb{1}[q = ${column}] \frac{dL}{dY_{cijk}}` },
    },
    source: "LeCun et al. (1989)",
    forward: ({ X }) => {
      const windows = windowsOn("averagePooling.forward", X, [size, size], stride, 0), [C = 0, , , N = 0] = X.shape;
      const Y = { shape: [C, windows.H, windows.V, N], data: new Float64Array(C * windows.H * windows.V * N) }, pixels = pixelsOf(X.shape, windows);
      eachWindow(X.shape, windows, (first, place) => {
        for (const pixel of pixels) for (let n = 0; n < N; n++) Y.data[place + n]! += X.data[first + pixel + n]! / (size * size);
      });
      return Y;
    },
    backward: ({ X }, dY) => {
      const windows = windowsOn("averagePooling.backward", X, [size, size], stride, 0), [C = 0, , , N = 0] = X.shape;
      requireShape("averagePooling.backward", "dY", dY, [C, windows.H, windows.V, N], "the shape of Y, a pixel for each window");
      const dX = { shape: X.shape, data: new Float64Array(X.data.length) }, pixels = pixelsOf(X.shape, windows);
      eachWindow(X.shape, windows, (first, place) => {
        for (const pixel of pixels) for (let n = 0; n < N; n++) dX.data[first + pixel + n]! += dY.data[place + n]! / (size * size);
      });
      return { X: dX };
    },
  };
}
