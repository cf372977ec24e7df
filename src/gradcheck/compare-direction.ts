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
    const sums = termsOf(gradients.get(name)!, u);
    analytic += sums.analytic;
    squares += sums.squares;
    terms += sums.terms;
  }
  const difference = Math.abs(analytic - derivative.value);
  const tolerance = SAFETY * derivative.error + 8 * precision.epsilon * terms;
  const size = Math.max(Math.sqrt(squares), Math.abs(derivative.value));
  const order = orderOf(derivative, analytic, tolerance);
  return { analytic, numerical: derivative.value, difference, tolerance, order, kink: derivative.kink, size, verdict: judge(difference, tolerance, derivative, size, order, precision.blunt) };
}

/** Σ gₖ uₖ, Σ (gₖ uₖ)² and Σ |gₖ uₖ|. An entry that does not move counts for nothing, even where its gradient is no number. */
function termsOf(g: Float64Array, u: Float64Array): { readonly analytic: number; readonly squares: number; readonly terms: number } {
  let analytic = 0, squares = 0, terms = 0;
  for (let k = 0; k < u.length; k++) {
    if (u[k] === 0) continue;
    const term = g[k]! * u[k]!;
    analytic += term;
    squares += term * term;
    terms += Math.abs(term);
  }
  return { analytic, squares, terms };
}

function judge(difference: number, tolerance: number, derivative: NumericalDerivative, size: number, order: number | null, blunt: number): Verdict {
  if (Number.isNaN(difference) || difference === Infinity) return Number.isFinite(derivative.value) ? "fails" : "undecided";
  if (derivative.kink || !(tolerance <= blunt * Math.max(size, derivative.magnitude))) return "undecided";
  if (difference <= tolerance) return "holds";
  // two opinions that contradict each other decide nothing
  return order !== null && order > 2 ? "undecided" : "fails";
}

/**
 * The order of r(h) = (f(h) − f(−h)) / 2 − h g in h, from the last step but one to the last, half of it: with a right g only the cubic term is left, with a wrong one the linear one.
 * Source: the Taylor remainder test; the symmetric form does not see the quadratic term.
 */
function orderOf({ quotients }: NumericalDerivative, g: number, tolerance: number): number | null {
  const [before, last] = quotients.slice(-2);
  if (before === undefined || last === undefined || Math.abs(last - g) <= tolerance) return null;
  return 1 + Math.log2(Math.abs(before - g) / Math.abs(last - g));
}
