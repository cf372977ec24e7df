/**
 * Sums of products become products of arrays: `\sum_k W_{ik} x_k` is `Wx`, `\sum_k A_{ik} u_k B_{kj}` is `A diag(u) B`, `A_{ik} B_{ik}` is `A \odot B`.
 * Indices are eliminated one by one, those first that leave columns; then what is left is written over the free indices.
 */
import { applyOf, ONE } from "../../expression/build.js";
import type { Expression } from "../../expression/expression.js";
import { same } from "../../expression/key.js";
import { times } from "../combine.js";
import { hadamard, matrixProduct, scaledArray } from "./array-algebra.js";
import { IDENTITY, ONES } from "./atoms.js";
import { NoMatrixForm, type Atom } from "./atom.js";
import type { MatrixContext } from "./matrix-context.js";

interface Pool {
  readonly atoms: readonly Atom[];
  readonly scalars: readonly Expression[];
}

/** The product of the atoms, summed over the bound indices. @throws NoMatrixForm */
export function eliminated(atoms: readonly Atom[], bound: ReadonlyMap<string, Expression>, context: MatrixContext): Atom {
  let pool: Pool = { atoms, scalars: [] };
  const open = new Set(bound.keys());
  while (open.size > 0) {
    const index = [...open].map((name, order) => ({ name, cost: cost(name, pool, order) })).reduce((a, b) => (b.cost < a.cost ? b : a)).name;
    open.delete(index);
    pool = without(index, bound.get(index)!, fused(pool, context), context);
  }
  return product(fused(pool, context), context);
}

const touching = (index: string, { atoms }: Pool): readonly Atom[] => atoms.filter(({ indices }) => indices.includes(index));
const isColumn = ({ indices }: Atom): boolean => indices.length === 1;

/** Which index goes first: a matrix times a column, then a dot product, then two matrices, then a matrix of which all is summed. */
function cost(index: string, pool: Pool, order: number): number {
  const own = touching(index, pool);
  const matrices = own.filter((atom) => !isColumn(atom)), columns = own.length - matrices.length;
  const rank = matrices.length === 0 ? 1 : matrices.length === 1 ? (columns > 0 ? 0 : 4) : matrices.length === 2 ? (columns > 0 ? 3 : 2) : 9;
  return rank * 100 + order;
}

/** Two matrices over the same pair of indices are one: their Hadamard product. */
function fused({ atoms, scalars }: Pool, context: MatrixContext): Pool {
  const matrices: Atom[] = [], columns: Atom[] = [];
  for (const atom of atoms) {
    if (isColumn(atom)) { columns.push(atom); continue; }
    const known = matrices.findIndex(({ indices }) => indices.includes(atom.indices[0]!) && indices.includes(atom.indices[1]!));
    if (known < 0) { matrices.push(atom); continue; }
    matrices[known] = { indices: matrices[known]!.indices, array: hadamard([matrices[known]!.array, orientedArray(atom, matrices[known]!.indices[0]!, context)]) };
  }
  return { atoms: [...matrices, ...columns], scalars };
}

/** The matrix with this index along its rows. */
const orientedArray = ({ indices, array }: Atom, row: string, context: MatrixContext): Expression => (indices[0] === row ? array : context.turned(array));

function without(index: string, range: Expression, pool: Pool, context: MatrixContext): Pool {
  const own = touching(index, pool);
  const rest = pool.atoms.filter((atom) => !own.includes(atom));
  const matrices = own.filter((atom) => !isColumn(atom)), columns = own.filter(isColumn).map(({ array }) => array);
  const other = (atom: Atom): string => atom.indices.find((name) => name !== index)!;
  if (own.length === 0) return { atoms: rest, scalars: [...pool.scalars, range] };
  if (matrices.length === 0) return { atoms: rest, scalars: [...pool.scalars, dot(columns, context)] };
  if (matrices.length === 1) {
    const [matrix] = matrices as [Atom];
    const left = orientedArray(matrix, other(matrix), context);
    return { ...pool, atoms: [...rest, { indices: [other(matrix)], array: matrixTimes(left, columns.length === 0 ? ONES : hadamard(columns)) }] };
  }
  if (matrices.length > 2) throw new NoMatrixForm("an index that stands in three matrices");
  const [a, b] = matrices as [Atom, Atom];
  const middle = columns.length === 0 ? [] : [applyOf("diag", hadamard(columns))];
  const left = orientedArray(a, other(a), context), right = orientedArray(b, index, context);
  return { ...pool, atoms: [...rest, { indices: [other(a), other(b)], array: product3(left, middle, right) }] };
}

/** Iu is u. */
const matrixTimes = (matrix: Expression, column: Expression): Expression => (same(matrix, IDENTITY) ? column : matrixProduct(matrix, column));
const product3 = (left: Expression, middle: readonly Expression[], right: Expression): Expression => {
  const factors = [left, ...middle, right].filter((factor) => !same(factor, IDENTITY));
  return factors.length === 0 ? IDENTITY : matrixProduct(...factors);
};

/** u^T v; one column alone is summed with ones. */
function dot(columns: readonly Expression[], context: MatrixContext): Expression {
  const [first, ...others] = columns;
  return others.length === 0 ? matrixProduct(context.turned(ONES), first!) : matrixProduct(context.turned(first!), hadamard(others));
}

/** What is left, over the free indices. */
function product({ atoms, scalars }: Pool, context: MatrixContext): Atom {
  const scalar = times(ONE, ...scalars);
  const [matrix, ...more] = atoms.filter((atom) => !isColumn(atom));
  if (more.length > 0) throw new NoMatrixForm("more than two free indices");
  const names = [...new Set(atoms.flatMap(({ indices }) => indices))];
  const columnOf = (name: string): readonly Expression[] => atoms.filter((atom) => isColumn(atom) && atom.indices[0] === name).map(({ array }) => array);
  if (names.length === 0) return { indices: [], array: scalar };
  if (names.length === 1) return { indices: names, array: scaledArray(scalar, hadamard(columnOf(names[0]!))) };
  if (names.length > 2) throw new NoMatrixForm("more than two free indices");
  const [row, column] = matrix === undefined ? (names as [string, string]) : (matrix.indices as [string, string]);
  const left = columnOf(row), right = columnOf(column);
  if (matrix === undefined) return { indices: [row, column], array: scaledArray(scalar, matrixProduct(hadamard(left), context.turned(hadamard(right)))) };
  if (same(matrix.array, IDENTITY)) {
    const diagonal = [...left, ...right];
    return { indices: [row, column], array: scaledArray(scalar, diagonal.length === 0 ? IDENTITY : applyOf("diag", hadamard(diagonal))) };
  }
  const array = matrixProduct(...(left.length === 0 ? [] : [applyOf("diag", hadamard(left))]), matrix.array, ...(right.length === 0 ? [] : [applyOf("diag", hadamard(right))]));
  return { indices: [row, column], array: scaledArray(scalar, array) };
}
