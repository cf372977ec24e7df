import { requireShape, type Layer } from "./layer.js";
import { matmul, shapeText, transpose, zip, type Matrix } from "./matrix.js";

type SampleInputs = {
  /** (n, 1) */
  readonly x: Matrix;
  /** (m, n): outputs by inputs. */
  readonly W: Matrix;
  /** (m, 1) */
  readonly b: Matrix;
};

function requireShapes(where: string, { x, W, b }: SampleInputs): void {
  const [m, n] = W.shape;
  requireShape(where, "x", x, [n, 1], `one entry for each column of W ${shapeText(W.shape)}`);
  requireShape(where, "b", b, [m, 1], `one bias for each row of W ${shapeText(W.shape)}`);
}

/**
 * Fully connected layer for one sample.
 * y = Wx + b. x: (n, 1), W: (m, n), b: (m, 1), y: (m, 1).
 * @throws ShapeError
 */
export const fullyConnectedSample: Layer<SampleInputs> = {
  name: "fullyConnectedSample",
  latex: {
    where: String.raw`\mathbf{x} \in \mathbb{R}^n, \mathbf{W} \in \mathbb{R}^{m \times n}, \mathbf{b} \in \mathbb{R}^m`,
    forward: String.raw`\mathbf{y} = \mathbf{W} \mathbf{x} + \mathbf{b}`,
    backward: {
      x: String.raw`\frac{dL}{d\mathbf{x}} = \mathbf{W}^T \frac{dL}{d\mathbf{y}}`,
      W: String.raw`\frac{dL}{d\mathbf{W}} = \frac{dL}{d\mathbf{y}} \mathbf{x}^T`,
      b: String.raw`\frac{dL}{d\mathbf{b}} = \frac{dL}{d\mathbf{y}}`,
    },
  },
  source: "Rumelhart, Hinton & Williams (1986)",
  forward: (inputs) => {
    requireShapes("fullyConnectedSample.forward", inputs);
    return zip(matmul(inputs.W, inputs.x), inputs.b, (product, bias) => product + bias);
  },
  backward: (inputs, dy) => {
    const { x, W } = inputs;
    requireShapes("fullyConnectedSample.backward", inputs);
    requireShape("fullyConnectedSample.backward", "dy", dy, [W.shape[0], 1], "the shape of y = Wx + b");
    return {
      x: matmul(transpose(W), dy), // (n, 1)
      W: matmul(dy, transpose(x)), // (m, n): an outer product
      b: dy, // (m, 1)
    };
  },
};
