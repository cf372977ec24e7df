/** What the words say of the names beside them. */
import type { SourceDocument } from "../document/document.js";
import { nameOf, productOf } from "../expression/build.js";
import type { Expression } from "../expression/expression.js";
import { splitAt } from "../notation/read-indices.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, coreOf, isSymbol, plainText } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { enoughRoom } from "./assume.js";
import { type Cue, cuesAfter, cuesBefore, standingOf } from "./cues.js";
import { nameArguments } from "./name-arguments.js";
import { axisOfEach } from "./axis-of-each.js";
import { axisRightAfter, broadcastIn, samplesIn, softmaxAxisIn } from "./prose.js";
import { isRelationSign } from "./relation-sign.js";
import { type Axes, type Fact, quantityOf, type Scope, type Place } from "./scope.js";
import { giveSuppositions, type Supposition } from "./suppose.js";
import type { Understood, UnderstoodEntry } from "./understood.js";

/** What the words say of the formulas beside them. @returns what gives the equation of an "if" what is supposed there */
export function readWords(document: SourceDocument, entries: readonly UnderstoodEntry[], scope: Scope, section: number): () => void {
  const supposed: Supposition[] = [];
  for (const fragment of document.fragments) {
    if (fragment.kind !== "prose") continue;
    scope.softmaxAxis ??= softmaxAxisIn(fragment.text);
    scope.samples ??= samplesIn(fragment.text);
  }
  scope.softmaxAxis ??= axisBesideSoftmax(entries) ?? axisOfEach(document);
  scope.broadcast ??= broadcastIn(document.fragments.map((fragment) => (fragment.kind === "prose" ? fragment.text : fragment.kind === "formula" ? "·" : ".")).join(" "));
  for (const { parts, fragment, place } of entries) {
    for (const part of parts) {
      const subjects = subjectsOf(part, scope);
      const introduces = part.statement.body.length > 1 || subjects.every((key) => (scope.quantities.get(key)?.axes ?? null) === null || scope.quantities.get(key)?.declaredAt?.fragment === fragment);
      const standing = standingOf(part.sentence, introduces);
      const after = cuesAfter(overSize(document, fragment, part.after));
      for (const cue of [...after, ...cuesBefore(beforeSize(document, fragment, part.before))]) {
        if (standing === "asserted" && after.includes(cue) && isOfSquares(cue.kind)) leaveOpen(document, entries, fragment, cue.kind, subjects, scope);
        const keys = after.includes(cue) ? [...listedBefore(document, entries, fragment, cue, scope), ...subjects] : subjects;
        if (standing === "asserted" && cue.kind === "commuting") commute(keys, place, scope);
        if (standing === "asserted") for (const key of keys) applyCueAt(cue, key, scope, place);
        else if (standing === "supposed" && subjects.length > 0) {
          const text = `${subjects.join(", ")}: ${cue.kind}`;
          scope.unusedAssumptions.push({ names: new Set(subjects), text });
          supposed.push({ keys, cue, text, fragment });
        }
      }
    }
  }
  nameArguments(document, entries, scope, section);
  return () => giveSuppositions(supposed, document, entries, applyCue);
}

/** The words at that place; a full stop where there are none. */
function wordsAt({ fragments }: SourceDocument, k: number): string {
  const each = fragments[k];
  return each?.kind === "prose" ? each.text : ".";
}

/** "with $A \\in \\mathbb{R}^{p \\times p}$ and $C \\in \\mathbb{R}^{q \\times q}$ symmetric": of C, and perhaps of A as well; what fails may hold with it. */
function leaveOpen(document: SourceDocument, entries: readonly UnderstoodEntry[], fragment: number, kind: SquareFact, subjects: readonly string[], scope: Scope): void {
  if (!/^\s*(and|, and)\s*$/i.test(wordsAt(document, fragment - 1)) || /^\s*,?\s*(is|are|be|both|all|an?|the|which|that)\b/i.test(wordsAt(document, fragment + 1))) return;
  const others = entries.filter((entry) => entry.fragment === fragment - 2 && !entry.formula.display).flatMap(({ parts }) => parts.filter(({ statement: { body } }) => body.some((tex) => isSymbol(tex, "\\in"))).flatMap((part) => subjectsOf(part, scope)));
  for (const key of others) {
    if (isSquare(scope.quantities.get(key)?.axes ?? [])) scope.unusedAssumptions.push({ names: new Set([key]), text: `${kind}, said of ${subjects.join(", ")}: of ${key} as well? ('both …' says so)`, fact: { kind } });
  }
}

/** "Let $P$ and $R$ be symmetric": what is said in the plural is said of each name of the list before it. Only a square matrix can be what a square matrix is. */
function listedBefore(document: SourceDocument, entries: readonly UnderstoodEntry[], fragment: number, cue: Cue, scope: Scope): readonly string[] {
  if (!/^\s*,?\s*(are|be|both|all)\b/i.test(wordsAt(document, fragment + 1)) || /^[^.;]*\brespectively\b/i.test(wordsAt(document, fragment + 1))) return [];
  const keys: string[] = [];
  for (let at = fragment - 2; /^\s*(,|and|, and)\s*$/i.test(wordsAt(document, at + 1)); at -= 2) keys.unshift(...entries.filter((entry) => entry.fragment === at && !entry.formula.display).flatMap(({ parts }) => parts.flatMap((part) => subjectsOf(part, scope))));
  return keys.filter((key) => !OF_SQUARES.has(cue.kind) || isSquare(scope.quantities.get(key)?.axes ?? []));
}

const SQUARE_FACTS = ["symmetric", "positive-definite", "diagonal", "lower-triangular", "upper-triangular", "orthogonal", "invertible", "skew"] as const;
type SquareFact = (typeof SQUARE_FACTS)[number];
const isOfSquares = (kind: Cue["kind"]): kind is SquareFact => (SQUARE_FACTS as readonly string[]).includes(kind);
const OF_SQUARES: ReadonlySet<Cue["kind"]> = new Set([...SQUARE_FACTS, "identity"]);
const isSquare = ([rows, columns, ...more]: Axes): boolean => more.length === 0 && rows?.kind === "name" && columns?.kind === "name" && rows.name === columns.name;

/** `$P = \mathrm{softmax}(Z)$ row-wise`, and the same words in the formula itself. */
function axisBesideSoftmax(entries: readonly UnderstoodEntry[]): "rows" | "columns" | null {
  for (const { formula, parts } of entries) {
    const text = formula.tex === null ? "" : plainText(formula.tex.body);
    if (!/softmax/i.test(text)) continue;
    const inside = formula.tex!.body.flatMap((tex) => (tex.kind === "words" ? [axisRightAfter(tex.text)] : []));
    const found = [...inside, ...parts.map(({ after }) => axisRightAfter(after))].find((axis) => axis !== null);
    if (found !== undefined) return found;
  }
  return null;
}

/** "is the $n \\times n$ identity matrix", "is the $n$-dimensional vector of ones": the words go on after the size. */
function overSize(document: SourceDocument, k: number, after: string): string {
  const size = document.fragments[k + 2], rest = document.fragments[k + 3];
  if (!/\b(an?|the)\s*$/i.test(after) || size?.kind !== "formula" || size.display || size.tex === null || size.tex.body.some(isRelationSign) || rest?.kind !== "prose") return after;
  return `${after} ${rest.text.replace(/^\s*-(dimensional\s*)?/, "")}`;
}

/** "an orthogonal $k \\times k$ matrix $O$": the words begin before the size. */
function beforeSize(document: SourceDocument, k: number, before: string): string {
  const size = document.fragments[k - 2], start = document.fragments[k - 3];
  if (!/^\s*(real )?matri(x|ces)\s*$/i.test(before) || size?.kind !== "formula" || size.display || size.tex === null || !size.tex.body.some((tex) => isSymbol(tex, "\\times")) || start?.kind !== "prose") return before;
  return `${start.text.trimEnd()} ${before.trimStart()}`;
}

/** The names that a declaration or a lone name in the text speaks of. */
function subjectsOf({ statement: { body } }: Understood, scope: Scope): readonly string[] {
  const at = body.findIndex(isRelationSign);
  const head = at < 0 ? body : isSymbol(body[at], "\\in") ? body.slice(0, at) : [];
  const [map, bracket] = head, called = map === undefined ? null : keyOf(map, { scope });
  // K(θ) of a declared map K
  if (head.length === 2 && called !== null && bracket?.kind === "delimited" && scope.functions.has(called)) return [called];
  const keys = splitAt(head, (tex) => isSymbol(tex, ",")).map((part) => (part.length === 1 ? labelledKey(part[0]!, scope) : null));
  return keys.filter((key) => key !== null);
}

/** `I_d` where the document declares it, else the letter itself. */
function labelledKey(tex: Tex, scope: Scope): string | null {
  const key = keyOf(coreOf(tex), { scope });
  const labelled = tex.kind === "scripts" && tex.sub !== null && tex.sup === null ? `${key}_{${plainText(bodyOf(tex.sub))}}` : null;
  return labelled !== null && scope.quantities.has(labelled) ? labelled : key;
}

const axisOf = (parts: "rows" | "columns" | null): 0 | 1 | null => (parts === null ? null : parts === "rows" ? 1 : 0);

/** `e`, `\\mathbf{e}`, `\\hat{e}` */
const NAMED_E = /^(\\\w+\{)*e\}*(_|$)/;

/** What words say of matrices alone. */
const MATRIX_FACTS = {
  idempotent: [{ kind: "idempotent" }], "symmetric-idempotent": [{ kind: "symmetric" }, { kind: "idempotent" }], permutation: [{ kind: "permutation" }],
  "unit-lower-triangular": [{ kind: "lower-triangular" }, { kind: "unit-diagonal" }], "unit-upper-triangular": [{ kind: "upper-triangular" }, { kind: "unit-diagonal" }],
  "strictly-lower-triangular": [{ kind: "lower-triangular" }, { kind: "zero-diagonal" }], "strictly-upper-triangular": [{ kind: "upper-triangular" }, { kind: "zero-diagonal" }],
  "rows-sum-to-one": [{ kind: "sums-to-one", axis: 1 }], "columns-sum-to-one": [{ kind: "sums-to-one", axis: 0 }],
} as const satisfies Partial<Record<Cue["kind"], readonly Fact[]>>;
const isOfMatrices = (kind: Cue["kind"]): kind is keyof typeof MATRIX_FACTS => kind in MATRIX_FACTS;

/** "Let $A, B$ commute": AB = BA. */
function commute(keys: readonly string[], place: Place, scope: Scope): void {
  const [a, b, ...more] = keys;
  if (a === undefined || b === undefined || more.length > 0 || !keys.every((key) => isSquare(scope.quantities.get(key)?.axes ?? []))) return;
  const [left, right] = [[a, b], [b, a]].map((names) => productOf(names.map(nameOf))) as [Expression, Expression];
  scope.unusedAssumptions.push({ names: new Set(keys), text: `${a} ${b} = ${b} ${a}`, equations: [[left, right]], said: { place, isCase: false } });
}

/** The facts that it gives know where they are said. */
function applyCueAt(cue: Cue, key: string, scope: Scope, place: Place): void {
  const before = scope.quantities.get(key)?.facts.length ?? 0;
  applyCue(cue, key, scope);
  const facts = scope.quantities.get(key)?.facts ?? [];
  for (let k = before; k < facts.length; k++) facts[k] = { ...facts[k]!, said: place };
}

function applyCue({ kind, axis }: Cue, key: string, scope: Scope): void {
  if (kind === "constant") { scope.constants.add(key); return; }
  if (kind === "parameter") { scope.parameters.add(key); return; }
  const map = scope.functions.get(key);
  if (map?.definition === null && map.codomain?.length === 2 && !scope.quantities.has(key)) {
    if (kind === "symmetric" || kind === "positive-definite" || kind === "covariance") map.isSymmetric = true;
    else if (kind !== "invertible") scope.unusedAssumptions.push({ names: new Set([key]), text: `${key}: ${kind}` });
    return;
  }
  const quantity = quantityOf(scope, key);
  if (kind === "covariance") {
    // the covariance of two numbers is one, of either sign
    if (quantity.axes === null ? /^(\\math\w+\{)?\\?[A-Z]/.test(key) : isSquare(quantity.axes)) quantity.facts.push({ kind: "positive-definite" });
    return;
  }
  if (kind === "identity" || kind === "ones" || kind === "zeros") { quantity.role = kind; return; }
  if (kind === "orthonormal-columns" && quantity.axes?.length === 2 && axis !== undefined) {
    const orthonormal: Fact = { kind: "orthogonal", of: axis === 0 ? "columns" : "rows" };
    quantity.facts.push(orthonormal);
    scope.sizeRelations.push(...enoughRoom({ key, fact: orthonormal }, scope));
    return;
  }
  if (kind === "orthonormal-columns") { scope.unusedAssumptions.push({ names: new Set([key]), text: `${key} has orthonormal columns` }); return; }
  if (kind === "unit-vectors" || (kind === "unit-length" && NAMED_E.test(key))) { if (quantity.levels > 0) quantity.role = "unit-vector"; return; }
  // labels that nothing declares: their shape is inferred, and the words say that they have rows or columns
  const isUndeclaredBatch = quantity.axes === null && axis !== undefined && quantity.declaredAt === null && /^(\\math\w+\{)?[A-Z]/.test(key);
  if (kind === "one-hot" && (quantity.axes?.length === 2 || isUndeclaredBatch)) {
    // one-hot labels of a batch: one in each row, or in each column
    const along = axis ?? axisOf(scope.softmaxAxis ?? scope.samples);
    quantity.facts.push({ kind }, ...(along === null ? [] : [{ kind: "sums-to-one", axis: along } as const]));
    return;
  }
  if (kind === "unit-length") { quantity.facts.push({ kind: "unit-norm" }); return; }
  if (kind === "commuting") return;
  if (kind === "rank-one" || kind === "singular" || kind === "nilpotent" || kind === "stochastic" || kind === "of-mean-zero") { scope.unusedAssumptions.push({ names: new Set([key]), text: `${key}: ${kind.replaceAll("-", " ")}` }); return; }
  if (isOfMatrices(kind)) {
    // "x_p is the orthogonal projection of x"
    if (kind.endsWith("-sum-to-one") ? quantity.axes?.length === 2 : isSquare(quantity.axes ?? [])) quantity.facts.push(...MATRIX_FACTS[kind]);
    return;
  }
  const fact: Fact = kind === "positive" || kind === "nonzero" ? { kind: "sign", sign: kind } : kind === "probabilities" ? { kind: "sums-to-one", axis: axis ?? null } : { kind };
  quantity.facts.push(fact);
}
