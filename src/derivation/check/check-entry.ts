/** One formula: its statements checked one after another, each with its repair and its explanation. */
import type { SourceDocument } from "../document/document.js";
import { texOf } from "../latex/tex-of.js";
import { explainChain } from "../explain/explain-chain.js";
import { plainText } from "../notation/reader.js";
import { keyOf } from "../notation/read-scripts.js";
import { repairChain } from "../repair/repair-step.js";
import { isUnannounced, redefinition } from "../scope/redefine.js";
import { reroute } from "../scope/reroute.js";
import { nearConditions } from "../scope/leading-conditions.js";
import { conditionsOf, limitsDefinition } from "../scope/limits.js";
import { isRelationSign } from "../scope/relation-sign.js";
import type { IndexRange, UnusedAssumption } from "../scope/scope.js";
import type { Understood, UnderstoodEntry } from "../scope/understood.js";
import { asksFor } from "../scope/prose.js";
import { wordsAfter, wordsLeadingTo } from "../scope/sentences.js";
import { topDown } from "../scope/walk-tex.js";
import type { Tex } from "../tex/tex.js";
import { checkChain, readSide, type ChainResult, type Side, type StepResult } from "./check-chain.js";
import type { CheckedEquation, CheckProblem } from "./checked-document.js";
import { kindOf } from "./claim-kind.js";
import type { ClaimContext } from "./claim.js";
import { contradictedLayout } from "./contradicted-layout.js";
import { definedBefore } from "./defined-before.js";
import { definedLater } from "./defined-later.js";
import { asCondition, asConditionOnly, askedFor, assuming, conditionOf, demandOf } from "./implied.js";
import { leadInRanges } from "./lead-in-ranges.js";
import { assumedAt } from "./assumed.js";
import { at, place } from "./place.js";
import { whateverIsSolved } from "./solved-for.js";
import { asSet, setInText, derivativesIn, noSolution, setBefore, stationaryAt, type Stationary } from "./stationary.js";
import { once } from "./step-problems.js";
import { type Outcome, summarise } from "./summarise.js";
import { unreadEquation } from "./unchecked-equation.js";
import { unreadAssertion, unreadLimit } from "./unread.js";

/** The expression that a following display goes on from. */
export interface Open {
  readonly side: Side;
  readonly first: Side;
  readonly closed: boolean;
  /** The case that it speaks of; empty where it is none. */
  readonly limit: string;
}

export interface EntryResult {
  readonly equation: CheckedEquation | null;
  readonly open: Open | null;
  readonly stationary: Stationary;
}

/** "We want" and an expression: displays that begin with "=" go on from it. */
function openedBy({ kind, chain: { relations, sides } }: Understood, { scope }: UnderstoodEntry): Open | null {
  const [only, ...more] = sides;
  if (kind !== "statement" || relations.length > 0 || only === undefined || more.length > 0 || only.body.length === 0) return null;
  const side = readSide(only.body, only, scope, new Set());
  return "expression" in side ? { side, first: side, closed: true, limit: "" } : null;
}

/** @param before what the section has differentiated and set to zero so far */
export function checkEntry(document: SourceDocument, entry: UnderstoodEntry, open: Open | null, before: Stationary, given: ClaimContext): EntryResult {
  const { formula } = entry;
  let context = given;
  const unit = document.units[formula.unit]!;
  const base = { id: "", tag: entry.entry.tag ?? formula.tag, cell: unit.cell, ...at(unit, entry.entry === null ? formula.span.start : formula.span.start), latex: unit.text.slice(formula.inner.start, formula.inner.end).trim() };
  const unread = unreadAssertion(entry);
  const words = wordsLeadingTo(document, entry.fragment);
  let stationary = stationaryAt(before, entry.place);
  stationary = { ...stationary, set: [...stationary.set, ...setBefore(stationary, words, entry)] };
  if (!formula.display && !isInlineEquation(entry) && unread === null) return { equation: null, open, stationary };
  const ranges = formula.display ? leadInRanges(document, entry, context.scope) : new Map<string, IndexRange>();
  const results: Outcome[] = [], earlier: CheckProblem[] = [];
  let next: Open | null = open, demanded: UnusedAssumption | null = null;
  for (const [k, part] of entry.parts.entries()) {
    const following = entry.parts[k + 1], condition: UnusedAssumption | null = part.follows === null ? null : demanded;
    demanded = null;
    const goesOn = formula.display && next !== null && !next.closed;
    if (part.kind === "declaration" || (part.chain.relations.length === 0 && !goesOn) || !isChain(part)) { if (formula.display) next = openedBy(part, entry); continue; }
    const continues = part.chain.sides[0]!.body.length === 0 || (next !== null && !next.closed);
    if (part.kind === "statement") part.kind = kindOf(part, formula, context.scope);
    if (part.kind === "statement" && !continues) {
      if (!formula.display && asksFor(part.before)) stationary = setInText(checkChain(part.chain, part.statement, { previous: null, ranges, defines: false }, context), entry.place, stationary);
      continue;
    }
    const scope = assumedAt(entry.scope, entry.place, words);
    context = { ...context, scope: assuming(scope, [...stationary.set, ...(condition === null ? [] : [condition])]) };
    const beside = [...part.lead, ...conditionsOf(part.limits)], limit = [...beside, ...part.statement.conditions].map((each) => plainText(each)).join(", ");
    // another case goes on from where both begin
    const isOtherCase = next !== null && part.chain.sides[0]!.body.length === 0 && limit !== "" && next.limit !== "" && limit !== next.limit;
    const start = { previous: continues && formula.display ? (isOtherCase ? { side: next!.first, first: next!.first } : next) : null, ranges, defines: part.kind === "definition", limit: part.fault ?? (part.kind === "definition" && !limitsDefinition(part.limits) ? null : unreadLimit(part, formula)) };
    const statement = beside.length === 0 ? part.statement : { ...part.statement, conditions: [...part.statement.conditions, ...beside] };
    const checkedIn = (where: ClaimContext): ChainResult => checkChain(part.chain, statement, start, where);
    const whole = whateverIsSolved(checkedIn(context), (scope) => checkedIn({ ...context, scope }), entry, context, document);
    const isLeading = following?.follows != null || (formula.display && /^\s*(?:and |then |now )?solv(?:e|ing)\b/i.test(wordsAfter(document, entry.fragment)));
    const { chain: set, stationary: sofar } = asSet(whole, words, isLeading, entry.place, stationary);
    const asked = set === whole && stationary.set.length === 0 ? askedFor(whole, words, entry, context.scope) : null, checked = asked === null ? set : asConditionOnly(set);
    const demand = following?.follows != null && part.follows === null ? conditionOf(checked, part, entry.place, context.scope) : null;
    const general = demand === null ? checked : asCondition(checked, following!, checkedIn, entry, context);
    demanded = demand ?? (condition === null ? null : demandOf(checked.steps.flatMap(({ claim }) => claim ?? []), texOf(part.statement.body), entry.place));
    const wrong = noSolution(part, general, words, entry.parts[0] !== part && stationary.derivatives.at(-1)?.fragment === entry.fragment, stationary, context);
    stationary = { ...sofar, set: asked === null ? sofar.set : [...sofar.set, asked], derivatives: [...sofar.derivatives, ...derivativesIn(general, entry.fragment)] };
    if (wrong !== null) {
      part.kind = "claim";
      results.push({ part, chain: { ...general, steps: [wrong, ...general.steps] }, repair: null });
      continue;
    }
    const near = part.lead.length === 0 && general.steps.some(isFailing) ? nearConditions(document, entry.fragment).filter((condition) => !givesSize(condition, context)) : [];
    const chain = near.length === 0 ? general : ofCase(general, checkChain(part.chain, { ...statement, conditions: [...statement.conditions, ...near] }, start, context), near);
    const redefined = part.kind === "claim" && chain.steps[0]?.decided.verdict === "fails" ? redefinition(part, entry, document) : null;
    if (redefined !== null) {
      entry.scope = redefined;
      part.kind = "definition";
      const rest = checkChain(part.chain, statement, { ...start, defines: true }, { ...context, scope: redefined });
      if (rest.steps.length > 0) part.kind = "claim";
      if (isUnannounced(entry, document)) earlier.push({ severity: "warning", code: "defined-anew", message: `this differs from the definition before and is taken for a new one, since another section begins between them: if it should follow from that, it is wrong; if it is new, say so ('let', 'now')`, ...place(unit, part.chain.sides[0]!) });
      results.push({ part, chain: rest, repair: null });
      continue;
    }
    const route = part.kind === "claim" && chain.steps[0]?.decided.verdict === "holds" && chain.steps[0].decided.remarks.every(({ code }) => code !== "assumption") ? reroute(part, entry) : null;
    if (route !== null && checkChain(part.chain, statement, start, { ...context, scope: route.scope }).steps.every(({ decided }) => decided.verdict === "holds")) {
      entry.scope = route.scope;
      earlier.push({ severity: "note", code: "route", message: `from here on '${route.name}' depends on its inputs through '${route.through}'`, ...place(unit, part.chain.sides[0]!) });
    }
    const repair = formula.waiver === null && chain.steps.some(isFailing) ? repairChain({ text: unit.text, inner: formula.inner, chain: part.chain, statement, result: chain, start, macros: document.macros, ...(document.spelling && { spelling: document.spelling }), tag: base.tag, display: formula.display }, context) : null;
    if (part.kind === "definition" && chain.steps.length > 0) part.kind = "claim";
    if (part.kind !== "definition" && part.kind !== "claim") part.kind = "claim";
    earlier.push(...definedBefore(part, chain, entry, document));
    results.push({ part, chain: formula.waiver === null ? explainChain(chain, { text: unit.text, inner: formula.inner, repair }, context) : chain, repair });
    const last = chain.sides.at(-1), first = continues && next !== null ? next.first : chain.sides[0];
    if (formula.display) next = last === undefined || first === undefined ? null : { side: last, first, closed: !endsOpen(part), limit };
  }
  const sides = results.flatMap(({ part, chain }) => (part.kind === "claim" ? chain.sides.flatMap((side) => ("expression" in side ? [side.expression] : [])) : []));
  const later = formula.waiver !== null ? [] : once([...definedLater(sides, entry, document), ...contradictedLayout(sides, entry, document)]);
  const summary = withProblems(summarise(base, entry, results, unit), [...later, ...(formula.waiver === null ? earlier : [])]);
  const equation = unread === null || goesOnFrom(open, entry) ? summary : unreadEquation(summary, unread, unit, formula);
  return { equation, open: formula.display ? next : open, stationary };
}

/** `n = 1`: a formula with n in it that is meant for that n alone would say so. */
const givesSize = (condition: readonly Tex[], { scope }: ClaimContext): boolean => topDown(condition).some((tex) => { const key = tex.kind === "scripts" ? null : keyOf(tex, { scope }); return key !== null && scope.quantities.get(key)?.role === "size"; });

const isFailing = ({ decided }: StepResult): boolean => decided.verdict === "fails";

/** What fails and holds in the case told last before it: the words do not say whether it is meant for that case alone. */
function ofCase(chain: ChainResult, inCase: ChainResult, near: Understood["lead"]): ChainResult {
  if (!inCase.steps.every(({ decided }) => decided.verdict === "holds")) return chain;
  const text = near.map((condition) => texOf(condition)).join(", ");
  const message = `the sides differ in general, and agree where ${text}, the case told before: if the equation is meant for it alone, say so beside it, '\\quad \\text{if } ${text}'`;
  return { ...chain, steps: chain.steps.map((step) => (isFailing(step) ? { ...step, decided: { ...step.decided, verdict: "unchecked", code: "condition", message, difference: null } } : step)) };
}

/** An expression that carries a continued display on may hold conditions of its own. */
const goesOnFrom = (open: Open | null, entry: UnderstoodEntry): boolean => entry.formula.display && open !== null && !open.closed;

/** An inline formula counts where it has a relation between two sides. */
const isInlineEquation = (entry: UnderstoodEntry): boolean => entry.parts.some((part) => part.chain.relations.length > 0 || part.kind === "declaration");
const isChain = (part: Understood): boolean => part.chain.sides.some((side) => side.body.length > 0);
/** A display that ends with its relation sign goes on in the next. */
export const endsOpen = (part: Understood): boolean => part.statement.body.length > 0 && isRelationSign(part.statement.body.at(-1)!);

const withProblems = (equation: CheckedEquation, more: readonly CheckProblem[]): CheckedEquation => (more.length === 0 ? equation : { ...equation, problems: [...equation.problems, ...more] });
