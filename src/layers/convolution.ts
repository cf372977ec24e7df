import { correlateOutputs } from "./kernels/correlate-outputs.js";
import { correlate } from "./kernels/correlate.js";
import { requireShape, type Layer } from "./layer.js";
import { rowSums, shapeText, ShapeError, zeros, type Matrix, type Tensor } from "./matrix.js";
import { lengthOnPaper, placeOnPaper, requireWhole, windowsOn, type Windows } from "./windows.js";

type ConvolutionInputs = {
  /** (C, h, w, N): images of h rows and w columns in C channels. */
  readonly X: Tensor;
  /** (M, C, u, v): a kernel of u × v for each pair of an output and an input channel. */
  readonly W: Tensor;
  /** (M, 1) */
  readonly b: Matrix;
};

export interface ConvolutionOptions {
  /** 1 unless given. */
  readonly stride?: number;
  /** Rows and columns of zeros around the images; 0 unless given. */
  readonly padding?: number;
}

/**
 * Convolution of images (as in all libraries without turning the kernel round, so strictly a correlation).
 * Yₘᵢⱼₖ = bₘ + Σ W_{mcef} X_{c, s(i−1)+e−p, s(j−1)+f−p, k} with stride s, and zero outside the image up to the padding p.
 * X: (C, h, w, N), W: (M, C, u, v), b: (M, 1), Y: (M, H, V, N) with H = ⌊(h + 2p − u)/s⌋ + 1, V likewise.
 * @throws ShapeError; RangeError for a stride or padding that is none
 */
export function convolution({ stride = 1, padding = 0 }: ConvolutionOptions = {}): Layer<ConvolutionInputs, Tensor> {
  requireWhole("convolution", "stride", stride, 1);
  requireWhole("convolution", "padding", padding, 0);
  const parameterGradient = (inputs: ConvolutionInputs, dY: Tensor): { readonly W: Tensor; readonly b: Matrix } => {
    const { X, W } = inputs, M = W.shape[0]!;
    const windows = requireShapes("convolution.backward", inputs, stride, padding);
    requireShape("convolution.backward", "dY", dY, [M, windows.H, windows.V, X.shape[3]!], "the shape of Y, a channel for each row of kernels, a pixel for each place of the kernel");
    return {
      W: { shape: W.shape, data: correlateOutputs(X, dY, windows) },
      b: rowSums({ shape: [M, dY.data.length / M], data: dY.data }), // the bias is shared by all places and samples
    };
  };
  return {
    name: "convolution",
    latex: latexOf(stride, padding),
    source: "LeCun et al. (1989)",
    forward: (inputs) => {
      const { X, W, b } = inputs;
      const windows = requireShapes("convolution.forward", inputs, stride, padding);
      return { shape: [W.shape[0]!, windows.H, windows.V, X.shape[3]!], data: correlate(X, W, b.data, windows) };
    },
    backward: (inputs, dY) => {
      const { X, W } = inputs, own = parameterGradient(inputs, dY);
      const windows = requireShapes("convolution.backward", inputs, stride, padding);
      return { X: { shape: X.shape, data: correlate(dY, turned(W), zeros(X.shape[0]!).data, wayBack(X, windows)) }, ...own };
    },
    parameterGradient,
  };
}

/** What the gradient by the images correlates dY with: kernels for each pair of an input and an output channel, turned by half a turn. */
function turned({ shape: [M = 0, C = 0, u = 0, v = 0], data }: Tensor): Tensor {
  const turn = new Float64Array(data.length), size = u * v;
  for (let m = 0; m < M; m++) for (let c = 0; c < C; c++) for (let at = 0; at < size; at++) turn[(c * M + m) * size + size - 1 - at] = data[(m * C + c) * size + at]!;
  return { shape: [C, M, u, v], data: turn };
}

/** A place for each pixel of X, on dY spread out by the stride: entry (e, f) of a turned kernel meets there the outputs that entry (u + 1 − e, v + 1 − f) brought the pixel into. */
const wayBack = ({ shape: [, h = 0, w = 0] }: Tensor, { u, v, stride, top, left }: Windows): Windows => ({ u, v, stride: 1, top: u - 1 - top, left: v - 1 - left, apart: stride, H: h, V: w });

function requireShapes(where: string, { X, W, b }: ConvolutionInputs, stride: number, padding: number): Windows {
  if (W.shape.length !== 4) throw new ShapeError(`${where}: W has shape ${shapeText(W.shape)} and must be kernels (M, C, u, v): outputs, channels, rows, columns`);
  const [M = 0, , u = 0, v = 0] = W.shape;
  const windows = windowsOn(where, X, [u, v], stride, padding);
  requireShape(where, "W", W, [M, X.shape[0]!, u, v], `a kernel for each channel of X ${shapeText(X.shape)}`);
  requireShape(where, "b", b, [M, 1], `one bias for each output channel of W ${shapeText(W.shape)}`);
  return windows;
}

function latexOf(stride: number, padding: number): Layer<ConvolutionInputs, Tensor>["latex"] {
  const [P, p, q] = padding === 0 ? ["X", "p", "q"] : ["P", `p + ${padding}`, `q + ${padding}`];
  const padded = String.raw` The padded images $P \in \mathbb{R}^{C \times (h + ${2 * padding}) \times (w + ${2 * padding}) \times N}$ are $P_{cpqk} = \sum_{i=1}^{h} \sum_{j=1}^{w} \mathbb{1}[p = i + ${padding}] \mathbb{1}[q = j + ${padding}] X_{cijk}$.`;
  const row = placeOnPaper(stride, "i", "e"), column = placeOnPaper(stride, "j", "f");
  return {
    where: String.raw`$X \in \mathbb{R}^{C \times h \times w \times N}$, $W \in \mathbb{R}^{M \times C \times u \times v}$, $b \in \mathbb{R}^M$ and $Y \in \mathbb{R}^{M \times H \times V \times N}$. Let $${lengthOnPaper(stride, padding, "h", "H", "u")}$ and $${lengthOnPaper(stride, padding, "w", "V", "v")}$.${padding === 0 ? "" : padded}`,
    forward: String.raw`Y_{mijk} = b_m + \sum_{c=1}^{C} \sum_{e=1}^{u} \sum_{f=1}^{v} W_{mcef} ${P}_{c, ${row}, ${column}, k}`,
    backward: {
      X: String.raw`\frac{dL}{dX_{cpqk}} = \sum_{m=1}^{M} \sum_{i=1}^{H} \sum_{j=1}^{V} \sum_{e=1}^{u} \sum_{f=1}^{v} \mathbb{1}[${p} = ${row}] \mathbb{1}[${q} = ${column}] W_{mcef} \frac{dL}{dY_{mijk}}`,
      W: String.raw`\frac{dL}{dW_{mcef}} = \sum_{k=1}^{N} \sum_{i=1}^{H} \sum_{j=1}^{V} \frac{dL}{dY_{mijk}} ${P}_{c, ${row}, ${column}, k}`,
      b: String.raw`\frac{dL}{db_m} = \sum_{k=1}^{N} \sum_{i=1}^{H} \sum_{j=1}^{V} \frac{dL}{dY_{mijk}}`,
    },
  };
}
