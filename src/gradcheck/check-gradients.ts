/** Numerical derivatives against `backward`, for any pair of functions: two numbers for the whole gradient, and a search where they differ. */
import { channel } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { TABLE_MIME } from "../figure/figure.js";
import type { Differentiable, Inputs } from "../layers/layer.js";
import type { Matrix, Tensor } from "../layers/matrix.js";
import { checkForward } from "./check-forward.js";
import { agreeing, checkDirections, checkEntries, refuse, type Again, type Draw } from "./check-input.js";
import { checkLinear, checkSymmetric, type Backward } from "./check-properties.js";
import { compareDirection, type Gradients } from "./compare-direction.js";
import type { GenericForward } from "./dual-derivative.js";
import { scaleOf } from "./find-wrong-entries.js";
import { formatCheck, tableOf } from "./format.js";
import { RECORD_CHANNEL, type GradientCheck, type InputCheck, type PropertyCheck, type Verdict } from "./gradient-check.js";
import { problemOf, spread, stream, type Moves, type Part, type Problem } from "./problem.js";
import { formOf, type Form, type Value } from "./value-form.js";

/** What is checked: any record with a forward and a backward, a layer or a deliberately wrong copy of one. */
export interface Checkable<I extends object, Y = Matrix> {
  readonly name?: string;
  readonly forward: (inputs: I) => Y;
  /** From the inputs and the upstream gradient, which has the form of the output, to the gradient by each input under its name. */
  readonly backward: (inputs: I, dY: Y) => { readonly [name: string]: Value | undefined };
  /** Forward once more, over any type of numbers and with every value as its entries in a row: derivatives are then taken with dual numbers, without steps. */
  readonly generic?: GenericForward | undefined;
}

export interface CheckOptions {
  /** The forward value from an independent source; forward must equal it. */
  readonly expected?: Value;
  /** Gradients from a formula, by input name: they are checked in place of what `backward` gives, and no others. */
  readonly gradient?: { readonly [name: string]: Value };
  /** `fails` to demonstrate a mistake on purpose: the report then wants the check to fail. `undecided` to demonstrate a kink. */
  readonly expect?: Verdict;
  /** The inputs to differentiate by, where not all are meant that have a gradient. */
  readonly wrt?: readonly string[];
  /** `entries`: each entry by itself. `directions`: all at once, with a search where that differs. By default entries up to 256 of them in all, directions above. */
  readonly by?: "entries" | "directions";
  /** Random directions that must agree; 2 by default. */
  readonly directions?: number;
  /** The seed of the directions, and of the upstream gradient where none is given. */
  readonly seed?: number;
  /** Also asks that the second derivative is symmetric, as that of every right backward is. */
  readonly secondOrder?: boolean;
}

/** So many entries in all are looked at one by one. */
const FEW = 256;

/** A direction that crosses a kink is drawn anew so often before the search begins. */
const REDRAWN = 2;

/**
 * Compares `backward` with the numerical derivative of ⟨dY, forward(inputs)⟩.
 *
 * Up to 256 entries each is compared by itself. Above, all are moved at once along a random direction, and ⟨gradient, u⟩ is compared with the derivative along u: an entry
 * wrong by δ passes with a probability of at most tolerance / δ in each direction. Where they differ, group testing finds the wrong entries.
 *
 * A difference counts if it is more than 10 times the numerical derivative's own error estimate (see `numericalDerivative`). Where that estimate is above 1e-6 of the
 * gradient's size, or the function has a kink at the point, it is undecided, which never counts as holding.
 * @param inputs numbers, arrays (nested or typed), matrices by name. A number or a flat array is differentiated if `backward` gives its gradient, anything else with numbers always
 * @param dY the upstream gradient, of the output's form; drawn at random if it is not given or the same number everywhere, since ones hide mistakes
 * @throws Error if forward gives no numbers, or if `gradient` or `wrt` names what is no input
 */
export function checkGradients<I extends object, Y>(layer: Checkable<I, Y>, inputs: I, dY?: Y, options: CheckOptions = {}): GradientCheck {
  const { gradient: formula, seed = 1 } = options;
  const counted = counting(layer as unknown as Checkable<object, unknown>);
  const { forward, Y, dY: upstream, isDrawn, backward } = checkForward(counted.layer as unknown as Checkable<never, never>, inputs, dY, options.expected, seed, formula === undefined);
  const analytic: { readonly [name: string]: unknown } = formula ?? backward ?? {};
  const parts = partsOf(inputs, analytic, options);
  const problem = problemOf(counted.layer, inputs, parts.chosen, Y, upstream);
  const ask = asking(counted.layer, inputs, upstream, stream(seed + 7));
  const state: State = { problem, analytic, ask: formula === undefined ? ask : null, draw: stream(seed + 13), options, notes: [] };
  const gradients = forward.verdict === "holds" ? checkAll(state) : [];
  const properties = formula === undefined && gradients.length > 0 && gradients.every(({ verdict }) => verdict === "holds") ? checkProperties(state, ask) : [];
  const check: GradientCheck = {
    kind: "gradient-check",
    layer: layer.name ?? "layer",
    of: formula === undefined ? "backward" : "formula",
    seed: commonSeed([...parts.chosen.map(({ name }) => (inputs as { readonly [name: string]: unknown })[name]), isDrawn ? { seed } : dY]),
    expect: options.expect ?? "holds",
    verdict: overall([forward.verdict, ...gradients.map(({ verdict }) => verdict), ...properties.map(({ verdict }) => verdict)]),
    forward,
    gradients,
    properties,
    evaluations: counted.count(),
    notes: [
      ...(isDrawn && dY !== undefined ? ["the upstream gradient that was given is the same number everywhere, which hides mistakes: a random one was taken in its place"] : []),
      ...parts.left.map((name) => `${name}: backward gives no gradient, so none was checked`),
      ...state.notes,
    ],
  };
  channel(RECORD_CHANNEL).publish(check);
  return readable(check);
}

/** Calls go to the layer itself, so that a class keeps its `this`. */
function counting(layer: Checkable<object, unknown>): { readonly layer: Checkable<object, unknown>; readonly count: () => number } {
  let count = 0;
  const generic = layer.generic?.bind(layer);
  return {
    layer: {
      name: layer.name ?? "the layer",
      forward: (inputs) => (count++, layer.forward(inputs)),
      backward: (inputs, dY) => layer.backward(inputs, dY),
      generic: generic === undefined ? undefined : (inputs, over) => (count++, generic(inputs, over)),
    },
    count: () => count,
  };
}

/** The inputs that have a gradient, and those that could have one but for which backward gives none. */
function partsOf(inputs: object, analytic: { readonly [name: string]: unknown }, { gradient, wrt }: CheckOptions): { readonly chosen: readonly Part[]; readonly left: readonly string[] } {
  const forms = Object.entries(inputs).flatMap(([name, value]): readonly (Part & { readonly isSure: boolean })[] => {
    const form = formOf(value);
    return form === null ? [] : [{ name, ...form, isSure: form.shape.length > 1 || (typeof value === "object" && !Array.isArray(value)) }];
  });
  const names = forms.map(({ name }) => name), sure = forms.filter(({ isSure, name }) => isSure || analytic[name] !== undefined);
  const asked = wrt ?? (gradient === undefined ? undefined : Object.keys(gradient));
  if (asked === undefined) return { chosen: sure, left: names.filter((name) => !sure.some((part) => part.name === name)) };
  const unknown = asked.find((name) => !names.includes(name));
  const known = gradient === undefined ? names : sure.map(({ name }) => name).filter((name) => !Object.hasOwn(gradient, name) || names.includes(name));
  if (unknown !== undefined) throw new Error(`checkGradients: a gradient by ${unknown} is ${wrt === undefined ? "given" : "asked for"}, but the inputs are ${known.join(", ")}`);
  if (asked.length === 0) throw new Error(`checkGradients: \`${wrt === undefined ? "gradient" : "wrt"}\` names no input, so there would be nothing to check`);
  return { chosen: asked.map((name) => forms.find((part) => part.name === name)!), left: [] };
}

interface State {
  readonly problem: Problem;
  readonly analytic: { readonly [name: string]: unknown };
  /** Null where a formula is checked: it cannot be asked again. */
  readonly ask: Asking | null;
  readonly draw: Draw;
  readonly options: CheckOptions;
  readonly notes: string[];
}

function checkAll(state: State): readonly InputCheck[] {
  const { problem, analytic, ask, draw, options: { by, directions = 2 } } = state;
  const forms = new Map(problem.parts.map(({ name }) => [name, formOf(analytic[name]) ?? undefined]));
  const refused = new Map(problem.parts.flatMap((part) => {
    const refusal = refuse(problem, part, forms.get(part.name), draw);
    return refusal === null ? [] : [[part.name, refusal] as const];
  }));
  const sound = problem.parts.filter(({ name }) => !refused.has(name));
  const gradients: Gradients = new Map(sound.map(({ name }) => [name, forms.get(name)!.data]));
  const entries = sound.reduce((sum, { data }) => sum + data.length, 0);
  const again = (name: string): Again => (ask === null ? null : (change) => ask.changed(change).get(name));
  const judged = (by ?? (entries <= FEW ? "entries" : "directions")) === "entries"
    ? new Map(sound.map((part) => [part.name, checkEntries(problem, part, gradients.get(part.name)!, again(part.name))]))
    : checkTogether(state, sound, gradients, Math.max(1, directions), again);
  return problem.parts.map(({ name }) => refused.get(name) ?? judged.get(name)!);
}

/** All inputs along one direction; input by input where that does not agree. */
function checkTogether({ problem, draw, notes }: State, parts: readonly Part[], gradients: Gradients, directions: number, again: (name: string) => Again): ReadonlyMap<string, InputCheck> {
  let redrawn = 0, agreed = 0;
  let last = null;
  while (agreed < directions && redrawn <= REDRAWN) {
    last = compareDirection(problem, gradients, new Map(parts.map((part) => [part.name, scaled(part, draw)])), 1);
    if (last.verdict === "holds") agreed++;
    else if (last.verdict === "undecided") redrawn++;
    else break;
  }
  if (redrawn > 0) notes.push(`${redrawn} random ${redrawn === 1 ? "direction" : "directions"} crossed a kink or were too uncertain, and were drawn anew`);
  if (agreed === directions) return new Map(parts.map((part) => [part.name, agreeing(part, last)]));
  const alone = new Map(parts.map((part) => [part.name, checkDirections(problem, part, gradients.get(part.name)!, directions, draw, again(part.name))]));
  const isLost = last?.verdict === "fails" && [...alone.values()].every(({ verdict }) => verdict === "holds");
  const message = "all inputs moved together differ from the numerical derivative, each by itself agrees: move the point or check entry by entry (by: \"entries\")";
  return isLost ? new Map([...alone].map(([name, check]) => [name, { ...check, verdict: "undecided", message: `dL/d${name}: ${message}` }])) : alone;
}

/** A direction in proportion to the size of the input. */
function scaled(part: Part, draw: Draw): Float64Array {
  const scale = Math.max(1, scaleOf(part));
  return spread(part.data.length, draw).map((u) => scale * u);
}

interface Asking extends Backward {
  readonly changed: (change: "another" | "first sample") => Gradients;
}

/** Backward at other inputs and other upstream gradients. */
function asking(layer: Checkable<object, unknown>, inputs: object, dY: Form, draw: Draw): Asking {
  const other = spread(dY.data.length, draw);
  const gradients = (at: object, upstream: Float64Array): Gradients =>
    new Map(Object.entries(layer.backward(at, dY.restore(upstream))).flatMap(([name, value]) => {
      const form = formOf(value);
      return form === null ? [] : [[name, form.data] as const];
    }));
  const moved = (moves: Moves, t: number): object => Object.fromEntries(Object.entries(inputs).map(([name, value]) => {
    const u = moves.get(name), form = formOf(value);
    return [name, u === undefined ? value : form!.restore(form!.data.map((x, k) => x + t * u[k]!))];
  }));
  const batch = dY.shape.at(-1) ?? 1;
  return {
    at: (moves, t) => gradients(moved(moves, t), dY.data.slice()),
    mixed: (own, from) => gradients(inputs, dY.data.map((value, k) => own * value + from * other[k]!)),
    changed: (change) => gradients(inputs, change === "another" ? other.slice() : dY.data.map((value, k) => (k % batch === 0 ? value : 0))),
  };
}

function checkProperties({ problem: { parts, precision }, analytic, draw, options }: State, ask: Asking): readonly PropertyCheck[] {
  const own: Gradients = new Map(parts.map(({ name }) => [name, formOf(analytic[name])!.data]));
  const linear = checkLinear(own, ask, new Map(parts.map(({ name, shape }) => [name, shape])), precision);
  const direction = (): Moves => new Map(parts.map((part) => [part.name, scaled(part, draw)]));
  return options.secondOrder === true ? [linear, checkSymmetric(ask, direction(), direction(), 1, precision)] : [linear];
}

/**
 * The numerical gradient by each matrix among the inputs: one matrix an input, under the same key and of the same shape.
 * Entry by entry the derivative of ⟨dY, forward(inputs)⟩; see `numericalDerivative`.
 */
export function numericalGradient<I extends Inputs, Y extends Tensor>(layer: Pick<Checkable<I, Y>, "forward">, inputs: I, dY: Y): { [K in Differentiable<I>]: Extract<I[K], Tensor> } {
  const parts = Object.entries(inputs).flatMap(([name, value]): readonly Part[] => ("shape" in value ? [{ name, ...formOf(value)! }] : []));
  const problem = problemOf(layer, inputs, parts, formOf(layer.forward(inputs))!, formOf(dY)!);
  const gradientBy = ({ name, shape, data }: Part): Tensor => ({ shape, data: data.map((x, k) => problem.derivative(new Map([[name, data.map((_, l) => (l === k ? 1 : 0))]]), x).value) });
  return Object.fromEntries(parts.map((part) => [part.name, gradientBy(part)])) as { [K in Differentiable<I>]: Extract<I[K], Tensor> };
}

/** The same record, which prints as a table: as text (`console.log`, the last value of a cell) and in a notebook (`show`). */
function readable(check: GradientCheck): GradientCheck {
  return Object.defineProperties({ ...check }, {
    [inspect.custom]: { value: () => formatCheck(check) },
    [Symbol.for("Jupyter.display")]: { value: () => ({ [TABLE_MIME]: tableOf(check), "text/plain": formatCheck(check) }) },
  });
}

function commonSeed(drawn: readonly unknown[]): number | null {
  const seeds = new Set(drawn.map((A) => (A as { readonly seed?: number } | null | undefined)?.seed));
  return seeds.size === 1 ? ([...seeds][0] ?? null) : null;
}

function overall(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fails")) return "fails";
  return verdicts.includes("undecided") ? "undecided" : "holds";
}
