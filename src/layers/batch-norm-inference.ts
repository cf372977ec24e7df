import { requireShape, type Layer } from "./layer.js";
import { shapeText, type Matrix, type Tensor } from "./matrix.js";
import { EPSILON, groupMeans, groupSums, type GroupOf } from "./standardise.js";

/** What batch norm remembers of the batches it has seen. */
export interface RunningStatistics {
  /** (n, 1): the mean of each feature. */
  readonly mu: Matrix;
  /** (n, 1): its variance. */
  readonly v: Matrix;
}

type BatchNormInferenceInputs = {
  /** (n, N): features by samples, or images (C, h, w, N). */
  readonly X: Tensor;
  /** (n, 1): the scale of each feature. */
  readonly gamma: Matrix;
  /** (n, 1): what is added to each. */
  readonly beta: Matrix;
} & { readonly [K in keyof RunningStatistics]: Matrix };

function requireShapes(where: string, { X, gamma, beta, mu, v }: BatchNormInferenceInputs): void {
  const n = X.shape[0]!;
  for (const [name, A] of Object.entries({ gamma, beta, mu, v })) requireShape(where, name, A, [n, 1], `one entry for each feature of X ${shapeText(X.shape)}`);
}

/** The entries of a feature stand one after the other. */
const featureOf = ({ shape, data }: Tensor): GroupOf => (k) => Math.floor((k * shape[0]!) / data.length);

const rootsOf = ({ data }: Matrix): Float64Array => data.map((variance) => Math.sqrt(variance + EPSILON));

/**
 * Batch normalisation when the network is used: mean and variance are those remembered from training, so each sample is treated by itself.
 * Y = γ (X − μ) / √(v + ε) + β, ε = 10⁻⁵. X, Y: (n, N), γ, β, μ, v: (n, 1).
 * @throws ShapeError
 */
export const batchNormInference: Layer<BatchNormInferenceInputs, Tensor> = {
  name: "batchNormInference",
  latex: {
    where: String.raw`$X \in \mathbb{R}^{n \times N}$ and $\gamma, \beta, \mu, v \in \mathbb{R}^n$ with $v_i > 0$`,
    forward: String.raw`Y_{ik} = \gamma_i \frac{X_{ik} - \mu_i}{\sqrt{v_i + 10^{-5}}} + \beta_i`,
    backward: {
      X: String.raw`\frac{dL}{dX_{ik}} = \frac{\gamma_i}{\sqrt{v_i + 10^{-5}}} \frac{dL}{dY_{ik}}`,
      gamma: String.raw`\frac{dL}{d\gamma_i} = \sum_{k=1}^{N} \frac{dL}{dY_{ik}} \frac{X_{ik} - \mu_i}{\sqrt{v_i + 10^{-5}}}`,
      beta: String.raw`\frac{dL}{d\beta_i} = \sum_{k=1}^{N} \frac{dL}{dY_{ik}}`,
      mu: String.raw`\frac{dL}{d\mu_i} = -\frac{\gamma_i}{\sqrt{v_i + 10^{-5}}} \sum_{k=1}^{N} \frac{dL}{dY_{ik}}`,
      v: String.raw`\frac{dL}{dv_i} = -\frac{\gamma_i}{2 (v_i + 10^{-5})^{3/2}} \sum_{k=1}^{N} \frac{dL}{dY_{ik}} (X_{ik} - \mu_i)`,
    },
  },
  source: "Ioffe & Szegedy (2015), algorithm 2",
  forward: (inputs) => {
    requireShapes("batchNormInference.forward", inputs);
    const { X, gamma, beta, mu, v } = inputs, feature = featureOf(X), roots = rootsOf(v);
    return { shape: X.shape, data: X.data.map((x, k) => (gamma.data[feature(k)]! * (x - mu.data[feature(k)]!)) / roots[feature(k)]! + beta.data[feature(k)]!) };
  },
  backward: (inputs, dY) => {
    requireShapes("batchNormInference.backward", inputs);
    const { X, gamma, mu, v } = inputs, feature = featureOf(X), roots = rootsOf(v), n = X.shape[0]!;
    requireShape("batchNormInference.backward", "dY", dY, X.shape, "the shape of X, entry by entry");
    const sums = groupSums(dY.data, feature, n), products = groupSums(dY.data.map((dy, k) => dy * (X.data[k]! - mu.data[feature(k)]!)), feature, n); // scale, shift and statistics are shared by all entries of a feature
    const column = (entry: (i: number) => number): Matrix => ({ shape: [n, 1], data: Float64Array.from(roots, (_, i) => entry(i)) });
    return {
      X: { shape: X.shape, data: dY.data.map((dy, k) => (gamma.data[feature(k)]! / roots[feature(k)]!) * dy) },
      gamma: column((i) => products[i]! / roots[i]!),
      beta: column((i) => sums[i]!),
      mu: column((i) => (-gamma.data[i]! / roots[i]!) * sums[i]!),
      v: column((i) => (-gamma.data[i]! / (2 * roots[i]! ** 3)) * products[i]!),
    };
  },
};

/**
 * What is remembered after one more batch: (1 − rate) of what was, and `rate` of the batch's own mean and variance. The variance is divided by one less than the count of
 * entries, as an estimate for the samples that the batch was drawn from. Start: mean 0 and variance 1.
 * @throws ShapeError
 */
export function runningStatistics({ mu, v }: RunningStatistics, X: Tensor, rate = 0.1): RunningStatistics {
  const n = X.shape[0]!, feature = featureOf(X), entries = X.data.length / n;
  for (const [name, A] of Object.entries({ mu, v })) requireShape("runningStatistics", name, A, [n, 1], `one entry for each feature of X ${shapeText(X.shape)}`);
  const means = groupMeans(X.data, feature, n), variances = groupMeans(X.data.map((x, k) => (x - means[feature(k)]!) ** 2), feature, n);
  const mixed = ({ shape, data }: Matrix, own: (i: number) => number): Matrix => ({ shape, data: data.map((before, i) => (1 - rate) * before + rate * own(i)) });
  return { mu: mixed(mu, (i) => means[i]!), v: mixed(v, (i) => (variances[i]! * entries) / Math.max(1, entries - 1)) };
}
