import type { Checkable } from "./checkable.js";
import { isTree } from "./tree.js";

/** Why forward may not get what it asks for: it reads names that are not among the inputs, or takes several arguments. Null if neither is so. It is asked only where forward failed. */
export function misread(layer: Checkable<object, unknown>, inputs: object): string | null {
  const missing = new Set<string>();
  try {
    layer.forward(watched(inputs, "", missing));
  } catch {
    // that it fails is known
  }
  const names = Object.keys(inputs).join(", ");
  if (missing.size > 0) return `forward reads ${[...missing].join(", ")}, which ${missing.size === 1 ? "is" : "are"} not among the inputs: ${names === "" ? "there are none" : `they are ${names}`}`;
  return layer.forward.length > 1 ? `forward is given one record with all inputs, as in ({ ${names} }) => …, and this one takes ${layer.forward.length} arguments` : null;
}

/** The same record; names that are asked for and are not there are noted. */
const watched = (record: object, path: string, missing: Set<string>): object => new Proxy(record, {
  get: (target, key): unknown => {
    const value: unknown = Reflect.get(target, key);
    if (typeof key !== "string") return value;
    if (!(key in target)) missing.add(path + key);
    return isTree(value) && !Array.isArray(value) ? watched(value, `${path}${key}.`, missing) : value;
  },
});
