/** Readers of single settings: a reader throws what the value must be, in words. */

export type Reader<T> = (value: unknown) => T;

export function text(what: string): Reader<string> {
  return (value) => {
    if (typeof value !== "string" || value.trim() === "") throw new Error(what);
    return value;
  };
}

export function optional<T>(read: (value: unknown) => T, absent: T): (value: unknown) => T {
  return (value) => (value === undefined || value === null ? absent : read(value));
}

/** One stands for a list of one. */
export function oneOrMore(read: (value: unknown) => string): Reader<readonly string[]> {
  return (value) => (Array.isArray(value) ? value.map(read) : [read(value)]);
}

/** @param what the list must be; of several entries the first that is wrong is named */
export function list<T>(read: (value: unknown) => T, what: string, least: number): (value: unknown) => readonly T[] {
  return (value) => {
    if (!Array.isArray(value) || value.length < least) throw new Error(what);
    return value.map((entry, k) => {
      try {
        return read(entry);
      } catch {
        throw new Error(value.length === 1 ? what : `${what}, which entry ${k + 1} is not`);
      }
    });
  };
}

/** @param what for a setting of its own; a list says it for its members */
export function oneOf<T extends string>(names: readonly T[], what = ""): Reader<T> {
  return (value) => {
    const found = names.find((name) => name === value);
    if (found === undefined) throw new Error(what);
    return found;
  };
}

export function yesOrNo(value: unknown): boolean {
  if (typeof value !== "boolean") throw new Error("true or false");
  return value;
}

export function positive(unit: string): Reader<number> {
  return (value) => {
    if (typeof value !== "number" || !(value > 0)) throw new Error(`a number of ${unit} above 0`);
    return value;
  };
}
