import { shapeText } from "../layers/matrix.js";
import { kindOf } from "./kind-of.js";
import { formOf, type Form } from "./value-form.js";

/**
 * Calls a function under check. Where the language itself ends it (`undefined` is read, `map` is no function) the shapes of the inputs are told; what a layer throws on purpose is its own to say.
 * @param who `forward of dense`
 */
export function atShapes<T>(who: string, inputs: object, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Error(`checkGradients: ${who} fails at ${Object.entries(inputs).map(described).join(", ")}: ${error.message}`, { cause: error });
  }
}

function described([name, value]: readonly [string, unknown]): string {
  const form = typeof value === "number" ? null : formOf(value);
  return form === null ? `${name} = ${typeof value === "number" ? value : kindOf(value)}` : `${name} ${shapeText(form.shape)}`;
}

/**
 * `formOf`, whose error says which value it is.
 * @throws Error if nested arrays are not equally long
 */
export function formOfNamed(name: string, value: unknown): Form | null {
  try {
    return formOf(value);
  } catch (error) {
    throw new Error(`checkGradients: ${name}: ${(error as Error).message}`, { cause: error });
  }
}
