/** Why the steps of a chain fail, and what their reader should know of those that hold. Verdicts stay as they were decided. */
import type { ChainResult, StepResult } from "../check/check-chain.js";
import type { Claim, ClaimContext } from "../check/claim.js";
import type { Suggestion } from "../check/checked-document.js";
import type { Remark } from "../expand/world.js";
import type { Span } from "../tex/tex.js";
import { counterexampleOf, type Counterexample } from "./counterexample.js";
import { changedPart, differingPart } from "./differing-part.js";
import { heldFixed, heldFixedText } from "./held-fixed.js";
import { exampleOf, type Example } from "./example.js";
import { hiddenSlip } from "./hidden-slip.js";
import { independentDerivatives } from "./independent.js";
import { isLiteralZero } from "../expression/expression.js";
import { indexReading, isBoundElsewhere, strayAt, type Stray } from "./index-reading.js";
import { otherReading, otherReadingText } from "./other-reading.js";
import { shadowedIndices } from "./shadowed.js";

/** What an explanation adds to a step; what it leaves out stays as it was decided. */
export interface Explanation {
  readonly code?: string;
  readonly message?: string;
  readonly span?: Span;
  readonly counterexample?: Counterexample;
  /** Of a step that holds, where its evidence was asked for; null where no small one was found. */
  readonly example?: Example | null;
  readonly suggestion?: Suggestion;
  readonly remarks: readonly Remark[];
}

export interface Written {
  /** The unit's text, and the formula in it without its delimiters. */
  readonly text: string;
  readonly inner: Span;
  /** The repair that was found for the first wrong step. */
  readonly repair: Suggestion | null;
}

export function explainChain(chain: ChainResult, written: Written, context: ClaimContext): ChainResult {
  const first = chain.steps.findIndex((step) => step.decided.verdict === "fails");
  return { ...chain, steps: chain.steps.map((step, k) => ({ ...step, explanation: explainStep(step, { ...written, repair: k === first ? written.repair : null }, context) })) };
}

function explainStep(step: StepResult, written: Written, context: ClaimContext): Explanation {
  const { decided, claim } = step;
  if (claim === null) return { remarks: [] };
  const stray = decided.code === "unbound" && decided.span !== null ? strayAt(claim, decided.span) : null;
  const remarks = shadowedIndices(claim, stray?.index.name);
  if (decided.verdict === "holds") {
    const slip = hiddenSlip(claim, written.text, context);
    // without a zero on a side such a step does not hold (check-chain.ts)
    const independent = [claim.left, claim.right].some(isLiteralZero) ? independentDerivatives(claim, context) : [];
    return { ...(context.evidence === true ? { example: exampleOf(claim, context) } : {}), remarks: [...remarks, ...independent, ...(slip === null ? [] : [slip])] };
  }
  if (decided.verdict !== "fails") return { remarks };
  const example = decided.difference === null ? {} : { counterexample: counterexampleOf(claim, decided.difference, context.scope) };
  if (stray !== null) return { ...unboundIndex(claim, stray, written, context), remarks };
  if (step.inherited) return { ...example, remarks };
  return { ...example, ...wrongPart(claim, step, written), ...otherMeaning(claim, step, written, context), remarks };
}

function unboundIndex(claim: Claim, stray: Stray, { text, inner }: Written, context: ClaimContext): Partial<Explanation> {
  const { name } = stray.index;
  const reading = indexReading(claim, stray, text, context);
  const what = `the index '${name}' ${isBoundElsewhere(claim, stray.side, name) ? "stands outside its sum" : "is bound by no sum here, and the left side does not have it"}`;
  if (reading === null) return { message: what };
  const own = reading.edits.every(({ start, end }) => start >= inner.start && end <= inner.end);
  return { message: `${what}; ${reading.message}`, ...(own ? { suggestion: { latex: edited(text, inner, reading.edits), message: reading.message } } : {}) };
}

/** Another layout or order, or an intermediate held fixed, with which the line holds. */
function otherMeaning(claim: Claim, { decided }: StepResult, { text, inner }: Written, context: ClaimContext): Partial<Explanation> {
  if (decided.code !== "value" && decided.code !== "shape") return {};
  const reading = otherReading(claim, text, context, decided.difference);
  if (reading !== null) {
    const message = otherReadingText(reading, context.layout);
    const what = decided.code === "shape" ? (decided.message ?? "the shapes differ") : "the two sides differ";
    const { order, layouts, both } = reading;
    const isOwn = order !== null && !both && order.start >= inner.start && order.end <= inner.end;
    return {
      ...(layouts.length === 0 ? {} : { code: "layout" }), message: `${what}; ${message}`, ...(order === null ? {} : { span: order }),
      ...(isOwn ? { suggestion: { latex: edited(text, inner, [order]), message: `it holds in the order ${order.text}` } } : {}),
    };
  }
  const held = decided.code === "value" ? heldFixed(claim, context) : null;
  return held === null ? {} : { message: `the two sides differ; ${heldFixedText(held)}` };
}

/** The underlined part: only where values differ; what is wrong with shapes and indices has its place already. */
function wrongPart(claim: Claim, { decided, right }: StepResult, { text, inner, repair }: Written): Partial<Explanation> {
  if (decided.code !== "value") return {};
  if (repair !== null) return { span: changedPart(text, inner, repair.latex, [claim.right, claim.left]) };
  if (decided.difference === null) return {};
  const span = closed(text, differingPart(claim, decided.difference));
  return span.start >= right.start && span.end <= right.end && span.end > span.start ? { span } : {};
}

/** The bracket that an argument ends with belongs to it. */
function closed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end), count = (sign: string): number => part.split(sign).length - 1;
  const bracket = count("(") > count(")") ? /^\s*(\\right\s*)?\)/.exec(text.slice(end)) : null;
  return { start, end: end + (bracket?.[0].length ?? 0) };
}

function edited(text: string, inner: Span, edits: readonly (Span & { readonly text: string })[]): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((latex, edit) => latex.slice(0, edit.start - inner.start) + edit.text + latex.slice(edit.end - inner.start), text.slice(inner.start, inner.end)).trim();
}
