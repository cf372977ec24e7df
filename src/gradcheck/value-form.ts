import type { Tensor } from "../layers/matrix.js";

/** What a function under check may take and give: a number, numbers in (nested) arrays, a typed array, a matrix or tensor (`shape` and `data`). */
export type Value = number | Float64Array | Float32Array | Tensor | { readonly shape: readonly number[]; readonly data: Float32Array } | readonly Value[];

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
  if (value instanceof Float32Array) return { shape: [value.length], data: Float64Array.from(value), isSingle: true, restore: (data) => Float32Array.from(data) };
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
  const restore = (data: Float64Array): Value => ({ ...value, data: isSingle ? Float32Array.from(data) : data }) as Value;
  return { shape: [...value.shape], data: Float64Array.from(value.data), isSingle, restore };
}

function nestedForm(value: readonly unknown[]): Form | null {
  const parts = value.map(formOf);
  if (parts.some((part) => part === null)) return null;
  const forms = parts as readonly Form[];
  const inner = forms[0]?.shape ?? [];
  const odd = forms.findIndex(({ shape }) => shape.length !== inner.length || shape.some((length, axis) => length !== inner[axis]));
  if (odd > 0) throw new Error(`nested arrays must be equally long: element 0 has shape (${inner.join(", ")}) and element ${odd} has (${forms[odd]!.shape.join(", ")})`);
  const size = forms[0]?.data.length ?? 0;
  const data = new Float64Array(size * forms.length);
  forms.forEach((form, k) => data.set(form.data, k * size));
  return { shape: [forms.length, ...inner], data, isSingle: forms.some((form) => form.isSingle), restore: (numbers) => forms.map((form, k) => form.restore(numbers.subarray(k * size, (k + 1) * size))) };
}
