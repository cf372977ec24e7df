import { requireShape, type Layer } from "./layer.js";
import type { Matrix, Tensor } from "./matrix.js";
import { lengthOnPaper, patches, placeOnPaper, requireWhole, sumOfPatches, windowsOn } from "./patches.js";

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
      const { data } = patches(X, windows), pixels = windows.H * windows.V * N;
      const mean = new Float64Array(C * pixels);
      data.forEach((x, at) => (mean[Math.floor(at / (size * size * pixels)) * pixels + (at % pixels)]! += x / (size * size)));
      return { shape: [C, windows.H, windows.V, N], data: mean };
    },
    backward: ({ X }, dY) => {
      const windows = windowsOn("averagePooling.backward", X, [size, size], stride, 0), [C = 0, , , N = 0] = X.shape;
      requireShape("averagePooling.backward", "dY", dY, [C, windows.H, windows.V, N], "the shape of Y, a pixel for each window");
      const pixels = windows.H * windows.V * N;
      const shares: Matrix = { shape: [C * size * size, pixels], data: new Float64Array(C * size * size * pixels) };
      shares.data.forEach((_, at) => (shares.data[at] = dY.data[Math.floor(at / (size * size * pixels)) * pixels + (at % pixels)]! / (size * size)));
      return { X: sumOfPatches(shares, X.shape, windows) };
    },
  };
}
