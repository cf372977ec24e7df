import type { Checkable } from "./checkable.js";
import type { Backward } from "./check-properties.js";
import type { Gradients } from "./compare-direction.js";
import type { Flat } from "./compare-gradient.js";
import { spread, type Moves } from "./problem.js";
import { formOf, type Form } from "./value-form.js";

/**
 * What is exchanged to see what depends on it: the upstream gradient for one drawn anew, or for itself with a single sample left, the samples being its columns (its last axis) or its rows;
 * or an input for itself with its last two axes swapped or turned round.
 */
export type Exchange = "another" | { readonly only: "first" | "last"; readonly of: "columns" | "rows" } | { readonly input: string; readonly by: (flat: Flat) => Float64Array };

export interface Asking extends Backward {
  readonly changed: (change: Exchange) => Gradients;
}

/** Backward at other inputs and other upstream gradients, after forward at these inputs, since some layers remember there what they need. */
export function askBackward(layer: Checkable<object, unknown>, inputs: object, dY: Form, draw: (count: number) => Float64Array): Asking {
  const other = spread(dY.data.length, draw);
  const backward = (at: object, upstream: Float64Array): Gradients => new Map(Object.entries(layer.backward(at, dY.restore(upstream))).flatMap(([name, value]) => {
    const form = formOf(value);
    return form === null ? [] : [[name, form.data] as const];
  }));
  const gradients = (at: object, upstream: Float64Array): Gradients => {
    layer.forward(at);
    return backward(at, upstream);
  };
  const moved = (moves: Moves, t: number): object => Object.fromEntries(Object.entries(inputs).map(([name, value]) => {
    const u = moves.get(name), form = formOf(value);
    return [name, u === undefined ? value : form!.restore(form!.data.map((x, k) => x + t * u[k]!))];
  }));
  const single = ({ only, of }: { readonly only: "first" | "last"; readonly of: "columns" | "rows" }): Float64Array => {
    const count = (of === "columns" ? dY.shape.at(-1) : dY.shape[0]) ?? 1, row = dY.data.length / count;
    const place = only === "first" ? 0 : count - 1;
    return dY.data.map((value, k) => ((of === "columns" ? k % count : Math.floor(k / row)) === place ? value : 0));
  };
  return {
    at: (moves, t) => gradients(moved(moves, t), dY.data.slice()),
    mixed: (mixtures) => {
      layer.forward(inputs);
      return mixtures.map((factors) => backward(inputs, mixed(factors, dY.data, other)));
    },
    changed: (change) => {
      if (change === "another") return gradients(inputs, other.slice());
      if ("only" in change) return gradients(inputs, single(change));
      const form = formOf((inputs as { readonly [name: string]: unknown })[change.input])!;
      try {
        return gradients({ ...inputs, [change.input]: form.restore(change.by(form)) }, dY.data.slice());
      } catch {
        return new Map(); // a layer may refuse such an input
      }
    },
  };
}

/** a x + b y, entry by entry. */
function mixed([a, b]: readonly [number, number], x: Float64Array, y: Float64Array): Float64Array {
  const sum = new Float64Array(x.length);
  for (let k = 0; k < sum.length; k++) sum[k] = a * x[k]! + b * y[k]!;
  return sum;
}
