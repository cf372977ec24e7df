import { checkGradients } from "./check-gradients.js";
import type { Checkable, CheckOptions } from "./checkable.js";
import { formatCheck } from "./format.js";
import type { GradientCheck } from "./gradient-check.js";

/** A gradient that does not hold: the message is the table of the check. */
export class GradientError extends Error {
  override readonly name = "GradientError";
  constructor(readonly check: GradientCheck) {
    super(formatCheck(check));
  }
}

/**
 * `checkGradients` as an assertion, for vitest, jest and node:test alike: `test("my layer", () => assertGradients(layer, inputs))`.
 * @returns the check, which holds
 * @throws GradientError if it fails or is undecided
 */
export function assertGradients<I extends object, Y>(layer: Checkable<I, Y>, inputs: I | readonly I[], dY?: Y, options: CheckOptions = {}): GradientCheck {
  const check = checkGradients(layer, inputs, dY, options);
  if (check.verdict !== (options.expect ?? "holds")) throw new GradientError(check);
  return check;
}
