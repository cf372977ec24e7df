/** One chain `a = b = c`: each side read, each step decided, the first wrong step told from those that inherit it. */
import { independentDerivatives, independentOfMembers } from "../explain/independent.js";
import { children as childrenOf, freeIndices, isLiteralZero, namesIn, walk, type Condition, type Expression } from "../expression/expression.js";
import { mapChildren, mapCondition } from "../expression/map.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { withImplicitSums } from "../notation/einstein.js";
import { foreignName } from "../infer/unrelated.js";
import { readCondition } from "../notation/read-condition.js";
import { entriesOfSide } from "../notation/array-of-entries.js";
import { isNumber } from "../notation/is-number.js";
import { readExpression } from "../notation/read-expression.js";
import { isSymbol, spanOf, type Note } from "../notation/reader.js";
import { declareRange } from "../scope/declare.js";
import { createScope, type IndexRange, type Scope } from "../scope/scope.js";
import type { Chain, Statement } from "../scope/statements.js";
import type { Explanation } from "../explain/explain-chain.js";
import { readerFor } from "../scope/understood.js";
import type { Span, Tex } from "../tex/tex.js";
import { conditionsOfStep } from "./empty-conditions.js";
import { looseIndex } from "./loose-index.js";
import { decideWorked, isWorked } from "./decimals.js";
import { decideClaim } from "./decide-claim.js";
import { underAssumptions } from "./assumed.js";
import { atExample } from "./example-point.js";
import { isFixed } from "./claim-sizes.js";
import { misfitOf } from "./misfit.js";
import { withMoved } from "./moved.js";
import { withOrder } from "./ordered-indices.js";
import { withPlaceholders } from "./placeholders.js";
import { pointFree } from "./point-free.js";
import type { Claim, ClaimContext, Decided } from "./claim.js";

/** A side as it was read, or why it could not be. */
export type Side = Span & ({ readonly expression: Expression; readonly notes: readonly Note[] } | { readonly fault: NotUnderstood });

export interface StepResult {
  readonly left: Side;
  readonly right: Side;
  readonly relation: string;
  readonly decided: Decided;
  readonly inherited: boolean;
  readonly claim: Claim | null;
  readonly explanation?: Explanation;
}

export interface ChainResult {
  readonly steps: readonly StepResult[];
  readonly sides: readonly Side[];
  readonly notes: readonly Note[];
}

const EQUALITIES = new Set(["=", "\\equiv", ":=", "\\coloneqq", "\\triangleq", "\\defeq", "\\coloneq", "\\doteq", "\\approx", "\\simeq"]);
export const isEquality = (relation: string): boolean => EQUALITIES.has(relation);

export interface ChainStart {
  /** The first step goes on from here. */
  readonly previous: { readonly side: Side; readonly first: Side } | null;
  /** Ranges that the sentence before gives. */
  readonly ranges: ReadonlyMap<string, IndexRange>;
  /** The first relation defines: only whether its shapes fit is checked. */
  readonly defines: boolean;
  /** What limits the claim and is not understood. */
  readonly limit?: NotUnderstood | null;
}

export function checkChain(written: Chain, statement: Statement, start: ChainStart, outer: ClaimContext): ChainResult {
  const values = pointFree(written, outer.scope), chain = values?.chain ?? written, given = values === null ? outer : { ...outer, scope: values.scope };
  const { ranges, conditions: limits, fault: unread } = readConditions(statement, start.ranges, given.scope);
  const fault = unread ?? start.limit ?? null;
  const bodies = chain.sides.filter((side, k) => side.body.length > 0 || (k > 0 && k < chain.sides.length - 1));
  const leading = chain.sides[0]!.body.length === 0;
  const first = start.previous?.first ?? null;
  const introduced = new Set([...ranges.keys()]);
  const anchor = first !== null && "expression" in first ? freeIndices(first.expression) : new Set<string>();
  const read: Side[] = [];
  for (const body of bodies) {
    const known = new Set([...anchor, ...introduced, ...read.slice(0, 1).flatMap((side) => ("expression" in side ? [...freeIndices(side.expression)] : []))]);
    read.push(readSide(body.body, body, given.scope, known));
  }
  // a letter that is free on another side is not bound by a condition under a sum: \\sum_{j \\ne i} x_j = … − x_i
  const elsewhere = new Set([...introduced, ...anchor, ...read.slice(1).flatMap((side) => ("expression" in side ? [...freeIndices(side.expression)] : []))]);
  if (read[0] !== undefined && elsewhere.size > 0) read[0] = readSide(bodies[0]!.body, bodies[0]!, given.scope, elsewhere);
  if (given.scope.einstein) sumImplicitly(read, first);
  read.splice(0, read.length, ...read.map((side, k) => withEntries(side, bodies[k]!.body, read.filter((other) => other !== side), new Set([...introduced, ...anchor]), given.scope)));
  const conditions = withNames(limits, read, ranges);
  const joins = start.previous !== null && (leading || chain.relations.length < bodies.length);
  const sides = moved(joins && start.previous !== null ? [start.previous.side, ...read] : read, given.scope);
  const relations = joins && !leading ? ["=", ...chain.relations.map(({ text }) => text)] : chain.relations.map(({ text }) => text);
  const origin = first ?? sides[0];
  const notes = read.flatMap((side) => ("notes" in side ? side.notes : []));
  const steps: StepResult[] = [];
  const wholeClaim = (left: Side, right: Side): Claim | null => ("expression" in left && "expression" in right ? withOrder({ left: left.expression, right: right.expression, ranges, conditions: conditionsOfStep(conditions, left.expression, right.expression, ranges) }, given.scope) : null);
  const scope = withPlaceholders(read.flatMap((side) => ("expression" in side ? [side.expression] : [])), given.scope), context = scope === given.scope ? given : { ...given, scope };
  sides.slice(1).forEach((right, k) => {
    const left = sides[k]!;
    const relation = relations[k] ?? "=";
    const claim = wholeClaim(left, right);
    if (k === 0 && start.defines) {
      const misfit = claim === null || fault !== null ? null : misfitOf(claim, context);
      if (misfit !== null) steps.push({ left, right, relation, decided: misfit, inherited: false, claim });
      return;
    }
    const general = fault !== null ? faulty(fault) : !isEquality(relation) ? skipped(relation, right) : decideStep(left, right, relation, claim, origin, introduced, context);
    const point = claim === null ? null : atExample(claim, general, context);
    const { decided, assumed } = claim === null ? { decided: general, assumed: null } : underAssumptions(claim, point?.decided ?? general, context);
    const broken = steps.some((step) => step.decided.verdict === "fails");
    const inherited = broken && origin !== undefined && origin !== left && inherits(origin, right, decided, wholeClaim(origin, right), context);
    steps.push({ left, right, relation, decided, inherited, claim: claim !== null && assumed !== null ? { ...claim, assumed } : (point?.claim ?? claim) });
  });
  return { steps, sides, notes };
}

/** "for $x > 0$" beside f(x): a letter that is a name in the sides, and no index there, is that name in the conditions too, and the I of "if $A = I$" that nothing counts with is the identity. */
function withNames(conditions: readonly Condition[], sides: readonly Side[], ranges: ReadonlyMap<string, IndexRange>): readonly Condition[] {
  if (conditions.length === 0) return conditions;
  const expressions = sides.flatMap((side) => ("expression" in side ? [side.expression] : []));
  const names = new Set(expressions.flatMap((each) => [...namesIn(each)])), indices = new Set(expressions.flatMap((each) => [...freeIndices(each)]));
  const named = (e: Expression): Expression => (e.kind !== "index" ? mapChildren(e, named) : !indices.has(e.name) && (names.has(e.name) || (e.name === "I" && !ranges.has("I"))) ? { ...e, kind: "name" } : e);
  return conditions.map((condition) => mapCondition(condition, named));
}

/** Differentials with the variables that they move. */
function moved(sides: readonly Side[], scope: Scope): readonly Side[] {
  const expressions = withMoved(sides.flatMap((side) => ("expression" in side ? [side.expression] : [])), scope).values();
  return sides.map((side) => ("expression" in side ? { ...side, expression: expressions.next().value ?? side.expression } : side));
}

/** Under Einstein's convention each side's repeated indices are summed; those of the first side stay free. */
function sumImplicitly(read: Side[], first: Side | null): void {
  const anchor = first ?? read[0];
  const free = anchor !== undefined && "expression" in anchor ? freeIndices(withImplicitSums(anchor.expression, new Set())) : new Set<string>();
  read.forEach((side, k) => { if ("expression" in side) read[k] = { ...side, expression: withImplicitSums(side.expression, free) }; });
}

/** A side by itself. */
export function readSide(body: readonly Tex[], span: Span, scope: Scope, free: ReadonlySet<string>): Side {
  const reader = readerFor(scope, free);
  const at = { start: span.start, end: span.end };
  try {
    const expression = readExpression(body, span, reader);
    return { expression, notes: reader.notes, ...at };
  } catch (error) {
    if (error instanceof NotUnderstood) return { fault: error, ...at };
    throw error;
  }
}

/** `[a_i b_j]` beside an array that has no such indices. */
function withEntries(side: Side, body: readonly Tex[], others: readonly Side[], introduced: ReadonlySet<string>, scope: Scope): Side {
  const read = others.flatMap((other) => ("expression" in other ? [other.expression] : []));
  if (!("expression" in side) || read.length === 0 || read.some((other) => isNumber(other, scope))) return side;
  return { ...side, expression: entriesOfSide(body, side.expression, new Set([...introduced, ...read.flatMap((other) => [...freeIndices(other)])]), scope) };
}

/** "for i = 1, …, n" and "for i ≠ j" after the formula. */
export function readConditions(statement: Statement, given: ReadonlyMap<string, IndexRange>, scope: Scope): { readonly ranges: ReadonlyMap<string, IndexRange>; readonly conditions: readonly Condition[]; readonly fault: NotUnderstood | null } {
  const local = { ...createScope(), quantities: scope.quantities };
  const conditions: Condition[] = [];
  let fault: NotUnderstood | null = null;
  for (const body of statement.conditions) {
    if (body.some((tex) => isSymbol(tex, "\\in")) && !body.some((tex) => tex.kind === "symbol" && /dots/.test(tex.text))) continue;
    const reader = { ...readerFor(scope), scope: local, inSubscript: true };
    try {
      if (declareRange(body, reader) === null) conditions.push(readCondition(body, spanOf(body, statement), { ...readerFor(scope), inSubscript: true }));
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      fault ??= error;
    }
  }
  return { ranges: new Map([...given, ...local.ranges]), conditions, fault };
}

const result = (verdict: Decided["verdict"], code: string, message: string, span: Span): Decided => ({ verdict, method: "structure", errorBound: 0, code, message, span: { start: span.start, end: span.end }, sizes: [], remarks: [], difference: null });

function faulty(fault: NotUnderstood): Decided {
  return result(fault.code === "half-derivative" ? "fails" : "unchecked", fault.code, fault.message, fault.span);
}

const skipped = (relation: string, span: Span): Decided => result("unchecked", "relation", `the relation '${relation}' is not checked: only equations are`, span);

function decideStep(left: Side, right: Side, relation: string, claim: Claim | null, origin: Side | undefined, introduced: ReadonlySet<string>, context: ClaimContext): Decided {
  for (const side of [left, right]) if ("fault" in side && side.fault.code === "half-derivative") return faulty(side.fault);
  for (const side of [left, right]) if ("fault" in side) return faulty(side.fault);
  if (claim === null) return result("unchecked", "notation", "a side of this step is not understood", right);
  if (isWorked(claim.left, claim.right, relation, context.scope)) return decideWorked(claim.left, claim.right, relation, context);
  if (/approx|simeq/.test(relation)) return result("unchecked", "relation", "an approximation is checked only between numbers", right);
  const stray = unboundIndex(claim, origin, introduced);
  if (stray !== null && !isFixed(stray.name, claim, context.scope)) return result("fails", "unbound", `the index '${stray.name}' is bound by no sum here, and the left side does not have it`, stray);
  const decided = decideClaim(claim, context);
  const foreign = decided.verdict === "fails" && (decided.code === "value" || decided.code === "shape") ? foreignName([claim.left, claim.right], context.scope) : null;
  if (foreign !== null) return { ...decided, verdict: "unchecked", code: "undeclared", difference: null, message: `the sides differ, unless '${foreign}' is something that the document does not say: it is declared nowhere, and no definition has it; write what it is` };
  // an equation of derivatives that are zero only because the document does not say how they depend would hold whatever it says
  const apart = decided.verdict === "holds" && ![claim.left, claim.right].some(isLiteralZero) ? (independentDerivatives(claim, context)[0] ?? independentOfMembers(claim, context) ?? undefined) : undefined;
  if (apart !== undefined) return result("unchecked", "undeclared", `${apart.message}, and nothing is said by this equation; write how it depends on it, or '= 0'`, { start: apart.start, end: apart.end });
  const loose = decided.verdict === "holds" ? looseIndex(claim) : null;
  if (loose !== null) return result("unchecked", "ambiguous", `the sum over '${loose.index}' and '${loose.name}' holds, but '${loose.name}' stands nowhere in what is summed: if it is one index of the line and not summed over, write '\\sum_{${loose.index}=1, ${loose.index} \\ne ${loose.name}}^n', else write '\\sum_${loose.index} \\sum_{${loose.name} \\ne ${loose.index}}'`, loose.at);
  return decided;
}

/** An index of the right side that the chain's first side does not have and that nothing introduces. */
function unboundIndex(claim: Claim, origin: Side | undefined, introduced: ReadonlySet<string>): (Span & { readonly name: string }) | null {
  if (origin === undefined || !("expression" in origin)) return null;
  const first = origin.expression;
  const known = freeIndices(first);
  if (known.size === 0 && namesIn(first).size === 0) return null;
  for (const side of [claim.left, claim.right]) {
    for (const name of freeIndices(side)) {
      if (known.has(name) || introduced.has(name) || isLabelled(name, side)) continue;
      return { name, ...placeOf(side, name) };
    }
  }
  return null;
}

/** The d and the v of `d_v` where nothing says what that is: a length with a label, and no index. */
function isLabelled(name: string, side: Expression): boolean {
  const nodes = [...walk(side)], labelled = new Set<Expression | null>(nodes.flatMap((node) => (node.kind === "entry" && node.of.kind === "index" ? [node.of, ...node.at] : [])));
  return labelled.size > 0 && nodes.every((node) => node.kind !== "index" || node.name !== name || labelled.has(node));
}

function placeOf(e: Expression, name: string): Span {
  const stack: { readonly node: Expression; readonly bound: ReadonlySet<string> }[] = [{ node: e, bound: new Set() }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node } = top;
    if (node.kind === "index" && node.name === name && !top.bound.has(name)) return { start: node.start, end: node.end };
    const bound = node.kind === "big" ? new Set([...top.bound, ...node.binders.map((binder) => binder.name)]) : top.bound;
    for (const child of childrenOf(node)) stack.push({ node: child, bound });
  }
  return { start: e.start, end: e.end };
}

/** A later line that follows from the wrong one, or that is right again after it, goes wrong only because of it. */
function inherits(origin: Side, right: Side, decided: Decided, claim: Claim | null, context: ClaimContext): boolean {
  if (decided.verdict === "holds") return true;
  if (claim === null || "fault" in right || "fault" in origin) return false;
  return decided.verdict === "fails" && decideClaim(claim, context).verdict === "holds";
}
