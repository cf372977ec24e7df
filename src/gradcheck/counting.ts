import type { Checkable } from "./checkable.js";

/** The layer with a count of how often forward was computed. Calls go to the layer itself, so that a class keeps its `this`. */
export function counting(layer: Checkable<object, unknown>): { readonly layer: Checkable<object, unknown>; readonly count: () => number } {
  let count = 0;
  const generic = layer.generic?.bind(layer);
  return {
    layer: {
      name: layer.name ?? "the layer",
      forward: (inputs) => (count++, layer.forward(inputs)),
      backward: (inputs, dY) => layer.backward(inputs, dY),
      generic: generic === undefined ? undefined : (inputs, over) => (count++, generic(inputs, over)),
    },
    count: () => count,
  };
}
