/** `f(x) = …`, also by pieces, entry by entry and by its logarithm, defines a function. Its name first, its formula when all names are known. */
import { freeIndices, namesIn, type Expression } from "../expression/expression.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { knownFunction } from "../notation/functions.js";
import { readExpression } from "../notation/read-expression.js";
import { readIndices } from "../notation/read-indices.js";
import { inSubscript, spanOf, type Reader } from "../notation/reader.js";
import { functionTarget, type FunctionTarget } from "./definitions.js";
import { assumeDomain, conditionOf, declareCompared, domainOfFunction, ownConditions, piecesOf } from "./domain-of-function.js";
import { quantityOf, type Scope } from "./scope.js";
import type { Tex } from "../tex/tex.js";
import type { Understood, UnderstoodEntry } from "./understood.js";
import { type ReaderFor, ofLogarithm, exponentialOf, reachedBody, isUntouched } from "./definition-sides.js";

/** Operators that everybody knows and that are not checked: an equation of them is a claim. */
const OPERATORS = /^(rank|rk|dim|span|null|ker|range|Var|var|Cov|cov|Corr|argmax|argmin|sup|inf|lim|cond|eig|spec|adj|proj|supp)$/;

/** Functions whose formulas are still to be read; `isLogarithm`: what is written is the logarithm of the value. */
const pending = new WeakMap<Understood, FunctionTarget & { readonly isLogarithm: boolean }>();

/** The pieces of a definition that has several, and where a function is defined that has one. */
const pendingPieces = new WeakMap<Understood, readonly Understood[]>(), pendingDomains = new WeakMap<Understood, readonly (readonly Tex[])[]>();

/** What has one meaning everywhere: `\operatorname{tr}(A) = \sum_i A_{ii}` is a claim, also where nothing declares A. */
const NEVER_ANEW = new Set(["trace", "det", "diag", "vec", "transpose", "softmax", "logsumexp"]);

/** `f(x) = …` names a function: what it is, is read when all names are known. */
export function nameFunction(part: Understood, entry: UnderstoodEntry, entries: readonly UnderstoodEntry[], scope: Scope, readerFor: ReaderFor): void {
  const reader = readerFor(scope), [left, right] = part.chain.sides;
  const logarithm = ofLogarithm(left!.body, reader);
  const target = functionTarget(logarithm ?? left!.body, reader, right?.body);
  if (target === null || scope.functions.get(target.key)?.definition != null) return;
  if (OPERATORS.test(target.key) || new Set(target.parameters).size < target.parameters.length) return;
  // tr(P) = n is a claim on what is known; sigmoid(z) = … with z introduced here says it once more
  const known = knownFunction(target.key);
  if (known !== undefined && (NEVER_ANEW.has(known.name) || target.parameters.some((parameter) => scope.quantities.has(parameter)))) return;
  const quantity = scope.quantities.get(target.key);
  // a(b + c) = … with a declared number is a product; L(y) = … for a declared loss defines it
  if (quantity !== undefined && quantity.opaque === null && (quantity.definitions.length > 0 || (quantity.axes !== null && target.parameters.some((parameter) => !scope.quantities.has(parameter) && parameter.length === 1 && quantity.axes!.length > 0)))) return;
  if (scope.functions.has(target.key) && pendingKeys.get(scope)?.has(target.key) === true) return;
  const isLimited = ownConditions(part, reader) !== null;
  const pieces = isLimited ? piecesOf(part, entry, entries, reader) : [part], domain = isLimited && pieces.length < 2 ? domainOfFunction(part, entry, entries, reader) : null;
  if (isLimited && (pieces.length === 0 || (pieces.length === 1 && domain === null))) return;
  const keys = pendingKeys.get(scope) ?? new Set<string>();
  pendingKeys.set(scope, keys.add(target.key));
  pending.set(part, { ...target, isLogarithm: logarithm !== null });
  const declared = scope.functions.get(target.key);
  scope.functions.set(target.key, { key: target.key, definition: null, domain: declared?.domain ?? null, codomain: declared?.codomain ?? quantity?.axes ?? null });
  scope.quantities.delete(target.key);
  for (const piece of pieces) piece.kind = "definition";
  if (pieces.length > 1) pendingPieces.set(part, pieces);
  if (domain !== null) pendingDomains.set(part, domain);
}

const pendingKeys = new WeakMap<Scope, Set<string>>();

/** Parameters that no declaration covers stand for themselves while the body is read. */
export function readFunctionBody(part: Understood, entry: UnderstoodEntry, scope: Scope, readerFor: ReaderFor): void {
  const target = pending.get(part);
  if (target === undefined) return;
  const side = part.chain.sides[1]!;
  const temporary = target.parameters.filter((parameter) => !scope.quantities.has(parameter));
  for (const parameter of temporary) quantityOf(scope, parameter);
  try {
    const indices = target.entries === null ? [] : readIndices(target.entries, null, inSubscript(readerFor(scope))).map((at) => (at?.kind === "index" ? at.name : null));
    const bound = new Set(indices.filter((index) => index !== null));
    const reader: Reader = { ...readerFor(scope, bound), parameters: new Set(target.parameters) };
    const value = reachedBody(pendingPieces.has(part) ? fromPieces(pendingPieces.get(part)!, reader) : readExpression(side.body, side, reader), bound, part);
    const body = target.isLogarithm ? exponentialOf(value) : value;
    if (namesIn(body).has(target.key)) {
      // φ(x) = φ(−x) says something of a function that nothing defines
      scope.functions.delete(target.key);
      part.kind = "claim";
      return;
    }
    if (target.entries !== null) {
      // an index that the left side does not have is a slip of the definition: it stays a claim
      const strays = [...freeIndices(body)].filter((index) => !indices.includes(index));
      if (indices.includes(null) || strays.length > 0) {
        scope.functions.delete(target.key);
        part.kind = "claim";
        return;
      }
      scope.functions.get(target.key)!.byEntries = { parameters: target.parameters, indices: indices as string[], body, isNumbered: part.chain.sides[0]!.body[0]!.kind === "scripts" };
      return;
    }
    scope.functions.get(target.key)!.definition = { parameters: target.parameters, body, place: entry.place };
    for (const piece of pendingPieces.get(part) ?? [part]) declareCompared(ownConditions(piece, readerFor(scope)) ?? [], target.parameters, body, readerFor(scope));
    assumeDomain(pendingDomains.get(part) ?? [], part, readerFor(scope));
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
    part.kind = "claim";
  } finally {
    for (const parameter of temporary) if (isUntouched(scope, parameter)) scope.quantities.delete(parameter);
  }
}

/** The pieces as cases. */
const fromPieces = (pieces: readonly Understood[], reader: Reader): Expression => ({
  kind: "cases", ...spanOf(pieces.map(({ statement }) => statement), pieces[0]!.statement),
  arms: pieces.map((piece) => ({ value: readExpression(piece.chain.sides[1]!.body, piece.chain.sides[1]!, reader), condition: conditionOf(piece, reader) })),
});
