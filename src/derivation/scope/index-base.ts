/**
 * From which number a document counts entries. Only what is written tells: a sum or a range from 0 to the length − 1 over an axis counts from 0; one that
 * reaches the length, a subscript that is the length, a label among 1, …, C count from 1. Where nothing tells it is 1; where both stand, nothing is guessed.
 */
import type { SourceDocument } from "../document/document.js";
import { placeOf } from "../infer/equations.js";
import { children, conditionParts, isLiteralZero, type Expression } from "../expression/expression.js";
import { linearForm, numberOf, plusTimes, substituted, type LinearForm } from "../expression/linear-form.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { declareRange } from "./declare.js";
import { createScope, familyOf, type IndexRange, type Scope } from "./scope.js";
import { readerFor, type Understood, type UnderstoodEntry } from "./understood.js";

/** Places that count from 0 and from 1, where a document does both. */
export interface MixedBases {
  readonly zero: string;
  readonly one: string;
}

interface Evidence {
  zero: boolean;
  one: boolean;
}

/** `=0` below a sum or in a range, `x_0`: without it nothing counts from 0. */
const ZERO = /=\s*\{?\s*0|\{\s*0\s*,|_\{?\s*0/;

export function indexBase(entries: readonly UnderstoodEntry[], document: SourceDocument, scope: Scope): 0 | 1 | MixedBases {
  if (!document.units.some(({ text }) => ZERO.test(text))) return 1;
  let zero: string | null = null, one: string | null = null;
  for (const entry of entries) {
    for (const part of entry.parts) {
      const evidence = evidenceOf(part, scope);
      // one line that counts both ways is a slip of that line
      if (evidence.one) one ??= placeOf(entry, document);
      else if (evidence.zero) zero ??= placeOf(entry, document);
    }
  }
  return zero === null ? 1 : one === null ? 0 : { zero, one };
}

function evidenceOf(part: Understood, scope: Scope): Evidence {
  const evidence: Evidence = { zero: false, one: false };
  const ranges = new Map([...scope.ranges, ...localRanges(part, scope)]);
  for (const side of part.chain.sides) {
    if (side.body.length === 0) continue;
    try {
      collect(readerFor(scope).read(side.body, side, readerFor(scope)), ranges, scope, evidence);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  }
  return evidence;
}

/** `for i = 0, …, n − 1` after the formula. */
function localRanges({ statement }: Understood, scope: Scope): ReadonlyMap<string, IndexRange> {
  const local = { ...createScope(), quantities: scope.quantities };
  for (const body of statement.conditions) {
    try {
      declareRange(body, { ...readerFor(scope), scope: local, inSubscript: true });
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
    }
  }
  return local.ranges;
}

function collect(e: Expression, ranges: ReadonlyMap<string, IndexRange | null>, scope: Scope, evidence: Evidence): void {
  if (e.kind === "entry") subscripts(e, ranges, scope, evidence);
  if (e.kind === "series" && e.written[0] !== undefined) series(e.written[0], e.last, scope, evidence);
  if (e.kind !== "big") {
    for (const child of children(e)) collect(child, ranges, scope, evidence);
    return;
  }
  const inner = new Map(ranges);
  for (const { name, from, to } of e.binders) inner.set(name, to === null ? null : { from: from ?? ONE, to });
  for (const inside of [...(e.where === null ? [] : conditionParts(e.where)), e.body]) collect(inside, inner, scope, evidence);
}

const ONE: Expression = { kind: "number", digits: 1n, places: 0, start: 0, end: 0 };

function subscripts(e: Expression & { readonly kind: "entry" }, ranges: ReadonlyMap<string, IndexRange | null>, scope: Scope, evidence: Evidence): void {
  const axes = axesOf(e.of, scope);
  e.at.forEach((at, k) => {
    const axis = axes?.[k] === undefined ? null : linearForm(axes[k]), form = at === null ? null : linearForm(at);
    if (axis === null || form === null) return;
    const letters = [...form.keys()].filter((name) => ranges.has(name) || scope.quantities.get(name)?.role === "label"), [letter] = letters;
    if (letters.length > 1) return;
    if (letter === undefined) { evidence.one ||= left(axis, form) === 0; return; }
    const range = ranges.get(letter) ?? scope.quantities.get(letter)?.labelRange ?? null, to = range === null ? null : linearForm(range.to);
    if (range === null || to === null || form.get(letter) !== 1) return;
    evidence.one ||= left(axis, substituted(form, letter, to)) === 0;
    evidence.zero ||= isPlain(at!) && isLiteralZero(range.from) && left(axis, to) === 1;
  });
}

const isPlain = ({ kind }: Expression): boolean => kind === "index" || kind === "name";

/** How many entries of an axis lie beyond a subscript that counts from 1. */
const left = (axis: LinearForm, last: LinearForm): number | null => numberOf(plusTimes(axis, -1, last));

/** `x_0 + x_1 + … + x_{n-1}` */
function series(first: Expression, last: Expression, scope: Scope, evidence: Evidence): void {
  if (first.kind !== "entry" || last.kind !== "entry") return;
  const axes = axesOf(last.of, scope);
  last.at.forEach((at, k) => {
    const start = first.at[k], axis = axes?.[k] === undefined ? null : linearForm(axes[k]), end = at === null ? null : linearForm(at);
    evidence.zero ||= axis !== null && end !== null && start != null && isLiteralZero(start) && left(axis, end) === 1;
  });
}

function axesOf(of: Expression, scope: Scope): readonly Expression[] | null {
  if (of.kind === "name") return scope.quantities.get(of.name)?.axes ?? null;
  if (of.kind === "member") return familyOf(scope, of.family)?.axes ?? null;
  if (of.kind !== "transpose") return null;
  const axes = axesOf(of.of, scope);
  return axes?.length === 2 ? [axes[1]!, axes[0]!] : null;
}
