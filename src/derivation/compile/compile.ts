/**
 * A derived expression as a fast function: closures over typed arrays, one for each node, no code is generated and nothing is interpreted twice.
 * It works on the index form of the expression, so a product of arrays becomes the loops that a person would write.
 */
import { sameShape, shapeText, type Tensor } from "../../layers/matrix.js";
import { namesBelowBars } from "../expand/evaluate.js";
import { indexOf, nameOf } from "../expression/build.js";
import { freeIndices, type Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";
import { arrayForm } from "../derive/arrays.js";
import { quantityAxes, type Axes } from "../derive/axes.js";
import { lettersBeside, type DeriveContext } from "../derive/context.js";
import { CannotDerive } from "../derive/derivation.js";
import type { Layout } from "../expand/world.js";
import { definedArrays } from "./defined-arrays.js";
import { Program } from "./program.js";

/** Arrays by their names on paper: `W`, `\gamma`; the upstream gradient as `dY`. */
export type Values = { readonly [name: string]: Tensor | number };
export type Compiled = (values: Values) => Tensor;

export interface CompileContext {
  readonly scope: Scope;
  readonly layout: Layout;
}

/** An index of an entry that is compiled, and the axis that it runs over. */
export interface IndexAxis {
  readonly index: string;
  readonly axis: Expression;
}

/**
 * The function of an expression of arrays, entry by entry in float64. Shapes are those of the values; a vector is a column (n, 1), a number (1, 1).
 * An entry, `dL/dX_{ik}`, becomes the array of all of them if `over` gives its indices in order.
 * Names that the document defines are worked out from their definitions, once a call; `dL/dY` is the value `dY`.
 * @throws CannotDerive if the expression holds something that has no numbers: an unspecified function, a derivative that is not worked out
 * @throws Error (from the compiled function) if a value is missing or has another shape than declared
 */
export function compile(e: Expression, { scope, layout }: CompileContext, over: readonly IndexAxis[] = []): Compiled {
  if (scope.indexBase !== 1) throw new CannotDerive("this document counts entries from 0, and arrays are compiled from 1", "no-rule", [], e);
  const context: DeriveContext = { scope, layout, seed: 1, belowBars: namesBelowBars(e), partial: true, letters: lettersBeside([e], scope), numerators: new Set(), unrolled: new Map(), open: new Map(), shapes: new Map(), ranges: new Map(), write: () => "" };
  const form = arrayForm(e, context);
  const at = [...over.map(({ index }) => indexOf(index)), ...form.axes.map((_, k) => context.letters.take(k === 0 ? "i" : "j", "k", "l"))];
  const free = [...freeIndices(e)].filter((name) => !over.some(({ index }) => index === name));
  if (free.length > 0) throw new CannotDerive(`the index '${free[0]!}' is free here: say over which axis it runs`, "shape", [], e);
  const entry = form.entry(at.slice(over.length));
  const program = new Program(scope, definedArrays(context));
  const value = program.scalar(entry);
  const axes = [...over.map(({ axis }) => axis), ...form.axes].map((axis) => (axis === null ? null : program.scalar(axis)));
  const slots = at.map((index) => program.slot(index.name));
  return (values) => {
    program.load(values, sizesOf(context, values));
    const lengths = axes.map((axis) => (axis === null ? 1 : axis()));
    const shape = lengths.length === 0 ? [1, 1] : lengths.length === 1 ? [lengths[0]!, 1] : lengths;
    const data = new Float64Array(shape.reduce((a, b) => a * b, 1));
    program.each(slots, lengths, (k) => { data[k] = value(); });
    return { shape, data };
  };
}

/** The lengths that the values give to the letters of the declared axes. @throws Error where two disagree */
function sizesOf(context: DeriveContext, values: Values): ReadonlyMap<string, number> {
  const { scope } = context;
  const sizes = new Map<string, number>();
  for (const [name, value] of Object.entries(values)) {
    const upstream = name.startsWith("d") && !scope.quantities.has(name) ? name.slice(1) : name;
    const axes = (scope.quantities.get(upstream)?.levels ?? 0) > 0 ? null : axesOf(upstream, context);
    if (axes === null || typeof value === "number") continue;
    const shape = shapeOf(value, axes);
    axes.forEach((axis, k) => {
      if (axis?.kind !== "name") return;
      const before = sizes.get(axis.name);
      if (before !== undefined && before !== shape[k]) throw new Error(`compile: ${name} has shape ${shapeText(value.shape)}, and ${axis.name} is ${before} elsewhere`);
      sizes.set(axis.name, shape[k]!);
    });
  }
  return sizes;
}

/** As declared, or as the definition gives them; null where nothing tells. */
function axesOf(name: string, context: DeriveContext): Axes | null {
  const declared = quantityAxes(context.scope, name, []);
  return declared ?? ((context.scope.quantities.get(name)?.definitions.length ?? 0) > 0 ? arrayForm(nameOf(name), context).axes : null);
}

function shapeOf({ shape }: Tensor, axes: Axes): readonly number[] {
  const own = axes.length < shape.length && sameShape(shape.slice(axes.length), shape.slice(axes.length).map(() => 1)) ? shape.slice(0, axes.length) : shape;
  if (own.length !== axes.length) throw new Error(`compile: a value has shape ${shapeText(shape)} and is declared with ${axes.length} axes`);
  return own;
}
