import type { Checkable } from "./checkable.js";
import type { Backward } from "./check-properties.js";
import type { Gradients } from "./compare-direction.js";
import { spread, type Moves } from "./problem.js";
import { formOf, type Form } from "./value-form.js";

/** What an upstream gradient is exchanged for, to see what depends on it: one drawn anew, or the same with a single sample of the batch left. */
export type Exchange = "another" | "first sample" | "last sample";

export interface Asking extends Backward {
  readonly changed: (change: Exchange) => Gradients;
}

/** Backward at other inputs and other upstream gradients. */
export function askBackward(layer: Checkable<object, unknown>, inputs: object, dY: Form, draw: (count: number) => Float64Array): Asking {
  const other = spread(dY.data.length, draw);
  const gradients = (at: object, upstream: Float64Array): Gradients =>
    new Map(Object.entries(layer.backward(at, dY.restore(upstream))).flatMap(([name, value]) => {
      const form = formOf(value);
      return form === null ? [] : [[name, form.data] as const];
    }));
  const moved = (moves: Moves, t: number): object => Object.fromEntries(Object.entries(inputs).map(([name, value]) => {
    const u = moves.get(name), form = formOf(value);
    return [name, u === undefined ? value : form!.restore(form!.data.map((x, k) => x + t * u[k]!))];
  }));
  const batch = dY.shape.at(-1) ?? 1; // samples stand along the last axis
  const sample = (place: number): Float64Array => dY.data.map((value, k) => (k % batch === place ? value : 0));
  return {
    at: (moves, t) => gradients(moved(moves, t), dY.data.slice()),
    mixed: (own, from) => gradients(inputs, dY.data.map((value, k) => own * value + from * other[k]!)),
    changed: (change) => gradients(inputs, change === "another" ? other.slice() : sample(change === "first sample" ? 0 : batch - 1)),
  };
}
