import type { Plan, Step } from "./plan.js";

/** Degrees of a value as a fraction of polynomials in the atoms, exponentials and unspecified functions. */
export interface Degree { readonly above: number; readonly below: number }

/**
 * Upper bounds of the degrees of every step, by the rules of fractions. An exponential counts as a variable of the degree of its exponent:
 * an estimate, exact results for exponential polynomials rest on a conjecture (Li & Wu 2024).
 */
export function degreesOf(plan: Plan): readonly Degree[] {
  const degrees: Degree[] = [];
  for (const step of plan.steps) degrees.push(degreeOf(step, step.args.map((arg) => degrees[arg]!)));
  return degrees;
}

/** The degree of the polynomial that vanishes where two fractions agree. */
export function degreeOfDifference(a: Degree, b: Degree): number {
  return Math.max(a.above + b.below, b.above + a.below);
}

function degreeOf(step: Step, args: readonly Degree[]): Degree {
  const first = args[0] ?? { above: 0, below: 0 };
  switch (step.kind) {
    case "constant": case "compare": case "and": case "or": case "not": return { above: 0, below: 0 };
    case "atom": case "pi": case "free": return { above: 1, below: 0 };
    case "value": case "ref": return first;
    case "add": {
      const below = sum(args.map((arg) => arg.below));
      return { above: Math.max(...args.map((arg) => arg.above + below - arg.below)), below };
    }
    case "mul": return { above: sum(args.map((arg) => arg.above)), below: sum(args.map((arg) => arg.below)) };
    case "powInt": return step.number > 0 ? scaled(first.above, first.below, step.number) : scaled(first.below, first.above, -step.number);
    case "pow": return scaled(first.above + first.below, first.above + first.below, 64);
    case "fn": case "call": return { above: Math.max(1, sum(args.map((arg) => arg.above + arg.below))), below: 0 };
    case "select": {
      const [, then, otherwise] = args;
      return { above: Math.max(then!.above, otherwise!.above), below: Math.max(then!.below, otherwise!.below) };
    }
  }
}

function scaled(above: number, below: number, n: number): Degree {
  return { above: n * above, below: n * below };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
