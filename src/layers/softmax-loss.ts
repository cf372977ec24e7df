import { requireShape, type Layer } from "./layer.js";
import { columnOf, entry, matrix, ShapeError, shapeText, transpose, type Matrix } from "./matrix.js";

type SoftmaxLossInputs = {
  /** (C, N): the logits, a column for each sample. */
  readonly X: Matrix;
  /** The class of each sample, N whole numbers counted from 0. */
  readonly labels: readonly number[];
};

function requireLabels(where: string, { X, labels }: SoftmaxLossInputs): void {
  const [C, N] = X.shape;
  if (labels.length !== N) throw new ShapeError(`${where}: ${labels.length} labels for X with shape ${shapeText(X.shape)}: each of the ${N} columns of X is a sample and needs one label`);
  const wrong = labels.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= C);
  if (wrong >= 0) throw new RangeError(`${where}: label ${wrong + 1} is ${labels[wrong]}; X has shape ${shapeText(X.shape)}, so a label is a whole number from 0 to ${C - 1}`);
}

/** log Σⱼ exp(xⱼ) = max + log Σⱼ exp(xⱼ − max): the shift keeps every exponent at or below 0, so nothing overflows. */
function logSumExp(x: Matrix): number {
  const highest = x.data.reduce((a, b) => Math.max(a, b), -Infinity);
  return highest + Math.log(x.data.reduce((sum, value) => sum + Math.exp(value - highest), 0));
}

/** softmax(x)ᵢ = exp(xᵢ − logSumExp(x)), a column of the same shape. */
function softmax(x: Matrix): readonly number[] {
  const total = logSumExp(x);
  return Array.from(x.data, (value) => Math.exp(value - total));
}

/**
 * Mean cross-entropy of the softmax of each column against its label, from the logits (stable for logits of any size).
 * L = (1/N) Σₖ (log Σⱼ exp(Xⱼₖ) − X_{cₖ k}). X: (C, N), labels c: N numbers counted from 0, L: (1, 1).
 * @throws ShapeError, RangeError for a label that is no class
 */
export const softmaxLoss: Layer<SoftmaxLossInputs> = {
  name: "softmaxLoss",
  latex: {
    where: String.raw`$X \in \mathbb{R}^{C \times N}$ and $c_k \in \{1, \dots, C\}$ for $k = 1, \dots, N$.`,
    forward: String.raw`L = \frac{1}{N} \sum_{k=1}^{N} \left( \log \sum_{j=1}^{C} e^{X_{jk}} - X_{c_k k} \right)`,
    backward: { X: String.raw`\frac{dL}{dX_{ik}} = \frac{1}{N} \left( \frac{e^{X_{ik}}}{\sum_{j=1}^{C} e^{X_{jk}}} - \mathbb{1}[i = c_k] \right)` },
  },
  source: "Bridle (1990)",
  forward: (inputs) => {
    const { X, labels } = inputs;
    requireLabels("softmaxLoss.forward", inputs);
    const losses = labels.map((label, k) => logSumExp(columnOf(X, k)) - entry(X, label, k));
    return matrix([[losses.reduce((sum, loss) => sum + loss, 0) / labels.length]]);
  },
  backward: (inputs, dL) => {
    const { X, labels } = inputs;
    requireLabels("softmaxLoss.backward", inputs);
    requireShape("softmaxLoss.backward", "dL", dL, [1, 1], "the loss is one number");
    const upstream = entry(dL, 0, 0) / labels.length;
    const columns = labels.map((label, k) => softmax(columnOf(X, k)).map((p, i) => upstream * (p - (i === label ? 1 : 0))));
    return { X: transpose(matrix(columns)) }; // (C, N)
  },
};
