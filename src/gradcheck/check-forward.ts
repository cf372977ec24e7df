import type { Inputs } from "../layers/layer.js";
import { indexOf, placeText, sameShape, shapeText, type Tensor } from "../layers/matrix.js";
import type { Checkable } from "./check-gradients.js";
import type { ForwardCheck } from "./gradient-check.js";

/** Forward and the value it is compared with may differ by this share of the largest entry: a few hundred roundings. */
const FORWARD_TOLERANCE = 2 ** -44;

/**
 * The forward value by itself, and the gradients `backward` hands back: finite, of the shape of dY, the same when asked twice,
 * with the inputs left as they were, and equal to an independent value where there is one.
 */
export function checkForward<I extends Inputs, Y extends Tensor>(
  layer: Checkable<I, Y>,
  inputs: I,
  dY: Y,
  expected: Tensor | undefined,
): { forward: ForwardCheck; backward: { readonly [name: string]: Tensor | undefined } | null } {
  const before = snapshot(inputs, dY);
  const Y = layer.forward(inputs);
  const verdict = (message: string): ForwardCheck => ({ shape: Y.shape, verdict: message === "" ? "holds" : "fails", compared: expected !== undefined, message });
  if (!sameShape(Y.shape, dY.shape)) return { forward: verdict(`forward gives shape ${shapeText(Y.shape)}, the upstream gradient has ${shapeText(dY.shape)}: they must be equal`), backward: null };
  const backward = layer.backward(inputs, dY);
  const message = notFinite(Y) ?? changed(before, snapshot(inputs, dY)) ?? notRepeatable(Y, layer.forward(inputs)) ?? (expected && differs(Y, expected)) ?? "";
  return { forward: verdict(message), backward };
}

const snapshot = (inputs: Inputs, dY: Tensor): string => JSON.stringify([Object.entries(inputs).map(([name, value]) => [name, numbersOf(value)]), numbersOf(dY)]);

const numbersOf = (value: Inputs[string]): readonly number[] => Array.from("data" in value ? value.data : value);

function notFinite(Y: Tensor): string | undefined {
  const k = Y.data.findIndex((y) => !Number.isFinite(y));
  return k < 0 ? undefined : `forward gives ${Y.data[k]} in ${place(Y, k)}`;
}

const changed = (before: string, after: string): string | undefined => (before === after ? undefined : "forward or backward changed its inputs");

const notRepeatable = (first: Tensor, second: Tensor): string | undefined =>
  first.data.every((y, k) => Object.is(y, second.data[k])) ? undefined : "forward gives another value when asked again with the same inputs";

function differs(Y: Tensor, expected: Tensor): string | undefined {
  if (!sameShape(Y.shape, expected.shape)) return `forward gives shape ${shapeText(Y.shape)}, expected was ${shapeText(expected.shape)}`;
  const largest = expected.data.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const k = Y.data.findIndex((y, l) => !(Math.abs(y - expected.data[l]!) <= FORWARD_TOLERANCE * largest));
  return k < 0 ? undefined : `forward gives ${Y.data[k]} in ${place(Y, k)}, the independent value is ${expected.data[k]}`;
}

const place = ({ shape }: Tensor, k: number): string => placeText(indexOf(shape, k));
