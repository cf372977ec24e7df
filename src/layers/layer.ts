import { sameShape, ShapeError, shapeText, type Matrix, type Tensor } from "./matrix.js";

/** What a layer is given: matrices or tensors, and what is not differentiated (labels). */
export type Inputs = { readonly [name: string]: Tensor | readonly number[] };

/** The inputs that have a gradient. */
export type Differentiable<I> = { [K in keyof I]: I[K] extends Tensor ? K : never }[keyof I] & string;

/** One matrix (or tensor) for each input with a gradient, under the same key and of the same shape: dL/dW is `gradient.W`. */
export type Gradient<I> = { readonly [K in Differentiable<I>]: Extract<I[K], Tensor> };

/**
 * A layer is one record with several readers: the notebook runs it, the checker verifies its LaTeX, the report prints it,
 * the tests loop over all of them. The formula is written once.
 */
export interface Layer<I extends Inputs, Y extends Tensor = Matrix> {
  readonly name: string;
  readonly latex: {
    /** What the names are, for the checker: shapes, and labels. */
    readonly where?: string;
    readonly forward: string;
    /** One formula an input, under the input's key. */
    readonly backward: { readonly [K in Differentiable<I>]: string };
  };
  readonly source: string;
  /** The output Y of the layer. */
  readonly forward: (inputs: I) => Y;
  /** The vector-Jacobian product: from the upstream gradient dY = dL/dY to the gradient by each input. */
  readonly backward: (inputs: I, dY: Y) => Gradient<I>;
  /** The same without X, where that is much less work: the first layer of a network in training hands nothing back. */
  readonly parameterGradient?: (inputs: I, dY: Y) => Omit<Gradient<I>, "X">;
}

/**
 * Refuses a matrix or tensor of the wrong shape.
 * @param rule why the shape is needed, in words: "one bias for each row of W (5, 3)"
 * @throws ShapeError that names the function, the input, both shapes and the rule.
 */
export function requireShape(where: string, name: string, A: Tensor, shape: readonly number[], rule: string): void {
  if (!sameShape(A.shape, shape)) throw new ShapeError(`${where}: ${name} has shape ${shapeText(A.shape)} and must have ${shapeText(shape)}: ${rule}`);
}
