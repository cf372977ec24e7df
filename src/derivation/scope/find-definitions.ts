/** Which statements define: marked ones, and the first time that a name stands alone on the left. Names first, then bodies, so that order does not matter. */
import { keyOf, starred } from "../notation/read-scripts.js";
import { knownFunction } from "../notation/functions.js";
import { isSymbol, plainText, type Reader } from "../notation/reader.js";
import { functionTarget } from "./definitions.js";
import { ownConditions } from "./domain-of-function.js";
import { limitsDefinition } from "./limits.js";
import { conditional, conditionalSentence } from "./prose.js";
import { declareNeighbours } from "./declare-parts.js";
import type { Scope } from "./scope.js";
import type { Understood, UnderstoodEntry } from "./understood.js";
import { isOfSeveral } from "./worked-examples.js";
import { MARKED, EQUAL, type ReaderFor } from "./definition-sides.js";
import { nameFunction, readFunctionBody } from "./define-functions.js";
import { nameSquare, nameSigned, nameFamily } from "./name-families.js";
import { defineArray, defineMiddle } from "./define-arrays.js";
import type { Tex } from "../tex/tex.js";
import { topDown } from "./walk-tex.js";

/** @param section the section whose reader we are: a later one does not define what is declared unspecified up to here */
export function findDefinitions(entries: readonly UnderstoodEntry[], scope: Scope, readerFor: ReaderFor, section: number): void {
  const candidates = entries.filter((entry) => entry.place.section <= section || !entry.parts.some((part) => definesUnspecified(part, scope, section, readerFor))).flatMap((entry) => entry.parts.filter((part) => isCandidate(part, entry, readerFor(scope))).map((part) => ({ entry, part })));
  for (const { entry, part } of candidates) nameFunction(part, entry, entries, scope, readerFor);
  for (const { part } of candidates) nameSquare(part, candidates.map((each) => each.part), scope, readerFor);
  for (const { part } of candidates) nameSigned(part, scope, readerFor);
  for (const { part } of candidates) nameFamily(part, candidates.map((each) => each.part), scope, readerFor);
  declareNeighbours(entries.map(({ formula }) => formula), readerFor(scope));
  for (const { entry, part } of candidates) defineArray(part, entry, entries, scope, readerFor);
  for (const { entry, part } of candidates) defineMiddle(part, entry, scope, readerFor);
  for (const { entry, part } of candidates) readFunctionBody(part, entry, scope, readerFor);
}

/** A definition of an unspecified function that was declared in this section or before. */
function definesUnspecified(part: Understood, scope: Scope, section: number, readerFor: ReaderFor): boolean {
  const [head] = part.chain.sides[0]?.body ?? [];
  const key = head === undefined ? null : keyOf(head, readerFor(scope));
  const quantity = key === null ? undefined : scope.quantities.get(key);
  return quantity !== undefined && quantity.opaque !== null && quantity.declaredAt !== null && quantity.declaredAt.section <= section;
}

/** "by an invertible map $x = f(z)$" of an f that nothing tells says that there is one, and gives it its letter. */
export function namesMap({ before, chain: { sides } }: Understood, scope: Scope): boolean {
  const [name, bracket, ...more] = sides[1]?.body ?? [], key = name === undefined || name.kind === "scripts" ? null : keyOf(name, { scope });
  if (key === null || sides.length !== 2 || more.length > 0 || bracket?.kind !== "delimited" || bracket.left !== "(" || sides[0]!.body.length !== 1 || knownFunction(key) !== undefined) return false;
  return /\b(map|mapping|transformation|transform|bijection|function|diffeomorphism)\s*$/i.test(before) && !scope.functions.has(key) && !scope.quantities.has(key);
}

function isCandidate(part: Understood, entry: UnderstoodEntry, reader: Reader): boolean {
  const { chain } = part;
  const [first] = chain.relations;
  if (!entry.formula.display && namesMap(part, reader.scope)) return false;
  // "Let $a = b = 1$" of declared numbers: an example's
  if (!entry.formula.display && isOfSeveral(part) && reader.scope.quantities.get(keyOf(chain.sides[0]!.body[0]!, reader) ?? "")?.declaredAt != null) return false;
  if (part.kind === "declaration" || entry.entry.continues && part === entry.parts[0]) return false;
  if (first === undefined || !EQUAL.has(first.text) || chain.sides[0]!.body.length === 0 || chain.sides[1]!.body.length === 0) return false;
  if (isConditional(part, entry, reader)) return false;
  if (entry.formula.display) return true;
  // "we write Λ = Σ⁻¹ for the precision" names a thing
  const names = /\b(write|writing|put|set|denote)\s*$/i.test(part.before) && /^\s*for (an?|the|its|our|some|short|brevity)\b/i.test(part.after);
  if ((conditional(part.before) && !namesPoint(part, reader) && !introducesFunction(part, reader)) || conditionalSentence(part.sentence)) return MARKED.has(first.text);
  return !limitsDefinition(part.limits) || names || MARKED.has(first.text) || ownConditions(part, reader) !== null;
}

/** "for $g(x) = x\\,\\Phi(x)$ we have": a function that nothing else tells is introduced, by a formula of its argument; "for $g(x) = 0$" and "for $g(x) = x$" are conditions on x. */
function introducesFunction({ before, chain: { sides } }: Understood, reader: Reader): boolean {
  const value = sides[1]?.body ?? [], target = sides.length === 2 && /\bfor\s*$/i.test(before) ? functionTarget(sides[0]!.body, reader, value) : null;
  if (target === null || reader.scope.functions.has(target.key) || reader.scope.quantities.has(target.key)) return false;
  return value.length > 1 && target.parameters.every((parameter) => topDown(value).some((tex) => keyOf(tex, reader) === parameter));
}

/** `a c = b c \Rightarrow a = b` of declared names: what follows from a condition says what is true where that is, and a lone name before an arrow may be one. After a derivative it is the value that is solved for. */
function isConditional(part: Understood, { parts }: UnderstoodEntry, { scope }: Reader): boolean {
  const at = parts.indexOf(part), previous = parts[at - 1], { sides } = part.chain;
  if (parts[at + 1]?.follows != null && sides.length === 2 && sides.every(({ body }) => isDeclaredName(body, scope))) return true;
  return part.follows !== null && previous !== undefined && isDeclaredName(sides[0]!.body, scope) && !tellsName(previous, scope) && !hasDerivative(previous.statement.body);
}

function isDeclaredName([only, ...more]: readonly Tex[], scope: Scope): boolean {
  const own = more.length > 0 || only === undefined ? undefined : scope.quantities.get(keyOf(only, { scope }) ?? "");
  return own?.role === "variable" && own.declaredAt !== null;
}

/** `z = W x + b`, before `\Rightarrow a = \sigma(z)`. */
function tellsName({ chain: { sides } }: Understood, scope: Scope): boolean {
  const [head, ...more] = sides[0]?.body ?? [];
  if (head === undefined || more.length > 0 || sides.length !== 2 || isDeclaredName(sides[1]!.body, scope)) return false;
  return head.kind !== "number" && keyOf(head, { scope }) !== null && !(head.kind === "scripts" && head.sup !== null);
}

const hasDerivative = (body: readonly Tex[]): boolean =>
  topDown(body).some((tex) => isSymbol(tex, "\\partial", "\\nabla") || (tex.kind === "scripts" && tex.primes > 0) || (tex.kind === "fraction" && /^(d|\\partial|\\mathrm\{d\})/.test(plainText(tex.denominator))));

/** "lands at $x^\\star = H^{-1} b$": a starred name that nothing declares is the name of that point. */
function namesPoint({ before, chain: { sides } }: Understood, reader: Reader): boolean {
  const [name, ...more] = sides[0]!.body;
  const key = name?.kind === "scripts" && more.length === 0 && name.sub === null && name.base !== null ? keyOf(name.base, reader) : null;
  if (key === null || name?.kind !== "scripts" || sides.length > 2 || !/\bat\s*$/i.test(before) || /^[-\d.]*$/.test(plainText(sides[1]!.body))) return false;
  const point = starred(key, name, reader.scope);
  return point !== key && (reader.scope.quantities.get(point)?.axes ?? null) === null;
}
