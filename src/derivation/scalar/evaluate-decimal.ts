import type { Decimal } from "decimal.js";
import { loadDecimal } from "./decimal.js";
import { erfDecimal } from "./erf.js";
import { expDecimal } from "./exp-decimal.js";
import { floatValues } from "./evaluate-float.js";
import type { ScalarGraph } from "./graph.js";
import { wavesOf, type Wave } from "./opaque.js";
import { planOf, type Plan, type Step } from "./plan.js";
import type { Draw } from "./point.js";
import type { Node, Term } from "./term.js";

interface Context {
  readonly D: typeof Decimal;
  readonly draw: Draw;
  readonly reals: Float64Array;
  readonly crests: Map<string, readonly { readonly wave: Wave; readonly height: Decimal }[]>;
}

/** Exponents and arguments beyond this are refused: their powers are useless as evidence and slow to compute. */
const largest = 2000;

/** The values of the nodes at the very point of evaluateFloat, computed with that many decimal digits; null where undefined. Comparisons are those of the float values. */
export function evaluateDecimal(graph: ScalarGraph, nodes: readonly Node[], draw: Draw, digits = 64): (Decimal | null)[] {
  return [...decimalValues(planOf(graph, nodes, draw.free), draw, digits).values];
}

/** The outputs of a plan; `loss` is the largest number of decimal places that the summands of one sum lie apart: so many digits of the smallest are lost in it. */
export function decimalValues(plan: Plan, draw: Draw, digits: number): { readonly values: readonly (Decimal | null)[]; readonly loss: number } {
  const context: Context = { D: loadDecimal(digits), draw, reals: floatValues(plan, draw), crests: new Map() };
  const values: Decimal[] = [];
  plan.steps.forEach((step, slot) => {
    values.push(decimalValue(step, slot, values, context));
  });
  const loss = plan.steps.reduce((most, { kind, args }) => (kind === "add" ? Math.max(most, spreadOf(args, values)) : most), 0);
  return { values: plan.outputs.map((slot) => (values[slot]!.isFinite() ? values[slot]! : null)), loss };
}

function spreadOf(args: readonly number[], values: readonly Decimal[]): number {
  let largest = -Infinity, smallest = Infinity;
  for (const arg of args) {
    const value = values[arg]!;
    if (!value.isFinite() || value.isZero()) continue;
    largest = Math.max(largest, value.e);
    smallest = Math.min(smallest, value.e);
  }
  return largest > smallest ? largest - smallest : 0;
}

function decimalValue(step: Step, slot: number, values: readonly Decimal[], context: Context): Decimal {
  const { D, draw, reals } = context;
  const { args, term } = step;
  const first = values[args[0] ?? 0]!;
  switch (step.kind) {
    case "constant": return term.kind === "constant" ? new D(term.value.numerator.toString()).div(term.value.denominator.toString()) : new D(NaN);
    case "pi": return D.acos(-1);
    case "atom": case "free": case "compare": case "and": case "or": case "not": return new D(reals[slot]!);
    case "value": case "ref": return first;
    case "add": return args.reduce((sum, arg) => sum.add(values[arg]!), new D(0));
    case "mul": return args.reduce((product, arg) => product.mul(values[arg]!), new D(1));
    case "powInt": return finite(first.pow(step.number), D);
    case "pow": {
      const exponent = values[args[1]!]!;
      return (first.gt(0) || exponent.isInteger()) && exponent.abs().lt(largest) ? finite(first.pow(exponent), D) : new D(NaN);
    }
    case "fn": return decimalFunction(step, first, D);
    case "call": {
      const given = draw.given?.get(step.node);
      return given === undefined ? opaqueValue(step, term, values, context) : new D(given);
    }
    case "select": return Number.isNaN(reals[args[0]!]) ? new D(NaN) : values[args[reals[args[0]!] === 1 ? 1 : 2]!]!;
  }
}

function decimalFunction(step: Step, x: Decimal, D: typeof Decimal): Decimal {
  if (x.isNaN()) return x;
  switch (step.name) {
    case "erf": return erfDecimal(x, D);
    case "log": return x.gt(0) ? x.ln() : new D(NaN);
    case "exp": return x.abs().lt(largest) ? expDecimal(x, D) : new D(NaN);
    case "sin": case "cos": return x.abs().lt(largest) ? x[step.name]() : new D(NaN);
    case "sqrt": case "asin": case "acos": case "atan": case "asinh": case "acosh": case "atanh": return finite(x[step.name](), D);
    default: throw new Error(`no decimal rule for ${step.name}`);
  }
}

function opaqueValue(step: Step, term: Term, values: readonly Decimal[], { D, draw, crests }: Context): Decimal {
  let found = crests.get(step.key);
  if (found === undefined) {
    found = wavesOf(step.number, step.args.length, draw.seed).map((wave) => {
      const exponent = step.args.reduce((sum, arg, i) => sum.add(values[arg]!.mul(wave.slopes[i]!)), new D(0));
      return { wave, height: exponent.abs().lt(largest) ? expDecimal(exponent, D).mul(wave.weight) : new D(NaN) };
    });
    crests.set(step.key, found);
  }
  const orders = term.kind === "call" ? term.orders : [];
  return found.reduce((sum, { wave, height }) => sum.add(orders.reduce((product, order, i) => (order === 0 ? product : product.mul(new D(wave.slopes[i]!).pow(order))), height)), new D(0));
}

/** Infinities must not come back as finite numbers: 1/∞ is no 0 here. */
function finite(value: Decimal, D: typeof Decimal): Decimal {
  return value.isFinite() ? value : new D(NaN);
}
