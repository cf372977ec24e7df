/** `dO` side by side as the gradient by O, in documents that write gradients so (see `scope/declare-gradient-names.ts`). */
import type { Expression } from "../expression/expression.js";
import type { Span, Tex } from "../tex/tex.js";
import { keyOf, labelText } from "./read-scripts.js";
import { bodyOf, coreOf, note, plainText, type Reader } from "./reader.js";

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
  note(reader, "gradient-name", `a 'd' before an array is read as the gradient of '${plainText(loss)}' by it`, span);
  return reader.read([gradientTex(loss, variable, span)], span, reader);
}

/** `\bar{V}`, `\bar{S}_{ij}`, `\bar{W}^T` as `\partial L / \partial V`, where the document writes gradients so (see `scope/declare-adjoints.ts`). */
export function readAdjoint(tex: Tex, reader: Reader): Expression | null {
  const { adjoints } = reader.scope;
  const core = coreOf(tex);
  if (adjoints === null || core.kind !== "accent" || !adjoints.keys.has(keyOf(core, reader) ?? "")) return null;
  const span = { start: tex.start, end: tex.end };
  const variable: Tex = tex.kind === "scripts" ? { ...tex, base: core.body } : core.body;
  note(reader, "gradient-name", `'${plainText(core)}' is read as the gradient of '${plainText(adjoints.loss)}' by '${plainText(core.body)}'`, span);
  return reader.read([gradientTex(adjoints.loss, variable, span)], span, reader);
}

/** `\partial L / \partial V`; a transpose on V goes outside it. */
function gradientTex(loss: Tex, variable: Tex, span: Span): Tex {
  const [below, outside] = variable.kind === "scripts" && variable.sup !== null && !isLevel(variable.sup) ? [variable.sub === null && variable.primes === 0 ? variable.base! : { ...variable, sup: null }, variable.sup] : [variable, null];
  const partial: Tex = { kind: "symbol", text: "\\partial", ...span };
  const over = (tex: Tex): Tex => ({ kind: "group", body: [partial, tex], start: tex.start, end: tex.end });
  const fraction: Tex = { kind: "fraction", numerator: over({ ...loss, ...span }), denominator: over(below), ...span };
  return outside === null ? fraction : { kind: "scripts", base: { kind: "group", body: [fraction], ...span }, sub: null, sup: outside, primes: 0, ...span };
}

/** `^{(k)}`, `^{[l]}` belong to the name. */
const isLevel = (sup: Tex): boolean => bodyOf(sup)[0]?.kind === "delimited";

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
