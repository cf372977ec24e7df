import { requireShape, type Layer } from "./layer.js";
import { addToColumns, matmul, rowSums, shapeText, transpose, type Matrix } from "./matrix.js";

type FullyConnectedInputs = {
  /** (n, N): a column is one sample. */
  readonly X: Matrix;
  /** (m, n): outputs by inputs. */
  readonly W: Matrix;
  /** (m, 1) */
  readonly b: Matrix;
};

function requireShapes(where: string, { X, W, b }: FullyConnectedInputs): void {
  const [m, n] = W.shape;
  requireShape(where, "X", X, [n, X.shape[1]], `a row of X for each column of W ${shapeText(W.shape)}`);
  requireShape(where, "b", b, [m, 1], `one bias for each row of W ${shapeText(W.shape)}`);
}

/**
 * Fully connected layer for a batch, one sample per column; the bias is added to every column.
 * Y = WX + b 1ᵀ. X: (n, N), W: (m, n), b: (m, 1), Y: (m, N).
 * @throws ShapeError
 */
export const fullyConnected: Layer<FullyConnectedInputs> = {
  name: "fullyConnected",
  latex: {
    where: String.raw`$\mathbf{X} \in \mathbb{R}^{n \times N}, \mathbf{W} \in \mathbb{R}^{m \times n}, \mathbf{b} \in \mathbb{R}^m$; $\mathbf{1} \in \mathbb{R}^N$ is the vector of ones`,
    forward: String.raw`\mathbf{Y} = \mathbf{W} \mathbf{X} + \mathbf{b} \mathbf{1}^T`,
    backward: {
      X: String.raw`\frac{dL}{d\mathbf{X}} = \mathbf{W}^T \frac{dL}{d\mathbf{Y}}`,
      W: String.raw`\frac{dL}{d\mathbf{W}} = \frac{dL}{d\mathbf{Y}} \mathbf{X}^T`,
      b: String.raw`\frac{dL}{d\mathbf{b}} = \frac{dL}{d\mathbf{Y}} \mathbf{1}`,
    },
  },
  source: "Rumelhart, Hinton & Williams (1986)",
  forward: (inputs) => {
    requireShapes("fullyConnected.forward", inputs);
    return addToColumns(matmul(inputs.W, inputs.X), inputs.b);
  },
  backward: (inputs, dY) => {
    const { X, W } = inputs;
    requireShapes("fullyConnected.backward", inputs);
    requireShape("fullyConnected.backward", "dY", dY, [W.shape[0], X.shape[1]], "the shape of Y = WX + b");
    return {
      X: matmul(transpose(W), dY), // (n, N)
      W: matmul(dY, transpose(X)), // (m, n): the product sums over the samples
      b: rowSums(dY), // (m, 1): the bias is shared by the batch
    };
  },
};
