/** Whether an equation has a meaning with the shapes that the document declares, taken by itself. */
import type { Scope } from "../scope/scope.js";
import type { Equation } from "./equations.js";
import { shapesOf, shiftedRanges } from "./kinds.js";
import { createLengths } from "./lengths.js";
import { Mismatch } from "./shape.js";

/** Two shapes that do not fit, or an index that runs over two lengths with different sizes. */
export function isIllTyped(equation: Equation, scope: Scope, layout: "gradient" | "numerator" | "denominator"): boolean {
  let clashes = false;
  try {
    shapesOf(equation, {
      scope, layout, lengths: createLengths(), ranges: shiftedRanges(equation), source: 0, depth: 0, parameters: new Map(equation.parameters.map((name) => [name, null] as const)),
      mayBe: () => false, guess: () => undefined, onClash: () => { clashes = true; }, onSized: () => undefined, onLoose: () => undefined,
    });
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return true;
  }
  return clashes;
}
