import { requireShape } from "./layer.js";
import { map, type Tensor } from "./matrix.js";

/** The parameters by name, W1, b1, …; the names are those of the gradient. */
export type NetworkParameters = { readonly [name: string]: Tensor };

export interface GradientDescentOptions {
  /** The learning rate η. */
  readonly rate: number;
  /** μ: how much of the last step's velocity stays; 0 unless given. */
  readonly momentum?: number;
  /** λ: λ/2 ‖θ‖² is added to the loss; 0 unless given. */
  readonly weightDecay?: number;
  /** Which parameters decay; all unless given. Biases are often left out: `(name) => name.startsWith("W")`. */
  readonly decays?: (name: string) => boolean;
}

export interface Descent<P extends NetworkParameters> {
  readonly parameters: P;
  /** Of the parameters' shapes; zero at the start. */
  readonly velocity: P;
}

export interface GradientDescent {
  readonly latex: readonly string[];
  readonly source: string;
  /** At rest. */
  readonly start: <P extends NetworkParameters>(parameters: P) => Descent<P>;
  /** One step. The gradient may hold more than the parameters (dL/dX), which is ignored. */
  readonly step: <P extends NetworkParameters>(state: Descent<P>, gradient: { readonly [K in keyof P]: Tensor }) => Descent<P>;
}

/**
 * Gradient descent with momentum (the heavy ball) and weight decay, for each parameter θ and its velocity v:
 * g = dL/dθ + λθ, v ← μv + g, θ ← θ − ηv.
 * `let state = descent.start({ W1, b1 })`, then `state = descent.step(state, gradient)` for each batch.
 * @throws RangeError unless η > 0, 0 ≤ μ < 1, λ ≥ 0
 */
export function gradientDescent({ rate, momentum = 0, weightDecay = 0, decays = () => true }: GradientDescentOptions): GradientDescent {
  if (!(rate > 0 && rate < Infinity)) throw new RangeError(`gradientDescent: the rate must be above 0, not ${rate}`);
  if (!(momentum >= 0 && momentum < 1)) throw new RangeError(`gradientDescent: the momentum must be at least 0 and below 1, not ${momentum}`);
  if (!(weightDecay >= 0 && weightDecay < Infinity)) throw new RangeError(`gradientDescent: the weight decay must be at least 0, not ${weightDecay}`);

  const velocityOf = (name: string, theta: Tensor, v: Tensor, d: Tensor | undefined): Tensor => {
    if (d === undefined) throw new Error(`gradientDescent: the gradient has no ${name}; it has the same names as the parameters`);
    requireShape("gradientDescent", `dL/d${name}`, d, theta.shape, `the shape of ${name}`);
    const lambda = decays(name) ? weightDecay : 0;
    return { shape: v.shape, data: v.data.map((speed, k) => momentum * speed + d.data[k]! + lambda * theta.data[k]!) };
  };
  return {
    latex: [String.raw`v_{t+1} = \mu v_t + \frac{dL}{d\theta_t} + \lambda \theta_t`, String.raw`\theta_{t+1} = \theta_t - \eta v_{t+1}`],
    source: "Polyak (1964); Krogh & Hertz (1991) for the decay",
    start: (parameters) => ({ parameters, velocity: each(parameters, (_, theta) => map(theta, () => 0)) }),
    step: ({ parameters, velocity }, gradient) => {
      const next = each(parameters, (name, theta) => velocityOf(name, theta, velocity[name]!, gradient[name]));
      return { velocity: next, parameters: each(parameters, (name, theta) => ({ shape: theta.shape, data: theta.data.map((x, k) => x - rate * next[name]!.data[k]!) })) };
    },
  };
}

const each = <P extends NetworkParameters>(parameters: P, f: (name: string, theta: Tensor) => Tensor): P =>
  Object.fromEntries(Object.entries(parameters).map(([name, theta]) => [name, f(name, theta)])) as P;
