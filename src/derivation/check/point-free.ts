/**
 * `\tanh' = 1 - \tanh^2`, `\sigma' = \sigma(1 - \sigma)`: an equation of functions of one number, of which none is given its argument. It is claimed of their values at
 * every number, so each gets the same letter, and a bracket behind one is a factor.
 */
import { knownFunction } from "../notation/functions.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, isSymbol } from "../notation/reader.js";
import { newQuantity, type Scope } from "../scope/scope.js";
import type { Chain } from "../scope/statements.js";
import { listsIn, topDown } from "../scope/walk-tex.js";
import type { Tex } from "../tex/tex.js";

export interface PointFree {
  readonly chain: Chain;
  readonly scope: Scope;
}

/** No letter of an author's own. */
const ARGUMENT = "ξ";

/** null where a function has its argument, or anything else stands in the equation. */
export function pointFree(chain: Chain, scope: Scope): PointFree | null {
  const bodies = chain.sides.map(({ body }) => body), all = bodies.flatMap((body) => [...topDown(body)]);
  if (chain.relations.length === 0 || bodies.some((body) => body.length === 0)) return null;
  const isFunction = (tex: Tex): boolean => nameOf(tex, scope) !== null;
  // f'(2) has its argument
  const isGiven = (body: readonly Tex[]): boolean => body.some((tex, k) => { const next = body[k + 1]; return isFunction(tex) && next?.kind === "delimited" && !topDown(next.body).some(isFunction); });
  const isPrimed = all.some((tex) => tex.kind === "scripts" && tex.primes > 0 && isFunction(tex));
  const isOther = (tex: Tex): boolean => !(isFunction(tex) || tex.kind === "number" || tex.kind === "group" || tex.kind === "scripts" || tex.kind === "fraction" || tex.kind === "delimited" || isSymbol(tex, "+", "-", "*", "/", "\\cdot", "\\times", "\\,", "\\;", "\\!"));
  if (!isPrimed || bodies.some((body) => listsIn(body).some(isGiven)) || all.some(isOther) || all.some((tex) => tex.kind === "scripts" && (tex.sub !== null || (tex.sup !== null && !topDown(bodyOf(tex.sup)).every(({ kind }) => kind === "number" || kind === "group"))))) return null;
  const quantities = new Map(scope.quantities).set(ARGUMENT, { ...newQuantity(ARGUMENT), axes: [] });
  return { chain: { ...chain, sides: chain.sides.map((side) => ({ ...side, body: side.body.flatMap((tex) => applied(tex, scope)) })) }, scope: { ...scope, quantities } };
}

/** A function of one number: a known one, or one that the document defines. */
function nameOf(tex: Tex, scope: Scope): string | null {
  const base = tex.kind === "scripts" && tex.base !== null ? tex.base : tex;
  if (base.kind !== "symbol" && base.kind !== "words") return null;
  const known = knownFunction(base.text), key = keyOf(base, { scope });
  if (known !== undefined && (key === null || !scope.quantities.has(key))) return known.acts === "entry" && known.arity === 1 ? base.text : null;
  const own = key === null ? undefined : scope.functions.get(key);
  return own?.definition?.parameters.length === 1 ? key : null;
}

/** The node with its argument behind it, if it is a function; the same inside of brackets and fractions. */
function applied(tex: Tex, scope: Scope): readonly Tex[] {
  const at = { start: tex.start, end: tex.end };
  if (nameOf(tex, scope) !== null) return [tex, { kind: "delimited", left: "(", right: ")", body: [{ kind: "symbol", text: ARGUMENT, ...at }], ...at }];
  const inside = (body: readonly Tex[]): Tex[] => body.flatMap((each) => applied(each, scope));
  switch (tex.kind) {
    case "group": case "delimited": return [{ ...tex, body: inside(tex.body) }];
    case "fraction": return [{ ...tex, numerator: { kind: "group", body: inside(bodyOf(tex.numerator)), ...at }, denominator: { kind: "group", body: inside(bodyOf(tex.denominator)), ...at } }];
    case "scripts": return [{ ...tex, base: tex.base === null ? null : { kind: "group", body: [...applied(tex.base, scope)], start: tex.base.start, end: tex.base.end } }];
    default: return [tex];
  }
}
