import type { PoolingOptions } from "./average-pooling.js";
import { requireShape, type Layer } from "./layer.js";
import { zeros, type Matrix, type Tensor } from "./matrix.js";
import { lengthOnPaper, patches, placeOnPaper, requireWhole, sumOfPatches, windowsOn } from "./patches.js";

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
      const P = patches(X, windows), best = firstMaxima(P, size * size);
      return { shape: [C, windows.H, windows.V, N], data: Float64Array.from(best, (at) => P.data[at]!) };
    },
    backward: ({ X }, dY) => {
      const windows = windowsOn("maxPooling.backward", X, [size, size], stride, 0), [C = 0, , , N = 0] = X.shape;
      requireShape("maxPooling.backward", "dY", dY, [C, windows.H, windows.V, N], "the shape of Y, a pixel for each window");
      const P = patches(X, windows), dP = zeros(...P.shape);
      firstMaxima(P, size * size).forEach((at, pixel) => (dP.data[at] = dY.data[pixel]!));
      return { X: sumOfPatches(dP, X.shape, windows) };
    },
  };
}

/** Where in the patches the first largest entry of each window stands: among `count` rows of one channel, column by column. */
function firstMaxima({ shape: [rows, columns], data }: Matrix, count: number): Int32Array {
  const best = new Int32Array((rows / count) * columns);
  for (let pixel = 0; pixel < best.length; pixel++) {
    const first = Math.floor(pixel / columns) * count * columns + (pixel % columns);
    best[pixel] = first;
    for (let at = first + columns; at < first + count * columns; at += columns) if (data[at]! > data[best[pixel]!]!) best[pixel] = at;
  }
  return best;
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
