import type { Tensor } from "../layers/matrix.js";
import { isTree, leavesOf, withLeaves } from "./tree.js";

/** What a function under check may take and give: a number, numbers in (nested) arrays, a typed array, a matrix or tensor (`shape` and `data`), and records and lists of these. */
export type Value = number | Float64Array | Float32Array | Tensor | { readonly shape: readonly number[]; readonly data: Float32Array } | readonly Value[] | { readonly [name: string]: Value | undefined };

/** A value as plain numbers in a row, with the way back to the caller's own kind of value. */
export interface Form {
  readonly shape: readonly number[];
  /** A copy: what the function does to its own value later does not reach it. */
  readonly data: Float64Array;
  /** Kept with 24 bits, so that its rounding is that of single precision. */
  readonly isSingle: boolean;
  /** Other numbers as the same kind of value. It may keep the array that it is given. */
  readonly restore: (data: Float64Array) => Value;
}

/**
 * Reads a value; null if it is none of the kinds that can be differentiated (text, integers in typed arrays, other objects).
 * @throws Error if nested arrays are not equally long
 */
export function formOf(value: unknown): Form | null {
  if (typeof value === "number") return { shape: [], data: Float64Array.of(value), isSingle: false, restore: (data) => data[0]! };
  if (value instanceof Float64Array) return { shape: [value.length], data: value.slice(), isSingle: false, restore: (data) => data };
  if (value instanceof Float32Array) return { shape: [value.length], data: new Float64Array(value), isSingle: true, restore: (data) => Float32Array.from(data) };
  if (isTree(value)) return treeForm(value);
  if (Array.isArray(value)) return nestedForm(value);
  return isTensor(value) ? tensorForm(value) : null;
}

/** The numbers of a value in a row, to be read at once: not a copy where it can be helped. Null as in `formOf`. */
export function numbersOf(value: unknown): Float64Array | null {
  if (value instanceof Float64Array) return value;
  return isTensor(value) && value.data instanceof Float64Array ? value.data : (formOf(value)?.data ?? null);
}

const isTensor = (value: unknown): value is { readonly shape: readonly number[]; readonly data: Float64Array | Float32Array } =>
  value !== null && typeof value === "object" && "shape" in value && Array.isArray(value.shape) && "data" in value && (value.data instanceof Float64Array || value.data instanceof Float32Array);

function tensorForm(value: { readonly shape: readonly number[]; readonly data: Float64Array | Float32Array }): Form {
  const isSingle = value.data instanceof Float32Array;
  const restore = (data: Float64Array): Value => ({ ...value, data: isSingle ? Float32Array.from(data) : data });
  return { shape: [...value.shape], data: new Float64Array(value.data), isSingle, restore };
}

function nestedForm(value: readonly unknown[]): Form | null {
  const parts = value.map(formOf);
  if (parts.some((part) => part === null)) return null;
  const forms = parts as readonly Form[];
  const inner = forms[0]?.shape ?? [];
  const odd = forms.findIndex(({ shape }) => shape.length !== inner.length || shape.some((length, axis) => length !== inner[axis]));
  if (odd > 0) throw new Error(`nested arrays must be equally long: element 0 has shape (${inner.join(", ")}) and element ${odd} has (${forms[odd]!.shape.join(", ")}); values of different shapes go into a record, as in { y, h }`);
  const size = forms[0]?.data.length ?? 0;
  const data = new Float64Array(size * forms.length);
  forms.forEach((form, k) => data.set(form.data, k * size));
  return { shape: [forms.length, ...inner], data, isSingle: forms.some((form) => form.isSingle), restore: (numbers) => forms.map((form, k) => form.restore(numbers.subarray(k * size, (k + 1) * size))) };
}

/** All numbers of a record or a list one after the other; null if something in it has none. */
function treeForm(value: object): Form | null {
  const leaves = leavesOf(value).map(([path, leaf]) => ({ path, form: formOf(leaf) }));
  if (leaves.length === 0 || leaves.some(({ form }) => form === null)) return null;
  const forms = leaves as readonly { readonly path: string; readonly form: Form }[];
  const starts = forms.map((_, k) => forms.slice(0, k).reduce((sum, { form }) => sum + form.data.length, 0));
  const size = forms.reduce((sum, { form }) => sum + form.data.length, 0);
  const data = new Float64Array(size);
  forms.forEach(({ form }, k) => data.set(form.data, starts[k]));
  const restore = (numbers: Float64Array): Value => withLeaves(value, Object.fromEntries(forms.map(({ path, form }, k) => [path, form.restore(numbers.slice(starts[k], starts[k]! + form.data.length))]))) as Value;
  return { shape: [size], data, isSingle: forms.some(({ form }) => form.isSingle), restore };
}
