/** Records and lists of values, as layers with many parameters and functions with several outputs have them: `{ encoder: { W, b }, weights: [W1, W2] }`. */

/** A value inside, under the path that leads there: `encoder.W`, `weights[1]`. */
export type Leaf = readonly [path: string, value: unknown];

/** A record, or a list with anything in it but numbers and lists of numbers. */
export const isTree = (value: unknown): value is object => isRecord(value) || (Array.isArray(value) && value.some((item) => typeof item === "object" && (!Array.isArray(item) || isTree(item))));

/** A plain object that is no matrix. An instance of a class is nothing that could be taken apart and put together again. */
function isRecord(value: unknown): value is object {
  if (value === null || typeof value !== "object" || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null) && !("shape" in value && "data" in value);
}

/** Everything in a tree that is none itself, in order. */
export function leavesOf(value: unknown, path = ""): readonly Leaf[] {
  if (!isTree(value)) return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, k) => leavesOf(item, `${path}[${k}]`));
  return Object.entries(value).flatMap(([name, item]) => leavesOf(item, path === "" ? name : `${path}.${name}`));
}

/** The same tree with other leaves, by their paths. */
export function withLeaves(value: unknown, leaves: { readonly [path: string]: unknown }, path = ""): unknown {
  if (!isTree(value)) return leaves[path];
  if (Array.isArray(value)) return value.map((item, k) => withLeaves(item, leaves, `${path}[${k}]`));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withLeaves(item, leaves, path === "" ? name : `${path}.${name}`)]));
}
