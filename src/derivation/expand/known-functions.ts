/** The known functions on arrays of nodes. */
import type { Node } from "../scalar/graph.js";
import type { Span } from "../tex/tex.js";
import { determinant } from "./determinant.js";
import { LIMITS } from "./limits.js";
import { problem } from "./problem.js";
import { asMatrix, isScalar, mapTensor, normalised, scalar, transposed, type Tensor } from "./tensor.js";
import { shapeText, type World } from "./world.js";

/** A function of one number, as a node. */
export function entryFunction(name: string, x: Node, { graph }: World): Node | null {
  const one = graph.constant(1), zero = graph.constant(0);
  switch (name) {
    case "exp": case "log": case "sqrt": case "sin": case "cos": case "tan": case "asin": case "acos": case "atan": case "sinh": case "cosh": case "tanh": case "erf": case "abs": case "sign": return graph.fn(name, x);
    case "artanh": return graph.fn("atanh", x);
    case "arsinh": return graph.fn("asinh", x);
    case "arcosh": return graph.fn("acosh", x);
    case "sec": return graph.div(one, graph.fn("cos", x));
    case "csc": return graph.div(one, graph.fn("sin", x));
    case "cot": return graph.div(graph.fn("cos", x), graph.fn("sin", x));
    case "sech": return graph.div(one, graph.fn("cosh", x));
    case "csch": return graph.div(one, graph.fn("sinh", x));
    case "coth": return graph.div(graph.fn("cosh", x), graph.fn("sinh", x));
    case "sigmoid": return graph.div(one, graph.add(one, graph.fn("exp", graph.neg(x))));
    case "softplus": return graph.fn("log", graph.add(one, graph.fn("exp", x)));
    case "relu": return graph.select(graph.compare(">", x, zero), x, zero);
    default: return null;
  }
}

export function applyKnown(name: string, args: readonly Tensor[], span: Span, world: World): Tensor {
  const [first] = args;
  if (first === undefined) return problem("notation", `'${name}' has no argument`, span);
  if (name === "max" || name === "min") return extreme(name, args, span, world);
  if (first.elastic !== undefined) return elasticValue(name, first, span);
  if (entryFunction(name, first.data[0]!, world) !== null) return mapTensor(first, (node) => entryFunction(name, node, world)!);
  switch (name) {
    case "softmax": return softmax(first, span, world);
    case "logsumexp": return logSumExp(first, span, world);
    case "trace": return scalar(world.graph.add(...diagonalOf(square(name, first, span, world)).data));
    case "det": return scalar(determinant(square(name, first, span, world), world.graph));
    case "diag": return diagonal(first, span, world);
    case "vec": return vec(first);
    case "transpose": return transposed(first);
    default: return problem("notation", `the function '${name}' is not understood`, span);
  }
}

function elasticValue(name: string, tensor: Tensor, span: Span): Tensor {
  if (name === "transpose") return transposed(tensor);
  return problem("undeclared", `the size of the argument of '${name}' is declared nowhere`, span);
}

export function square(name: string, tensor: Tensor, span: Span, world: World): Tensor {
  if (tensor.shape.length === 0) return { shape: [1, 1], data: tensor.data };
  if (tensor.shape.length !== 2 || tensor.shape[0] !== tensor.shape[1]) return problem("shape", `'${name}' needs a square matrix; this is ${shapeText(world, tensor.shape)}`, span);
  if (name === "det" && tensor.shape[0]! > LIMITS.cofactors) return problem("too-large", `a determinant of ${tensor.shape[0]!} rows here`, span);
  return tensor;
}

const diagonalOf = ({ shape, data }: Tensor): Tensor => ({ shape: [shape[0]!], data: data.filter((_, k) => Math.floor(k / shape[0]!) === k % shape[0]!) });

/** diag of a vector is a matrix; of a square matrix the vector of its diagonal. */
function diagonal(tensor: Tensor, span: Span, world: World): Tensor {
  if (tensor.shape.length === 2 && tensor.shape[0] !== 1) return diagonalOf(square("diag", tensor, span, world));
  const n = tensor.data.length, zero = world.graph.constant(0);
  return normalised([n, n], Array.from({ length: n * n }, (_, k) => (Math.floor(k / n) === k % n ? tensor.data[k % n]! : zero)));
}

/** Column upon column. */
function vec(tensor: Tensor): Tensor {
  const { data } = transposed(tensor);
  return normalised([data.length, 1], tensor.shape.length < 2 ? tensor.data : data);
}

/** Rows or columns of a tensor as lists of positions. */
function lines(tensor: Tensor, span: Span, name: string, world: World): readonly (readonly number[])[] {
  const { rows, columns } = asMatrix(tensor);
  if (tensor.shape.length < 2 || rows === 1) return [tensor.data.map((_, k) => k)];
  const axis = world.scope.softmaxAxis;
  if (axis === null) return problem("ambiguous", `'${name}' of a matrix: say whether it is applied to each row or to each column`, span);
  return axis === "rows" ? Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => i * columns + j)) : Array.from({ length: columns }, (_, j) => Array.from({ length: rows }, (_, i) => i * columns + j));
}

function softmax(tensor: Tensor, span: Span, world: World): Tensor {
  const { graph } = world;
  const exponentials = tensor.data.map((node) => graph.fn("exp", node));
  const data = [...exponentials];
  for (const line of lines(tensor, span, "softmax", world)) {
    const total = graph.add(...line.map((k) => exponentials[k]!));
    for (const k of line) data[k] = graph.div(exponentials[k]!, total);
  }
  return { shape: tensor.shape, data };
}

function logSumExp(tensor: Tensor, span: Span, world: World): Tensor {
  const { graph } = world;
  const totals = lines(tensor, span, "logsumexp", world).map((line) => graph.fn("log", graph.add(...line.map((k) => graph.fn("exp", tensor.data[k]!)))));
  return totals.length === 1 ? scalar(totals[0]!) : world.scope.softmaxAxis === "rows" ? normalised([totals.length, 1], totals) : normalised([1, totals.length], totals);
}

/** `\max(0, x)` entry by entry; `\max(x)` of one array over its entries. */
function extreme(name: "max" | "min", args: readonly Tensor[], span: Span, world: World): Tensor {
  if (args.some((arg) => arg.elastic !== undefined)) return problem("undeclared", "the size of an argument is declared nowhere", span);
  const choose = (a: Node, b: Node): Node => larger(name, a, b, world);
  if (args.length === 1) return scalar(args[0]!.data.reduce(choose));
  return args.reduce((a, b) => {
    if (isScalar(a)) return mapTensor(b, (node) => choose(a.data[0]!, node));
    if (isScalar(b)) return mapTensor(a, (node) => choose(node, b.data[0]!));
    if (a.shape.length !== b.shape.length || a.shape.some((length, k) => length !== b.shape[k])) return problem("shape", `${shapeText(world, a.shape)} and ${shapeText(world, b.shape)} cannot be compared entry by entry`, span);
    return mapTensor(a, (node, k) => choose(node, b.data[k]!));
  });
}

export const larger = (name: "max" | "min", a: Node, b: Node, { graph }: World): Node => graph.select(graph.compare(name === "max" ? ">" : "<", a, b), a, b);

