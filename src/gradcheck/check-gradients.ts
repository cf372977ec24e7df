/** Numerical derivatives against `backward`, for every entry of every input of a layer. */
import { channel } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { TABLE_MIME } from "../figure/figure.js";
import type { Differentiable, Inputs } from "../layers/layer.js";
import { inner, sameShape, shapeText, type Matrix, type Tensor } from "../layers/matrix.js";
import { checkForward } from "./check-forward.js";
import { compareGradient } from "./compare-gradient.js";
import { formatCheck, tableOf } from "./format.js";
import { RECORD_CHANNEL, type GradientCheck, type InputCheck, type Verdict } from "./gradient-check.js";
import { numericalDerivative, type Sample } from "./numerical-derivative.js";

/** What is checked: any record with a forward and a backward, a layer or a deliberately wrong copy of one. */
export interface Checkable<I extends Inputs, Y extends Tensor = Matrix> {
  readonly name: string;
  readonly forward: (inputs: I) => Y;
  readonly backward: (inputs: I, dY: Y) => { readonly [name: string]: Tensor | undefined };
}

export interface CheckOptions {
  /** The forward value from an independent source; forward must equal it. */
  readonly expected?: Tensor;
  /** Gradients from a formula, by input name: they are checked in place of what `backward` gives, and no others. */
  readonly gradient?: { readonly [name: string]: Tensor };
  /** `fails` to demonstrate a mistake on purpose: the report then wants the check to fail. */
  readonly expect?: "holds" | "fails";
}

/**
 * Compares `backward` with the numerical derivative of ⟨dY, forward(inputs)⟩ by each entry of each matrix among the inputs.
 *
 * An entry agrees if |analytic − numerical| is at most 10 times the numerical derivative's own error estimate (see
 * `numericalDerivative`; about 1e-11 for values near 1). Where that estimate is above 1e-6 of the gradient's size, or the
 * function has a kink at the point, the entry is undecided, which never counts as holding. Nothing is drawn at random here.
 * @param dY the upstream gradient, of the output's shape; draw it at random, since ones hide mistakes
 */
export function checkGradients<I extends Inputs, Y extends Tensor>(layer: Checkable<I, Y>, inputs: I, dY: Y, options: CheckOptions = {}): GradientCheck {
  const { backward, forward } = checkForward(layer, inputs, dY, options.expected);
  const matrices = matrixNames(inputs);
  const analytic = options.gradient ?? backward;
  const names = options.gradient === undefined ? matrices : requireNames(Object.keys(options.gradient), matrices);
  const gradients = forward.verdict === "holds" ? names.map((name) => checkInput(layer, inputs, dY, name, analytic?.[name])) : [];
  const check: GradientCheck = {
    kind: "gradient-check",
    layer: layer.name,
    of: options.gradient === undefined ? "backward" : "formula",
    seed: commonSeed([...matrices.map((name) => inputs[name] as Tensor), dY]),
    expect: options.expect ?? "holds",
    verdict: overall([forward.verdict, ...gradients.map((gradient) => gradient.verdict)]),
    forward,
    gradients,
  };
  channel(RECORD_CHANNEL).publish(check);
  return readable(check);
}

const matrixNames = (inputs: Inputs): readonly string[] => Object.keys(inputs).filter((name) => isMatrix(inputs[name]));

function requireNames(given: readonly string[], inputs: readonly string[]): readonly string[] {
  const unknown = given.find((name) => !inputs.includes(name));
  if (unknown !== undefined) throw new Error(`checkGradients: a gradient by ${unknown} is given, but the inputs are ${inputs.join(", ")}`);
  if (given.length === 0) throw new Error("checkGradients: `gradient` names no input, so there would be nothing to check");
  return given;
}

/**
 * The numerical gradient by each matrix among the inputs: one matrix an input, under the same key and of the same shape.
 * Entry by entry the derivative of ⟨dY, forward(inputs)⟩; see `numericalDerivative`.
 */
export function numericalGradient<I extends Inputs, Y extends Tensor>(layer: Pick<Checkable<I, Y>, "forward">, inputs: I, dY: Y): { [K in Differentiable<I>]: Extract<I[K], Tensor> } {
  const gradientBy = (name: string): Tensor => {
    const { shape, data } = inputs[name] as Tensor;
    return { shape, data: data.map((x, k) => numericalDerivative(alongEntry(layer, inputs, dY, name, k), x).value) };
  };
  return Object.fromEntries(matrixNames(inputs).map((name) => [name, gradientBy(name)])) as { [K in Differentiable<I>]: Extract<I[K], Tensor> };
}

/** The same record, which prints as a table: as text (`console.log`, the last value of a cell) and in a notebook (`show`). */
function readable(check: GradientCheck): GradientCheck {
  return Object.defineProperties({ ...check }, {
    [inspect.custom]: { value: () => formatCheck(check) },
    [Symbol.for("Jupyter.display")]: { value: () => ({ [TABLE_MIME]: tableOf(check), "text/plain": formatCheck(check) }) },
  });
}

function isMatrix(value: Tensor | readonly number[] | undefined): value is Tensor {
  return value !== undefined && "shape" in value;
}

function commonSeed(drawn: readonly Tensor[]): number | null {
  const seeds = new Set(drawn.map((A) => A.seed));
  return seeds.size === 1 ? (drawn[0]?.seed ?? null) : null;
}

function overall(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fails")) return "fails";
  return verdicts.includes("undecided") ? "undecided" : "holds";
}

/** The gradient by one input: its shape first, then entry by entry. */
function checkInput<I extends Inputs, Y extends Tensor>(layer: Checkable<I, Y>, inputs: I, dY: Y, name: string, analytic: Tensor | undefined): InputCheck {
  const A = inputs[name] as Tensor;
  const refused = (message: string): InputCheck => ({ input: name, shape: A.shape, verdict: "fails", entries: A.data.length, wrong: A.data.length, worst: null, relativeError: Infinity, message });
  if (analytic === undefined) return refused(`backward gives no gradient for ${name}`);
  if (!sameShape(analytic.shape, A.shape)) return refused(`backward gives shape ${shapeText(analytic.shape)}, ${name} has ${shapeText(A.shape)}: a gradient has the shape of its input`);
  const numerical = Array.from(A.data, (x, k) => numericalDerivative(alongEntry(layer, inputs, dY, name, k), x));
  return compareGradient(name, analytic, numerical);
}

/** t ↦ ⟨dY, forward(inputs with entry k of `name` moved by t)⟩. */
function alongEntry<I extends Inputs, Y extends Tensor>(layer: Pick<Checkable<I, Y>, "forward">, inputs: I, dY: Y, name: string, k: number): (t: number) => Sample {
  const A = inputs[name] as Tensor;
  return (t) => {
    const moved = { shape: A.shape, data: A.data.map((x, l) => (l === k ? x + t : x)) };
    const Y = layer.forward({ ...inputs, [name]: moved });
    return { value: inner(dY, Y), magnitude: Y.data.reduce((sum, y, l) => sum + Math.abs(y * dY.data[l]!), 0) };
  };
}
