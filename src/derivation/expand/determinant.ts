/** Determinants and inverses of small matrices of nodes, by cofactors: exact in every field, and no pivot to choose. */
import type { Node, ScalarGraph } from "../scalar/graph.js";
import type { Tensor } from "./tensor.js";

/** Minors of the first rows by the columns that they keep: 2^n of them instead of n!. */
export function determinant({ shape, data }: Tensor, graph: ScalarGraph): Node {
  const n = shape[0]!;
  const minors = new Map<number, Node>([[0, graph.constant(1)]]);
  const minor = (columns: number, row: number): Node => {
    const known = minors.get(columns);
    if (known !== undefined) return known;
    const chosen = Array.from({ length: n }, (_, j) => j).filter((j) => (columns >> j) & 1);
    // the last of these rows, expanded: the sign is that of its place among the chosen columns
    const terms = chosen.map((j, place) => {
      const cofactor = graph.mul(data[row * n + j]!, minor(columns & ~(1 << j), row - 1));
      return (row + place) % 2 === 0 ? cofactor : graph.neg(cofactor);
    });
    const value = graph.add(...terms);
    minors.set(columns, value);
    return value;
  };
  return minor((1 << n) - 1, n - 1);
}

/** adj(A) / det(A) */
export function inverse(matrix: Tensor, graph: ScalarGraph): Tensor {
  const n = matrix.shape[0]!;
  const whole = determinant(matrix, graph);
  if (n === 1) return { shape: [1, 1], data: [graph.div(graph.constant(1), whole)] };
  const without = (row: number, column: number): Tensor => ({
    shape: [n - 1, n - 1],
    data: matrix.data.filter((_, k) => Math.floor(k / n) !== row && k % n !== column),
  });
  const data = Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    const cofactor = determinant(without(j, i), graph);
    return graph.div((i + j) % 2 === 0 ? cofactor : graph.neg(cofactor), whole);
  });
  return { shape: matrix.shape, data };
}
