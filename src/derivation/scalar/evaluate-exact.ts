import { floatValues } from "./evaluate-float.js";
import type { ScalarGraph } from "./graph.js";
import { planOf, type Plan, type Step } from "./plan.js";
import type { Draw } from "./point.js";
import { add, exponential, invert, multiply, P, power, Q, residue, squareRoot } from "./prime-field.js";
import { below } from "./random.js";
import { rational, type Rational } from "./rational.js";
import type { Node } from "./term.js";

/** The value of a node modulo P at a draw. */
export interface ExactValue {
  /** The residue modulo P; null where there is none. */
  readonly p: number | null;
  /** Why there is no residue. */
  readonly reason: string | null;
  /** Whether there is none at this draw only (division by zero, the root of a non-square, a kink too close to call): draw again. */
  readonly undefined: boolean;
  /** Whether a square root entered, whose sign is arbitrary here: √(x²) is x or -x. */
  readonly branchy: boolean;
}

/** Which residues a value has. The residue modulo Q exists only to be an exponent, and is NaN after exp. */
interface Residues { p: number; q: number; reason: string | null; undefined: boolean; branchy: boolean }

/**
 * The values of the nodes in the field of P elements, where the laws of +, ·, ÷ and exp hold exactly; atoms are random residues.
 * Comparisons are those of the real point of the same draw, so that only sign patterns that real points have occur.
 */
export function evaluateExact(graph: ScalarGraph, nodes: readonly Node[], draw: Draw): ExactValue[] {
  return exactValues(planOf(graph, nodes, draw.free), draw).exact;
}

/**
 * The outputs of a plan, in the prime field and in float64 (which is needed for the comparisons anyway).
 * Bit i of `signs` chooses the other root for the i-th square root: what holds for every choice holds for the positive roots.
 */
export function exactValues(plan: Plan, draw: Draw, signs = 0): { readonly exact: ExactValue[]; readonly reals: readonly number[] } {
  const reals = floatValues(plan, draw);
  const values: Residues[] = [];
  for (const [slot, step] of plan.steps.entries()) values.push(exactValue(step, values, draw, reals, slot, signs));
  const exact = plan.outputs.map((slot) => {
    const value = values[slot]!;
    return { p: value.reason === null ? value.p : null, reason: value.reason, undefined: value.undefined, branchy: value.branchy };
  });
  return { exact, reals: plan.outputs.map((slot) => reals[slot]!) };
}

function exactValue(step: Step, values: readonly Residues[], draw: Draw, reals: Float64Array, slot: number, signs: number): Residues {
  const { args, term } = step;
  switch (step.kind) {
    case "constant": return term.kind === "constant" ? fraction(term.value) : none("");
    case "pi": return residues(below(P, draw.seed, 31), below(Q, draw.seed, 32));
    case "compare": case "and": case "or": case "not": return Number.isNaN(reals[slot]) ? missing("a comparison too close to call") : residues(reals[slot]!, reals[slot]!);
    case "atom": case "free": {
      const isNumber = draw.given?.has(step.node) === true || (term.kind === "atom" && (term.domain === "binary" || typeof term.domain === "object"));
      return isNumber ? fraction(rational(reals[slot]!)) : residues(below(P, draw.seed, step.node, 41), below(Q, draw.seed, step.node, 42));
    }
    case "select": {
      const condition = values[args[0]!]!;
      return condition.reason !== null ? condition : values[args[condition.p === 1 ? 1 : 2]!]!;
    }
    case "value": case "ref": return values[args[0]!]!;
    case "add": case "mul": case "powInt": case "pow": case "fn": case "call": break;
  }
  let branchy = false, flaw: Residues | null = null;
  for (const arg of args) {
    const value = values[arg]!;
    branchy ||= value.branchy;
    if (value.reason !== null && (flaw === null || value.undefined)) flaw = value;
  }
  if (flaw !== null) return flaw;
  const result = computed(step, args.map((arg) => values[arg]!), draw, args.map((arg) => reals[arg]!), signs);
  result.branchy ||= branchy;
  return result;
}

/** The value of an operation whose operands have values. */
function computed(step: Step, args: readonly Residues[], draw: Draw, reals: readonly number[], signs: number): Residues {
  const first = args[0]!;
  switch (step.kind) {
    case "add": {
      let { p, q } = first;
      for (let i = 1; i < args.length; i++) {
        p = add(p, args[i]!.p, P);
        q = add(q, args[i]!.q, Q);
      }
      return residues(p, q);
    }
    case "mul": {
      let { p, q } = first;
      for (let i = 1; i < args.length; i++) {
        p = multiply(p, args[i]!.p, P);
        q = multiply(q, args[i]!.q, Q);
      }
      return residues(p, q);
    }
    case "powInt": return raised(first, step.number);
    case "pow": {
      // an exponent that is an integer at this point (a label t in {0, 1}) is a plain power
      const n = reals[1]!;
      if (!Number.isInteger(n) || Math.abs(n) > 64 || args[1]!.p !== residue(BigInt(n), P)) return none("a power with a general exponent");
      return n === 0 ? residues(1, 1) : raised(first, n);
    }
    case "fn":
      if (step.name === "exp") return Number.isNaN(first.q) ? none("an exponential of an exponential or a root") : residues(exponential(first.q), NaN);
      if (step.name === "sqrt" && step.isFixed) {
        // the root of a number as one more unknown: what holds for any value of it holds for the root
        return reals[0]! > 0 ? { ...residues(below(P, draw.seed, step.node, 43), below(Q, draw.seed, step.node, 44)), branchy: true } : missing("the root of a negative number");
      }
      if (step.name === "sqrt") {
        const root = squareRoot(first.p);
        if (root === null) return missing("the root of a non-square");
        const isOther = step.number < 31 && ((signs >> step.number) & 1) === 1 && root !== 0;
        return { ...residues(isOther ? P - root : root, NaN), branchy: true };
      }
      return none(`${step.name} has no exact value`);
    case "call": {
      // equal arguments give equal values; everything else is independent
      const orders = step.term.kind === "call" ? step.term.orders : [];
      const key = [draw.seed, step.number, ...orders, ...args.map(({ p }) => p)];
      return residues(below(P, 51, ...key), below(Q, 52, ...key));
    }
    default: throw new Error(`no exact rule for ${step.kind}`);
  }
}

function raised({ p, q }: Residues, n: number): Residues {
  if (n > 0) return residues(power(p, n, P), power(q, n, Q));
  if (p === 0 || q === 0) return missing("a division by zero");
  return residues(power(invert(p, P), -n, P), Number.isNaN(q) ? NaN : power(invert(q, Q), -n, Q));
}

function fraction({ numerator, denominator }: Rational): Residues {
  const below = [residue(denominator, P), residue(denominator, Q)] as const;
  if (below[0] === 0 || below[1] === 0) return none(`a denominator divisible by ${below[0] === 0 ? P : Q}`);
  return residues(multiply(residue(numerator, P), invert(below[0], P), P), multiply(residue(numerator, Q), invert(below[1], Q), Q));
}

function residues(p: number, q: number): Residues {
  return { p, q, reason: null, undefined: false, branchy: false };
}

function none(reason: string): Residues {
  return { p: NaN, q: NaN, reason, undefined: false, branchy: false };
}

function missing(reason: string): Residues {
  return { p: NaN, q: NaN, reason, undefined: true, branchy: false };
}
