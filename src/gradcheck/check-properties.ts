/** What a right `backward` does besides giving the right numbers at one upstream gradient. */
import { compareEntry, type Flat } from "./compare-gradient.js";
import { bracket } from "./entry-name.js";
import type { PropertyCheck } from "./gradient-check.js";
import { numericalDerivative, type Precision, type Sample } from "./numerical-derivative.js";
import { indexOf } from "../layers/matrix.js";
import type { Gradients } from "./compare-direction.js";
import type { Moves } from "./problem.js";

/** Backward at other places: the inputs moved, or other upstream gradients (each a multiple of the given one plus a multiple of another). */
export interface Backward {
  readonly at: (moves: Moves, t: number) => Gradients;
  readonly mixed: (mixtures: readonly (readonly [own: number, other: number])[]) => readonly Gradients[];
}

/**
 * backward(2 dY + 3 dZ) = 2 backward(dY) + 3 backward(dZ), entry by entry to rounding.
 * @param own backward(dY)
 * @param known to what difference each of these gradients was found right: where large terms cancel inside of backward, its rounding is far above that of what it gives
 */
export function checkLinear(own: Gradients, { mixed }: Backward, shapes: ReadonlyMap<string, readonly number[]>, { epsilon }: Precision, known: ReadonlyMap<string, number>): PropertyCheck {
  const property = "linear in the upstream gradient";
  const [other, both] = mixed([[0, 1], [2, 3]]) as [Gradients, Gradients];
  for (const [name, from] of own) {
    const G = both.get(name)!, H = other.get(name)!;
    const k = firstBeyond(G, from, H, 1024 * epsilon * largestMixed(from, H) + 5 * known.get(name)!);
    if (k < 0) continue;
    return { property, verdict: "fails", message: `backward is not linear in the upstream gradient: dL/d${name}${bracket(indexOf(shapes.get(name)!, k))} for 2 dY + 3 dZ is ${G[k]}, and 2 times that for dY plus 3 times that for dZ is ${2 * from[k]! + 3 * H[k]!}` };
  }
  return { property, verdict: "holds", message: "" };
}

/** max |2 G| + |3 H|, entry by entry: what the mixture's rounding goes by. */
function largestMixed(G: Float64Array, H: Float64Array): number {
  let largest = 0;
  for (let k = 0; k < G.length; k++) {
    const size = 2 * Math.abs(G[k]!) + 3 * Math.abs(H[k]!);
    if (size > largest) largest = size;
  }
  return largest;
}

/** The place of the first entry of `mixed` that is further from 2 G + 3 H than is allowed; −1 if none is. */
function firstBeyond(mixed: Float64Array, G: Float64Array, H: Float64Array, allowed: number): number {
  for (let k = 0; k < mixed.length; k++) if (!(Math.abs(mixed[k]! - 2 * G[k]! - 3 * H[k]!) <= allowed)) return k;
  return -1;
}

/** d/dt ⟨v, backward(inputs + t u)⟩ = d/dt ⟨u, backward(inputs + t v)⟩: a gradient's own derivative, the Hessian, is symmetric. */
export function checkSymmetric({ at }: Backward, u: Moves, v: Moves, scale: number, precision: Precision): PropertyCheck {
  const property = "symmetric second derivative";
  const start = at(u, 0);
  const along = (moves: Moves, weights: Moves) => (t: number): Sample => {
    let value = 0, magnitude = 0;
    const gradients = at(moves, t); // of every input, also of those that are not asked for
    for (const [name, weight] of weights) gradients.get(name)!.forEach((entry, k) => {
      value += weight[k]! * (entry - start.get(name)![k]!);
      magnitude += Math.abs(weight[k]! * entry);
    });
    return { value, magnitude };
  };
  const one = numericalDerivative(along(u, v), scale, precision), two = numericalDerivative(along(v, u), scale, precision);
  const flat: Flat = { shape: [1], data: Float64Array.of(one.value) };
  const { verdict, difference, tolerance } = compareEntry(flat, 0, { ...two, error: one.error + two.error, kink: one.kink || two.kink }, Math.abs(one.value), precision);
  if (verdict === "holds") return { property, verdict, message: "" };
  const values = `⟨v, dG(u)⟩ is ${one.value} and ⟨u, dG(v)⟩ is ${two.value} for two random directions, a difference of ${difference.toExponential(1)} where ${tolerance.toExponential(1)} is rounding`;
  return { property, verdict, message: verdict === "fails" ? `the second derivative is not symmetric: ${values}` : `the second derivative is not decided: ${values}` };
}
