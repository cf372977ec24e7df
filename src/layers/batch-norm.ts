import { requireShape, type Layer } from "./layer.js";
import { shapeText, type Matrix, type Tensor } from "./matrix.js";
import { normalised, normalisedBackward, type Groups } from "./standardise.js";

type BatchNormInputs = {
  /** (n, N): features by samples, or images (C, h, w, N): a channel is one feature, its pixels are samples too. */
  readonly X: Tensor;
  /** (n, 1): the scale of each feature. */
  readonly gamma: Matrix;
  /** (n, 1): its mean. */
  readonly beta: Matrix;
};

function requireShapes(where: string, { X, gamma, beta }: BatchNormInputs): void {
  const n = X.shape[0]!;
  requireShape(where, "gamma", gamma, [n, 1], `one scale for each feature of X ${shapeText(X.shape)}`);
  requireShape(where, "beta", beta, [n, 1], `one mean for each feature of X ${shapeText(X.shape)}`);
}

/** The entries of a feature stand one after the other, whatever the axes behind the first; they are what is brought to mean 0 and variance 1. */
function groupsOf({ shape, data }: Tensor): Groups {
  const features = shape[0]!, entries = data.length / features;
  const feature = (k: number): number => Math.floor(k / entries);
  return { group: feature, groups: features, feature };
}

/**
 * Batch normalisation as in training (when the network is used: `batchNormInference`): each feature is brought to mean 0 and variance 1 over the batch, then scaled and shifted.
 * Y = γ (X − μ) / √(σ² + ε) + β with mean μ and variance σ² (over N, not N − 1) of each row, ε = 10⁻⁵. X, Y: (n, N), γ, β: (n, 1).
 * @throws ShapeError
 */
export const batchNorm: Layer<BatchNormInputs, Tensor> = {
  name: "batchNorm",
  latex: {
    where: String.raw`$X \in \mathbb{R}^{n \times N}$ and $\gamma, \beta \in \mathbb{R}^n$, with the mean $\mu_i = \frac{1}{N} \sum_{k=1}^{N} X_{ik}$, the root $s_i = \sqrt{\frac{1}{N} \sum_{k=1}^{N} (X_{ik} - \mu_i)^2 + 10^{-5}}$ and $Z_{ik} = \frac{X_{ik} - \mu_i}{s_i}$`,
    forward: String.raw`Y_{ik} = \gamma_i Z_{ik} + \beta_i`,
    backward: {
      X: String.raw`\frac{dL}{dX_{ik}} = \frac{\gamma_i}{s_i} \left( \frac{dL}{dY_{ik}} - \frac{1}{N} \sum_{l=1}^{N} \frac{dL}{dY_{il}} - \frac{Z_{ik}}{N} \sum_{l=1}^{N} \frac{dL}{dY_{il}} Z_{il} \right)`,
      gamma: String.raw`\frac{dL}{d\gamma_i} = \sum_{k=1}^{N} \frac{dL}{dY_{ik}} Z_{ik}`,
      beta: String.raw`\frac{dL}{d\beta_i} = \sum_{k=1}^{N} \frac{dL}{dY_{ik}}`,
    },
  },
  source: "Ioffe & Szegedy (2015)",
  forward: (inputs) => {
    requireShapes("batchNorm.forward", inputs);
    return normalised(inputs, groupsOf(inputs.X));
  },
  backward: (inputs, dY) => {
    requireShapes("batchNorm.backward", inputs);
    requireShape("batchNorm.backward", "dY", dY, inputs.X.shape, "the shape of X, entry by entry");
    return normalisedBackward(inputs, dY, groupsOf(inputs.X));
  },
};
