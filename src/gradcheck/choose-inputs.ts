import { shapeText } from "../layers/matrix.js";
import type { CheckOptions } from "./checkable.js";
import { kindOf } from "./kind-of.js";
import type { Part } from "./problem.js";
import { formOf } from "./value-form.js";

export interface ChosenInputs {
  /** The inputs to differentiate by. */
  readonly chosen: readonly Part[];
  /** Why others are left out, in words: backward gives no gradient for them, or they hold whole numbers that cannot be moved a little. */
  readonly left: readonly string[];
}

/**
 * The inputs that have a gradient: those asked for, or else matrices and nested arrays always, numbers and flat arrays if backward gives their gradient.
 * @param analytic what backward gives, or a formula, by input name
 * @throws Error if a name is asked for or given that is no input, or if nothing is left to check
 */
export function chooseInputs(inputs: object, analytic: { readonly [name: string]: unknown }, { gradient, wrt }: CheckOptions): ChosenInputs {
  const forms = Object.entries(inputs).flatMap(([name, value]): readonly (Part & { readonly isSure: boolean })[] => {
    const form = formOf(value);
    return form === null ? [] : [{ name, ...form, isSure: form.shape.length > 1 || (typeof value === "object" && !Array.isArray(value)) }];
  });
  const names = forms.map(({ name }) => name), sure = forms.filter(({ isSure, name }) => isSure || analytic[name] !== undefined);
  const asked = wrt ?? (gradient === undefined ? undefined : Object.keys(gradient));
  if (gradient === undefined) requireInputs(Object.keys(analytic).filter((name) => analytic[name] !== undefined), Object.keys(inputs));
  if (asked === undefined) {
    const fixed = Object.entries(inputs).filter(([name, value]) => analytic[name] !== undefined && formOf(value) === null).map(([name, value]) => `${name}: ${kindOf(value)} is not differentiated, so its gradient was not checked`);
    if (sure.length === 0) throw new Error(`checkGradients: there is nothing to check: ${fixed[0] ?? `backward gives no gradient by ${names.length === 0 ? "an input" : names.join(" or ")}`}`);
    requireEntries(sure);
    return { chosen: sure, left: [...names.filter((name) => !sure.some((part) => part.name === name)).map((name) => `${name}: backward gives no gradient, so none was checked`), ...fixed] };
  }
  const unknown = asked.find((name) => !names.includes(name));
  const known = gradient === undefined ? names : sure.map(({ name }) => name).filter((name) => !Object.hasOwn(gradient, name) || names.includes(name));
  if (unknown !== undefined) throw new Error(`checkGradients: a gradient by ${unknown} is ${wrt === undefined ? "given" : "asked for"}, but the inputs are ${known.join(", ")}`);
  if (asked.length === 0) throw new Error(`checkGradients: \`${wrt === undefined ? "gradient" : "wrt"}\` names no input, so there would be nothing to check`);
  const chosen = asked.map((name) => forms.find((part) => part.name === name)!);
  requireEntries(chosen);
  return { chosen, left: [] };
}

/** A gradient without entries agrees with anything. */
function requireEntries(parts: readonly Part[]): void {
  if (parts.every(({ data }) => data.length === 0)) throw new Error(`checkGradients: there is nothing to check: ${parts.map(({ name, shape }) => `${name} ${shapeText(shape)}`).join(", ")} ${parts.length === 1 ? "has" : "have"} no entries`);
}

/** A gradient under a name that is no input (`dx` for `x`) would never be looked at. */
function requireInputs(given: readonly string[], inputs: readonly string[]): void {
  const stray = given.find((name) => !inputs.includes(name));
  if (stray !== undefined) throw new Error(`checkGradients: backward gives a gradient by ${stray}, which is no input: the inputs are ${inputs.join(", ")}, and a gradient stands under the name of its input`);
}
