import type { Arithmetic } from "./arithmetic.js";
import { DUAL, type Dual } from "./dual.js";
import type { NumericalDerivative } from "./numerical-derivative.js";
import { formOf, type Form } from "./value-form.js";

/** A forward over any number type: entries of each input in a row, to the entries of the output in a row. */
export type GenericForward = <T>(inputs: { readonly [name: string]: readonly T[] }, over: Arithmetic<T>) => readonly T[];

/** Roundings of a sum over the way, in units of its terms: generous, and still far below any difference quotient. */
const ROUNDING = 64 * 2 ** -52;

/**
 * d/dt ⟨dY, forward(inputs + t · moves)⟩ at t = 0 by dual numbers: no step, so no truncation; the error is rounding alone.
 * @throws Error if the generic forward does not give the output of the plain one
 */
export function dualDerivative(forward: GenericForward, inputs: object, moves: ReadonlyMap<string, Float64Array>, Y: Form, dY: Form): NumericalDerivative {
  const seeded = Object.entries(inputs).flatMap(([name, value]) => {
    const form = formOf(value);
    const u = moves.get(name);
    return form === null ? [] : [[name, Array.from(form.data, (x, k): Dual => ({ value: x, slope: u?.[k] ?? 0, kink: false }))] as const];
  });
  const output = forward(Object.fromEntries(seeded), DUAL);
  requireSame(output, Y.data);
  const terms = output.map(({ slope }, k) => slope * dY.data[k]!);
  const value = terms.reduce((sum, term) => sum + term, 0);
  const magnitude = terms.reduce((sum, term) => sum + Math.abs(term), 0);
  return { value, error: ROUNDING * magnitude, magnitude, kink: output.some(({ kink }, k) => kink && dY.data[k] !== 0), quotients: [] };
}

function requireSame(output: readonly Dual[], Y: Float64Array): void {
  if (output.length !== Y.length) throw new Error(`generic gives ${output.length} numbers, forward gives ${Y.length}`);
  const largest = Y.reduce((size, y) => Math.max(size, Math.abs(y)), 0);
  const k = output.findIndex(({ value }, l) => !(Math.abs(value - Y[l]!) <= 1e-12 * largest));
  if (k >= 0) throw new Error(`generic gives ${output[k]!.value} in entry ${k}, forward gives ${Y[k]}: they must be the same function`);
}
