/** What is a claim, of the equations that are neither declarations nor definitions. */
import type { Formula } from "../document/document.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, coreOf, isSymbol } from "../notation/reader.js";
import { isAsserting } from "../scope/assertion.js";
import { namesMap } from "../scope/find-definitions.js";
import { asksFor, choosesValue, conditionalSentence, denies } from "../scope/prose.js";
import type { Scope } from "../scope/scope.js";
import type { Understood } from "../scope/understood.js";
import { topDown } from "../scope/walk-tex.js";
import type { Tex } from "../tex/tex.js";

/** What is neither declared nor defined: a claim in a display; in the text only where it says something about derivatives or defined names. */
export function kindOf(part: Understood, formula: Formula, scope: Scope): "claim" | "statement" {
  if (part.remark !== null && /update/.test(part.remark)) return "statement";
  const relations = part.chain.relations.map(({ text }) => text);
  if (!relations.some(isAsserting)) return "statement";
  if (formula.display) return "claim";
  if (isWorkedInText(part)) return "claim";
  if (!relations.some((text) => text === "=" || text === "\\equiv" || text === ":=")) return "statement";
  if (asksFor(part.before) || (choosesValue(part.before, part.sentence) && isOfFreeName(part, scope)) || denies(part.sentence, part.after)) return "statement";
  if (namesMap(part, scope) || conditionalSentence(part.sentence) || /\b(if|when|for|at|unless|whenever|case)\s*$/i.test(part.before) || AT_POINT.test(part.before)) return "statement";
  return part.chain.sides.every((side) => isMention(side.body, scope)) && !relatesQuantities(part, scope) ? "statement" : "claim";
}

/** `1 - 0.9^{10} \approx 0.6513`: what is worked out of numbers alone. */
function isWorkedInText({ chain: { sides, relations } }: Understood): boolean {
  const isOfNumbers = (tex: Tex): boolean => tex.kind !== "words" && !(tex.kind === "symbol" && /^([a-zA-Z]|\\[a-zA-Z]+)$/.test(tex.text) && !/^\\(cdot|times|pm|div|sqrt|pi|,|;|!)$/.test(tex.text));
  return relations.length > 0 && relations.every(({ text }) => text === "=" || text === "\\approx") && relations.some(({ text }) => text === "\\approx") && sides.every(({ body }) => body.length > 0 && topDown(body).every(isOfNumbers)) && sides.some(({ body }) => body.length > 1 || body[0]!.kind !== "number");
}

/** "At the optimum $y = t$": a condition, as behind "at". */
const AT_POINT = /\bat (the|an?|its|this|such an?) ((global|local|unique|only) )?(optimum|minimum|maximum|solution|(stationary|critical|fixed|saddle) point|minimi[sz]er|maximi[sz]er)[\s,:]*$/i;

/** The x of `x = -\frac{b}{2a}`, which is declared and which nothing defines. */
function isOfFreeName({ chain: { sides } }: Understood, scope: Scope): boolean {
  const [only, ...more] = sides[0]?.body ?? [], key = only === undefined || more.length > 0 || only.kind === "scripts" ? null : keyOf(only, { scope });
  const own = key === null ? undefined : scope.quantities.get(key);
  return own?.role === "variable" && own.definitions.length === 0;
}

/** A name, an entry, a number: `i = l`, `k = 1`, `x_1 = 0` choose a value; a derivative, a power, a sum of one node claim one. */
function isMention([only, ...more]: readonly Tex[], scope: Scope): boolean {
  if (only === undefined) return true;
  if (more.length > 0) return more.length === 1 && isSymbol(only, "-") && more[0]!.kind === "number";
  const core = only.kind === "scripts" && only.base !== null ? only.base : only;
  if (only.kind === "scripts" && (only.primes > 0 || (only.sup !== null && !isLabel(only.sup)))) return false;
  return core.kind === "number" || keyOf(core, { scope }) !== null;
}

/** `x^{(k)}`, `x^{[l]}`, `w^*` */
const isLabel = (sup: Tex): boolean => { const [only] = bodyOf(sup); return only?.kind === "delimited" || isSymbol(only, "*", "\\ast", "\\star"); };

/** `u = v` of two quantities, and any equation of a quantity that a definition gives: they say something that can be wrong. */
function relatesQuantities({ chain }: Understood, scope: Scope): boolean {
  const quantities = chain.sides.map(({ body: [only] }) => (only === undefined ? undefined : scope.quantities.get(keyOf(coreOf(only), { scope }) ?? "")));
  return quantities.some((quantity) => quantity?.definitions.some(({ text }) => text !== "") === true) || quantities.every((quantity) => quantity?.role === "variable" && quantity.axes !== null && quantity.axes.length > 0);
}
