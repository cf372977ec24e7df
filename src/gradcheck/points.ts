import type { CheckOptions } from "./checkable.js";
import { kindOf } from "./kind-of.js";

/**
 * The points to check at: one, or a list of them.
 * @throws Error if what is given has no names, or if there is no point
 */
export function pointsOf(inputs: unknown, { expected, gradient }: CheckOptions): readonly object[] {
  if (!Array.isArray(inputs)) {
    if (!isNamed(inputs)) throw new Error(`checkGradients: the inputs must have names, as in { x }; they are ${kindOf(inputs)}`);
    return [inputs];
  }
  const nameless = inputs.findIndex((point) => !isNamed(point));
  if (inputs.length === 0) throw new Error("checkGradients: a list of no points, so there would be nothing to check");
  if (nameless >= 0) throw new Error(`checkGradients: a list of inputs is a list of points, each with names, as in [{ x: 1 }, { x: 2 }]; number ${nameless + 1} is ${kindOf(inputs[nameless])}`);
  if (inputs.length > 1 && (expected !== undefined || gradient !== undefined)) throw new Error(`checkGradients: \`${expected === undefined ? "gradient" : "expected"}\` belongs to one point, and ${inputs.length} are given`);
  return inputs as readonly object[];
}

const isNamed = (value: unknown): value is object => value !== null && typeof value === "object" && !Array.isArray(value) && !ArrayBuffer.isView(value) && !("shape" in value && "data" in value && ArrayBuffer.isView(value.data));
