/** `s(z) = z\,\sigma(z)`, and later `s'(z) = …` or `\frac{s(z + h) - s(z)}{h}`: a letter that is nothing but the argument of a function of numbers is a number. */
import { namesIn } from "../expression/expression.js";
import { isOfNumbers } from "../notation/entrywise.js";
import { knownFunction } from "../notation/functions.js";
import { isCircleNumber } from "../notation/name-key.js";
import { keyOf } from "../notation/read-scripts.js";
import type { Tex } from "../tex/tex.js";
import { isFurtherOn, isSaidNumber, newQuantity, quantityOf, withQuantity, type FunctionEntry, type Scope } from "./scope.js";
import type { Understood, UnderstoodEntry } from "./understood.js";
import { listsIn, topDown } from "./walk-tex.js";

/** Small letters, that nothing else gives a meaning and that stand in no script, where they may count; a capital may be a matrix, and its function one of matrices. */
export function declareOwnArguments(entries: readonly UnderstoodEntry[], scope: Scope): void {
  for (const { parts } of entries) {
    for (const { kind, chain: { sides }, statement: { body } } of parts) {
      if (kind === "definition") continue;
      const leading = leadingArgument(sides[0]?.body ?? [], scope);
      for (const argument of leading !== null ? [leading] : argumentsIn(body, scope)) {
        const isOpen = !scope.quantities.has(argument) && !scope.functions.has(argument) && !scope.ranges.has(argument);
        if (isOpen && ((leading !== null && !standsInScripts(argument, entries, scope, NONE)) || isNumberThroughout(argument, entries, scope))) quantityOf(scope, argument).axes = [];
      }
    }
  }
}

/**
 * `g'(z) = g(z)(1 - g(z))` of a function of numbers, and only further on an array `z = X\theta`: in that equation z is the function's argument and nothing more.
 * Its entry gets names of its own, in which z is any number.
 */
export function giveOwnArguments(entries: readonly UnderstoodEntry[]): void {
  for (const entry of entries) {
    const claims = entry.parts.filter(({ kind }) => kind === "statement" || kind === "claim");
    const [argument, ...others] = new Set(claims.map((part) => ownArgument(part, entry)));
    if (argument == null || others.length > 0) continue;
    entry.scope = withQuantity(entry.scope, argument, { ...newQuantity(argument), axes: [] });
  }
}

/** The argument on the left of an equation that speaks of numbers alone, where the document gives the letter another meaning further on. */
function ownArgument({ chain: { sides }, statement: { body } }: Understood, { scope, fragment }: UnderstoodEntry): string | null {
  const argument = leadingArgument(sides[0]?.body ?? [], scope), own = scope.quantities.get(argument ?? "");
  if (argument === null || own === undefined || !speaksOfNumbers(argument, body, scope)) return null;
  const places = [own.declaredAt, ...own.definitions.map(({ place }) => place)].filter((place) => place !== null);
  return places.length > 0 && places.every((place) => isFurtherOn(place, fragment)) ? argument : null;
}

/** Beside numbers wherever it is written, also in an exponent of e. */
const isNumberThroughout = (argument: string, entries: readonly UnderstoodEntry[], scope: Scope): boolean =>
  !standsInScripts(argument, entries, scope, EULER) && entries.every(({ parts }) => parts.every(({ statement: { body } }) => !topDown(body).some((tex) => keyOf(tex, { scope }) === argument) || speaksOfNumbers(argument, body, scope)));

/** The z of a claim that starts with `s'(z) =`. */
function leadingArgument(side: readonly Tex[], scope: Scope): string | null {
  const [head, bracket, ...more] = side;
  if (head === undefined || bracket?.kind !== "delimited" || bracket.body.length !== 1 || more.length > 0) return null;
  const argument = keyOf(bracket.body[0]!, { scope });
  return argument !== null && isOwn(argument, head, scope) ? argument : null;
}

/** The z of `s(z + h)` and `s'(z)`: the letters that stand in the definitions of the functions applied, inside their brackets here. */
function argumentsIn(body: readonly Tex[], scope: Scope): readonly string[] {
  const found = new Set<string>();
  for (const list of listsIn(body)) {
    list.forEach((head, k) => {
      const bracket = list[k + 1];
      if (bracket?.kind !== "delimited" || bracket.left !== "(") return;
      for (const tex of bracket.body) {
        const argument = keyOf(tex, { scope });
        if (argument !== null && isOwn(argument, head, scope)) found.add(argument);
      }
    });
  }
  return [...found];
}

/** Whether a small letter is the parameter of this function, which is one of numbers. */
function isOwn(argument: string, head: Tex, scope: Scope): boolean {
  const name = head.kind === "scripts" && head.sub === null && head.sup === null && head.base !== null ? head.base : head;
  const key = keyOf(name, { scope }) ?? "", entry = scope.functions.get(key);
  if (!/^([a-z]|\\[a-z]+)$/.test(argument)) return false;
  if (entry === undefined) return head !== name && name.kind === "symbol" && knownFunction(name.text)?.acts === "entry";
  return entry.definition === null ? entry.domain?.length === 1 && entry.domain[0]!.length === 0 : isOfOneNumber(argument, entry.definition, scope);
}

/** Letters that are no names where nothing declares them: of differentials, and Euler's number. */
const SIGNS: ReadonlySet<string> = new Set(["d", "e"]);

/** All other names of the claim are numbers, or functions of them: among arrays the letter may be one, and the function be meant entry by entry. */
function speaksOfNumbers(argument: string, body: readonly Tex[], scope: Scope): boolean {
  return topDown(body).every((tex) => {
    const key = tex.kind === "symbol" ? keyOf(tex, { scope }) : null;
    if (key === null || key === argument) return true;
    const definition = scope.functions.get(key)?.definition;
    if (definition != null) return definition.parameters.every((parameter) => isOfNumbers(parameter, definition.body));
    return isNumberName(key, scope) || (SIGNS.has(key) && !scope.quantities.has(key));
  });
}

/** A number by what is said of it, or to everybody. */
function isNumberName(key: string, { quantities }: Scope): boolean {
  const own = quantities.get(key);
  return own === undefined ? isCircleNumber(key) : isSaidNumber(own);
}

/** What stands above these bases is an exponent and no index. */
const NONE: ReadonlySet<string> = new Set(), EULER: ReadonlySet<string> = new Set(["e"]);

const standsInScripts = (key: string, entries: readonly UnderstoodEntry[], scope: Scope, exponents: ReadonlySet<string>): boolean =>
  entries.some(({ formula }) => topDown(formula.tex?.body ?? []).some((tex) => tex.kind === "scripts" && [tex.sub, tex.base !== null && exponents.has(keyOf(tex.base, { scope }) ?? "") ? null : tex.sup].some((script) => script !== null && topDown([script]).some((each) => keyOf(each, { scope }) === key))));

/** The formula is one of this letter, and of numbers besides. */
const isOfOneNumber = (argument: string, { parameters, body }: NonNullable<FunctionEntry["definition"]>, scope: Scope): boolean =>
  parameters.length === 1 && parameters[0] === argument && isOfNumbers(argument, body) && [...namesIn(body)].every((name) => name === argument || scope.functions.get(name)?.domain === null || isNumberName(name, scope));
