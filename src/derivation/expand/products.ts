/** Sums and products of arrays: by shape, as on paper. */
import type { ProductSign } from "../expression/expression.js";
import type { Node } from "../scalar/graph.js";
import type { Span } from "../tex/tex.js";
import { elasticProduct, elasticSum, elasticText, fitted, scaledElastic } from "./elastic.js";
import { problem } from "./problem.js";
import { asMatrix, isScalar, mapTensor, normalised, sameShape, scalar, type Tensor } from "./tensor.js";
import { hasUnitSize, remark, shapeText, type World } from "./world.js";

/** a + b or a − b. */
export function plus(a: Tensor, b: Tensor, sign: 1 | -1, span: Span, world: World): Tensor {
  const { graph } = world;
  const elastic = a.elastic !== undefined && b.elastic !== undefined ? elasticSum(a, b, sign, world) : null;
  if (elastic !== null) return elastic;
  const [left, right] = broadcastPair(a, b, span, world);
  return { shape: left.shape, data: left.data.map((node, k) => (sign === 1 ? graph.add(node, right.data[k]!) : graph.sub(node, right.data[k]!))) };
}

const isNumber = (tensor: Tensor, world: World): boolean => tensor.shape.length === 0 && tensor.data.length === 1 && world.graph.term(tensor.data[0]!).kind === "constant";

/** Both at one shape: equal shapes, a number with each entry, a column with each column of a matrix. */
function broadcastPair(a: Tensor, b: Tensor, span: Span, world: World): readonly [Tensor, Tensor] {
  if (a.elastic !== undefined || b.elastic !== undefined) {
    if (a.elastic !== undefined && b.elastic !== undefined) return problem("shape", "these arrays have no size in common", span);
    const other = a.elastic === undefined ? a : b, shape = isScalar(other) && hasUnitSize(world) ? [1, 1] : other.shape;
    const fit = fitted(a.elastic === undefined ? b : a, shape, world);
    if (fit === null) return problem("shape", `${shapeText(world, a.elastic === undefined ? a.shape : b.shape)} cannot be added to ${elasticText(a.elastic === undefined ? b : a)}`, span);
    return a.elastic === undefined ? [a, fit] : [fit, b];
  }
  if (sameShape(a.shape, b.shape)) return [a, b];
  if (isScalar(a)) return [spread(a, b, span, world), b];
  if (isScalar(b)) return [a, spread(b, a, span, world)];
  const column = columnOver(a, b, span, world) ?? columnOver(b, a, span, world);
  if (column === null) return problem("shape", `${shapeText(world, a.shape)} and ${shapeText(world, b.shape)} cannot be added`, span);
  return sameShape(column.shape, a.shape) ? [a, column] : [column, b];
}

function spread(number: Tensor, array: Tensor, span: Span, world: World): Tensor {
  if (array.data.length === 1 && hasUnitSize(world)) return { shape: array.shape, data: number.data };
  const square = array.shape.length === 2 && array.shape[0] === array.shape[1];
  if (!isNumber(number, world)) {
    if (square) return problem("shape", `a number cannot be added to the square matrix of ${shapeText(world, array.shape)}: multiply it by the identity`, span);
    remark(world, "warning", "broadcast", "the number is added to each entry", span);
  }
  return mapTensor(array, () => number.data[0]!);
}

/** A column copied into each column of a matrix: where the document says so, or with a warning. A row copied into each row, where it says so. */
function columnOver(vector: Tensor, matrix: Tensor, span: Span, world: World): Tensor | null {
  const isRow = vector.shape.length === 2 && vector.shape[0] === 1 && matrix.shape.length === 2 && vector.shape[1] === matrix.shape[1];
  if (isRow && world.scope.broadcast === "rows") return { shape: matrix.shape, data: matrix.data.map((_, k) => vector.data[k % vector.data.length]!) };
  if (vector.shape.length !== 1 || matrix.shape.length !== 2) return null;
  const [rows, columns] = matrix.shape as readonly [number, number];
  if (world.scope.broadcast === "rows" && vector.shape[0] === columns) return { shape: matrix.shape, data: matrix.data.map((_, k) => vector.data[k % columns]!) };
  if (vector.shape[0] !== rows || world.scope.broadcast === "rows") return null;
  if (world.scope.broadcast === "columns") remark(world, "note", "broadcast", "the column is added to each column of the matrix, as the document says", span);
  else remark(world, "warning", "broadcast", "a column is added to each column of a matrix; say so in words, or write it times a row of ones", span);
  return { shape: matrix.shape, data: matrix.data.map((_, k) => vector.data[Math.floor(k / columns)]!) };
}

export function times(a: Tensor, b: Tensor, sign: ProductSign, span: Span, world: World): Tensor {
  switch (sign) {
    case "hadamard": case "hadamard-over": return entrywise(a, b, sign === "hadamard" ? world.graph.mul : world.graph.div, sign === "hadamard" ? "multiplied" : "divided", span, world);
    case "kronecker": return kronecker(a, b, span, world);
    case "over": return quotient(a, b, span, world);
    case "star": return star(a, b, span, world);
    case "cdot": return a.shape.length === 1 && b.shape.length === 1 && a.elastic === undefined && b.elastic === undefined && a.shape[0] === b.shape[0] ? inner(a, b, world) : matrixProduct(a, b, span, world);
    case "times": return a.shape.length === 1 && sameShape(a.shape, b.shape) && a.elastic === undefined && b.elastic === undefined ? problem("notation", "a cross product is not checked", span) : matrixProduct(a, b, span, world);
    case "juxtaposed": return matrixProduct(a, b, span, world);
  }
}

export const inner = (a: Tensor, b: Tensor, { graph }: World): Tensor => scalar(graph.add(...a.data.map((node, k) => graph.mul(node, b.data[k]!))));

export const scaled = (factor: Node, tensor: Tensor, world: World): Tensor => (tensor.elastic !== undefined ? scaledElastic(factor, tensor, world) : mapTensor(tensor, (node) => world.graph.mul(factor, node)));

function matrixProduct(a: Tensor, b: Tensor, span: Span, world: World): Tensor {
  if (isScalar(a)) return scaled(a.data[0]!, b, world);
  if (isScalar(b)) return scaled(b.data[0]!, a, world);
  if (a.elastic === "identity") return a.factor === undefined ? b : scaled(a.factor, b, world);
  if (b.elastic === "identity") return b.factor === undefined ? a : scaled(b.factor, a, world);
  if (a.elastic !== undefined || b.elastic !== undefined) return elasticProduct(a, b, span, world, { multiply: matrixProduct, add: plus });
  if (a.shape.length > 2 || b.shape.length > 2) return problem("shape", `${shapeText(world, a.shape)} times ${shapeText(world, b.shape)} is no matrix product: write indices`, span);
  const left = asMatrix(a), right = asMatrix(b);
  if (left.columns !== right.rows) return problem("shape", `${shapeText(world, a.shape)} times ${shapeText(world, b.shape)}: the inner lengths ${world === undefined ? "" : `${sideName(world, left.columns)} and ${sideName(world, right.rows)}`} differ`, span);
  const { graph } = world;
  const data = Array.from({ length: left.rows * right.columns }, (_, k) => {
    const [row, column] = [Math.floor(k / right.columns), k % right.columns];
    return graph.add(...Array.from({ length: left.columns }, (_, j) => graph.mul(left.data[row * left.columns + j]!, right.data[j * right.columns + column]!)));
  });
  return normalised([left.rows, right.columns], data);
}

const sideName = (world: World, length: number): string => {
  for (const [name, size] of world.sizes) if (size === length) return name;
  return String(length);
};

export function entrywise(a: Tensor, b: Tensor, f: (a: Node, b: Node) => Node, verb: string, span: Span, world: World): Tensor {
  const left = a.elastic !== undefined && b.elastic === undefined ? fitted(a, b.shape, world) : a;
  const right = b.elastic !== undefined && a.elastic === undefined ? fitted(b, a.shape, world) : b;
  if (left !== null && right !== null && left.elastic === undefined && right.elastic === undefined) {
    if (sameShape(left.shape, right.shape)) return { shape: left.shape, data: left.data.map((node, k) => f(node, right.data[k]!)) };
    if (isScalar(left)) return mapTensor(right, (node) => f(left.data[0]!, node));
    if (isScalar(right)) return mapTensor(left, (node) => f(node, right.data[0]!));
    if (world.scope.broadcast !== null) {
      const column = columnOver(left, right, span, world) ?? columnOver(right, left, span, world);
      if (column !== null) return sameShape(column.shape, left.shape) ? { shape: left.shape, data: left.data.map((node, k) => f(node, column.data[k]!)) } : { shape: right.shape, data: right.data.map((node, k) => f(column.data[k]!, node)) };
    }
  }
  return problem("shape", `${shapeText(world, a.shape)} and ${shapeText(world, b.shape)} cannot be ${verb} entry by entry`, span);
}

/** `a / b`: by a number; arrays of one shape entry by entry. */
export function quotient(a: Tensor, b: Tensor, span: Span, world: World): Tensor {
  if (b.elastic === undefined && b.shape.length > 0 && b.data.length === 1 && hasUnitSize(world)) return quotient(a, { shape: [], data: b.data }, span, world);
  if (isScalar(b)) return a.elastic === undefined ? mapTensor(a, (node) => world.graph.div(node, b.data[0]!)) : scaled(world.graph.div(world.graph.constant(1), b.data[0]!), a, world);
  if (isScalar(a)) {
    if (b.elastic !== undefined) return problem("shape", b.elastic === "identity" ? "division by the identity: write its inverse" : `division by ${elasticText(b)}`, span);
    if (b.shape.length === 2 && b.shape[0] === b.shape[1]) return problem("shape", "division by a square matrix: write its inverse", span);
    remark(world, "note", "entrywise", "the division is taken entry by entry", span);
    return mapTensor(b, (node) => world.graph.div(a.data[0]!, node));
  }
  remark(world, "note", "entrywise", "the division is taken entry by entry", span);
  return entrywise(a, b, world.graph.div, "divided", span, world);
}

/** `*` means what the shapes allow. */
function star(a: Tensor, b: Tensor, span: Span, world: World): Tensor {
  if (isScalar(a) || isScalar(b)) return matrixProduct(a, b, span, world);
  const same = sameShape(a.shape, b.shape);
  const chains = asMatrix(a).columns === asMatrix(b).rows;
  if (same && chains) return problem("ambiguous", "'*' can be the product entry by entry and the matrix product here: write \\odot or nothing", span);
  return same ? entrywise(a, b, world.graph.mul, "multiplied", span, world) : matrixProduct(a, b, span, world);
}

function kronecker(a: Tensor, b: Tensor, span: Span, world: World): Tensor {
  if (a.elastic !== undefined || b.elastic !== undefined) return problem("undeclared", "the size of a factor of this Kronecker product is declared nowhere", span);
  const left = asMatrix(a), right = asMatrix(b);
  const [rows, columns] = [left.rows * right.rows, left.columns * right.columns];
  const data = Array.from({ length: rows * columns }, (_, k) => {
    const [i, j] = [Math.floor(k / columns), k % columns];
    const upper = left.data[Math.floor(i / right.rows) * left.columns + Math.floor(j / right.columns)]!;
    return world.graph.mul(upper, right.data[(i % right.rows) * right.columns + (j % right.columns)]!);
  });
  return normalised([rows, columns], data);
}
