import { requireShape, type Layer } from "./layer.js";
import { shapeText, ShapeError, type Matrix, type Tensor } from "./matrix.js";

const LETTERS = Array.from("abcdefghij"); // indices of the axes on paper

/** The place in a column of the entry (a, b, c, …), counted from 1: (((a − 1) · 4 + b − 1) · 5 + c). */
function place(lengths: readonly number[], letters: readonly string[]): string {
  return lengths.slice(1).reduce((outer, length, axis) => `(${outer} - 1) \\cdot ${length} + ${letters[axis + 1]!}`, letters[0]!);
}

/**
 * Each column as a tensor of the given shape, the last axis fastest: `reshape(8, 7, 7)` takes (392, N) to images (8, 7, 7, N). The way back is `flatten`.
 * X: (n, N), Y: (lengths, N) with n entries in all.
 * @throws ShapeError; RangeError for lengths that are no shape
 */
export function reshape(...lengths: readonly number[]): Layer<{ readonly X: Matrix }, Tensor> {
  const name = `reshape(${lengths.join(", ")})`;
  if (lengths.length === 0 || lengths.length > LETTERS.length || lengths.some((length) => !Number.isInteger(length) || length < 1)) throw new RangeError(`reshape: ${shapeText(lengths)} is no shape of 1 to ${LETTERS.length} axes with whole lengths from 1`);
  const n = lengths.reduce((product, length) => product * length, 1);
  const letters = LETTERS.slice(0, lengths.length), entry = [...letters, "k"].join(", ");
  const requireEntries = (where: string, { shape }: Matrix): void => {
    if (shape.length !== 2 || shape[0] !== n) throw new ShapeError(`${where}: X has shape ${shapeText(shape)} and must have (${n}, N): ${shapeText(lengths)} holds ${n} entries`);
  };
  return {
    name,
    latex: {
      where: String.raw`X \in \mathbb{R}^{${n} \times N}, Y \in \mathbb{R}^{${lengths.join(" \\times ")} \times N}`,
      forward: String.raw`Y_{${entry}} = X_{${place(lengths, letters)}, k}`,
      backward: { X: String.raw`\frac{dL}{dX_{lk}} = ${letters.map((letter, axis) => `\\sum_{${letter}=1}^{${lengths[axis]!}}`).join(" ")} \mathbb{1}[l = ${place(lengths, letters)}] \frac{dL}{dY_{${entry}}}` },
    },
    source: "row-major order, as in C and NumPy",
    forward: ({ X }) => {
      requireEntries(`${name}.forward`, X);
      return { shape: [...lengths, X.shape[1]], data: X.data };
    },
    backward: ({ X }, dY) => {
      requireEntries(`${name}.backward`, X);
      requireShape(`${name}.backward`, "dY", dY, [...lengths, X.shape[1]], "the shape of Y, a sample for each column of X");
      return { X: { shape: X.shape, data: dY.data } };
    },
  };
}
