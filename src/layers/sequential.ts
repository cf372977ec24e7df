import type { Gradient, Inputs } from "./layer.js";
import type { Tensor } from "./matrix.js";

/** What a stack needs of a layer: any record whose X is the output of the one before. */
interface Stackable {
  readonly name: string;
  readonly latex: { readonly backward: { readonly X: string } };
  readonly forward: (inputs: never) => Tensor;
  readonly backward: (inputs: never, dY: never) => object;
}

type InputsOf<L> = L extends { readonly forward: (inputs: infer I) => Tensor } ? I : never;
type OutputOf<L> = L extends { readonly forward: (inputs: never) => infer Y } ? Y : never;

/** Everything but X, with the layer's number behind the name. */
type Numbered<I, Position> = { readonly [K in Exclude<keyof I, "X"> as `${K & string}${Position & number}`]: I[K] };
type ParametersOf<L, Before extends readonly unknown[] = []> = L extends readonly [infer First, ...infer Rest] ? Numbered<InputsOf<First>, [...Before, First]["length"]> & ParametersOf<Rest, [...Before, First]> : unknown;
type Flat<T> = { readonly [K in keyof T]: T[K] };

/** X of the first layer, and the parameters of each layer under their numbered names: W1, b1, W3, b3, labels4. */
export type StackInputs<L extends readonly unknown[]> = Flat<{ readonly X: InputsOf<L[0]> extends { readonly X: infer X } ? X : never } & ParametersOf<L>>;
type LastOf<L extends readonly unknown[]> = L extends readonly [...unknown[], infer Last] ? Last : never;

/** Layers one after the other. It has no formula of its own: those are its layers'. */
export interface Stack<I, Y extends Tensor> {
  readonly name: string;
  readonly layers: readonly Stackable[];
  /** The output of every layer; the last is the output of the stack. */
  readonly outputs: (inputs: I) => readonly Tensor[];
  readonly forward: (inputs: I) => Y;
  /** The chain rule from the last layer to the first: each hands its gradient by X to the one before. */
  readonly backward: (inputs: I, dY: Y) => Gradient<I>;
  /** Both at the cost of one forward and one backward pass. */
  readonly valueAndGradient: (inputs: I, dY: Y) => { readonly Y: Y; readonly gradient: Gradient<I> };
  /** The same without X, for training: the first layer hands nothing back. */
  readonly valueAndParameterGradient: (inputs: I, dY: Y) => { readonly Y: Y; readonly gradient: Omit<Gradient<I>, "X"> };
}

/** Any layer, once the types have said which inputs go where. */
interface Link {
  readonly name: string;
  readonly latex: { readonly backward: object };
  readonly forward: (inputs: Inputs) => Tensor;
  readonly backward: (inputs: Inputs, dY: Tensor) => { readonly [name: string]: Tensor };
  readonly parameterGradient?: (inputs: Inputs, dY: Tensor) => { readonly [name: string]: Tensor };
}

/**
 * Layers one after the other: Y = fₙ(… f₂(f₁(X))), each fₖ with its own parameters, whose names end in k, counted from 1:
 * `sequential(fullyConnected, relu, fullyConnected, softmaxLoss)` takes `{ X, W1, b1, W3, b3, labels4 }`.
 * @throws Error for an input that belongs to no layer, or is missing
 */
export function sequential<L extends readonly Stackable[]>(...layers: L): Stack<StackInputs<L>, OutputOf<LastOf<L>> & Tensor> {
  const links = layers as readonly unknown[] as readonly Link[];
  const name = links.map((link) => link.name).join(" → ");
  const withoutX = links.findIndex(({ latex }) => !("X" in latex.backward));
  if (links.length === 0) throw new Error("sequential: at least one layer is needed");
  if (withoutX >= 0) throw new Error(`sequential: layer ${withoutX + 1} (${links[withoutX]!.name}) has no input X to take the output of the layer before it`);

  const forward = (inputs: Inputs): readonly Tensor[] => {
    const parameters = parametersOf(links, inputs);
    const outputs: Tensor[] = [];
    links.forEach((link, k) => outputs.push(link.forward({ ...parameters[k], X: k === 0 ? inputs.X! : outputs[k - 1]! })));
    return outputs;
  };
  const backward = (inputs: Inputs, outputs: readonly Tensor[], dY: Tensor, withX: boolean): { readonly [name: string]: Tensor } => {
    const parameters = parametersOf(links, inputs);
    const gradient: { [name: string]: Tensor } = {};
    let upstream = dY;
    for (let k = links.length - 1; k >= 0; k--) {
      const { backward: whole, parameterGradient } = links[k]!, work = k === 0 && !withX ? (parameterGradient ?? whole) : whole;
      const { X, ...own } = work({ ...parameters[k], X: k === 0 ? inputs.X! : outputs[k - 1]! }, upstream);
      for (const [parameter, d] of Object.entries(own)) gradient[`${parameter}${k + 1}`] = d;
      upstream = X!;
    }
    return withX ? { X: upstream, ...gradient } : gradient;
  };
  const valueAnd = (inputs: Inputs, dY: Tensor, withX: boolean): { readonly Y: Tensor; readonly gradient: { readonly [name: string]: Tensor } } => {
    const outputs = forward(inputs);
    return { Y: outputs.at(-1)!, gradient: backward(inputs, outputs, dY, withX) };
  };
  const stack: Stack<Inputs, Tensor> = {
    name,
    layers,
    outputs: forward,
    forward: (inputs) => forward(inputs).at(-1)!,
    backward: (inputs, dY) => backward(inputs, forward(inputs), dY, true),
    valueAndGradient: (inputs, dY) => valueAnd(inputs, dY, true),
    valueAndParameterGradient: (inputs, dY) => valueAnd(inputs, dY, false),
  };
  return stack as unknown as Stack<StackInputs<L>, OutputOf<LastOf<L>> & Tensor>;
}

/** The parameters of each layer under the layer's own names. */
function parametersOf(links: readonly Link[], inputs: Inputs): readonly Inputs[] {
  const parameters: { [name: string]: Inputs[string] }[] = links.map(() => ({}));
  for (const [name, value] of Object.entries(inputs)) {
    if (name === "X") continue;
    const [, own = "", position = ""] = /^(.*?)([1-9]\d*)$/.exec(name) ?? [];
    const at = parameters[Number(position) - 1];
    if (at === undefined) throw new Error(`sequential: the input ${name} belongs to none of the ${links.length} layers; a parameter's name ends in the number of its layer, as in W1`);
    at[own] = value;
  }
  links.forEach((link, k) => {
    const missing = Object.keys(link.latex.backward).find((name) => name !== "X" && !(name in parameters[k]!));
    if (missing !== undefined) throw new Error(`sequential: the input ${missing}${k + 1} is missing: layer ${k + 1} (${link.name}) needs it`);
  });
  if (!("X" in inputs)) throw new Error("sequential: the input X is missing");
  return parameters;
}
