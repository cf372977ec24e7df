import { uniform } from "../layers/random.js";
import { dualDerivative, type GenericForward } from "./dual-derivative.js";
import { DOUBLE, numericalDerivative, SINGLE, type NumericalDerivative, type Precision, type Sample } from "./numerical-derivative.js";
import { numbersOf, type Form } from "./value-form.js";

/** One input with a gradient, as numbers in a row. */
export interface Part extends Form {
  readonly name: string;
}

/** By how much each entry of the named inputs moves as t grows by 1. */
export type Moves = ReadonlyMap<string, Float64Array>;

/** A layer at a point, reduced to what a check needs: numbers in, numbers out. */
export interface Problem {
  readonly parts: readonly Part[];
  /** The output at the point. */
  readonly Y: Form;
  readonly dY: Form;
  readonly precision: Precision;
  /** d/dt ⟨dY, forward(inputs + t · moves)⟩ at t = 0. `scale`: the size of the entries that move, which sets the step. */
  readonly derivative: (moves: Moves, scale: number) => NumericalDerivative;
}

interface Source {
  readonly forward: (inputs: never) => unknown;
  readonly generic?: GenericForward | undefined;
}

/** @param parts the inputs to differentiate by, which are entries of `inputs` */
export function problemOf(layer: Source, inputs: object, parts: readonly Part[], Y: Form, dY: Form): Problem {
  const precision = [...parts, Y, dY].some(({ isSingle }) => isSingle) ? SINGLE : DOUBLE;
  const along = (moves: Moves) => (t: number): Sample => {
    const moved = parts.filter(({ name }) => moves.has(name)).map((part) => [part.name, part.restore(stepped(part.data, moves.get(part.name)!, t))]);
    return sampleOf(numbersOf(layer.forward({ ...inputs, ...Object.fromEntries(moved) } as never))!, Y.data, dY.data);
  };
  const start = sampleOf(Y.data, Y.data, dY.data);
  const derivative = (moves: Moves, scale: number): NumericalDerivative =>
    layer.generic === undefined ? numericalDerivative(along(moves), scale, precision, start) : dualDerivative(layer.generic, inputs, moves, Y, dY);
  return { parts, Y, dY, precision, derivative };
}

const stepped = (x: Float64Array, u: Float64Array, t: number): Float64Array => {
  const moved = x.slice();
  for (let k = 0; k < moved.length; k++) moved[k]! += t * u[k]!;
  return moved;
};

/**
 * ⟨dY, Y − Y₀⟩: outputs that do not move cancel exactly, so that their rounding does not blur the difference. What they hide, at most
 * half a unit in the last place of each, adds up like a random walk.
 */
function sampleOf(Y: Float64Array, start: Float64Array, dY: Float64Array): Sample {
  let value = 0, magnitude = 0, hidden = 0;
  for (let k = 0; k < dY.length; k++) {
    const moved = Y[k]! - start[k]!, now = Math.abs(Y[k]!), before = Math.abs(start[k]!), size = Math.abs(dY[k]!) * (now > before ? now : before);
    if (moved === 0) hidden += size * size;
    else {
      value += dY[k]! * moved;
      magnitude += size;
    }
  }
  return { value, magnitude: magnitude + Math.sqrt(hidden) };
}

/** Numbers with either sign and a size between 0.5 and 1.5, times the scale: none is near zero, so that no entry hides behind a small factor. */
export function spread(count: number, draw: Draw, scale = 1): Float64Array {
  const u = draw(count).slice();
  for (let k = 0; k < u.length; k++) u[k] = scale * (u[k]! + (u[k]! < 0 ? -0.5 : 0.5));
  return u;
}

export type Draw = (count: number) => Float64Array;

/** A stream of draws from a seed. */
export function stream(seed: number): Draw {
  const random = uniform(seed);
  return (count) => random(count).data;
}
