import type { Differentiable, Inputs } from "../layers/layer.js";
import type { Tensor } from "../layers/matrix.js";
import type { Checkable } from "./checkable.js";
import { problemOf, type Part } from "./problem.js";
import { formOf } from "./value-form.js";

/**
 * The numerical gradient by each matrix among the inputs: one matrix an input, under the same key and of the same shape.
 * Entry by entry the derivative of ⟨dY, forward(inputs)⟩; see `numericalDerivative`.
 */
export function numericalGradient<I extends Inputs, Y extends Tensor>(layer: Pick<Checkable<I, Y>, "forward">, inputs: I, dY: Y): { [K in Differentiable<I>]: Extract<I[K], Tensor> } {
  const parts = Object.entries(inputs).flatMap(([name, value]): readonly Part[] => ("shape" in value ? [{ name, ...formOf(value)! }] : []));
  const problem = problemOf(layer, inputs, parts, formOf(layer.forward(inputs))!, formOf(dY)!);
  const gradientBy = ({ name, shape, data }: Part): Tensor => ({ shape, data: data.map((x, k) => problem.derivative(new Map([[name, data.map((_, l) => (l === k ? 1 : 0))]]), x).value) });
  return Object.fromEntries(parts.map((part) => [part.name, gradientBy(part)])) as { [K in Differentiable<I>]: Extract<I[K], Tensor> };
}
