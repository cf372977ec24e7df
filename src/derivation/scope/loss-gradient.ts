/** `\frac{\partial L}{\partial v}` or `\partial L / \partial v` at the start of a side: the gradient of a loss without indices by one variable. */
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, coreOf, isSymbol, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";

export interface LossGradient {
  readonly loss: Tex;
  readonly by: Tex;
}

export function lossGradient([first, ...rest]: readonly Tex[], reader: Reader): LossGradient | null {
  const [above, below] = first?.kind === "fraction" ? [bodyOf(first.numerator), bodyOf(first.denominator)] : isSymbol(rest[1], "/") ? [[first!, rest[0]!], rest.slice(2, 4)] : [[], []];
  const [loss, by] = [above[1], below[1]];
  if (above.length !== 2 || below.length !== 2 || loss === undefined || by === undefined) return null;
  const isSign = (tex: Tex | undefined): boolean => isSymbol(tex, "d", "\\partial");
  return isSign(above[0]) && isSign(below[0]) && loss.kind !== "scripts" && keyOf(coreOf(loss), reader) !== null ? { loss, by } : null;
}
