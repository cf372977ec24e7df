import type { PoolingOptions } from "./average-pooling.js";
import { requireShape, type Layer } from "./layer.js";
import type { Tensor } from "./matrix.js";
import { eachWindow, lengthOnPaper, pixelsOf, placeOnPaper, requireWhole, windowsOn } from "./windows.js";

/**
 * The largest entry of each window of an image, channel by channel.
 * Yᶜᵢⱼₖ = max X_{c, s(i−1)+e, s(j−1)+f, k} over e, f = 1, …, a, with stride s. X: (C, h, w, N), Y: (C, H, V, N) with H = ⌊(h − a)/s⌋ + 1, V likewise.
 * The kink: among equal maxima the first in reading order takes the whole gradient, as most libraries do (others share it).
 * @throws ShapeError; RangeError for a size or stride that is none
 */
export function maxPooling({ size, stride = size }: PoolingOptions): Layer<{ readonly X: Tensor }, Tensor> {
  requireWhole("maxPooling", "size", size, 1);
  requireWhole("maxPooling", "stride", stride, 1);
  return {
    name: "maxPooling",
    latex: latexOf(size, stride),
    source: "Ranzato, Huang, Boureau & LeCun (2007)",
    forward: ({ X }) => {
      const windows = windowsOn("maxPooling.forward", X, [size, size], stride, 0), [C = 0, , , N = 0] = X.shape;
      const Y = { shape: [C, windows.H, windows.V, N], data: new Float64Array(C * windows.H * windows.V * N) }, pixels = pixelsOf(X.shape, windows);
      Y.data.fill(-Infinity);
      eachWindow(X.shape, windows, (first, place) => {
        for (const pixel of pixels) for (let n = 0; n < N; n++) Y.data[place + n] = Math.max(Y.data[place + n]!, X.data[first + pixel + n]!);
      });
      return Y;
    },
    backward: ({ X }, dY) => {
      const windows = windowsOn("maxPooling.backward", X, [size, size], stride, 0), [C = 0, , , N = 0] = X.shape;
      requireShape("maxPooling.backward", "dY", dY, [C, windows.H, windows.V, N], "the shape of Y, a pixel for each window");
      const dX = { shape: X.shape, data: new Float64Array(X.data.length) }, pixels = pixelsOf(X.shape, windows);
      eachWindow(X.shape, windows, (first, place) => {
        for (let n = 0; n < N; n++) {
          let largest = first + n;
          for (const pixel of pixels) if (X.data[first + pixel + n]! > X.data[largest]!) largest = first + pixel + n;
          dX.data[largest]! += dY.data[place + n]!;
        }
      });
      return { X: dX };
    },
  };
}

/** The maximum with the entries in reverse order, and a gradient that says also which of equal entries takes it. */
function latexOf(size: number, stride: number): Layer<{ readonly X: Tensor }, Tensor>["latex"] {
  const places = Array.from({ length: size * size }, (_, at) => [placeOnPaper(stride, "i", `${Math.floor(at / size) + 1}`), placeOnPaper(stride, "j", `${(at % size) + 1}`)] as const);
  const entries = places.map(([row, column]) => `X_{c, ${row}, ${column}, k}`);
  const isFirstLargest = (at: number): string => entries.map((other, k) => (k === at ? "" : String.raw`\mathbb{1}[${entries[at]!} ${k < at ? ">" : "\\ge"} ${other}]`)).join(" ");
  const chosen = places.map(([row, column], at) => String.raw`\mathbb{1}[p = ${row}] \mathbb{1}[q = ${column}] ${isFirstLargest(at)}`);
  return {
    where: String.raw`$X \in \mathbb{R}^{C \times h \times w \times N}$ and $Y \in \mathbb{R}^{C \times H \times V \times N}$. Let $${lengthOnPaper(stride, 0, "h", "H", `${size}`)}$ and $${lengthOnPaper(stride, 0, "w", "V", `${size}`)}$.`,
    forward: String.raw`Y_{cijk} = \max(${entries.toReversed().join(", ")})`,
    backward: { X: String.raw`\frac{dL}{dX_{cpqk}} = \sum_{i=1}^{H} \sum_{j=1}^{V} \left( ${chosen.join(" + ")} \right) \frac{dL}{dY_{cijk}}` },
  };
}
