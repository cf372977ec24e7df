import { indexOf, placeText, sameShape, shapeText } from "../layers/matrix.js";
import { atShapes, formOfNamed } from "./at-shapes.js";
import type { Checkable } from "./checkable.js";
import { apart } from "./compare-gradient.js";
import { bracket } from "./entry-name.js";
import type { FlatPoint } from "./flat-point.js";
import type { ForwardCheck } from "./gradient-check.js";
import { kindOf } from "./kind-of.js";
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

interface Question {
  /** The upstream gradient; undefined for one that is drawn. */
  readonly dY: unknown;
  /** An independent value of forward; undefined if there is none. */
  readonly expected: unknown;
  readonly seed: number;
  /** Whether an upstream gradient that is the same number everywhere may be replaced. */
  readonly mayDraw: boolean;
  readonly misread: FlatPoint["misread"];
}

/**
 * The forward value by itself, and the gradients `backward` hands back: finite, of the shape of dY, the same when asked twice,
 * with the inputs left as they were, and equal to an independent value where there is one.
 * @throws Error if forward gives no numbers, or reads an input that is not given
 */
export function checkForward(layer: Checkable<object, unknown>, inputs: object, { dY: given, expected, seed, mayDraw, misread }: Question): ForwardLook {
  const before = formsIn(inputs);
  const Y = outputOf(layer, inputs, misread);
  const byForward = changed("forward changes its input", before, inputs);
  const ownDY = given === undefined ? null : formOf(given);
  const isDrawn = ownDY === null || (mayDraw && ownDY.data.length > 1 && ownDY.data.every((value) => value === ownDY.data[0]) && sameShape(Y.shape, ownDY.shape));
  const upstream = isDrawn ? Y.restore(spread(Y.data.length, stream(seed))) : given;
  const dY = formOf(upstream)!; // read back, since single precision has rounded it
  const verdict = (message: string): ForwardCheck => ({ shape: Y.shape, verdict: message === "" ? "holds" : "fails", compared: expected !== undefined, message });
  if (!sameShape(Y.shape, dY.shape)) return { forward: verdict(`forward gives shape ${shapeText(Y.shape)}, the upstream gradient has ${shapeText(dY.shape)}: they must be equal`), Y, dY, isDrawn, backward: null };
  const backward = copied(atShapes(`backward of ${nameOf(layer)}`, inputs, () => layer.backward(inputs, upstream)));
  const byBackward = changed("backward changes the input", before, inputs) ?? changed("backward changes the upstream gradient", new Map([["dY", dY]]), { dY: upstream });
  const again: { readonly [name: string]: unknown } = layer.backward(inputs, upstream);
  const message = notFinite(Y, before, misread) ?? byForward ?? byBackward ?? notRepeatable(Y, outputOf(layer, inputs, misread)) ?? backwardNotRepeatable(backward, again) ?? (expected === undefined ? undefined : differs(Y, formOf(expected)!)) ?? "";
  return { forward: verdict(message), Y, dY, isDrawn, backward };
}

function outputOf(layer: Checkable<object, unknown>, inputs: object, misread: FlatPoint["misread"]): Form {
  let Y: unknown;
  try {
    Y = atShapes(`forward of ${nameOf(layer)}`, inputs, () => layer.forward(inputs));
  } catch (error) {
    const why = misread();
    if (why === null) throw error;
    throw new Error(`checkGradients: ${why} (${reasonOf(error)})`, { cause: error });
  }
  const form = formOfNamed(`forward of ${nameOf(layer)} gives what is no array`, Y);
  if (form === null) throw new Error(`checkGradients: forward of ${nameOf(layer)} must give a number, an array of numbers, or a matrix; it gives ${kindOf(Y)}`);
  if (form.data.length === 0) throw new Error(`checkGradients: there is nothing to check: forward of ${nameOf(layer)} gives no numbers, its shape is ${shapeText(form.shape)}`);
  return form;
}

const nameOf = (layer: Checkable<object, unknown>): string => layer.name ?? "the layer";

/** What the caller's function said, without the shapes. */
function reasonOf(error: unknown): string {
  const own = error instanceof Error && error.cause instanceof TypeError ? error.cause : error;
  return own instanceof Error ? own.message : String(own);
}

/** What backward gave, kept from later changes by a layer that hands out the same memory again. */
const copied = (gradient: object): { readonly [name: string]: unknown } => Object.fromEntries(Object.entries(gradient).map(([name, value]) => [name, restored(`backward's dL/d${name}`, value)]));

function restored(name: string, value: unknown): unknown {
  const form = formOfNamed(name, value);
  return form === null ? value : form.restore(form.data);
}

/** The inputs that hold numbers, as they are now. */
const formsIn = (inputs: object): ReadonlyMap<string, Form> => new Map(Object.entries(inputs).flatMap(([name, value]) => { const form = formOfNamed(`the input ${name}`, value); return form === null ? [] : [[name, form] as const]; }));

/** The place of the first number that is another now; −1 if none is. */
function firstOther(before: Float64Array, after: Float64Array): number {
  if (before.length !== after.length) return Math.min(before.length, after.length);
  for (let k = 0; k < before.length; k++) if (!Object.is(before[k], after[k])) return k;
  return -1;
}

function changed(what: string, before: ReadonlyMap<string, Form>, values: object): string | undefined {
  for (const [name, { shape, data }] of before) {
    const after = numbersOf((values as { readonly [name: string]: unknown })[name]) ?? new Float64Array(0), k = firstOther(data, after);
    if (k < 0) continue;
    const how = data.length === after.length ? `${name}${bracket(indexOf(shape, k))} was ${apart(data[k]!, after[k]!).join(" and is ")} afterwards` : `${name} had ${data.length} numbers and has ${after.length} afterwards`;
    return `${what}: ${how}; let it work on a copy`;
  }
  return undefined;
}

function notFinite(Y: Form, inputs: ReadonlyMap<string, Form>, misread: FlatPoint["misread"]): string | undefined {
  const k = Y.data.findIndex((y) => !Number.isFinite(y));
  if (k < 0) return undefined;
  const [odd] = [...inputs].flatMap(([name, { shape, data }]) => { const l = data.findIndex((x) => !Number.isFinite(x)); return l < 0 ? [] : [`the input ${name}${bracket(indexOf(shape, l))} is ${data[l]}`]; });
  return `forward gives ${Y.data[k]}${place(Y, k)}: ${misread() ?? odd ?? "gradients are compared where every output is a finite number, so move the inputs into the function's domain"}`;
}

function notRepeatable(first: Form, second: Form): string | undefined {
  const k = firstOther(first.data, second.data);
  if (k < 0) return undefined;
  const values = first.data.length === second.data.length ? `${apart(first.data[k]!, second.data[k]!).join(" and then ")}${place(first, k)}` : `${first.data.length} numbers and then ${second.data.length}`;
  return `forward gives another value when asked again with the same inputs: ${values}; what is drawn at random (a mask, noise) must be an input`;
}

function backwardNotRepeatable(first: { readonly [name: string]: unknown }, second: { readonly [name: string]: unknown }): string | undefined {
  for (const name of Object.keys(first)) {
    const before = numbersOf(first[name]) ?? new Float64Array(0), after = numbersOf(second[name]) ?? new Float64Array(0), k = firstOther(before, after);
    if (k < 0) continue;
    const isAsLong = before.length === after.length, values = isAsLong ? apart(before[k]!, after[k]!) : [`${before.length} numbers`, String(after.length)];
    return `backward gives another dL/d${name}${isAsLong ? bracket(indexOf(formOf(first[name])!.shape, k)) : ""} when asked again with the same inputs: ${values.join(" and then ")}; what it adds up must begin at zero each time`;
  }
  return undefined;
}

function differs(Y: Form, expected: Form): string | undefined {
  if (!sameShape(Y.shape, expected.shape)) return `forward gives shape ${shapeText(Y.shape)}, expected was ${shapeText(expected.shape)}`;
  const largest = expected.data.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const k = Y.data.findIndex((y, l) => !(Math.abs(y - expected.data[l]!) <= FORWARD_TOLERANCE * largest));
  return k < 0 ? undefined : `forward gives ${Y.data[k]}${place(Y, k)}, the independent value is ${expected.data[k]}`;
}

const place = ({ shape }: Form, k: number): string => (shape.length === 0 ? "" : ` in ${placeText(indexOf(shape, k))}`);
