import { indexOf, placeText, sameShape, shapeText } from "../layers/matrix.js";
import type { Checkable } from "./checkable.js";
import type { ForwardCheck } from "./gradient-check.js";
import { spread, stream } from "./problem.js";
import { formOf, numbersOf, type Form } from "./value-form.js";

/** Forward and the value it is compared with may differ by this share of the largest entry: a few hundred roundings. */
const FORWARD_TOLERANCE = 2 ** -44;

export interface ForwardLook {
  readonly forward: ForwardCheck;
  readonly Y: Form;
  readonly dY: Form;
  /** The upstream gradient was drawn: none was given, or one that is the same number everywhere. */
  readonly isDrawn: boolean;
  /** Null where the shapes do not allow to ask. */
  readonly backward: { readonly [name: string]: unknown } | null;
}

/**
 * The forward value by itself, and the gradients `backward` hands back: finite, of the shape of dY, the same when asked twice,
 * with the inputs left as they were, and equal to an independent value where there is one.
 * @throws Error if forward gives no numbers
 */
export function checkForward(layer: Checkable<never, never>, inputs: object, given: unknown, expected: unknown, seed: number, mayDraw: boolean): ForwardLook {
  const before = snapshot(inputs);
  const Y = outputOf(layer, inputs);
  const ownDY = given === undefined ? null : formOf(given);
  const isDrawn = ownDY === null || (mayDraw && ownDY.data.length > 1 && ownDY.data.every((value) => value === ownDY.data[0]) && sameShape(Y.shape, ownDY.shape));
  const upstream = isDrawn ? Y.restore(spread(Y.data.length, stream(seed))) : given;
  const dY = formOf(upstream)!; // read back, since single precision has rounded it
  const verdict = (message: string): ForwardCheck => ({ shape: Y.shape, verdict: message === "" ? "holds" : "fails", compared: expected !== undefined, message });
  if (!sameShape(Y.shape, dY.shape)) return { forward: verdict(`forward gives shape ${shapeText(Y.shape)}, the upstream gradient has ${shapeText(dY.shape)}: they must be equal`), Y, dY, isDrawn, backward: null };
  const backward = copied(layer.backward(inputs as never, upstream as never));
  const again: { readonly [name: string]: unknown } = layer.backward(inputs as never, upstream as never);
  const isChanged = !same(before, numbersIn(inputs)) || !same([dY.data], numbersIn({ upstream }));
  const message = notFinite(Y) ?? (isChanged ? "forward or backward changed its inputs" : undefined) ?? notRepeatable(Y, outputOf(layer, inputs)) ?? backwardNotRepeatable(backward, again) ?? (expected === undefined ? undefined : differs(Y, formOf(expected)!)) ?? "";
  return { forward: verdict(message), Y, dY, isDrawn, backward };
}

function outputOf(layer: Checkable<never, never>, inputs: object): Form {
  const Y: unknown = layer.forward(inputs as never);
  const form = formOf(Y);
  if (form === null) throw new Error(`checkGradients: forward of ${layer.name ?? "the layer"} must give a number, an array of numbers, or a matrix; it gives ${Y === null ? "null" : typeof Y}`);
  return form;
}

/** What backward gave, kept from later changes by a layer that hands out the same memory again. */
const copied = (gradient: object): { readonly [name: string]: unknown } => Object.fromEntries(Object.entries(gradient).map(([name, value]) => [name, restored(value)]));

function restored(value: unknown): unknown {
  const form = formOf(value);
  return form === null ? value : form.restore(form.data);
}

const snapshot = (inputs: object): readonly Float64Array[] => Object.values(inputs).map((value) => formOf(value)?.data ?? new Float64Array(0));

/** As `snapshot`, but to be read at once. */
const numbersIn = (values: object): readonly Float64Array[] => Object.values(values).map((value) => numbersOf(value) ?? new Float64Array(0));

const same = (a: readonly Float64Array[], b: readonly Float64Array[]): boolean => a.length === b.length && a.every((data, k) => data.length === b[k]!.length && data.every((x, l) => Object.is(x, b[k]![l])));

function notFinite(Y: Form): string | undefined {
  const k = Y.data.findIndex((y) => !Number.isFinite(y));
  return k < 0 ? undefined : `forward gives ${Y.data[k]}${place(Y, k)}`;
}

const notRepeatable = (first: Form, second: Form): string | undefined =>
  same([first.data], [second.data]) ? undefined : "forward gives another value when asked again with the same inputs";

function backwardNotRepeatable(first: { readonly [name: string]: unknown }, second: { readonly [name: string]: unknown }): string | undefined {
  const name = Object.keys(first).find((key) => !same(numbersIn({ value: first[key] }), numbersIn({ value: second[key] })));
  return name === undefined ? undefined : `backward gives another dL/d${name} when asked again with the same inputs`;
}

function differs(Y: Form, expected: Form): string | undefined {
  if (!sameShape(Y.shape, expected.shape)) return `forward gives shape ${shapeText(Y.shape)}, expected was ${shapeText(expected.shape)}`;
  const largest = expected.data.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const k = Y.data.findIndex((y, l) => !(Math.abs(y - expected.data[l]!) <= FORWARD_TOLERANCE * largest));
  return k < 0 ? undefined : `forward gives ${Y.data[k]}${place(Y, k)}, the independent value is ${expected.data[k]}`;
}

const place = ({ shape }: Form, k: number): string => (shape.length === 0 ? "" : ` in ${placeText(indexOf(shape, k))}`);
