import type { DirectionComparison, Verdict } from "./gradient-check.js";
import type { NumericalDerivative } from "./numerical-derivative.js";
import { SAFETY } from "./compare-gradient.js";
import type { Moves, Problem } from "./problem.js";

export interface JudgedDirection extends DirectionComparison {
  readonly verdict: Verdict;
  readonly kink: boolean;
  /** √Σ(gₖ uₖ)²: the size that ⟨gradient, u⟩ has for a random u. */
  readonly size: number;
}

/** Gradients by input name, as numbers in a row. */
export type Gradients = ReadonlyMap<string, Float64Array>;

/**
 * ⟨gradient, u⟩ against the derivative along u.
 *
 * A gradient that is wrong by δ in one entry passes with a probability of at most tolerance / δ, since the factor of that entry in u is drawn from
 * two intervals of length 1 and only a piece of length 2 · tolerance / δ of them would hide it.
 */
export function compareDirection(problem: Problem, gradients: Gradients, moves: Moves, scale: number): JudgedDirection {
  return judgeDirection(problem.derivative(moves, scale), gradients, moves, problem);
}

export function judgeDirection(derivative: NumericalDerivative, gradients: Gradients, moves: Moves, { precision }: Pick<Problem, "precision">): JudgedDirection {
  let analytic = 0, squares = 0, terms = 0;
  for (const [name, u] of moves) {
    const g = gradients.get(name)!;
    for (let k = 0; k < u.length; k++) {
      if (u[k] === 0) continue;
      const term = g[k]! * u[k]!;
      analytic += term;
      squares += term * term;
      terms += Math.abs(term);
    }
  }
  const difference = Math.abs(analytic - derivative.value);
  const tolerance = SAFETY * derivative.error + 8 * precision.epsilon * terms;
  const size = Math.max(Math.sqrt(squares), Math.abs(derivative.value));
  const order = orderOf(derivative, analytic, tolerance);
  return { analytic, numerical: derivative.value, difference, tolerance, order, kink: derivative.kink, size, verdict: judge(difference, tolerance, derivative, size, order, precision.blunt) };
}

function judge(difference: number, tolerance: number, derivative: NumericalDerivative, size: number, order: number | null, blunt: number): Verdict {
  if (Number.isNaN(difference) || difference === Infinity) return Number.isFinite(derivative.value) ? "fails" : "undecided";
  if (derivative.kink || !(tolerance <= blunt * Math.max(size, derivative.magnitude))) return "undecided";
  if (difference <= tolerance) return "holds";
  // two opinions that contradict each other decide nothing
  return order !== null && order > 2 ? "undecided" : "fails";
}

/**
 * The order of r(h) = (f(h) − f(−h)) / 2 − h g in h, from h/2 to h/4: with a right g only the cubic term is left, with a wrong one the linear one.
 * Source: the Taylor remainder test; the symmetric form does not see the quadratic term.
 */
function orderOf({ quotients }: NumericalDerivative, g: number, tolerance: number): number | null {
  const [, D2, D4] = quotients;
  if (D2 === undefined || D4 === undefined || Math.abs(D4 - g) <= tolerance) return null;
  return 1 + Math.log2(Math.abs(D2 - g) / Math.abs(D4 - g));
}
