/** Derivatives of arrays by arrays: which shape they have, and how products of them are contracted. */
import type { Expression } from "../expression/expression.js";
import type { Node } from "../scalar/graph.js";
import type { Evaluate } from "./conditions.js";
import { problem } from "./problem.js";
import { count, normalised, transposed, type Tensor } from "./tensor.js";
import { remark, type Env, type World } from "./world.js";

type Derivative = Expression & { readonly kind: "derivative" };

/**
 * The layouts, for a scalar f, a column y of length m and a column x of length n:
 * `gradient`: df/dX has the shape of X, dy/dx is m × n; `numerator`: df/dx is a row, df/dX has the shape of Xᵀ; `denominator`: dy/dx is n × m, dy/ds is a row.
 */
export function evaluateDerivative(e: Derivative, env: Env, world: World, evaluate: Evaluate): Tensor {
  const of = evaluate(e.of, env, world);
  if (of.elastic !== undefined) return problem("undeclared", "the size of what is differentiated is declared nowhere", e.of);
  if (e.by.length === 2) return second(e, of, env, world, evaluate);
  if (e.by.length > 2) return e.by.reduce((tensor, by, k) => bare(tensor, variablesOf(by, env, world, evaluate), by, world, k === 0 ? kindOf(e, world) : again(kindOf(e, world))), of);
  const by = e.by[0]!;
  const root = rootOf(by, env, world, evaluate);
  if (root !== null) return bySquare(of, root, e, world);
  const variables = variablesOf(by, env, world, evaluate);
  return laidOut(raw(of, variables, world, kindOf(e, world)), of, variables, world);
}

/** σ of a derivative by `\sigma^2`, where σ is the variable. */
function rootOf(by: Expression, env: Env, world: World, evaluate: Evaluate): Node | null {
  if (by.kind !== "power" || by.exponent.kind !== "number" || by.exponent.digits !== 2n || by.exponent.places > 0) return null;
  const { shape, data, elastic } = evaluate(by.base, env, world);
  return elastic === undefined && shape.length === 0 && world.graph.term(data[0]!).kind === "atom" ? data[0]! : null;
}

/** ∂f/∂σ² = ∂f/∂σ / 2σ. */
function bySquare(of: Tensor, root: Node, e: Derivative, world: World): Tensor {
  const { graph } = world, by: Tensor = { shape: [], data: [root] }, slope = graph.mul(graph.constant(2), root);
  return laidOut(raw(of, by, world, kindOf(e, world)).map((node) => graph.div(node, slope)), of, by, world);
}

type Kind = "derivative" | "partial" | "partialAgain";

const again = (kind: Kind): Kind => (kind === "partial" ? "partialAgain" : kind);

/** Where the document parts \\partial from d, it holds fixed what is in between. */
const kindOf = ({ partial }: Derivative, { scope }: World): Kind => (partial && scope.holdsFixed ? "partial" : "derivative");

const bare = (of: Tensor, by: Tensor, span: Expression, world: World, kind: Kind): Tensor => {
  if (by.shape.length > 0 && of.shape.length > 0) return problem("notation", "a third derivative by arrays is not understood: write indices", span);
  return { shape: [...of.shape, ...by.shape], data: raw(of, by, world, kind) };
};

/** What stands below the bar, as variables. @throws ExpandProblem where an entry is no variable */
export function variablesOf(by: Expression, env: Env, world: World, evaluate: Evaluate): Tensor {
  const tensor = evaluate(by, env, world);
  if (tensor.elastic !== undefined) return problem("undeclared", "the size of what is differentiated by is declared nowhere", by);
  for (const node of tensor.data) {
    const { kind } = world.graph.term(node);
    if (kind !== "atom" && kind !== "ref") return problem("notation", "a derivative by this expression is not understood: give it a name first", by);
  }
  return tensor;
}

/** d of[p] / d by[q] for all p, q, row-major. */
function raw(of: Tensor, by: Tensor, { graph }: World, kind: Kind = "derivative"): readonly Node[] {
  return of.data.flatMap((node) => by.data.map((variable) => graph[kind](node, variable)));
}

function laidOut(data: readonly Node[], of: Tensor, by: Tensor, { layout, met }: World): Tensor {
  const shape = [...of.shape, ...by.shape];
  const isRowBy = by.shape.length === 2 && by.shape[0] === 1;
  // dy/dx^T: the row below the bar asks for a Jacobian whatever the layout; df/dx^T is a row
  if (isRowBy && of.shape.length <= 1) return normalised(of.shape.length === 0 ? by.shape : [of.shape[0]!, by.shape[1]!], data);
  // dy^T/dx: the row above the bar asks for the transposed Jacobian
  if (of.shape.length === 2 && of.shape[0] === 1 && by.shape.length === 1) return transposed({ shape: [of.shape[1]!, by.shape[0]!], data });
  if (shape.length > 0) met.layout = true;
  if (of.shape.length === 0 && by.shape.length <= 2) return layout === "numerator" ? transposed({ shape: by.shape, data }) : { shape: by.shape, data };
  if (by.shape.length === 0) return layout === "denominator" ? transposed({ shape: of.shape, data }) : { shape: of.shape, data };
  if (of.shape.length === 1 && by.shape.length === 1) return layout === "denominator" ? transposed({ shape, data }) : { shape, data };
  return { shape, data };
}

/** `\frac{\partial^2 f}{\partial x_i \partial x_j}`, and the Hessian by `\partial x \partial x^T`. */
function second(e: Derivative, of: Tensor, env: Env, world: World, evaluate: Evaluate): Tensor {
  const [a, b] = e.by.map((by) => variablesOf(by, env, world, evaluate)) as [Tensor, Tensor];
  const inner: Tensor = { shape: [...of.shape, ...a.shape], data: raw(of, a, world, kindOf(e, world)) };
  const data = raw(inner, b, world, again(kindOf(e, world)));
  const axes = (tensor: Tensor): readonly number[] => (tensor.shape.length === 2 && tensor.shape[0] === 1 ? [tensor.shape[1]!] : tensor.shape);
  const shape = [...of.shape, ...axes(a), ...axes(b)];
  if (count(shape) !== data.length) return problem("notation", "this second derivative is not understood: write indices", e);
  return { shape, data };
}

/** ∇f is a column (or has the shape of the array) in every layout; ∇²f is the Hessian. */
export function gradientOf(of: Tensor, by: Tensor, order: 1 | 2, span: Expression, world: World): Tensor {
  if (of.shape.length !== 0) return problem("shape", "\\nabla acts on a scalar; for a vector write its Jacobian \\frac{\\partial y}{\\partial x}", span);
  const first = raw(of, by, world);
  if (order === 1) return { shape: by.shape, data: first };
  if (by.shape.length > 1) return problem("notation", "the Hessian by a matrix is not understood: write indices", span);
  return { shape: [...by.shape, ...by.shape], data: raw({ shape: by.shape, data: first }, by, world) };
}

/** ∇_a ∇_b f, given ∇_b f: its rows are those of the first operator, [i, j] = ∂²f / ∂a_i ∂b_j. */
export function gradientTwice(inner: Tensor, by: Tensor, span: Expression, world: World): Tensor {
  if (by.shape.length !== 1) return problem("notation", "\\nabla\\nabla by an array that is no vector is not understood: write indices", span);
  remark(world, "note", "layout", "\\nabla_a\\nabla_b f is read with rows for the first operator: its entry (i, j) is the derivative by a_i and b_j", span);
  return transposed({ shape: [inner.shape[0]!, by.shape[0]!], data: raw(inner, by, world) });
}

/**
 * A product of derivatives one of which is no matrix (a vector by a matrix): contracted over the intermediate that they share,
 * `\frac{dL}{dy}\frac{dy}{dW}`: Σ over the entries of y. null where they share none.
 */
export function contracted(left: { readonly e: Derivative; readonly tensor: Tensor }, right: { readonly e: Derivative; readonly tensor: Tensor }, lengths: { readonly left: number; readonly right: number }, world: World): Tensor | null {
  const shared = lengths.left;
  if (lengths.left !== lengths.right || left.tensor.data.length % shared !== 0 || right.tensor.data.length % shared !== 0) return null;
  const outer = left.tensor.data.length / shared, inner = right.tensor.data.length / shared;
  const { graph } = world;
  const data = Array.from({ length: outer * inner }, (_, k) =>
    graph.add(...Array.from({ length: shared }, (_, s) => graph.mul(left.tensor.data[Math.floor(k / inner) * shared + s]!, right.tensor.data[s * inner + (k % inner)]!))));
  return { shape: [], data };
}
