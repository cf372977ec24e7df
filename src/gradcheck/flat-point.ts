import type { Checkable } from "./checkable.js";
import { kindOf } from "./kind-of.js";
import { misread } from "./misread.js";
import { isTree, leavesOf, withLeaves } from "./tree.js";

export interface FlatPoint {
  readonly layer: Checkable<object, unknown>;
  readonly inputs: object;
  /** See `misread`. */
  readonly misread: () => string | null;
}

/**
 * Inputs inside of inputs under names of their own (`encoder.W`), so that each is checked and told by itself. As it is where nothing is nested.
 * @throws Error if backward gives no record
 */
export function flatPoint(layer: Checkable<object, unknown>, inputs: object): FlatPoint {
  const own = { misread: () => misread(layer, inputs) };
  if (!Object.values(inputs).some(isTree)) return { ...own, layer: { ...bound(layer), backward: (at, dY) => named(layer.backward(at, dY)) }, inputs };
  const nested = (flat: object): object => withLeaves(inputs, flat as { readonly [path: string]: unknown }) as object;
  return {
    ...own,
    inputs: Object.fromEntries(leavesOf(inputs)),
    layer: {
      ...bound(layer),
      forward: (flat) => layer.forward(nested(flat)),
      backward: (flat, dY) => Object.fromEntries(leavesOf(named(layer.backward(nested(flat), dY)))) as ReturnType<typeof layer.backward>,
    },
  };

  function named<T>(gradient: T): T {
    if (gradient !== null && typeof gradient === "object" && !Array.isArray(gradient) && !ArrayBuffer.isView(gradient) && !(gradient instanceof Promise) && !("shape" in gradient)) return gradient;
    throw new Error(`checkGradients: backward must give each gradient under the name of its input, as in { ${Object.keys(inputs)[0] ?? "x"}: … }; it gives ${kindOf(gradient)}${gradient === undefined ? " (is a `return` missing?)" : ""}`);
  }
}

const bound = (layer: Checkable<object, unknown>): Checkable<object, unknown> => ({
  ...(layer.name === undefined ? {} : { name: layer.name }), forward: (inputs) => layer.forward(inputs), backward: (inputs, dY) => layer.backward(inputs, dY), generic: layer.generic?.bind(layer),
});
