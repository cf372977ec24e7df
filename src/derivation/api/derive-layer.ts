/** The gradient of a layer, derived from its forward formula: for a cell of a notebook, and to hold against the code. */
import { inspect } from "node:util";
import { compile, type IndexAxis } from "../compile/compile.js";
import { quantityAxes } from "../derive/axes.js";
import { deriveGoal } from "../derive/derive.js";
import type { Derivation, Detail } from "../derive/derivation.js";
import { referenceOf } from "../derive/reference.js";
import type { Expression } from "../expression/expression.js";
import { printDerivation } from "../latex/print-derivation.js";
import { printLatex } from "../latex/print-latex.js";
import { typographyOf } from "../latex/typography-of.js";
import type { Differentiable, Inputs, Layer } from "../../layers/layer.js";
import type { Tensor } from "../../layers/matrix.js";
import type { Scope } from "../scope/scope.js";
import { readLayerDocument } from "./layer-document.js";

export interface DeriveLayerOptions {
  readonly detail?: Detail;
  readonly seed?: number;
}

/** A derived gradient: as data, as LaTeX, and as a function. As the last value of a cell it prints as text. */
export interface LayerDerivation<I extends Inputs, Y extends Tensor> extends Derivation {
  /** `\frac{dL}{d\mathbf{W}}` */
  readonly left: string;
  /** What stands after the last equals sign. */
  readonly latex: string;
  /** The whole derivation for a report or a notebook: `align*` with the reasons on the right. */
  readonly display: string;
  /** The derived formula in numbers, at the inputs that the layer's code is given; dY is the upstream gradient. */
  readonly compute: (inputs: I, dY: Y) => Tensor;
}

/**
 * Derives dL/d(input) from `latex.forward`; `latex.backward` gives the left side only, what stands on its right is not looked at.
 * @throws Error if the layer has no gradient by that input, or its left side is not understood
 * @throws CannotDerive where no rule goes on
 */
export function derive<I extends Inputs, Y extends Tensor>(layer: Layer<I, Y>, input: Differentiable<I>, { detail = "normal", seed = 1 }: DeriveLayerOptions = {}): LayerDerivation<I, Y> {
  const { document, scope, gradients, output } = readLayerDocument(layer);
  const formula = gradients.get(input);
  if (formula === undefined) throw new Error(`derive: ${layer.name} has no gradient by '${input}'; it has those by ${[...gradients.keys()].join(", ")}`);
  if (formula.left === null) throw new Error(`derive: the left side of latex.backward.${input} of ${layer.name} is not understood`);
  const typography = typographyOf(document, scope), { layout } = document.conventions;
  const write = (e: Derivation["goal"]): string => printLatex(e, typography);
  const derivation = deriveGoal(formula.left, { scope, layout, seed, write }, { detail });
  const derived: LayerDerivation<I, Y> = {
    ...derivation, left: write(derivation.goal), latex: write(derivation.result), display: printDerivation(derivation, "latex", typography),
    compute: (inputs, dY) => {
      const value = compile(derivation.result, { scope, layout }, indicesOf(derivation.goal, scope))({ ...(inputs as Readonly<Record<string, Tensor>>), ...labelsOf(inputs, scope), [`d${output}`]: dY });
      return isLoss(derivation.goal, output) ? { shape: value.shape, data: value.data.map((each) => each * dY.data[0]!) } : value;
    },
  };
  return Object.defineProperty(derived, inspect.custom, { value: () => printDerivation(derivation, "text", typography) });
}

/** A layer counts its `labels` from 0, a formula c_1, …, c_N from 1. */
function labelsOf(inputs: Inputs, scope: Scope): Readonly<Record<string, Tensor>> {
  const { labels } = inputs as { readonly labels?: unknown };
  const families = [...scope.quantities.values()].filter(({ role, levels }) => role === "label" && levels === 1);
  if (!Array.isArray(labels) || families.length !== 1) return {};
  return { [families[0]!.key]: { shape: [labels.length, 1], data: Float64Array.from(labels as readonly number[], (label) => label + 1) } };
}

/** The indices of `dL/dX_{ik}` with the axes of X. */
function indicesOf(goal: Expression, scope: Scope): readonly IndexAxis[] {
  const by = goal.kind === "derivative" && goal.by.length === 1 ? referenceOf(goal.by[0]!) : null;
  const axes = by === null ? null : quantityAxes(scope, by.key, by.levels);
  return by === null || axes === null ? [] : by.at.flatMap((at, k) => (at.kind === "index" && axes[k] != null ? [{ index: at.name, axis: axes[k] }] : []));
}

/** The output is the loss itself: then dY, a number, is the derivative of what comes after it. */
const isLoss = (goal: Expression, output: string): boolean => goal.kind === "derivative" && goal.of.kind === "name" && goal.of.name === output;
