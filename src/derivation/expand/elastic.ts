/** Arrays whose size only their neighbours tell: I, 0, 1, 1 1ᵀ, b 1ᵀ, and sums of them; made to fit, scaled, multiplied. */
import type { Node } from "../scalar/graph.js";
import type { Span } from "../tex/tex.js";
import { problem } from "./problem.js";
import { asMatrix, sameShape, type Tensor } from "./tensor.js";
import type { World } from "./world.js";

/** The number in front of an elastic array. */
export const factorOf = (tensor: Tensor, { graph }: World): Node => tensor.factor ?? graph.constant(1);

/** An elastic array made to fit; null where it cannot. */
export function fitted(tensor: Tensor, shape: readonly number[], world: World): Tensor | null {
  const { graph } = world;
  const [zero, one] = [graph.constant(0), factorOf(tensor, world)];
  const length = shape.reduce((product, each) => product * each, 1);
  const [rows, columns] = shape as readonly [number, number];
  const filled = (entry: (k: number) => Node): Tensor => ({ shape, data: Array.from({ length }, (_, k) => entry(k)) });
  if (tensor.elastic === undefined) return sameShape(tensor.shape, shape) ? tensor : null;
  switch (tensor.elastic) {
    case "zeros": return filled(() => zero);
    case "ones": return shape.length === 1 || shape.length === 2 ? filled(() => one) : null;
    case "ones-row": return shape.length === 2 && rows === 1 ? filled(() => one) : null;
    case "all-ones": return shape.length === 2 ? filled(() => one) : null;
    case "columns": return shape.length === 2 && rows === tensor.data.length ? filled((k) => graph.mul(one, tensor.data[Math.floor(k / columns)]!)) : null;
    case "rows": return shape.length === 2 && columns === tensor.data.length ? filled((k) => graph.mul(one, tensor.data[k % columns]!)) : null;
    case "identity": return shape.length === 2 && rows === columns ? filled((k) => (Math.floor(k / rows) === k % rows ? one : zero)) : null;
    case "sum": {
      const terms = tensor.terms!.map((term) => fitted(term, shape, world));
      return terms.every((term) => term !== null) ? filled((k) => graph.mul(one, graph.add(...terms.map((term) => term.data[k]!)))) : null;
    }
  }
}

/** λ times an elastic array. */
export const scaledElastic = (factor: Node, tensor: Tensor, { graph }: World): Tensor =>
  tensor.elastic === "zeros" ? tensor : { ...tensor, factor: tensor.factor === undefined ? factor : graph.mul(factor, tensor.factor) };

const isMatrix = ({ elastic }: Tensor): boolean => elastic === "identity" || elastic === "all-ones" || elastic === "columns" || elastic === "rows" || elastic === "sum";

/** a ± b of two elastic arrays; null where they have no size in common. */
export function elasticSum(a: Tensor, b: Tensor, sign: 1 | -1, world: World): Tensor | null {
  const { graph } = world;
  if (b.elastic === "zeros") return a;
  const signed = sign === 1 ? b : scaledElastic(graph.constant(-1), b, world);
  if (a.elastic === "zeros") return signed;
  const alike = a.elastic === b.elastic && (a.elastic === "identity" || a.elastic === "ones" || a.elastic === "ones-row" || a.elastic === "all-ones");
  if (alike) return { ...a, factor: graph.add(factorOf(a, world), factorOf(signed, world)) };
  return isMatrix(a) && isMatrix(b) ? { shape: [], data: [], elastic: "sum", terms: [a, signed] } : null;
}

/** The operations on arrays that have a size. */
export interface Sized {
  readonly multiply: (a: Tensor, b: Tensor, span: Span, world: World) => Tensor;
  readonly add: (a: Tensor, b: Tensor, sign: 1 | -1, span: Span, world: World) => Tensor;
}

/** The product where one factor at least is elastic, and neither is the identity or a number. */
export function elasticProduct(a: Tensor, b: Tensor, span: Span, world: World, { multiply, add }: Sized): Tensor {
  if (a.elastic === "sum" || b.elastic === "sum") {
    const [sum, isLeft] = a.elastic === "sum" ? [a, true] : [b, false];
    const products = sum.terms!.map((term) => (isLeft ? multiply(scaledTerm(sum, term, world), b, span, world) : multiply(a, scaledTerm(sum, term, world), span, world)));
    return products.reduce((x, y) => add(x, y, 1, span, world));
  }
  return a.elastic === undefined ? byElastic(a, b, span, world, multiply) : b.elastic === undefined ? elasticBy(a, b, span, world, multiply) : ofOnes(a, b, world) ?? unknown(span);
}

const scaledTerm = (sum: Tensor, term: Tensor, world: World): Tensor => (sum.factor === undefined ? term : scaledElastic(sum.factor, term, world));
const unknown = (span: Span): never => problem("undeclared", "the size of the vector of ones or zeros is declared nowhere, and this product does not tell it", span);
const isColumn = ({ shape }: Tensor): boolean => shape.length === 1;
const isRow = ({ shape }: Tensor): boolean => shape.length === 2 && shape[0] === 1;

/** A times something elastic: A 1 is the sums of the rows of A, b 1ᵀ is b in each column, A (b 1ᵀ) is (A b) 1ᵀ. */
function byElastic(a: Tensor, b: Tensor, span: Span, world: World, multiply: Sized["multiply"]): Tensor {
  const { columns } = asMatrix(a);
  const carried = (column: Tensor): Tensor => ({ shape: [], data: asMatrix(column).data, elastic: "columns", ...(b.factor === undefined ? {} : { factor: b.factor }) });
  switch (b.elastic) {
    case "zeros": return multiply(a, fitted(b, [columns], world)!, span, world);
    case "ones": return a.shape.length === 2 ? multiply(a, fitted(b, [columns], world)!, span, world) : unknown(span);
    case "ones-row": return isColumn(a) ? carried(a) : unknown(span);
    case "columns": return carried(multiply(a, { shape: [b.data.length], data: b.data }, span, world));
    case "all-ones": return a.shape.length === 2 ? carried(multiply(a, { shape: [columns], data: Array.from({ length: columns }, () => world.graph.constant(1)) }, span, world)) : unknown(span);
    case "rows": return multiply(a, fitted(b, [columns, b.data.length], world)!, span, world);
    default: return unknown(span);
  }
}

/** Something elastic times B, the mirror of it. */
function elasticBy(a: Tensor, b: Tensor, span: Span, world: World, multiply: Sized["multiply"]): Tensor {
  const { rows } = asMatrix(b);
  const carried = (row: Tensor): Tensor => ({ shape: [], data: asMatrix(row).data, elastic: "rows", ...(a.factor === undefined ? {} : { factor: a.factor }) });
  const ofRow = (row: readonly Node[]): Tensor => {
    const product = multiply({ shape: [1, row.length], data: row }, b, span, world);
    // 1 (aᵀ b) with a column b is a vector of one number
    return isColumn(b) ? { shape: [], data: [], elastic: "ones", factor: world.graph.mul(factorOf(a, world), product.data[0]!) } : carried(product);
  };
  switch (a.elastic) {
    case "ones": return isRow(b) ? carried(b) : unknown(span);
    case "ones-row": return multiply(fitted(a, [1, rows], world)!, b, span, world);
    case "all-ones": return ofRow(Array.from({ length: rows }, () => world.graph.constant(1)));
    case "rows": return ofRow(a.data);
    case "columns": return multiply(fitted(a, [a.data.length, rows], world)!, b, span, world);
    default: return unknown(span);
  }
}

/** 1 1ᵀ; null for other pairs, whose inner length nothing tells. */
function ofOnes(a: Tensor, b: Tensor, world: World): Tensor | null {
  if (a.elastic !== "ones" || b.elastic !== "ones-row") return null;
  return { shape: [], data: [], elastic: "all-ones", factor: world.graph.mul(factorOf(a, world), factorOf(b, world)) };
}

/** The entry (i, j) of an elastic matrix where its size does not matter; null where it does. */
export function elasticEntry(tensor: Tensor, at: readonly number[], world: World): Node | null {
  const { graph } = world;
  const [i, j] = at, factor = factorOf(tensor, world);
  if (tensor.elastic === undefined) return null;
  switch (tensor.elastic) {
    case "identity": return at.length === 2 ? (i === j ? factor : graph.constant(0)) : null;
    case "ones": case "ones-row": case "all-ones": return factor;
    case "zeros": return graph.constant(0);
    case "columns": { const node = tensor.data[i! - 1]; return at.length === 2 && node !== undefined ? graph.mul(factor, node) : null; }
    case "rows": { const node = tensor.data[j! - 1]; return at.length === 2 && node !== undefined ? graph.mul(factor, node) : null; }
    case "sum": {
      const entries = tensor.terms!.map((term) => elasticEntry(term, at, world));
      return entries.every((entry) => entry !== null) ? graph.mul(factor, graph.add(...entries)) : null;
    }
  }
}

export const negatedElastic = (tensor: Tensor, world: World): Tensor => scaledElastic(world.graph.constant(-1), tensor, world);

/** What it is called in a message. */
export const elasticText = ({ elastic }: Tensor): string =>
  elastic === "identity" ? "an identity matrix" : elastic === "zeros" ? "a vector of zeros" : elastic === "ones" || elastic === "ones-row" ? "a vector of ones" : elastic === "all-ones" ? "a matrix of ones" : elastic === "columns" ? "a column times a row of ones" : elastic === "rows" ? "a column of ones times a row" : "a sum of arrays without a size";
