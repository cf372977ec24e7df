/** A layer's LaTeX in numbers: its forward value and the exact derivatives of it, at the inputs that the code is given. */
import type { Inputs } from "../../layers/layer.js";
import { sameShape, shapeText, type Tensor as Values } from "../../layers/matrix.js";
import { evaluate } from "../expand/evaluate.js";
import type { Tensor } from "../expand/tensor.js";
import { createWorld, emptyEnv } from "../expand/world.js";
import type { Expression } from "../expression/expression.js";
import { conditionsAt, evaluateFloat } from "../scalar/evaluate-float.js";
import type { Node, ScalarGraph } from "../scalar/graph.js";
import type { Quantity, Scope } from "../scope/scope.js";
import type { LayerDocument } from "./layer-document.js";

export interface PaperValues {
  readonly forward: Values;
  /** The derivative of ⟨dY, Y⟩ by each matrix among the inputs; empty where dY has another shape than Y; NaN at a kink and within rounding of one. */
  readonly gradient: ReadonlyMap<string, Values>;
}

/**
 * Evaluates in float64; derivatives are formed symbolically first, so nothing is approximated but the arithmetic.
 * @throws Error if an input has another shape than the document declares, or is declared nowhere
 * @throws ExpandProblem if the forward formula cannot be expanded
 */
export function paperValues({ scope, output }: LayerDocument, inputs: Inputs, dY: Values): PaperValues {
  const world = createWorld(scope, sizesOf(scope, output, inputs, dY), "gradient");
  const matrices = Object.entries(inputs).filter((input): input is [string, Values] => "shape" in input[1]);
  const tensors = new Map(matrices.map(([name]) => [name, tensorOf(keyOf(name, scope), world)] as const));
  const given = new Map<Node, number>(matrices.flatMap(([name, { data }]) => tensors.get(name)!.data.map((atom, k) => [atom, data[k]!] as const)));
  const Y = tensorOf(output, world);
  const shape = matrixShape(Y.shape);
  const { graph } = world;
  if (!sameShape(shape, dY.shape)) return { forward: { shape, data: evaluateFloat(graph, Y.data, { seed: 0, given }) }, gradient: new Map() };
  const loss = graph.add(...Y.data.map((y, k) => graph.mul(graph.constant(dY.data[k]!), y)));
  const draw = { seed: 0, given };
  const values = (nodes: readonly Node[], like: readonly number[]): Values => ({ shape: like, data: evaluateFloat(graph, nodes, draw) });
  const slopes = (nodes: readonly Node[], like: readonly number[]): Values => ({ shape: like, data: values(nodes, like).data.map((value, k) => (isAtKink(nodes[k]!, graph, draw) ? NaN : value)) });
  return {
    forward: values(Y.data, shape),
    gradient: new Map(matrices.map(([name, A]) => [name, slopes(tensors.get(name)!.data.map((atom) => graph.derivative(loss, atom)), A.shape)])),
  };
}

const tensorOf = (name: string, world: Parameters<typeof evaluate>[2]): Tensor => evaluate({ kind: "name", name, start: 0, end: 0 }, emptyEnv, world);

/** Both sides of an inequality in the derivative are equal: from one side it is one formula, from the other another. */
function isAtKink(node: Node, graph: ScalarGraph, draw: { readonly seed: number; readonly given: ReadonlyMap<Node, number> }): boolean {
  return [...conditionsAt(graph, [node], draw).keys()].some((condition) => {
    const term = graph.term(condition);
    return term.kind === "compare" && term.relation !== "=" && evaluateFloat(graph, [graph.sub(term.a, term.b)], draw)[0] === 0;
  });
}

/** A vector is a column, a number (1, 1). */
const matrixShape = ([rows = 1, columns = 1, ...more]: readonly number[]): readonly number[] => [rows, columns, ...more];

/** `gamma` is `\gamma` on paper. */
function keyOf(name: string, scope: Scope): string {
  const key = [name, `\\${name}`].find((each) => scope.quantities.has(each));
  if (key === undefined) throw new Error(`checkLayer: the input ${name} stands nowhere in the layer's latex; say in latex.where what it is`);
  return key;
}

/** The sizes that the shapes of the inputs, and of the output where it is declared, give to the letters of the declarations, and the values of labels, which the code counts from 0. */
function sizesOf(scope: Scope, output: string, inputs: Inputs, dY: Values): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  const labels = [...scope.quantities.values()].filter(({ role }) => role === "label");
  for (const [name, input] of Object.entries(inputs)) {
    if ("shape" in input) unify(scope.quantities.get(keyOf(name, scope))!, input, sizes);
    else {
      const family = labels.shift();
      if (family === undefined) throw new Error(`checkLayer: the labels ${name} stand nowhere in the layer's latex; say in latex.where what they are, for example 'c_k \\in \\{1, \\dots, C\\}'`);
      input.forEach((label, k) => sizes.set(`${family.key}_{${k + 1}}`, label + 1));
    }
  }
  const declared = scope.quantities.get(output);
  for (const [k, axis] of (declared?.axes?.length === dY.shape.length ? declared.axes : []).entries()) {
    const name = letterOf(axis);
    if (name !== null && !sizes.has(name)) sizes.set(name, dY.shape[k]!);
  }
  return sizes;
}

function unify({ key, axes }: Quantity, { shape }: Values, sizes: Map<string, number>): void {
  if (axes === null) throw new Error(`checkLayer: the shape of ${key} is declared nowhere; say it in latex.where`);
  const lengths = axes.length >= 2 ? shape : axes.length === 1 ? shape.slice(0, 1) : [];
  if (shape.slice(lengths.length).some((length) => length !== 1)) throw new Error(`checkLayer: ${key} has shape ${shapeText(shape)}, and latex.where declares ${axes.length === 0 ? "a number" : "a column"}`);
  if (axes.length > 2 && axes.length !== shape.length) throw new Error(`checkLayer: ${key} has shape ${shapeText(shape)}, and latex.where declares ${axes.length} axes`);
  axes.forEach((axis, k) => {
    const length = lengths[k]!, name = letterOf(axis);
    const known = name === null ? numberOf(axis) : (sizes.get(name) ?? length);
    if (known !== length) throw new Error(`checkLayer: ${key} has shape ${shapeText(shape)}, and latex.where declares ${name === null ? known : `${name} = ${known}`} for its ${axes.length > 2 ? `axis ${k + 1}` : k === 0 ? "rows" : "columns"}`);
    if (name !== null) sizes.set(name, length);
  });
}

const letterOf = (e: Expression): string | null => (e.kind === "name" || e.kind === "index" ? e.name : null);
const numberOf = (e: Expression): number => (e.kind === "number" ? Number(e.digits) : NaN);
