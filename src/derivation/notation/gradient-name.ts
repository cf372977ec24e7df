/** `dO` side by side as the gradient by O, in documents that write gradients so (see `scope/declare-gradient-names.ts`). */
import type { Expression } from "../expression/expression.js";
import type { Tex } from "../tex/tex.js";
import { keyOf, labelText } from "./read-scripts.js";
import { note, plainText, type Reader } from "./reader.js";

export const gradientKey = (key: string): string => `d${key}`;

/** Whether a d right before this name belongs to it: the document has a name of the two. */
export function isGradientName(name: Tex, reader: Reader): boolean {
  const key = keyOf(name, reader);
  return key !== null && /^[A-Za-z]$/.test(key) && reader.scope.quantities.has(gradientKey(key)) && !reader.bound.has(key);
}

/** `dV`, `dW_2^T`, `dS_{ij}` of an array of the document as `\partial L / \partial V`, with a transpose outside it; null where the document does not write so, or V is none of its arrays. */
export function readImpliedGradient(sign: Tex, variable: Tex, reader: Reader): Expression | null {
  const loss = reader.scope.gradientOf;
  if (loss === null || !isArray(variable, reader)) return null;
  const span = { start: sign.start, end: variable.end };
  const [below, outside] = variable.kind === "scripts" && variable.sup !== null ? [variable.sub === null && variable.primes === 0 ? variable.base! : { ...variable, sup: null }, variable.sup] : [variable, null];
  const partial: Tex = { kind: "symbol", text: "\\partial", ...span };
  const over = (tex: Tex): Tex => ({ kind: "group", body: [partial, tex], start: tex.start, end: tex.end });
  const fraction: Tex = { kind: "fraction", numerator: over({ ...loss, ...span }), denominator: over(below), ...span };
  const gradient: Tex = outside === null ? fraction : { kind: "scripts", base: { kind: "group", body: [fraction], ...span }, sub: null, sup: outside, primes: 0, ...span };
  note(reader, "gradient-name", `a 'd' before an array is read as the gradient of '${plainText(loss)}' by it`, span);
  return reader.read([gradient], span, reader);
}

/** A name of the document that is no size: the V of dV, the W_2 of dW_2. */
export function isArray(tex: Tex, reader: Reader): boolean {
  const [base, sub] = tex.kind === "scripts" ? [tex.base, tex.sub] : [tex, null];
  const key = base === null ? null : keyOf(base, reader);
  if (key === null || reader.bound.has(key)) return false;
  return [key, ...(sub === null ? [] : [`${key}_{${labelText(sub)}}`])].some((each) => {
    const quantity = reader.scope.quantities.get(each);
    return quantity !== undefined && quantity.role === "variable" && (quantity.axes !== null || quantity.definitions.length > 0);
  });
}
