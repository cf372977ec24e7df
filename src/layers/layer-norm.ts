import { requireShape, type Layer } from "./layer.js";
import { shapeText, type Matrix } from "./matrix.js";
import { normalised, normalisedBackward, type Groups } from "./standardise.js";

type LayerNormInputs = {
  /** (n, N): a column is one sample. */
  readonly X: Matrix;
  /** (n, 1): the scale of each feature. */
  readonly gamma: Matrix;
  /** (n, 1): what is added to each. */
  readonly beta: Matrix;
};

function requireShapes(where: string, { X, gamma, beta }: LayerNormInputs): void {
  const n = X.shape[0];
  requireShape(where, "gamma", gamma, [n, 1], `one scale for each row of X ${shapeText(X.shape)}`);
  requireShape(where, "beta", beta, [n, 1], `one shift for each row of X ${shapeText(X.shape)}`);
}

/** A column is brought to mean 0 and variance 1; a row has its scale and shift. */
const groupsOf = ({ shape: [, N] }: Matrix): Groups => ({ group: (k) => k % N, groups: N, feature: (k) => Math.floor(k / N) });

/**
 * Layer normalisation: each sample is brought to mean 0 and variance 1 over its features, then each feature is scaled and shifted.
 * Y = γ (X − μ) / √(σ² + ε) + β with mean μ and variance σ² of each column, ε = 10⁻⁵. X, Y: (n, N), γ, β: (n, 1).
 * @throws ShapeError
 */
export const layerNorm: Layer<LayerNormInputs> = {
  name: "layerNorm",
  latex: {
    where: String.raw`$X \in \mathbb{R}^{n \times N}$ and $\gamma, \beta \in \mathbb{R}^n$, with the mean $\mu_k = \frac{1}{n} \sum_{i=1}^{n} X_{ik}$, the root $s_k = \sqrt{\frac{1}{n} \sum_{i=1}^{n} (X_{ik} - \mu_k)^2 + 10^{-5}}$ and $Z_{ik} = \frac{X_{ik} - \mu_k}{s_k}$`,
    forward: String.raw`Y_{ik} = \gamma_i Z_{ik} + \beta_i`,
    backward: {
      X: String.raw`\frac{dL}{dX_{ik}} = \frac{1}{s_k} \left( \gamma_i \frac{dL}{dY_{ik}} - \frac{1}{n} \sum_{l=1}^{n} \gamma_l \frac{dL}{dY_{lk}} - \frac{Z_{ik}}{n} \sum_{l=1}^{n} \gamma_l \frac{dL}{dY_{lk}} Z_{lk} \right)`,
      gamma: String.raw`\frac{dL}{d\gamma_i} = \sum_{k=1}^{N} \frac{dL}{dY_{ik}} Z_{ik}`,
      beta: String.raw`\frac{dL}{d\beta_i} = \sum_{k=1}^{N} \frac{dL}{dY_{ik}}`,
    },
  },
  source: "Ba, Kiros & Hinton (2016)",
  forward: (inputs) => {
    requireShapes("layerNorm.forward", inputs);
    return normalised(inputs, groupsOf(inputs.X));
  },
  backward: (inputs, dY) => {
    requireShapes("layerNorm.backward", inputs);
    requireShape("layerNorm.backward", "dY", dY, inputs.X.shape, "the shape of X, entry by entry");
    return normalisedBackward(inputs, dY, groupsOf(inputs.X));
  },
};
