import { erfFloat } from "./erf.js";
import type { ScalarGraph } from "./graph.js";
import { wavesOf, type Wave } from "./opaque.js";
import { planOf, type Plan, type Step } from "./plan.js";
import { freeValue, realValue, type Draw } from "./point.js";
import type { Condition, Node } from "./term.js";

/** The values of the nodes in float64; NaN where undefined, where a number overflows, or within rounding of a kink. */
export function evaluateFloat(graph: ScalarGraph, nodes: readonly Node[], draw: Draw): Float64Array {
  const plan = planOf(graph, nodes, draw.free);
  const values = floatValues(plan, draw);
  return Float64Array.from(plan.outputs, (slot) => finite(values[slot]!));
}

/** The truth of every comparison that the nodes contain; null where undefined or too close to call. */
export function conditionsAt(graph: ScalarGraph, nodes: readonly Node[], draw: Draw): ReadonlyMap<Condition, boolean | null> {
  const plan = planOf(graph, nodes, draw.free);
  const values = floatValues(plan, draw);
  const compared = plan.steps.flatMap((step, slot): [Condition, boolean | null][] => (step.kind === "compare" ? [[step.node, Number.isNaN(values[slot]) ? null : values[slot] === 1]] : []));
  return new Map(compared);
}

/** The values of all steps of a plan; those in `forced` (by step) are as given there. */
export function floatValues(plan: Plan, draw: Draw, forced?: ReadonlyMap<number, number>): Float64Array {
  const values = new Float64Array(plan.steps.length);
  const waves = new Map<string, readonly Crest[]>();
  for (const [slot, step] of plan.steps.entries()) values[slot] = forced?.get(slot) ?? floatValue(step, values, draw, waves);
  return values;
}

interface Crest { readonly wave: Wave; readonly height: number }

function floatValue(step: Step, values: Float64Array, draw: Draw, waves: Map<string, readonly Crest[]>): number {
  const { args, term } = step;
  const first = args.length > 0 ? values[args[0]!]! : 0;
  switch (step.kind) {
    case "constant": return step.number;
    case "pi": return Math.PI;
    case "atom": return term.kind === "atom" ? realValue(term.domain, step.node, draw) : NaN;
    case "free": return freeValue(first, step.node, draw);
    case "value": case "ref": return first;
    case "add": {
      let sum = 0;
      for (const arg of args) sum += values[arg]!;
      return sum;
    }
    case "mul": {
      let product = 1;
      for (const arg of args) product *= values[arg]!;
      return product;
    }
    case "powInt": return step.number < 0 ? inverse(integerPower(first, -step.number)) : integerPower(first, step.number);
    case "pow": {
      const exponent = values[args[1]!]!;
      return first > 0 || Number.isInteger(exponent) ? finite(Math.pow(first, exponent)) : NaN;
    }
    case "fn": return finite(step.name === "erf" ? erfFloat(first) : Math[step.name as "exp"](first));
    case "call": return draw.given?.get(step.node) ?? (term.kind === "call" ? opaqueValue(step, term.orders, values, draw, waves) : NaN);
    case "select": return Number.isNaN(first) ? NaN : values[args[first === 1 ? 1 : 2]!]!;
    case "compare": return compareFloat(step.name, first, values[args[1]!]!);
    case "and": return combine(args, values, 0, 1);
    case "or": return combine(args, values, 1, 0);
    case "not": return 1 - first;
  }
}

/** Numbers that differ by no more than rounding could make them are too close to call, unless they are equal. */
function compareFloat(relation: Step["name"], a: number, b: number): number {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return NaN;
  if (a !== b && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))) return NaN;
  return Number(relation === "<" ? a < b : relation === "<=" ? a <= b : a === b);
}

function combine(args: readonly number[], values: Float64Array, decisive: number, neutral: number): number {
  let result = neutral;
  for (const arg of args) {
    if (values[arg] === decisive) return decisive;
    if (Number.isNaN(values[arg])) result = NaN;
  }
  return result;
}

function opaqueValue(step: Step, orders: readonly number[], values: Float64Array, draw: Draw, waves: Map<string, readonly Crest[]>): number {
  let crests = waves.get(step.key);
  if (crests === undefined) {
    crests = wavesOf(step.number, step.args.length, draw.seed).map((wave) => {
      let exponent = 0;
      for (let i = 0; i < step.args.length; i++) exponent += wave.slopes[i]! * values[step.args[i]!]!;
      return { wave, height: wave.weight * Math.exp(exponent) };
    });
    waves.set(step.key, crests);
  }
  const by: number[] = [];
  for (let i = 0; i < orders.length; i++) if (orders[i] !== 0) by.push(i);
  let sum = 0;
  for (const { wave: { slopes }, height } of crests) {
    let summand = height;
    for (const i of by) summand *= integerPower(slopes[i]!, orders[i]!);
    sum += summand;
  }
  return sum;
}

function integerPower(base: number, exponent: number): number {
  return exponent === 1 ? base : exponent === 2 ? base * base : Math.pow(base, exponent);
}

function inverse(value: number): number {
  return value === 0 || !Number.isFinite(value) ? NaN : 1 / value;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
