/** What a value is, in words for a message: `a number`, `an Int32Array`, `a matrix`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  if (ArrayBuffer.isView(value)) return `${/^[AEIOU]/.test(value.constructor.name) ? "an" : "a"} ${value.constructor.name}`;
  if (value instanceof Promise) return "a promise";
  if (typeof value === "object") return "shape" in value && "data" in value ? "a matrix" : "an object";
  return `a ${typeof value}`;
}
