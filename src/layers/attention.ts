import { requireShape, type Layer } from "./layer.js";
import { map, matmul, shapeText, transpose, type Matrix } from "./matrix.js";
import { softmax } from "./softmax.js";

type AttentionInputs = {
  /** (d, M): a query for each position of the output. */
  readonly Q: Matrix;
  /** (d, N): a key for each position of the input. */
  readonly K: Matrix;
  /** (p, N): a value for each key. */
  readonly V: Matrix;
};

function requireShapes(where: string, { Q, K, V }: AttentionInputs): void {
  requireShape(where, "K", K, [Q.shape[0], K.shape[1]], `keys as long as the queries Q ${shapeText(Q.shape)}`);
  requireShape(where, "V", V, [V.shape[0], K.shape[1]], `a value for each key, a column of K ${shapeText(K.shape)}`);
}

/** S = KᵀQ/√d, (N, M): how well each key fits each query. */
const scores = ({ Q, K }: AttentionInputs): Matrix => map(matmul(transpose(K), Q), (product) => product / Math.sqrt(Q.shape[0]));

/**
 * Scaled dot-product attention, a column for each position: each output is a mean of the values, weighted by how well their keys fit the query. There is no mask: every query sees every key.
 * Y = V softmax(KᵀQ/√d), the softmax of each column. Q: (d, M), K: (d, N), V: (p, N), Y: (p, M).
 * @throws ShapeError
 */
export const attention: Layer<AttentionInputs> = {
  name: "attention",
  latex: {
    where: String.raw`$Q \in \mathbb{R}^{d \times M}$, $K \in \mathbb{R}^{d \times N}$ and $V \in \mathbb{R}^{p \times N}$, with $S = \frac{1}{\sqrt{d}} K^T Q$ and $P_{ab} = \frac{e^{S_{ab}}}{\sum_{c=1}^{N} e^{S_{cb}}}$`,
    forward: String.raw`Y = V P`,
    backward: {
      Q: String.raw`\frac{dL}{dQ_{ib}} = \frac{1}{\sqrt{d}} \sum_{a=1}^{N} K_{ia} P_{ab} \sum_{l=1}^{p} \frac{dL}{dY_{lb}} \left( V_{la} - \sum_{c=1}^{N} V_{lc} P_{cb} \right)`,
      K: String.raw`\frac{dL}{dK_{ia}} = \frac{1}{\sqrt{d}} \sum_{b=1}^{M} Q_{ib} P_{ab} \sum_{l=1}^{p} \frac{dL}{dY_{lb}} \left( V_{la} - \sum_{c=1}^{N} V_{lc} P_{cb} \right)`,
      V: String.raw`\frac{dL}{dV} = \frac{dL}{dY} P^T`,
    },
  },
  source: "Vaswani et al. (2017), equation (1), with columns for positions",
  forward: (inputs) => {
    requireShapes("attention.forward", inputs);
    return matmul(inputs.V, softmax.forward({ X: scores(inputs) }));
  },
  backward: (inputs, dY) => {
    const { Q, K, V } = inputs;
    requireShapes("attention.backward", inputs);
    requireShape("attention.backward", "dY", dY, [V.shape[0], Q.shape[1]], "the shape of Y, a column for each query");
    const S = scores(inputs), P = softmax.forward({ X: S });
    const dS = map(softmax.backward({ X: S }, matmul(transpose(V), dY)).X, (ds) => ds / Math.sqrt(Q.shape[0])); // (N, M)
    return {
      Q: matmul(K, dS), // (d, M)
      K: matmul(Q, transpose(dS)), // (d, N)
      V: matmul(dY, transpose(P)), // (p, N)
    };
  },
};
