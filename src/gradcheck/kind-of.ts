/** What a value is, in words for a message: `a number`, `an Int32Array`, `a matrix`, `an array with a string in it`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return arrayKind(value);
  if (ArrayBuffer.isView(value)) return `${/^[AEIOU]/.test(value.constructor.name) ? "an" : "a"} ${value.constructor.name}`;
  if (value instanceof Promise) return "a promise";
  if (typeof value === "object") return "shape" in value && "data" in value ? "a matrix" : "an object";
  return `a ${typeof value}`;
}

/** With the first thing in it that is no number. */
function arrayKind(value: readonly unknown[]): string {
  const odd = value.flat(Infinity).find((each) => typeof each !== "number");
  return value.length === 0 || odd === undefined ? "an array" : `an array with ${kindOf(odd)} in it`;
}
