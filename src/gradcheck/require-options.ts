import { formOfNamed } from "./at-shapes.js";
import type { CheckOptions } from "./checkable.js";
import { kindOf } from "./kind-of.js";

/** Every option, with the values of those that are words. */
const OPTIONS: { readonly [name in keyof Required<CheckOptions>]: readonly string[] | null } = {
  expected: null, gradient: null, expect: ["holds", "fails", "undecided"], wrt: null, by: ["entries", "directions"], directions: null, seed: null, secondOrder: null,
};

/**
 * Without types nothing else says it: an option that is misspelled would be ignored, and the check be another than was asked for.
 * @throws Error if an option or its word is none, or stands where the upstream gradient belongs
 */
export function requireOptions(dY: unknown, options: object): void {
  if (dY !== undefined && dY !== null) requireUpstream(dY);
  for (const [name, value] of Object.entries(options) as readonly (readonly [string, unknown])[]) {
    if (!isOption(name)) throw new Error(`checkGradients: there is no option ${name}; there are ${Object.keys(OPTIONS).join(", ")}`);
    const words = OPTIONS[name];
    if (words !== null && value !== undefined && !words.includes(value as string)) throw new Error(`checkGradients: the option ${name} is ${words.map((word) => `"${word}"`).join(" or ")}; it is ${typeof value === "string" ? `"${value}"` : kindOf(value)}`);
  }
}

function requireUpstream(dY: unknown): void {
  const names = typeof dY === "object" && dY !== null ? Object.keys(dY) : [];
  if (names.length > 0 && names.every(isOption)) throw new Error(`checkGradients: the third argument is the upstream gradient, and options come after it: checkGradients(layer, inputs, undefined, { ${names.join(", ")} })`);
  if (formOfNamed("the upstream gradient", dY) === null) throw new Error(`checkGradients: the upstream gradient has the form of forward's output: a number, an array of numbers, or a matrix; it is ${kindOf(dY)}`);
}

const isOption = (name: string): name is keyof CheckOptions => Object.hasOwn(OPTIONS, name);
