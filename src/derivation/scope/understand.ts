/**
 * A document as its own model. Declarations are read first, over the whole document, then assumptions, then definitions, and what is left is claims.
 * Nothing is decided here; every statement gets its kind and every name its entry in the scope.
 */
import type { Formula, SourceDocument } from "../document/document.js";
import type { Expression } from "../expression/expression.js";
import { readExpression } from "../notation/read-expression.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { isBold, isIndexLetter, nameKey } from "../notation/name-key.js";
import { keyOf } from "../notation/read-scripts.js";
import { splitAt } from "../notation/read-indices.js";
import { bodyOf, coreOf, isSymbol, plainText, type Note, type Reader } from "../notation/reader.js";
import { BIG_OPERATORS } from "../notation/symbols.js";
import type { Tex } from "../tex/tex.js";
import { assume } from "./assume.js";
import { functionTarget } from "./definitions.js";
import { usesCircleNumber } from "./circle-number.js";
import { clashingSizes } from "./clashing-sizes.js";
import { cuesAfter, cuesBefore, standingOf, type Cue } from "./cues.js";
import { declareMapping, declareMembership, declareRange, type IndexUse } from "./declare.js";
import { findDefinitions } from "./find-definitions.js";
import { declareList, listBase } from "./declare-list.js";
import { declareLabels } from "./declare-labels.js";
import { declareLevels } from "./declare-levels.js";
import { declareTotals } from "./declare-parts.js";
import { declareErrors } from "./declare-errors.js";
import { declareGradientNames } from "./declare-gradient-names.js";
import { declareStepLosses } from "./declare-step-losses.js";
import { declareNumbers } from "./declare-numbers.js";
import { declareInWords } from "./declare-in-words.js";
import { indexLetters } from "./index-letters.js";
import { linkByPhrases } from "./column-phrases.js";
import { declareSaidArguments } from "./said-arguments.js";
import { limitsAfter, type Limits } from "./limits.js";
import { linkMembers, linkMembersByWords, nameMembersByWords, stackMembers } from "./members.js";
import { declareLimits } from "../infer/limit-sizes.js";
import { shapeMatrices } from "../infer/shape-matrices.js";
import { inferShapes } from "../infer/infer-shapes.js";
import { EXAMPLE_LEVEL, opensExample } from "./examples.js";
import { nameFunctionsByWords } from "./named-functions.js";
import { announcesArguments, dependsInWords, assumes, broadcastIn, conditional, conditionalSentence, firmlyAssumes, limitedAfter, samplesIn, softmaxAxisIn } from "./prose.js";
import { createScope, quantityOf, type Fact, type Place, type Scope } from "./scope.js";
import { isRelationSign } from "./relation-sign.js";
import { settleRanges } from "./settle-ranges.js";
import { chainOf, entriesOf, type Chain, type Entry, type Statement } from "./statements.js";
import { declareLosses, declareSquares } from "./undeclared.js";
import { topDown } from "./walk-tex.js";

export type StatementKind = "claim" | "definition" | "declaration" | "statement";

export interface Understood {
  readonly statement: Statement;
  readonly chain: Chain;
  kind: StatementKind;
  /** The words before and after the formula. */
  readonly before: string;
  readonly after: string;
  /** What the words after a formula in the text limit it to. */
  readonly limits: Limits | null;
  /** The formula after the words after it is a range: "for $k = 1, …, N$". */
  readonly ranged: boolean;
  /** All words of the sentence before the formula, over the formulas between them. */
  readonly sentence: string;
  /** Why it is no claim, where a reader may wonder. */
  remark: string | null;
  /** How a definition was read where its letter says something else. */
  warning?: Note;
  /** Why it cannot be checked, where its left side alone tells. */
  fault?: NotUnderstood;
}

export interface UnderstoodEntry {
  /** The names as they stand in this entry's section. */
  scope: Scope;
  readonly formula: Formula;
  readonly fragment: number;
  readonly place: Place;
  readonly entry: Entry;
  readonly parts: readonly Understood[];
}

export interface Understanding {
  /** The names at the end of the document. */
  readonly scope: Scope;
  readonly entries: readonly UnderstoodEntry[];
}

export const readerFor = (scope: Scope, free: ReadonlySet<string> = new Set()): Reader => ({
  scope, bound: new Set(), free: new Set([...scope.ranges.keys(), ...free]), inSubscript: false, notes: [], read: readExpression,
});

export function understand(document: SourceDocument): Understanding {
  const entries = takeApart(document);
  const sections = redeclares(entries, document) ? Math.max(0, ...entries.map((entry) => entry.place.section)) : 0;
  if (sections === 0) return { scope: buildScope(document, entries, Infinity), entries };
  // a later section may declare a name anew: each section reads what stands before its end, and of what comes later only what is not said before
  const views = Array.from({ length: sections + 1 }, (_, section) => {
    const own = takeApart(document);
    buildScope(document, own, section);
    return own.filter((entry) => entry.place.section === section);
  });
  const all = views.flat();
  return { scope: all.at(-1)?.scope ?? createScope(), entries: all };
}

/** Reads everything that the document says, as it stands at the end of a section. Every entry gets the scope. */
function buildScope(document: SourceDocument, entries: readonly UnderstoodEntry[], section: number): Scope {
  const formulas = document.fragments.filter((fragment): fragment is Formula => fragment.kind === "formula");
  const scope = createScope(facesThatMatter(entries));
  [scope.broadcast, scope.logBase, scope.einstein] = [document.conventions.broadcast, document.conventions.log, document.conventions.einstein];
  scope.circleNumber = usesCircleNumber(formulas);
  scope.clashing = clashingSizes(entries, scope);
  const use = indexUse(formulas, entries);
  scope.letters = indexLetters(formulas, entries);
  // what is said last wins, so what stands later in the document is read first
  const ordered = [...entries.filter((entry) => entry.place.section > section).reverse(), ...entries.filter((entry) => entry.place.section <= section)];
  const parts = ordered.flatMap((entry) => entry.parts.map((part) => ({ entry, part })));
  for (const { entry, part } of parts) declareStatement(part, entry, scope, use);
  declareErrors(formulas, readerFor(scope));
  declareTotals(formulas, readerFor(scope));
  declareInWords(document, entries, readerFor(scope), use);
  settleRanges(scope);
  readWords(document, entries, scope, section);
  for (const { part } of parts) readOrLeave(() => linkMembers(part, readerFor(scope)));
  linkByPhrases(document, entries, readerFor(scope));
  nameMembersByWords(entries, scope);
  linkMembersByWords(document, entries, scope);
  stackMembers(scope);
  declareLevels(formulas, readerFor(scope));
  declareLabels(formulas, readerFor(scope));
  declareSquares(formulas, readerFor(scope));
  declareLimits(formulas, entries, use.letters, readerFor(scope));
  for (const { entry, part } of parts) readAssumption(part, entry, scope);
  readIdentities(scope);
  askForAxes(scope);
  nameFunctionsByWords(entries, scope);
  const giveLaterArguments = declareSaidArguments(ordered.filter((entry) => entry.place.section <= section), scope, readerFor(scope));
  declareGradientNames(formulas, readerFor(scope));
  const giveStepLosses = declareStepLosses(formulas, readerFor(scope));
  findDefinitions(entries, scope, readerFor, section);
  giveStepLosses();
  shapeMatrices(scope);
  // f_t is a member only once its definition is known
  nameArguments(document, entries, scope, section, true);
  declareNumbers(entries, formulas, scope);
  declareLosses(formulas, readerFor(scope));
  scope.inference = inferShapes(entries, document, scope, readerFor);
  for (const entry of entries) entry.scope = scope;
  giveLaterArguments();
  return scope;
}

/** What cannot be read here is left to the checker, which says so. */
function readOrLeave(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
  }
}

/** A square I that is declared and nothing more is the identity to every reader. */
function readIdentities(scope: Scope): void {
  for (const key of ["I", "\\mathbf{I}", "\\mathbb{I}"]) {
    const quantity = scope.quantities.get(key);
    const [rows, columns] = quantity?.axes ?? [];
    if (quantity?.role === "variable" && quantity.levels === 0 && quantity.facts.length === 0 && quantity.axes?.length === 2 && rows?.kind === "name" && columns?.kind === "name" && rows.name === columns.name) quantity.role = "identity";
  }
}

/** A one-hot matrix of which nothing says whether its rows or its columns are. */
function askForAxes({ quantities, unusedAssumptions }: Scope): void {
  for (const { key, axes, facts } of quantities.values()) {
    const isOpen = axes?.length === 2 && facts.some(({ kind }) => kind === "one-hot") && !facts.some(({ kind }) => kind === "sums-to-one");
    if (isOpen) unusedAssumptions.push({ names: new Set([key]), text: `${key} is one-hot: in each row, or in each column?` });
  }
}

/** Whether one name is declared, or said to depend on something, in two sections in different ways. */
function redeclares(entries: readonly UnderstoodEntry[], document: SourceDocument): boolean {
  const said = new Map<string, { readonly section: number; readonly text: string }>();
  const mapped = new Map<string, number>();
  const differs = (key: string, section: number, text: string): boolean => {
    const before = said.get(key);
    said.set(key, { section, text });
    return before !== undefined && before.section !== section && before.text !== text;
  };
  return entries.some(({ entry, place, fragment }) => entry.statements.some(({ body }) => {
    const at = body.findIndex((tex) => isSymbol(tex, "\\in", ":", "\\colon"));
    const next = document.fragments[fragment + 1], argument = document.fragments[fragment + 2];
    const announced = next?.kind === "prose" && announcesArguments(next.text) && argument?.kind === "formula" && argument.tex !== null ? plainText(argument.tex.body) : null;
    if (at === 1 && isSymbol(body[1], ":", "\\colon")) mapped.set(plainText(body[0]!), place.section);
    const list = at > 1 ? listBase(body.slice(0, at)) : null;
    if (at === 1 || list !== null) return differs(plainText(list ?? body.slice(0, at)), place.section, plainText(list === null ? body.slice(at) : body));
    const name = body[0] === undefined ? "" : plainText(body[0]);
    if (mapped.has(name) && mapped.get(name) !== place.section && (isSymbol(body[1], "=") || isSymbol(body[2], "="))) return true;
    return announced !== null && body.length === 1 && differs(plainText(body), place.section, announced);
  }));
}

/** The scope of entries that no scope was built for yet. */
const UNREAD = createScope();

/** Every formula with the words around it. */
function takeApart(document: SourceDocument): readonly UnderstoodEntry[] {
  let section = 0;
  let path: readonly { readonly level: number; readonly section: number }[] = [];
  const entries: UnderstoodEntry[] = [];
  document.fragments.forEach((fragment, k) => {
    if (fragment.kind === "heading") {
      section++;
      path = [...path.filter((heading) => heading.level < fragment.level), { level: fragment.level, section }];
    }
    if (opensExample(document, k)) {
      section++;
      path = [...path.filter((heading) => heading.level < EXAMPLE_LEVEL), { level: EXAMPLE_LEVEL, section }];
    }
    if (fragment.kind !== "formula" || fragment.tex === null) return;
    const before = wordsAt(document, k, -1), after = wordsAt(document, k, 1), sentence = sentenceBefore(document, k);
    for (const entry of entriesOf(fragment.tex, fragment.tag, fragment.label, fragment.display)) {
      const parts = entry.statements.map((statement, s): Understood => ({
        statement, chain: chainOf(statement), kind: "statement", remark: null, sentence, limits: !fragment.display && s === entry.statements.length - 1 ? limitsAfter(document, k) : null, ranged: s === entry.statements.length - 1 && isRangeAt(document, k + 2),
        before: s === 0 ? before : "", after: s === entry.statements.length - 1 ? after : "",
      }));
      entries.push({ scope: UNREAD, formula: fragment, fragment: k, place: { fragment: k, section, path: path.map((heading) => heading.section), unit: fragment.unit, span: fragment.inner }, entry, parts });
    }
  });
  return entries;
}

/** `k = 1, \\dots, N`, `k \\in \\{1, \\dots, N\\}`, and `x \\in \\mathbb{R}`, which declares and limits nothing. */
function isRangeAt(document: SourceDocument, k: number): boolean {
  const fragment = document.fragments[k];
  return fragment?.kind === "formula" && fragment.tex !== null && !fragment.display && (/dots|=\d+(,\d+)+$/.test(plainText(fragment.tex.body)) || /^[^=<>]*\\in(\\?R|N|Z)/.test(plainText(fragment.tex.body)));
}

/** The prose right before or after a fragment, up to the next formula or break. */
function wordsAt(document: SourceDocument, k: number, step: 1 | -1): string {
  const words: string[] = [];
  for (let at = k + step; document.fragments[at]?.kind === "prose"; at += step) {
    const fragment = document.fragments[at]!;
    if (fragment.kind === "prose") words[step === 1 ? "push" : "unshift"](fragment.text);
  }
  return words.join(" ");
}

function sentenceBefore(document: SourceDocument, k: number): string {
  let words = "";
  for (let at = k - 1; at >= 0; at--) {
    const fragment = document.fragments[at]!;
    if (fragment.kind === "break" || fragment.kind === "heading" || (fragment.kind === "formula" && fragment.display)) break;
    if (fragment.kind !== "prose") continue;
    const end = /[.;](?=\s|$)(?!.*[.;](?=\s|$))/.exec(fragment.text);
    words = `${end === null ? fragment.text : fragment.text.slice(end.index + 1)} ${words}`;
    if (end !== null) break;
  }
  return words.trim();
}

/** Letters that the document declares twice, bold and plain, as different things. */
function facesThatMatter(entries: readonly UnderstoodEntry[]): ReadonlySet<string> {
  const spaces = new Map<string, Map<boolean, string>>();
  for (const { entry } of entries) {
    for (const { body } of entry.statements) {
      const at = body.findIndex((tex) => isSymbol(tex, "\\in"));
      if (at <= 0) continue;
      for (const part of splitAt(body.slice(0, at), (tex) => isSymbol(tex, ","))) {
        const [only] = part;
        const core = part.length === 1 && only !== undefined ? coreOf(only) : null;
        const key = core === null ? null : nameKey(core);
        if (key === null || core === null) continue;
        const faces = spaces.get(key) ?? new Map<boolean, string>();
        spaces.set(key, faces.set(isBold(core), plainText(body.slice(at + 1))));
      }
    }
  }
  return new Set([...spaces].filter(([, faces]) => faces.size === 2 && faces.get(true) !== faces.get(false)).map(([key]) => key));
}

/** Letters bound by sums, and letters that are shifted in subscripts or superscripts: they are indices. */
function indexUse(formulas: readonly Formula[], entries: readonly UnderstoodEntry[]): IndexUse {
  const letters = new Set<string>();
  const add = (tex: Tex | undefined): void => { const key = tex === undefined ? null : nameKey(tex); if (key !== null && isIndexLetter(key)) letters.add(key); };
  for (const { tex } of formulas) {
    for (const node of tex === null ? [] : topDown(tex.body)) {
      if (node.kind !== "scripts") continue;
      const isBig = node.base?.kind === "symbol" && BIG_OPERATORS.has(node.base.text);
      if (isBig && node.sub !== null) for (const part of splitAt(bodyOf(node.sub), (each) => isSymbol(each, ","))) add(part[0]);
      for (const script of [node.sub, node.sup]) {
        const inner = script === null ? [] : bodyOf(script);
        const [bracket] = inner;
        const shifted = inner.length === 1 && bracket?.kind === "delimited" ? bracket.body : inner;
        if (shifted.length === 3 && isSymbol(shifted[1], "+", "-") && shifted[2]!.kind === "number") add(shifted[0]);
      }
    }
  }
  for (const { entry } of entries) {
    for (const { body } of entry.statements) {
      const at = body.findIndex((tex) => isSymbol(tex, "="));
      if (at > 0 && body.some((tex) => isSymbol(tex, "\\dots", "\\ldots", "\\cdots"))) for (const part of splitAt(body.slice(0, at), (tex) => isSymbol(tex, ","))) if (part.length === 1) add(part[0]);
    }
  }
  const subscripts = declaredSubscripts(entries);
  const letterCount = (labels: ReadonlySet<string>): number => [...labels].filter((label) => !/^\d+$/.test(label)).length;
  const isIndexed = (labels: ReadonlySet<string>): boolean => [...labels].some((label) => letters.has(label) || /^[ijklnt]$/.test(label));
  return {
    letters,
    labelled: new Set([...subscripts].filter(([, labels]) => letterCount(labels) > 1).map(([key]) => key)),
    families: new Set([...subscripts].filter(([, labels]) => letterCount(labels) === 1 && isIndexed(labels)).map(([key]) => key)),
  };
}

/** What stands below each base where it is declared: `W_x`, `W_h`; `h_t`, `h_0`. Two letters make names of them, one letter a family. */
function declaredSubscripts(entries: readonly UnderstoodEntry[]): ReadonlyMap<string, ReadonlySet<string>> {
  const seen = new Map<string, Set<string>>();
  for (const { entry } of entries) {
    for (const { body } of entry.statements) {
      const at = body.findIndex((tex) => isSymbol(tex, "\\in"));
      for (const tex of at > 0 ? body.slice(0, at) : []) {
        if (tex.kind !== "scripts" || tex.sub === null || tex.base === null) continue;
        const key = nameKey(tex.base);
        const label = plainText(bodyOf(tex.sub));
        if (key !== null && /^([a-zA-Z]|\\[a-z]+|\d+)$/.test(label)) seen.set(key, (seen.get(key) ?? new Set()).add(label));
      }
    }
  }
  return seen;
}

/** Memberships, mappings and ranges. A formula that cannot be read is left to the checker, which says so. */
function declareStatement(part: Understood, entry: UnderstoodEntry, scope: Scope, use: IndexUse): void {
  try {
    if (isDeclaration(part, entry, scope, use)) part.kind = "declaration";
    for (const condition of part.statement.conditions) {
      if (rangesIn(condition).map((range) => declareRange(range, readerFor(scope))).some((letters) => letters !== null)) continue;
      const member = condition.findIndex((tex) => isSymbol(tex, "\\in"));
      if (member > 0) declareMembership(condition.slice(0, member), condition.slice(member + 1), readerFor(scope), use, entry.place);
      else declareCompared(condition, scope, use);
    }
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
  }
}

/** "for $\\alpha > 0$" after a formula: a letter that is no index anywhere and that nothing declares is a number. What is said of its sign limits this formula alone. */
function declareCompared(condition: readonly Tex[], scope: Scope, use: IndexUse): void {
  const [name, relation, value, ...more] = condition;
  const key = name === undefined || more.length > 0 || value?.kind !== "number" || !isSymbol(relation, ">", "<", "\\ge", "\\geq", "\\le", "\\leq", "\\ne", "\\neq") ? null : keyOf(name, { scope });
  if (key === null || !/^(\\[a-z]+|[a-hp-z])$/.test(key) || scope.quantities.has(key) || scope.functions.has(key) || scope.letters.bound.has(key) || scope.letters.onLeft.has(key) || use.letters.has(key)) return;
  quantityOf(scope, key).axes = [];
}

/** `c = 1, \\dots, C, i = 1, \\dots, h`: one range after another. */
function rangesIn(condition: readonly Tex[]): readonly (readonly Tex[])[] {
  const starts = condition.flatMap((tex, k) => (isSymbol(tex, "=", "\\in") ? [condition.slice(0, k).findLastIndex((each) => isSymbol(each, ",")) + 1] : [])).slice(1);
  return [0, ...starts].map((start, k, all) => withoutComma(condition.slice(start, all[k + 1])));
}

const withoutComma = (body: readonly Tex[]): readonly Tex[] => (isSymbol(body.at(-1), ",") ? body.slice(0, -1) : body);

function isDeclaration(part: Understood, entry: UnderstoodEntry, scope: Scope, use: IndexUse): boolean {
  const { body } = part.statement;
  const reader = readerFor(scope);
  const member = body.findIndex((tex) => isSymbol(tex, "\\in"));
  const [head] = body;
  const isLabel = member === 1 && head !== undefined && !use.letters.has(nameKey(head) ?? "") && !/^(i|j|k|l)$/.test(nameKey(head) ?? "");
  if (!isLabel && declareRange(body, reader) !== null) return true;
  if (member > 0) {
    const space = body.slice(member + 1);
    const another = space.findIndex((tex) => isSymbol(tex, "\\in"));
    if (another > 0) return false;
    const sides = splitAt(body.slice(0, member), (tex) => isRelationSign(tex));
    if (sides.length > 1) return false;
    const comma = space.findIndex((tex) => isSymbol(tex, ","));
    const [names, set] = [body.slice(0, member), comma > 0 ? space.slice(0, comma) : space];
    return (declareList(names, set, reader, entry.place) ?? declareMembership(names, set, reader, use, entry.place)) !== null;
  }
  const arrow = body.findIndex((tex) => isSymbol(tex, "\\to", "\\rightarrow", "\\mapsto"));
  if (member < 0 && declarePositive(part, entry, reader, use)) return false;
  const colon = body.findIndex((tex) => isSymbol(tex, ":", "\\colon"));
  return colon === 1 && arrow > colon && declareMapping(body[0]!, body.slice(colon + 1, arrow), body.slice(arrow + 1), reader, entry.place) !== null;
}

/** `v_1, v_2 > 0` in the text, of letters with numbers or names below that nothing declares: positive numbers. What is said of their sign is read with the assumptions. */
function declarePositive(part: Understood, entry: UnderstoodEntry, reader: Reader, use: IndexUse): boolean {
  const { body } = part.statement;
  const at = body.findIndex(isRelationSign);
  if (entry.formula.display || at < 1 || !isSymbol(body[at], ">") || plainText(body.slice(at + 1)) !== "0" || !assumes(part.sentence)) return false;
  const names = splitAt(body.slice(0, at), (tex) => isSymbol(tex, ","));
  const span = { start: body[at]!.start, end: body[at]!.end };
  const real: Tex = { kind: "font", name: "mathbb", body: { kind: "symbol", text: "R", ...span }, ...span };
  const list = listBase(body.slice(0, at));
  const key = list === null ? null : keyOf(list, reader);
  if (key !== null && !reader.scope.quantities.has(key) && declareList(body.slice(0, at), [real], reader, entry.place) !== null) {
    // \\pi_1, \\dots, \\pi_K > 0
    quantityOf(reader.scope, key).facts.push({ kind: "sign", sign: "positive" });
    return true;
  }
  const isName = (label: string): boolean => /^\d$/.test(label) || (/^[a-zA-Z]$/.test(label) && !use.letters.has(label) && !/^[i-nt]$/.test(label));
  const isLabel = (tex: Tex | undefined): boolean => tex?.kind === "scripts" && tex.base !== null && tex.sup === null && tex.sub !== null && isName(plainText(bodyOf(tex.sub))) && !reader.scope.quantities.has(keyOf(tex.base, reader) ?? "");
  if (names.length < 2 || !names.every((name) => name.length === 1 && isLabel(name[0]))) return false;
  if (declareMembership(body.slice(0, at), [real], reader, use, entry.place) === null) return false;
  for (const [name] of names) if (name?.kind === "scripts") quantityOf(reader.scope, `${keyOf(name.base!, reader)!}_{${plainText(bodyOf(name.sub!))}}`).facts.push({ kind: "sign", sign: "positive" });
  return true;
}

/** What the words say of the formulas beside them. */
function readWords(document: SourceDocument, entries: readonly UnderstoodEntry[], scope: Scope, section: number): void {
  for (const fragment of document.fragments) {
    if (fragment.kind !== "prose") continue;
    scope.softmaxAxis ??= softmaxAxisIn(fragment.text);
    scope.samples ??= samplesIn(fragment.text);
  }
  scope.broadcast ??= broadcastIn(document.fragments.map((fragment) => (fragment.kind === "prose" ? fragment.text : fragment.kind === "formula" ? "·" : ".")).join(" "));
  for (const { parts, fragment } of entries) {
    for (const part of parts) {
      const subjects = subjectsOf(part, scope);
      const introduces = part.statement.body.length > 1 || subjects.every((key) => (scope.quantities.get(key)?.axes ?? null) === null);
      const standing = standingOf(part.sentence, introduces);
      for (const cue of [...cuesAfter(overSize(document, fragment, part.after)), ...cuesBefore(part.before)]) {
        if (standing === "asserted") for (const key of subjects) applyCue(cue, key, scope);
        else if (standing === "supposed" && subjects.length > 0) scope.unusedAssumptions.push({ names: new Set(subjects), text: `${subjects.join(", ")}: ${cue.kind}` });
      }
    }
  }
  nameArguments(document, entries, scope, section);
}

/** "is the $n \\times n$ identity matrix", "is the $n$-dimensional vector of ones": the words go on after the size. */
function overSize(document: SourceDocument, k: number, after: string): string {
  const size = document.fragments[k + 2], rest = document.fragments[k + 3];
  if (!/\b(an?|the)\s*$/i.test(after) || size?.kind !== "formula" || size.display || size.tex === null || size.tex.body.some(isRelationSign) || rest?.kind !== "prose") return after;
  return `${after} ${rest.text.replace(/^\s*-(dimensional\s*)?/, "")}`;
}

/** The names that a declaration or a lone name in the text speaks of. */
function subjectsOf({ statement: { body } }: Understood, scope: Scope): readonly string[] {
  const at = body.findIndex(isRelationSign);
  const head = at < 0 ? body : isSymbol(body[at], "\\in") ? body.slice(0, at) : [];
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

function applyCue({ kind, axis }: Cue, key: string, scope: Scope): void {
  const quantity = quantityOf(scope, key);
  if (kind === "identity" || kind === "ones" || kind === "zeros") { quantity.role = kind; return; }
  if (kind === "orthonormal-columns") { scope.unusedAssumptions.push({ names: new Set([key]), text: `${key} has orthonormal columns` }); return; }
  if (kind === "unit-vectors") { if (quantity.levels > 0) quantity.role = "unit-vector"; return; }
  if (quantity.axes === null && !scope.quantities.has(key)) return;
  if (kind === "one-hot" && quantity.axes?.length === 2) {
    // one-hot labels of a batch: one in each row, or in each column
    const along = axis ?? axisOf(scope.softmaxAxis ?? scope.samples);
    quantity.facts.push({ kind }, ...(along === null ? [] : [{ kind: "sums-to-one", axis: along } as const]));
    return;
  }
  const fact: Fact = kind === "positive" || kind === "nonzero" ? { kind: "sign", sign: kind } : kind === "probabilities" ? { kind: "sums-to-one", axis: axis ?? null } : { kind };
  quantity.facts.push(fact);
}

/** "L is any differentiable function of y": the formulas after these words are its arguments. */
function nameArguments(document: SourceDocument, entries: readonly UnderstoodEntry[], scope: Scope, section: number, isAgain = false): void {
  const byFragment = new Map(entries.map((entry) => [entry.fragment, entry]));
  document.fragments.forEach((fragment, k) => {
    const speaker = byFragment.get(k - 1);
    const ofLoss = fragment.kind === "prose" && /^\s*of( all)?( the)?( entries of)?\s*$/i.test(fragment.text) && /\b(loss|cost|objective|error|criterion|energy|function)( function)?\s*$/i.test(speaker?.parts[0]?.before ?? "");
    if (fragment.kind !== "prose" || !(ofLoss || announcesArguments(fragment.text))) return;
    const head = speaker?.parts[0] === undefined ? null : { part: speaker.parts[0], section: speaker.place.section };
    const key = head === null ? null : headName(head.part, scope);
    if (key === null) return;
    const args: Tex[] = [];
    for (let at = k + 1; at < document.fragments.length; at += 2) {
      const formula = document.fragments[at];
      if (formula?.kind !== "formula" || formula.tex === null) break;
      // "a function of $w \\in \\mathbb{R}^n$" speaks of w
      const member = formula.tex.body.findIndex((tex) => isSymbol(tex, "\\in"));
      const names = member > 0 ? formula.tex.body.slice(0, member) : formula.tex.body;
      const list = listBase(names);
      args.push(...(list === null ? [] : [list]), ...splitAt(list === null ? names : [], (tex) => isSymbol(tex, ",")).flatMap((part) => (part.length === 1 ? part : [])));
      const next = document.fragments[at + 1];
      if (next?.kind !== "prose" || !/^\s*(,|and|, and)\s*$/.test(next.text)) break;
    }
    if (args.length === 0) return;
    const reader = readerFor(scope);
    const quantity = quantityOf(scope, key);
    const isArray = quantity.axes !== null && quantity.axes.length > 0;
    // "K depends on θ": an array that is given is one of unspecified functions
    if ((isArray && (quantity.levels > 0 || quantity.definitions.length > 0 || quantity.memberOf !== null || !(fragment.kind === "prose" && dependsInWords(fragment.text)))) || (isAgain && !Array.isArray(quantity.opaque))) return;
    // said in a later section, of a name that is declared before
    if (head!.section > section && quantity.declaredAt !== null && quantity.declaredAt.section <= section) return;
    try {
      quantity.opaque = args.map((arg) => readExpression([arg], arg, reader));
      if (!isArray) quantity.axes = [];
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  });
}

function headName({ statement: { body } }: Understood, scope: Scope): string | null {
  const at = body.findIndex((tex) => isSymbol(tex, ":", "\\colon", "\\in"));
  const head = at < 0 ? body : body.slice(0, at);
  return head.length === 1 ? keyOf(head[0]!, { scope }) : null;
}

/** Inequalities in the text restrict names; equalities do where the sentence assumes them. */
function readAssumption(part: Understood, entry: UnderstoodEntry, scope: Scope): void {
  if (part.kind === "declaration") return;
  const { chain } = part;
  if (chain.relations.length === 0 || chain.sides.some((side) => side.body.length === 0)) return;
  const isEquality = chain.relations.some(({ text }) => text === "=");
  const definite = chain.relations.some(({ text }) => /succ/.test(text));
  const words = part.sentence;
  if (conditional(part.before) || conditionalSentence(part.sentence) || (limitedAfter(part.after) && !/^\s*,?\s*for (every|all|each|any)\b/i.test(part.after))) return;
  const inPassing = isEquality && /\b(where|with|here)\s*$/i.test(part.before) && chain.sides.some((side) => side.body.length > 1 || side.body[0]!.kind === "scripts");
  if (isEquality ? !(firmlyAssumes(words) || inPassing) || entry.formula.display : !(definite || assumes(words) || (!entry.formula.display && isShortInequality(part)))) return;
  if (chain.relations.some(({ text }) => /^(\\in|:=|\\approx|\\to|\\leftarrow|\\propto|\\sim|\\ll|\\gg)$/.test(text))) return;
  const reader = readerFor(scope);
  // "such that $M(t) = A + tB$ is invertible" says what M is
  const called = isEquality ? functionTarget(chain.sides[0]!.body, reader) : null;
  if (called !== null && called.entries === null && !scope.quantities.has(called.key) && !scope.functions.has(called.key)) return;
  try {
    const sides = chain.sides.map((side) => readExpression(side.body, side, reader));
    const defined = isEquality ? nameOf(sides[0]!) : null;
    const isPlainDefinition = defined !== null && (scope.quantities.get(defined)?.axes ?? null) === null;
    if (isPlainDefinition) return;
    const letEquation = isEquality && (!firmlyAssumes(words) || (/\blet\b[^.]*$/i.test(words) && !/\b(assum|suppose|given|such that|satisf)/i.test(words)));
    const known = assume({ sides, relations: chain.relations.map(({ text }) => text), text: plainText(part.statement.body) }, scope);
    if (known) part.kind = "declaration";
    else if (letEquation) scope.unusedAssumptions.pop();
    else if (isEquality) part.remark = "this assumption is not used: its form is not understood";
    else part.kind = "declaration";
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
  }
}

/** The a of `a = …`, of `a_i = …` and of `a_t = …`, the σ of `\\sigma_j^2 = …`. */
const nameOf = (e: Expression): string | null => (e.kind === "name" ? e.name : e.kind === "member" ? e.family : e.kind === "entry" && e.at.every((at) => at?.kind === "index") ? nameOf(e.of) : e.kind === "power" && e.exponent.kind === "number" && e.base.kind === "entry" ? nameOf(e.base.of) : e.kind === "power" && e.exponent.kind === "number" && e.base.kind === "name" ? e.base.name : null);

/** `x > 0` between words, with nothing that says "if". */
const isShortInequality = ({ chain }: Understood): boolean => chain.sides.length <= 3 && chain.sides.every((side) => side.body.length <= 2);
