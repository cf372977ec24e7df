/** Which statements define: marked ones, and the first time that a name stands alone on the left. Names first, then bodies, so that order does not matter. */
import { freeIndices, namesIn, walk, type Expression } from "../expression/expression.js";
import { isIndexLetter } from "../notation/name-key.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { withImplicitSums } from "../notation/einstein.js";
import { knownFunction } from "../notation/functions.js";
import { withReachingSums } from "../notation/reaching-sums.js";
import { readCondition } from "../notation/read-condition.js";
import { entriesOfSide } from "../notation/array-of-entries.js";
import { readExpression } from "../notation/read-expression.js";
import { readIndices } from "../notation/read-indices.js";
import { keyOf, labelText, starred } from "../notation/read-scripts.js";
import { bodyOf, inSubscript, plainText, spanOf, type Reader } from "../notation/reader.js";
import { arrayTarget, functionTarget, isOpen, squareTarget, targetIndices, usesItself, type ArrayTarget, type FunctionTarget } from "./definitions.js";
import { assumeDomain, conditionOf, declareCompared, domainOfFunction, ownConditions, piecesOf } from "./domain-of-function.js";
import { conditionsOf } from "./limits.js";
import { conditional, conditionalSentence } from "./prose.js";
import { declareNeighbours } from "./declare-parts.js";
import { boundIn } from "./index-letters.js";
import { familyKey, familyOf, familyQuantity, plainQuantity, quantityOf, type Quantity, type Scope } from "./scope.js";
import { LENIENT } from "../infer/lengths.js";
import { Mismatch } from "../infer/shape.js";
import { shapeOf } from "../infer/shape-of.js";
import type { Tex } from "../tex/tex.js";
import { topDown } from "./walk-tex.js";
import { registerSquare } from "./undeclared.js";
import type { Understood, UnderstoodEntry } from "./understood.js";

/** Operators that everybody knows and that are not checked: an equation of them is a claim. */
const OPERATORS = /^(rank|rk|dim|span|null|ker|range|Var|var|Cov|cov|Corr|argmax|argmin|sup|inf|lim|cond|eig|spec|adj|proj|supp)$/;

const MARKED = new Set([":=", "\\coloneqq", "\\triangleq", "\\defeq", "\\coloneq", "\\doteq"]);
const EQUAL = new Set(["=", "\\equiv", ...MARKED]);

type ReaderFor = (scope: Scope, free?: ReadonlySet<string>) => Reader;

/** @param section the section whose reader we are: a later one does not define what is declared unspecified up to here */
export function findDefinitions(entries: readonly UnderstoodEntry[], scope: Scope, readerFor: ReaderFor, section: number): void {
  const candidates = entries.filter((entry) => entry.place.section <= section || !entry.parts.some((part) => definesUnspecified(part, scope, section, readerFor))).flatMap((entry) => entry.parts.filter((part) => isCandidate(part, entry, readerFor(scope))).map((part) => ({ entry, part })));
  for (const { entry, part } of candidates) nameFunction(part, entry, entries, scope, readerFor);
  for (const { entry, part } of candidates) nameSquare(part, entry, scope, readerFor);
  for (const { part } of candidates) nameSigned(part, scope, readerFor);
  for (const { part } of candidates) nameFamily(part, scope, readerFor);
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

function isCandidate(part: Understood, entry: UnderstoodEntry, reader: Reader): boolean {
  const { chain } = part;
  const [first] = chain.relations;
  if (part.kind === "declaration" || entry.entry.continues && part === entry.parts[0]) return false;
  if (first === undefined || !EQUAL.has(first.text) || chain.sides[0]!.body.length === 0 || chain.sides[1]!.body.length === 0) return false;
  if (entry.formula.display) return true;
  // "we write Λ = Σ⁻¹ for the precision" names a thing
  const names = /\b(write|writing|put|set|denote)\s*$/i.test(part.before) && /^\s*for (an?|the|its|our|some|short|brevity)\b/i.test(part.after);
  if ((conditional(part.before) && !namesPoint(part, reader)) || conditionalSentence(part.sentence)) return MARKED.has(first.text);
  return part.limits === null || names || MARKED.has(first.text) || ownConditions(part, reader) !== null;
}

/** "lands at $x^\\star = H^{-1} b$": a starred name that nothing declares is the name of that point. */
function namesPoint({ before, chain: { sides } }: Understood, reader: Reader): boolean {
  const [name, ...more] = sides[0]!.body;
  const key = name?.kind === "scripts" && more.length === 0 && name.sub === null && name.base !== null ? keyOf(name.base, reader) : null;
  if (key === null || name?.kind !== "scripts" || sides.length > 2 || !/\bat\s*$/i.test(before) || /^[-\d.]*$/.test(plainText(sides[1]!.body))) return false;
  const point = starred(key, name);
  return point !== key && (reader.scope.quantities.get(point)?.axes ?? null) === null;
}

/** Functions whose formulas are still to be read; `isLogarithm`: what is written is the logarithm of the value. */
const pending = new WeakMap<Understood, FunctionTarget & { readonly isLogarithm: boolean }>();

/** The pieces of a definition that has several, and where a function is defined that has one. */
const pendingPieces = new WeakMap<Understood, readonly Understood[]>(), pendingDomains = new WeakMap<Understood, readonly (readonly Tex[])[]>();

/** What has one meaning everywhere: `\operatorname{tr}(A) = \sum_i A_{ii}` is a claim, also where nothing declares A. */
const NEVER_ANEW = new Set(["trace", "det", "diag", "vec", "transpose", "softmax", "logsumexp"]);

function nameFunction(part: Understood, entry: UnderstoodEntry, entries: readonly UnderstoodEntry[], scope: Scope, readerFor: ReaderFor): void {
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
  if ([...scope.functions.values()].includes(scope.functions.get(target.key)!) && pendingKeys.get(scope)?.has(target.key) === true) return;
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
function readFunctionBody(part: Understood, entry: UnderstoodEntry, scope: Scope, readerFor: ReaderFor): void {
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

/** What is defined, with its sums over what only they can bind; the author is told. */
function reachedBody(read: Expression, free: ReadonlySet<string>, part: Understood): Expression {
  const { body, reached } = withReachingSums(read, free);
  if (reached !== null) part.warning = { code: "sum-reach", message: `the sum over '${reached.binders.map(({ name }) => name).join(", ")}' is read over the terms after it too, since they have its index: put them in brackets`, start: reached.start, end: reached.end };
  return body;
}

const isUntouched = (scope: Scope, key: string): boolean => {
  const quantity = scope.quantities.get(key)!;
  return quantity.axes === null && quantity.definitions.length === 0 && quantity.facts.length === 0;
};

function nameSquare(part: Understood, entry: UnderstoodEntry, scope: Scope, readerFor: ReaderFor): void {
  const reader = readerFor(scope);
  const target = squareTarget(part.chain.sides[0]!.body, reader);
  // i² = −1 and n² = … make no quantity of an index or a size
  if (target === null || scope.functions.has(target.root) || /^[i-n]$/.test(target.root)) return;
  const root = scope.quantities.get(target.root);
  // x² = 5 of a declared x says something of x; σ² is a quantity of its own wherever it is given
  if (part.statement.conditions.length > 0 || (root !== undefined && root.declaredAt !== null && !/^\\(var)?sigma/.test(target.root))) return;
  if (topDown(part.chain.sides[1]!.body).some((tex) => keyOf(tex, reader) === target.root)) return;
  if (root !== undefined && root.definitions.some((definition) => definition.text !== "")) return;
  registerSquare(target.root, reader);
  void entry;
}

/** `P^{+} = …`, `\hat{x}^- = …`: after and before an update; a name of its own where the document defines it. */
function nameSigned(part: Understood, scope: Scope, readerFor: ReaderFor): void {
  const [head, ...more] = part.chain.sides[0]!.body;
  if (more.length > 0 || head?.kind !== "scripts" || head.base === null || head.sub !== null || head.sup === null || head.primes > 0 || !/^[-+−]$/.test(labelText(head.sup))) return;
  const key = keyOf(head.base, readerFor(scope));
  if (key !== null) quantityOf(scope, `${key}^{${labelText(head.sup)}}`);
}

/** `h_1 = …`, `h_2 = …`, `h_t = f(h_{t-1})` and `f_t = W x_t` with vectors x_t, of a name that nothing declares define members of a family, whatever their shape. */
function nameFamily(part: Understood, scope: Scope, readerFor: ReaderFor): void {
  const [head] = part.chain.sides[0]!.body;
  if (part.chain.sides[0]!.body.length !== 1 || head?.kind !== "scripts" || head.base === null || head.sub === null || head.sup !== null) return;
  const key = keyOf(head.base, readerFor(scope));
  // the errors δ_t are known by name, and by nothing else
  const isNew = key !== null && (!scope.quantities.has(key) || (key === "\\delta" && isUntouched(scope, key) && scope.quantities.get(key)!.levels === 0));
  if (key === null || !isNew || scope.quantities.has(familyKey(key)) || scope.quantities.has(`${key}_{${labelText(head.sub)}}`)) return;
  const sub = bodyOf(head.sub);
  const [only] = sub;
  if (sub.length !== 1 || only === undefined) return;
  const letter = only.kind === "number" ? null : keyOf(only, readerFor(scope));
  if (only.kind === "number" || (letter !== null && (recurs(part.chain.sides[1]!.body, key, letter, readerFor(scope)) || numbersMembers(part.chain.sides[1]!.body, letter, readerFor(scope)) || isVector(part, letter, scope, readerFor)))) [quantityOf(scope, key).levels, quantityOf(scope, key).style] = [1, "sub"];
}

/** `o_i = \\sum_j a_{ij} v_j` with vectors v_j: what is defined is no number. */
function isVector(part: Understood, letter: string, scope: Scope, readerFor: ReaderFor): boolean {
  const side = part.chain.sides[1]!;
  try {
    const body = readExpression(side.body, side, readerFor(scope, new Set([letter])));
    const shape = shapeOf(body, {
      scope, layout: "gradient", lengths: LENIENT, parameters: new Map(), ranges: new Map(), source: 0, depth: 0,
      guess: () => undefined, mayBe: () => false, onClash: () => undefined, onLoose: () => undefined, onSized: () => undefined,
    });
    return shape !== null && shape.length > 0;
  } catch (error) {
    if (error instanceof NotUnderstood || error instanceof Mismatch) return false;
    throw error;
  }
}

/** Whether `h_{t-1}` stands in the body. */
function recurs(body: readonly Tex[], key: string, letter: string, reader: Reader): boolean {
  for (const tex of topDown(body)) {
    if (tex.kind !== "scripts" || tex.sub === null || tex.base === null || keyOf(tex.base, reader) !== key) continue;
    if (new RegExp(`^${letter.replace(/\\/g, "\\\\")}[-+]`).test(labelText(tex.sub))) return true;
  }
  return false;
}

/** Whether the letter numbers members of a family in the body, and is bound there by nothing: the t of `x_t \\in \\mathbb{R}^n`. */
function numbersMembers(body: readonly Tex[], letter: string, reader: Reader): boolean {
  for (const tex of topDown(body)) {
    if (tex.kind !== "scripts" || tex.sub === null || tex.base === null) continue;
    const family = reader.scope.quantities.get(keyOf(tex.base, reader) ?? "");
    if (family?.levels === 1 && family.style === "sub" && new RegExp(`^${letter.replace(/\\/g, "\\\\")}([-+]\\d+)?$`).test(labelText(tex.sub))) return !boundIn(body).has(letter);
  }
  return false;
}

function defineArray(part: Understood, entry: UnderstoodEntry, entries: readonly UnderstoodEntry[], scope: Scope, readerFor: ReaderFor): void {
  if (part.kind === "definition") return;
  const [left, right] = part.chain.sides as [Understood["chain"]["sides"][number], Understood["chain"]["sides"][number]];
  const marked = MARKED.has(part.chain.relations[0]!.text);
  try {
    const logarithm = ofLogarithm(left.body, readerFor(scope));
    const named = logarithm ?? left.body;
    const target = arrayTarget(readExpression(named, left, readerFor(scope)));
    if (target === null || !isOpen(target, scope) || (scope.functions.has(target.key) && !scope.quantities.has(target.key))) return;
    const own = scope.quantities.get(target.key);
    if (own?.role === "size" && !marked && !entry.formula.display) return;
    const written = readExpression(right.body, right, readerFor(scope, targetIndices(target)));
    const value = target.entries.length === 0 && own?.axes?.length !== 0 ? entriesOfSide(right.body, written, targetIndices(target), scope) : written;
    if (!marked && isDecomposition(own, value, scope)) return;
    const plain = logarithm === null ? value : exponentialOf(value);
    const body = scope.einstein ? withImplicitSums(plain, targetIndices(target)) : reachedBody(plain, targetIndices(target), part);
    const [level] = target.levels;
    // h_0 = 0, x_{T+1} = 0
    const isOuterMember = level?.kind === "number" ? (own?.levels === 1 && own.style === "sub") || (level.digits === 0n && target.levels.length === 1) : level?.kind === "add" && freeIndices(level).size === 0 && own?.levelRange != null;
    if (!entry.formula.display && !marked && ((isBareNumber(body) && !isOuterMember && !(isDecimal(body) && isUnsaid(own) && !AN_EXAMPLE.test(part.sentence + part.after))) || (isIndexLetter(target.key) && own === undefined && body.kind === "name" && isIndexLetter(body.name) && !scope.quantities.has(body.name)))) return;
    if (namesItsMatrix(target, body, scope)) return;
    // "x² = 1 if x = 1" limits a claim; only indices can limit a definition
    if (limitedByValues([...part.statement.conditions, ...conditionsOf(part.limits)], scope, readerFor) || (isPiece(part, entries) && limitedByValues(part.lead, scope, readerFor))) {
      // what the name is elsewhere, nothing says
      if (isOpen(target, scope)) scope.unusedAssumptions.push({ names: new Set([target.key]), text: plainText(part.statement.body) });
      return;
    }
    if (own?.levels === 0 && own.axes !== null && isIterate(target, body)) {
      // x_{k+1} = x_k − … beside a vector x: the iterates are no entries of it
      part.fault = new NotUnderstood("undeclared", `'${target.key}' is declared as one array, and here it is numbered step by step; declare the steps, for example '$${target.key}_k \\in \\mathbb{R}^{n}$', or write them as '${target.key}^{(k)}'`, left);
      return;
    }
    if (usesItself(target, body, scope)) {
      if (/\b(updat|step|iterat|assign|descent|ascent|replac|overwrit|becomes|momentum)/i.test(part.sentence + part.after)) part.remark = `'${target.key}' stands on both sides: this reads as an update, not as an equation`;
      return;
    }
    define(target, body, part, entry, scope, readerFor);
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
  }
}

/** `\hat\mu = \bar x = \frac1N \sum_n x_n`: the names in between are defined by the same value, where nothing else defines them. */
function defineMiddle(part: Understood, entry: UnderstoodEntry, scope: Scope, readerFor: ReaderFor): void {
  const { sides, relations } = part.chain;
  if (part.kind !== "definition") return;
  for (let k = 1; k < sides.length - 1 && EQUAL.has(relations[k]!.text); k++) {
    try {
      const target = arrayTarget(readExpression(sides[k]!.body, sides[k]!, readerFor(scope)));
      if (target === null || target.levels.length > 0 || target.entries.length > 0 || scope.quantities.has(target.key) || scope.functions.has(target.key) || isIndexLetter(target.key)) return;
      const body = readExpression(sides[k + 1]!.body, sides[k + 1]!, readerFor(scope));
      if (isBareNumber(body) || usesItself(target, body, scope)) return;
      define(target, body, part, entry, scope, readerFor);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      return;
    }
  }
}

/** "with SVD $X = U \Sigma V^\top$" of a declared X: all that stands on the right is new, and says something of X; X stays what it is. */
function isDecomposition(own: Quantity | undefined, body: Expression, scope: Scope): boolean {
  const names = [...namesIn(body)];
  return own?.axes?.length === 2 && own.declaredAt !== null && names.length > 1 && names.every((name) => !scope.quantities.has(name) && !scope.functions.has(name) && familyOf(scope, name) === undefined);
}

/** `x_{k+1} = \\dots x_k \\dots`, with something that is no entry: a product with an array, a gradient at the step. */
function isIterate(target: ArrayTarget, body: Expression): boolean {
  const [entry] = target.entries;
  return target.levels.length === 0 && target.entries.length === 1 && entry!.kind === "add" && namesIn(body).has(target.key) && [...walk(body)].some((node) => node.kind === "gradient" || node.kind === "call" || node.kind === "derivative" || (node.kind === "power" && node.base.kind === "gradient"));
}

/** `x^{(2)}_1 = X_{12}` of columns x^{(k)} of X, and the reverse: each is defined by the other already. */
const namesItsMatrix = ({ key }: ArrayTarget, body: Expression, scope: Scope): boolean => {
  const matrixOf = (name: string): string | undefined => familyOf(scope, name)?.memberOf?.matrix;
  return [...namesIn(body)].some((name) => matrixOf(key) === name || matrixOf(name) === key);
};

/** The p of `\log p = …`, the p(x) of `\log p(x) = …`, where nothing else says what p is: it is the exponential of the right side. */
function ofLogarithm(side: readonly Tex[], reader: Reader): readonly Tex[] | null {
  const [log, name, bracket, ...more] = side;
  if (more.length > 0 || log?.kind !== "symbol" || (log.text !== "\\log" && log.text !== "\\ln") || reader.scope.logBase !== null || name === undefined) return null;
  if (bracket !== undefined && (bracket.kind !== "delimited" || bracket.left !== "(")) return null;
  const key = keyOf(name, reader);
  return key !== null && !reader.scope.quantities.has(key) && !reader.scope.functions.has(key) && knownFunction(key) === undefined ? side.slice(1) : null;
}

const exponentialOf = (value: Expression): Expression => ({ kind: "apply", function: "exp", arguments: [value], start: value.start, end: value.end });

/** A condition after the formula that speaks of quantities, not of indices. */
function limitedByValues(conditions: Understood["lead"], scope: Scope, readerFor: ReaderFor): boolean {
  return conditions.some((condition) => {
    for (const tex of topDown(condition)) {
      const key = tex.kind === "scripts" ? null : keyOf(tex, readerFor(scope));
      const quantity = key === null ? undefined : scope.quantities.get(key);
      if (quantity !== undefined && quantity.role !== "size" && quantity.role !== "label" && !isMember(condition)) return true;
    }
    return false;
  });
}

/** "For $\\alpha > 0$ let $g = \\alpha x$" limits no definition; "if $x > 0$, $y = x$" beside another equation for y is one piece of several. */
const isPiece = (part: Understood, entries: readonly UnderstoodEntry[]): boolean =>
  part.lead.length > 0 && entries.some(({ parts }) => parts.some((other) => other !== part && other.lead.length > 0 && plainText(other.chain.sides[0]?.body ?? []) === plainText(part.chain.sides[0]!.body)));

/** "for x ∈ ℝⁿ" declares, it limits nothing. */
const isMember = (condition: readonly Tex[]): boolean => condition.some((tex) => tex.kind === "symbol" && tex.text === "\\in");

function define(target: ArrayTarget, body: Expression, part: Understood, entry: UnderstoodEntry, scope: Scope, readerFor: ReaderFor): void {
  const quantity = target.levels.length === 0 ? plainQuantity(scope, target.key) : familyQuantityFor(target, scope);
  if (target.levels.length > 0 && quantity.levels === 0) [quantity.levels, quantity.style] = [target.levels.length, quantity.style ?? "super"];
  if (quantity.opaque !== null) quantity.opaque = null;
  // "for $j \\ne i$" before it limits it as much as behind it
  const lead = part.lead.filter((condition) => !limitedByValues([condition], scope, readerFor) && topDown(condition).some((tex) => targetIndices(target).has(keyOf(tex, readerFor(scope)) ?? "")));
  const conditions = [...part.statement.conditions.filter((condition) => condition.length > 0 && !isRange(condition)), ...lead];
  const reader = readerFor(scope, targetIndices(target));
  const where = conditions.length === 0 ? null : readCondition(conditions.flat(), spanOf(conditions.flat(), part.statement), reader);
  quantity.definitions.push({ target: target.key, levels: target.levels, entries: target.entries, body, place: entry.place, text: plainText(part.statement.body), where });
  part.kind = "definition";
}

const familyQuantityFor = (target: ArrayTarget, scope: Scope): Quantity => (scope.quantities.get(target.key)?.levels === target.levels.length ? quantityOf(scope, target.key) : familyQuantity(scope, target.key));

const isRange = (condition: readonly { readonly kind: string; readonly text?: string }[]): boolean => condition.some((tex) => tex.kind === "symbol" && /dots/.test(tex.text ?? ""));
/** A value among others: what is claimed is claimed for all of them. */
const AN_EXAMPLE = /\b(example|instance|e\.g|say|typical\w*|usual\w*|default|common\w*|such as|often|take|choose|try|used?)\b/i;
const isUnsaid = (own: Quantity | undefined): boolean => own === undefined || (own.axes === null && own.declaredAt === null && own.facts.length === 0 && own.levels === 0);

/** "with slope $a = 0.1$": no index and no size is such a number. */
const isDecimal = (e: Expression): boolean => e.kind === "number" && e.places > 0;
const isBareNumber = (e: Expression): boolean => e.kind === "number" || (e.kind === "add" && e.terms.length === 1 && e.terms[0]!.of.kind === "number");
