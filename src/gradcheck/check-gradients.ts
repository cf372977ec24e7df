/** Numerical derivatives against `backward`, for any pair of functions: two numbers for the whole gradient, and a search where they differ. */
import { channel } from "node:diagnostics_channel";
import type { Checkable, CheckOptions } from "./checkable.js";
import { checkPoint } from "./check-point.js";
import { flatPoint } from "./flat-point.js";
import { RECORD_CHANNEL, type GradientCheck } from "./gradient-check.js";
import { mergePoints } from "./merge-points.js";
import { pointsOf } from "./points.js";
import { readable } from "./readable.js";
import { requireOptions } from "./require-options.js";

/**
 * Compares `backward` with the numerical derivative of ⟨dY, forward(inputs)⟩.
 *
 * Up to 256 entries each is compared by itself. Above, all are moved at once along a random direction, and ⟨gradient, u⟩ is compared with the derivative along u: an entry
 * wrong by δ passes with a probability of at most tolerance / δ in each direction. Where they differ, group testing finds the wrong entries.
 *
 * A difference counts if it is more than 10 times the numerical derivative's own error estimate (see `numericalDerivative`). Where that estimate is above 1e-6 of the
 * gradient's size, or the function has a kink at the point, it is undecided, which never counts as holding.
 * @param inputs numbers, arrays (nested or typed), matrices, records and lists of these, by name; or several such points in a list, each of which must hold.
 * A number or a flat array is differentiated if `backward` gives its gradient, anything else with numbers always
 * @param dY the upstream gradient, of the output's form; drawn at random if it is not given or the same number everywhere, since ones hide mistakes
 * @throws Error if forward gives no numbers or reads an input that is not given, if `gradient`, `wrt` or backward names what is no input, if an option is none, or if there is nothing to check
 */
export function checkGradients<I extends object, Y>(layer: Checkable<I, Y>, inputs: I | readonly I[], dY?: Y, options: CheckOptions = {}): GradientCheck {
  requireFunctions(layer);
  requireOptions(dY, options);
  const points = pointsOf(inputs, options);
  const { check, gradients } = mergePoints(points.map((at, k) => checkPoint(flatPoint(layer as unknown as Checkable<object, unknown>, at), dY, { ...options, seed: (options.seed ?? 1) + 1000 * k })), layer.name ?? "layer", options);
  channel(RECORD_CHANNEL).publish(check);
  return readable(check, gradients);
}

/** Without types nothing else says it before a call fails. */
function requireFunctions(layer: { readonly name?: string; readonly forward?: unknown; readonly backward?: unknown } | null | undefined): void {
  if (layer === null || layer === undefined) throw new Error(`checkGradients: what is checked is a record of two functions, { forward, backward }; it is ${layer}`);
  const missing = (["forward", "backward"] as const).find((each) => typeof layer[each] !== "function");
  if (missing !== undefined) throw new Error(`checkGradients: ${layer.name ?? "the layer"} has no ${missing}: what is checked is a record of two functions, { forward, backward }`);
}
