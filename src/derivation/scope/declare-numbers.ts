/** `\lambda > 0`, `\epsilon \ne 0`: a letter that is compared with a number, and of which the document says nothing else, is a number. */
import type { Formula } from "../document/document.js";
import { splitAt } from "../notation/read-indices.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import type { Tex } from "../tex/tex.js";
import { isBold } from "../notation/name-key.js";
import { isSymbol, plainText } from "../notation/reader.js";
import { isOrder } from "./relation-sign.js";
import { familyKey, quantityOf, type Scope, type Definition, type Quantity } from "./scope.js";
import { namesIn, type Expression } from "../expression/expression.js";
import { isNumber } from "../notation/is-number.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

/** Letters with an index or a transpose somewhere are arrays, and stay undeclared; so do functions and bold letters. */
export function declareNumbers(entries: readonly UnderstoodEntry[], formulas: readonly Formula[], scope: Scope): void {
  const compared = entries.flatMap(({ parts }) => parts.filter(({ kind }) => kind === "declaration").flatMap(({ chain: { relations, sides } }) => {
    const letters = sides.filter(({ body }) => !/^[-+]?([\d.]+|\d?\\pi)$/.test(plainText(body)));
    if (letters.length !== 1 || relations.length === 0 || !relations.every(({ text }) => isOrder(text))) return [];
    // α, β > 0
    return splitAt(letters[0]!.body, (tex) => isSymbol(tex, ",")).flatMap(([only, ...more]) => {
      const key = only === undefined || more.length > 0 || isBold(only) ? null : labelledKey(only, scope) ?? keyOf(only, { scope });
      return key === null ? [] : [key];
    });
  }));
  const arrays = new Set(formulas.flatMap(({ tex }) => topDown(tex?.body ?? []).flatMap((node) => {
    const isArray = node.kind === "scripts" && node.base !== null && (node.sub !== null || (node.sup !== null && /^(T|\\top|\\intercal|\\mathrm\{T\})$/.test(plainText(node.sup))));
    const key = isArray ? keyOf(node.base, { scope }) : null;
    return key === null ? [] : [key];
  })));
  for (const key of compared) {
    const quantity = scope.quantities.get(key);
    const isOpen = quantity === undefined || (quantity.axes === null && quantity.definitions.length === 0 && quantity.levels === 0 && quantity.explicit.size === 0 && quantity.opaque === null);
    if (isOpen && (!arrays.has(key) || scope.quantities.has(familyKey(key))) && !scope.functions.has(key) && (quantity !== undefined || !isIndex(key, scope))) quantityOf(scope, key).axes = [];
  }
}

/** The `d_{k}` of d_k, where that is one name. */
function labelledKey(tex: Tex, scope: Scope): string | null {
  const key = tex.kind === "scripts" && tex.base !== null && tex.sub !== null && tex.sup === null ? `${keyOf(tex.base, { scope }) ?? ""}_{${labelText(tex.sub)}}` : null;
  return key !== null && scope.quantities.has(key) ? key : null;
}

/** `\theta_t = \theta_{t-1} - \alpha g_t` with numbers α and g_t: steps that a number is added to are numbers, and so are those that are given by numbers alone. Asked once definitions are known. */
export function declareNumberSteps(scope: Scope): void {
  const open = new Set([...scope.quantities.values()].filter(({ levels, axes, declaredAt, explicit, memberOf, opaque }) => levels === 1 && axes === null && declaredAt === null && explicit.size === 0 && memberOf === null && opaque === null));
  for (let before = -1; before !== open.size; ) {
    before = open.size;
    for (const family of open) {
      if (!areNumbers(family, scope)) continue;
      family.axes = [];
      open.delete(family);
    }
  }
}

function areNumbers({ key, definitions }: Quantity, scope: Scope): boolean {
  const isOwn = (e: Expression): boolean => namesIn(e).has(key) || definitions.some(({ target }) => namesIn(e).has(target));
  const isGiven = ({ body, entries }: Definition): boolean => entries.length === 0 && namesIn(body).size > 0 && isNumber(body, scope);
  const isOfSteps = ({ body }: Definition): boolean => body.kind === "add" && body.terms.some(({ of }) => isOwn(of)) && body.terms.some(({ of }) => !isOwn(of) && namesIn(of).size > 0 && isNumber(of, scope));
  // p_{n+1} = 2 p_n, p_0 = 1
  const isOfItself = definitions.length > 1 && definitions.every(({ body, entries }) => entries.length === 0 && [...namesIn(body)].every((name) => name === key || definitions.some(({ target }) => target === name)));
  return isOfItself || definitions.some((definition) => isGiven(definition) || isOfSteps(definition));
}

const isIndex = (key: string, { letters }: Scope): boolean => /^[i-n]$/.test(key) || letters.bound.has(key) || letters.onLeft.has(key);
