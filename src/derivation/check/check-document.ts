/** A document's equations with their verdicts: the record that terminal, JSON and report read. */
import type { Formula, SourceDocument, TextUnit } from "../document/document.js";
import { layoutAt } from "../document/said-layout.js";
import type { ChainResult, Side, StepResult } from "./check-chain.js";
import { checkChain } from "./check-chain.js";
import type { CheckedDocument, CheckedEquation, CheckedStep, CheckProblem, EquationKind, Suggestion, Verdict } from "./checked-document.js";
import type { ClaimContext, Decided } from "./claim.js";
import { repairChain } from "../repair/repair-step.js";
import { redefinition } from "../scope/redefine.js";
import { explainChain } from "../explain/explain-chain.js";
import { counterexampleText } from "../explain/counterexample.js";
import { definedBefore } from "./defined-before.js";
import { contradictedLayout } from "./contradicted-layout.js";
import { definedLater } from "./defined-later.js";
import { inferenceProblems } from "./inference-problems.js";
import { at, place } from "./place.js";
import { undeclaredNames } from "./undeclared-names.js";
import { createScope, lengthName, type IndexRange, type Scope } from "../scope/scope.js";
import { declareRange } from "../scope/declare.js";
import { readerFor, type Understood, type UnderstoodEntry } from "../scope/understood.js";
import { understand } from "../scope/understand.js";
import { assertionIn, isAsserting } from "../scope/assertion.js";
import { conditionalSentence } from "../scope/prose.js";
import { isRelationSign } from "../scope/relation-sign.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { bodyOf, coreOf, isSymbol, plainText } from "../notation/reader.js";
import { keyOf } from "../notation/read-scripts.js";
import type { Span, Tex } from "../tex/tex.js";

export interface CheckOptions {
  readonly seed?: number;
  /** Steps that hold tell the sizes, the number of points and a small example, too. */
  readonly evidence?: boolean;
}

/** A statement that was checked, with its repair where one was found. */
interface Outcome {
  readonly part: Understood;
  readonly chain: ChainResult;
  readonly repair: Suggestion | null;
}

/** The expression that a following display goes on from. */
interface Open {
  readonly side: Side;
  readonly first: Side;
  readonly closed: boolean;
}

export function checkDocument(document: SourceDocument, { seed = 1, evidence = false }: CheckOptions = {}): CheckedDocument {
  const understood = understoodOrStumbled(document);
  if ("error" in understood) return { path: document.path, equations: displaysOf(document).map((formula, k) => stumbledAt(document, formula, formula.tag, `eq-${k + 1}`, understood.error)), problems: [], seed };
  const { entries } = understood;
  const equations: CheckedEquation[] = [];
  let open: Open | null = null;
  /** A display that ended with its relation and waits for what follows. */
  let waiting: CheckedEquation | null = null;
  const unreadable = document.fragments.filter((fragment): fragment is Formula => fragment.kind === "formula" && fragment.tex === null);
  for (const formula of unreadable) equations.push(unreadableEquation(document, formula, equations.length));
  /** Scopes in which a later section has redefined a name, by the scope they come from. */
  const renewed = new Map<Scope, Scope>();
  for (const entry of entries) {
    entry.scope = renewed.get(entry.scope) ?? entry.scope;
    const context: ClaimContext = { scope: entry.scope, layout: layoutAt(document, entry.fragment), seed, evidence };
    const before = entry.scope;
    const outcome = guarded(() => checkEntry(document, entry, open, context), document, entry);
    if (entry.scope !== before) for (const each of entries) if ((renewed.get(each.scope) ?? each.scope) === before) renewed.set(each.scope, entry.scope);
    if (waiting !== null && entry.formula.display) {
      if (outcome.equation === null || outcome.equation.steps.length === 0) equations[equations.indexOf(waiting)] = withoutRightSide(waiting);
      waiting = null;
    }
    open = outcome.open;
    if (outcome.equation !== null) {
      const equation: CheckedEquation = { ...outcome.equation, id: `eq-${equations.length + 1}` };
      equations.push(equation);
      if (entry.formula.display && entry.parts.some(endsOpen) && equation.verdict === "holds") waiting = equation;
    }
  }
  if (waiting !== null) equations[equations.indexOf(waiting)] = withoutRightSide(waiting);
  const ordered = [...equations].sort((a, b) => (a.cell ?? 0) - (b.cell ?? 0) || a.line - b.line || a.column - b.column).map((equation, k) => ({ ...equation, problems: equation.problems.map(spelled), id: `eq-${k + 1}` }));
  return { path: document.path, equations: ordered, problems: document.problems.map((problem) => ({ severity: "error", code: "document", message: problem.message, ...place(document.units[problem.unit]!, problem.span) })), seed };
}

/** Messages with the author's letters. */
const spelled = (problem: CheckProblem): CheckProblem => ({ ...problem, message: lengthName(problem.message) });

/** An equation that ends with its sign, and that nothing continues, says nothing that could hold. */
const withoutRightSide = (equation: CheckedEquation): CheckedEquation => ({
  ...equation, kind: "claim", verdict: "unchecked",
  problems: [...equation.problems, { severity: "error", code: "notation", message: "the right side is missing, and no display goes on from here", line: equation.line, column: equation.column, length: 1 }],
});

/** An error of ours in one display leaves the others checked; the display is unchecked and says so. */
function guarded(check: () => ReturnType<typeof checkEntry>, document: SourceDocument, entry: UnderstoodEntry): ReturnType<typeof checkEntry> {
  try {
    return check();
  } catch (error) {
    return { open: null, equation: stumbledAt(document, entry.formula, entry.entry.tag ?? entry.formula.tag, "", error) };
  }
}

const displaysOf = (document: SourceDocument): readonly Formula[] => document.fragments.filter((fragment): fragment is Formula => fragment.kind === "formula" && fragment.display);

/** An error of ours in reading a document as a whole leaves the other documents checked. */
function understoodOrStumbled(document: SourceDocument): { readonly entries: readonly UnderstoodEntry[] } | { readonly error: unknown } {
  try {
    return understand(document);
  } catch (error) {
    return { error };
  }
}

function stumbledAt(document: SourceDocument, formula: Formula, tag: string | null, id: string, error: unknown): CheckedEquation {
  const unit = document.units[formula.unit]!;
  // definitions that lead into one another without end outgrow the stack before they reach a limit of ours
  const tooDeep = error instanceof RangeError && /call stack/.test(error.message);
  const said = tooDeep ? { code: "too-large", message: "the definitions lead too deep here to be worked out" } : { code: "internal", message: `the checker stumbled here, please report it: ${error instanceof Error ? error.message : String(error)}` };
  const problem: CheckProblem = { severity: "error", ...said, ...place(unit, formula.inner) };
  return { id, tag, cell: unit.cell, ...at(unit, formula.span.start), latex: unit.text.slice(formula.inner.start, formula.inner.end).trim(), kind: "claim", verdict: "unchecked", steps: [], problems: [problem] };
}

function unreadableEquation(document: SourceDocument, formula: Formula, k: number): CheckedEquation {
  const unit = document.units[formula.unit]!;
  const fault = formula.problem!;
  return {
    id: `eq-${k + 1}`, tag: formula.tag, cell: unit.cell, ...at(unit, formula.span.start), latex: unit.text.slice(formula.inner.start, formula.inner.end).trim(),
    kind: "claim", verdict: formula.waiver === null ? "unchecked" : "waived", ...(formula.waiver === null ? {} : { waiver: formula.waiver }), steps: [],
    problems: [{ severity: "error", code: "tex", message: fault.message, ...place(unit, fault) }],
  };
}

function checkEntry(document: SourceDocument, entry: UnderstoodEntry, open: Open | null, given: ClaimContext): { readonly equation: CheckedEquation | null; readonly open: Open | null } {
  const { formula } = entry;
  let context = given;
  const unit = document.units[formula.unit]!;
  const base = { id: "", tag: entry.entry.tag ?? formula.tag, cell: unit.cell, ...at(unit, entry.entry === null ? formula.span.start : formula.span.start), latex: unit.text.slice(formula.inner.start, formula.inner.end).trim() };
  const unread = unreadAssertion(entry);
  if (!formula.display && !isInlineEquation(entry) && unread === null) return { equation: null, open };
  const ranges = formula.display ? leadInRanges(document, entry, context.scope) : new Map<string, IndexRange>();
  const results: Outcome[] = [], earlier: CheckProblem[] = [];
  let next: Open | null = open;
  for (const part of entry.parts) {
    const goesOn = formula.display && next !== null && !next.closed;
    if (part.kind === "declaration" || (part.chain.relations.length === 0 && !goesOn) || !isChain(part)) { if (formula.display) next = null; continue; }
    const continues = part.chain.sides[0]!.body.length === 0 || (next !== null && !next.closed);
    if (part.kind === "statement") part.kind = kindOf(part, formula, context.scope);
    if (part.kind === "statement" && !continues) continue;
    context = { ...context, scope: entry.scope };
    const start = { previous: continues && formula.display ? next : null, ranges, defines: part.kind === "definition", limit: part.fault ?? unreadLimit(part, formula) };
    const statement = part.limits !== null && "conditions" in part.limits ? { ...part.statement, conditions: [...part.statement.conditions, ...part.limits.conditions] } : part.statement;
    const chain = checkChain(part.chain, statement, start, context);
    const redefined = part.kind === "claim" && chain.steps[0]?.decided.verdict === "fails" ? redefinition(part, entry) : null;
    if (redefined !== null) {
      entry.scope = redefined;
      part.kind = "definition";
      const rest = checkChain(part.chain, statement, { ...start, defines: true }, { ...context, scope: redefined });
      if (rest.steps.length > 0) part.kind = "claim";
      results.push({ part, chain: rest, repair: null });
      continue;
    }
    const repair = formula.waiver === null && chain.steps.some((step) => step.decided.verdict === "fails") ? repairChain({ text: unit.text, inner: formula.inner, chain: part.chain, statement, result: chain, start, macros: document.macros, ...(document.primes && { primes: document.primes }), tag: base.tag, display: formula.display }, context) : null;
    if (part.kind === "definition" && chain.steps.length > 0) part.kind = "claim";
    if (part.kind !== "definition" && part.kind !== "claim") part.kind = "claim";
    earlier.push(...definedBefore(part, chain, entry, document));
    results.push({ part, chain: formula.waiver === null ? explainChain(chain, { text: unit.text, inner: formula.inner, repair }, context) : chain, repair });
    const last = chain.sides.at(-1), first = continues && next !== null ? next.first : chain.sides[0];
    if (formula.display) next = last === undefined || first === undefined ? null : { side: last, first, closed: !endsOpen(part) };
  }
  const sides = results.flatMap(({ part, chain }) => (part.kind === "claim" ? chain.sides.flatMap((side) => ("expression" in side ? [side.expression] : [])) : []));
  const later = formula.waiver !== null ? [] : once([...definedLater(sides, entry, document), ...contradictedLayout(sides, entry, document)]);
  const summary = withProblems(summarise(base, entry, results, unit), [...later, ...(formula.waiver === null ? earlier : [])]);
  const equation = unread === null || goesOnFrom(open, entry) ? summary : unreadEquation(summary, unread, unit, formula);
  return { equation, open: formula.display ? next : open };
}

/** A relation that no statement of the entry has as its own, and that is no condition, argument or word: an equation inside something that is not taken apart. */
function unreadAssertion(entry: UnderstoodEntry): Tex | null {
  for (const { statement, chain } of entry.parts) {
    if (chain.relations.length > 0) continue;
    const found = assertionIn(statement.body);
    if (found !== null) return found;
  }
  return null;
}

/** An expression that carries a continued display on may hold conditions of its own. */
const goesOnFrom = (open: Open | null, entry: UnderstoodEntry): boolean => entry.formula.display && open !== null && !open.closed;

/** Nothing passes in silence: what is not read as an equation, and asserts something, is unchecked. */
function unreadEquation(equation: CheckedEquation, sign: Tex, unit: TextUnit, { waiver }: Formula): CheckedEquation {
  const problem: CheckProblem = { severity: "error", code: "notation", message: `the equation around this '${plainText(sign)}' is not read: write it on its own, outside of what it is wrapped in`, ...place(unit, sign) };
  return { ...equation, kind: "claim", verdict: waiver !== null ? "waived" : equation.verdict === "fails" ? "fails" : "unchecked", problems: waiver === null ? [...equation.problems, problem] : equation.problems };
}

/** An inline formula counts where it has a relation between two sides. */
const isInlineEquation = (entry: UnderstoodEntry): boolean => entry.parts.some((part) => part.chain.relations.length > 0 || part.kind === "declaration");
const isChain = (part: Understood): boolean => part.chain.sides.some((side) => side.body.length > 0);
const endsOpen = (part: Understood): boolean => part.statement.body.length > 0 && isRelationSign(part.statement.body.at(-1)!);

/** Words after an equation in the text that limit it and are not read leave it unchecked. */
const unreadLimit = ({ limits }: Understood, { inner }: Formula): NotUnderstood | null =>
  limits !== null && "words" in limits ? new NotUnderstood("condition", `what limits this equation stands in words that are not read, '${limits.words}': write it as a formula, for example 'if $i = j$'`, inner) : null;

/** What is neither declared nor defined: a claim in a display; in the text only where it says something about derivatives or defined names. */
function kindOf(part: Understood, formula: Formula, scope: Scope): "claim" | "statement" {
  if (part.remark !== null && /update/.test(part.remark)) return "statement";
  const relations = part.chain.relations.map(({ text }) => text);
  if (!relations.some(isAsserting)) return "statement";
  if (formula.display) return "claim";
  if (!relations.some((text) => text === "=" || text === "\\equiv" || text === ":=")) return "statement";
  if (conditionalSentence(part.sentence) || /\b(if|when|for|at|unless|whenever|case)\s*$/i.test(part.before)) return "statement";
  return part.chain.sides.every((side) => isMention(side.body, scope)) && !relatesQuantities(part, scope) ? "statement" : "claim";
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

/** "For i = 1, …, m and j = 1, …, n:" right before a display. */
export function leadInRanges(document: SourceDocument, entry: UnderstoodEntry, scope: Scope): ReadonlyMap<string, IndexRange> {
  const local = { ...createScope(), quantities: scope.quantities };
  const reader = { ...readerFor(scope), scope: local };
  for (let k = entry.fragment - 1; k >= 0; k--) {
    const fragment = document.fragments[k]!;
    if (fragment.kind === "heading" || (fragment.kind === "formula" && fragment.display)) break;
    if (fragment.kind !== "formula" || fragment.tex === null) continue;
    try {
      const before = new Map(local.ranges);
      declareRange(fragment.tex.body, reader);
      for (const [name, range] of before) local.ranges.set(name, range);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  }
  return local.ranges;
}

function summarise(base: { readonly tag: string | null; readonly cell: number | null; readonly line: number; readonly column: number; readonly latex: string }, entry: UnderstoodEntry, results: readonly Outcome[], unit: TextUnit): CheckedEquation {
  const { waiver } = entry.formula;
  const steps = results.flatMap(({ chain }) => chain.steps);
  const kind: EquationKind = results.some(({ part, chain }) => part.kind === "claim" && (chain.steps.length > 0 || chain.sides.some((side) => "fault" in side))) ? "claim" : results.some(({ part }) => part.kind === "definition") || entry.parts.some((part) => part.kind === "definition") ? "definition" : entry.parts.some((part) => part.kind === "declaration") ? "declaration" : "statement";
  const verdicts = steps.map((step) => step.decided.verdict);
  const verdict: Verdict = waiver !== null ? "waived" : verdicts.includes("fails") ? "fails" : verdicts.includes("unchecked") ? "unchecked" : "holds";
  const problems = [
    ...results.flatMap(({ chain, repair }) => withRepair(once(chain.steps.flatMap((step) => stepProblems(step, unit, entry))), repair)),
    ...results.flatMap(({ chain }) => chain.notes).filter((note, k, all) => note.code !== "gradient-name" || all.findIndex(({ code }) => code === note.code) === k).map((note): CheckProblem => ({ severity: "note", code: note.code, message: note.message, ...place(unit, note) })),
    ...entry.parts.flatMap(({ warning }): readonly CheckProblem[] => (warning === undefined ? [] : [{ severity: "warning", code: warning.code, message: warning.message, ...place(unit, warning) }])),
    ...results.filter(({ part }) => part.kind === "definition").flatMap(({ chain }) => chain.sides.flatMap((side) => ("fault" in side ? [faultProblem(side, unit)] : []))),
  ];
  const unread = results.some(({ part, chain }) => part.kind === "definition" && chain.sides.some((side) => "fault" in side));
  const inferred = inferenceProblems(entry, unit, verdict);
  const clash = inferred.some(({ severity }) => severity === "error");
  const told = waiver === null ? [...inferred, ...(clash ? problems.filter(({ severity, code }) => severity !== "error" || !/^(shape|range)$/.test(code)) : problems)] : [];
  return { id: "", ...base, kind: unread ? "claim" : kind, verdict: unread && verdict === "holds" ? "unchecked" : verdict, ...(waiver === null ? {} : { waiver }), steps: steps.map((step) => toCheckedStep(step, unit)), problems: told };
}

const withProblems = (equation: CheckedEquation, more: readonly CheckProblem[]): CheckedEquation => (more.length === 0 ? equation : { ...equation, problems: [...equation.problems, ...more] });

const faultProblem = (side: Side, unit: TextUnit): CheckProblem => ({ severity: "error", code: "fault" in side ? side.fault.code : "notation", message: "fault" in side ? side.fault.message : "", ...place(unit, "fault" in side ? side.fault.span : side) });

/** What two steps say of the side that they share is told once. */
const once = (problems: readonly CheckProblem[]): readonly CheckProblem[] =>
  problems.filter(({ code, line, column, message }, k) => problems.findIndex((each) => each.code === code && each.line === line && each.column === column && each.message === message) === k);

/** The repair goes with the first error. */
function withRepair(problems: readonly CheckProblem[], repair: Suggestion | null): readonly CheckProblem[] {
  const first = problems.findIndex((problem) => problem.severity === "error");
  return repair === null || first < 0 ? problems : problems.map((problem, k) => (k === first ? { ...problem, suggestion: problem.suggestion ?? repair } : problem));
}

function stepProblems(step: StepResult, unit: TextUnit, entry: UnderstoodEntry): readonly CheckProblem[] {
  const { decided, explanation } = step;
  const remarks = [...decided.remarks, ...(explanation?.remarks ?? [])].map((remark): CheckProblem => ({ severity: remark.severity, code: remark.code, message: remark.message, ...place(unit, remark) }));
  if (decided.verdict === "holds") return remarks;
  const span = explanation?.span ?? decided.span ?? step.right;
  const code = explanation?.code ?? decided.code ?? "value";
  const what = explanation?.message ?? decided.message ?? "the two sides differ", example = explanation?.counterexample;
  const message = example === undefined ? what : `${what}: ${counterexampleText(example, { left: at(unit, step.left.start).line, right: at(unit, step.right.start).line })}`;
  const insertion = "fault" in step.right ? step.right.fault.insertion : "fault" in step.left ? step.left.fault.insertion : null;
  const suggestion: Suggestion | null = explanation?.suggestion ?? (insertion === null ? null : { latex: inserted(unit.text, entry.formula.inner, insertion), message: `write '${insertion.text.trim()}' here` });
  const missing = code === "undeclared" && step.claim !== null ? undeclaredNames(step.claim, entry.scope) : [];
  return [{ severity: "error", code, message, ...place(unit, span), ...(suggestion === null ? {} : { suggestion }), ...(missing.length === 0 ? {} : { missing }) }, ...remarks];
}

function inserted(text: string, inner: Span, { at: offset, text: addition }: { readonly at: number; readonly text: string }): string {
  return (text.slice(inner.start, offset) + addition + text.slice(offset, inner.end)).trim();
}

function toCheckedStep({ left, right, decided, inherited, explanation }: StepResult, unit: TextUnit): CheckedStep {
  const source = (side: Side): string => unit.text.slice(side.start, side.end).trim();
  return { verdict: decided.verdict, method: decided.verdict === "unchecked" ? null : decided.method, errorBound: decided.verdict === "unchecked" ? null : decided.errorBound, left: source(left), right: source(right), inherited, ...evidenceOf(decided, explanation) };
}

function evidenceOf({ sizes, draws = 0 }: Decided, explanation: StepResult["explanation"]): Pick<CheckedStep, "evidence"> {
  const { counterexample, example } = explanation ?? {};
  if (counterexample !== undefined) return { evidence: { sizes, draws: 1, counterexample } };
  return example === undefined ? {} : { evidence: { sizes, draws, ...(example === null ? {} : { example }) } };
}

export type { Decided };
