import type { CheckOptions } from "./checkable.js";
import { askBackward, type Asking } from "./ask-backward.js";
import { checkEntries } from "./check-entries.js";
import { checkForward } from "./check-forward.js";
import { checkLinear, checkSymmetric } from "./check-properties.js";
import { checkTogether, scaled } from "./check-together.js";
import { chooseInputs } from "./choose-inputs.js";
import { counting } from "./counting.js";
import type { Gradients } from "./compare-direction.js";
import type { FlatPoint } from "./flat-point.js";
import { measured } from "./format.js";
import type { ForwardCheck, PropertyCheck } from "./gradient-check.js";
import type { Judged } from "./judged.js";
import { problemOf, stream, type Draw, type Moves, type Problem } from "./problem.js";
import type { Suspect } from "./recognise-slip.js";
import { refuseGradient } from "./refuse-gradient.js";
import { formOf } from "./value-form.js";

/** What a check found at one point. */
export interface PointCheck {
  readonly forward: ForwardCheck;
  readonly gradients: readonly Judged[];
  readonly properties: readonly PropertyCheck[];
  readonly evaluations: number;
  readonly notes: readonly string[];
  /** Null if what was checked was drawn with different seeds, or with none that is known. */
  readonly seed: number | null;
}

/** So many entries in all are looked at one by one. */
const FEW = 256;

interface State {
  readonly problem: Problem;
  readonly analytic: { readonly [name: string]: unknown };
  /** Null where a formula is checked: it cannot be asked again. */
  readonly ask: Asking | null;
  readonly draw: Draw;
  readonly options: CheckOptions;
}

/** Forward by itself, each gradient against the numerical derivative, and, where all of that holds, what else holds of a right backward. */
export function checkPoint({ layer, inputs, misread }: FlatPoint, dY: unknown, options: CheckOptions): PointCheck {
  const { gradient: formula, seed = 1 } = options;
  const counted = counting(layer);
  const { forward, Y, dY: upstream, isDrawn, backward } = checkForward(counted.layer, inputs, { dY, expected: options.expected, seed, mayDraw: formula === undefined, misread });
  const analytic: { readonly [name: string]: unknown } = formula ?? backward ?? {};
  const { chosen, left } = chooseInputs(inputs, analytic, options);
  const problem = problemOf(counted.layer, inputs, chosen, Y, upstream);
  const ask = askBackward(counted.layer, inputs, upstream, stream(seed + 7));
  const state: State = { problem, analytic, ask: formula === undefined ? ask : null, draw: stream(seed + 13), options };
  const { gradients, notes } = forward.verdict === "holds" ? checkAll(state) : { gradients: [], notes: [] };
  const isRight = gradients.length > 0 && gradients.every(({ check }) => check.verdict === "holds");
  return {
    forward,
    gradients,
    properties: formula === undefined && isRight ? propertiesOf(state, ask, gradients) : [],
    evaluations: counted.count(),
    notes: [
      ...(isDrawn && dY !== undefined ? ["the upstream gradient that was given is the same number everywhere, which hides mistakes: a random one was taken in its place"] : []),
      ...(forward.verdict === "holds" ? left : []),
      ...notes,
    ],
    seed: commonSeed([...chosen.map(({ name }) => (inputs as { readonly [name: string]: unknown })[name]), isDrawn ? { seed } : dY]),
  };
}

function checkAll({ problem, analytic, ask, draw, options: { by, directions = 2 } }: State): { readonly gradients: readonly Judged[]; readonly notes: readonly string[] } {
  const forms = new Map(problem.parts.map(({ name }) => [name, formOf(analytic[name])]));
  const refused = new Map(problem.parts.flatMap((part) => {
    const check = refuseGradient(problem, part, analytic[part.name], forms.get(part.name) ?? null, draw);
    return check === null ? [] : [[part.name, { check, gradient: null, differing: null }] as const];
  }));
  const sound = problem.parts.filter(({ name }) => !refused.has(name));
  const gradients: Gradients = new Map(sound.map(({ name }) => [name, forms.get(name)!.data]));
  const entries = sound.reduce((sum, { data }) => sum + data.length, 0);
  const again = (name: string): Suspect["again"] => (ask === null ? null : (change) => ask.changed(change).get(name));
  const { judged, notes } = (by ?? (entries <= FEW ? "entries" : "directions")) === "entries"
    ? { judged: new Map(sound.map((part) => [part.name, checkEntries(problem, part, gradients.get(part.name)!, again(part.name))])), notes: [] }
    : checkTogether(problem, sound, gradients, Math.max(1, directions), draw, again);
  return { gradients: problem.parts.map(({ name }) => refused.get(name) ?? judged.get(name)!), notes };
}

function propertiesOf({ problem: { parts, precision }, analytic, draw, options }: State, ask: Asking, judged: readonly Judged[]): readonly PropertyCheck[] {
  const own: Gradients = new Map(parts.map(({ name }) => [name, formOf(analytic[name])!.data]));
  const known = new Map(judged.map(({ check }) => [check.input, measured(check)?.tolerance ?? 0]));
  const linear = checkLinear(own, ask, new Map(parts.map(({ name, shape }) => [name, shape])), precision, known);
  const direction = (): Moves => new Map(parts.map((part) => [part.name, scaled(part, draw)]));
  return options.secondOrder === true ? [linear, checkSymmetric(ask, direction(), direction(), 1, precision)] : [linear];
}

function commonSeed(drawn: readonly unknown[]): number | null {
  const seeds = new Set(drawn.map((A) => (A as { readonly seed?: number } | null | undefined)?.seed));
  return seeds.size === 1 ? ([...seeds][0] ?? null) : null;
}
