/** Derivatives of entries of names: Kronecker deltas, definitions put in, and the chain rule over what an unspecified function depends on. */
import { deltaOf, derivativeOf, entryOf, indexOf, memberOf, nameOf, ONE, ZERO } from "../../expression/build.js";
import { freeIndices, type Expression } from "../../expression/expression.js";
import { same } from "../../expression/key.js";
import { substituteIndices } from "../../expression/map.js";
import type { Quantity } from "../../scope/scope.js";
import { definitionAt, settledIndices } from "../definition-at.js";
import { arrayForm, scalarForm } from "../arrays.js";
import { levelAxis, quantityAxes } from "../axes.js";
import { plus, sumOver, times } from "../combine.js";
import type { DeriveContext } from "../context.js";
import { dependsOn, opaqueArguments } from "../depends.js";
import { CannotDerive } from "../derivation.js";
import { indexDifference } from "../index-difference.js";
import { isOnOtherSide, neverEnds } from "./recursion.js";
import { asMatrixEntry, quantityFor, referenceExpression, referenceOf, type Reference } from "../reference.js";

export type Derivative = Expression & { readonly kind: "derivative" };

/** What a derivative of an entry by an entry becomes next, and of which arrays that speaks. */
export interface Next {
  readonly rule: "kronecker" | "substitute" | "chain";
  readonly value: () => Expression;
  readonly of: readonly Expression[];
  /** It is zero, since nothing of it moves with what is differentiated by. */
  readonly isIndependent?: boolean;
}

/** null: it stays as it is. */
export function nextFor(e: Derivative, context: DeriveContext): Next | null {
  const v = referenceOf(e.by[0]!);
  if (v === null) throw new CannotDerive("what is differentiated by here is no entry and no member of an array any more", "no-rule", [], e);
  if (e.of.kind === "derivative") return secondChain(e, e.of, v, context);
  const of = referenceOf(e.of);
  if (of === null) return null;
  const own = quantityFor(context.scope, of);
  const kronecker = kroneckerOf(of, v, own, context);
  const becomes = (value: Expression): Next => ({ rule: "kronecker", value: () => value, of: [e.of] });
  const stands: Next = { ...becomes(ZERO), isIndependent: true };
  if (kronecker !== null) return becomes(kronecker);
  if (!dependsOn(e.of, v.key, context.scope, context.belowBars)) return stands;
  if (own?.opaque != null) return chain(e, own, v, context);
  if (isOnOtherSide(of, v, context.scope)) return stands;
  const body = definitionOf(of, own, context);
  // the base of a recursion is given
  if (body === null && of.levels.length > 0 && (own?.definitions.length ?? 0) > 0) return stands;
  if (body === null) throw new CannotDerive(`'${of.key}' depends on '${v.key}' in a way that no rule puts in here`, "no-rule", [], e);
  if (neverEnds(of, v, body, context)) {
    // what is asked for is the recursion itself: one step of it
    const told = context.unrolled.get(of.key);
    if (told === undefined && context.numerators.has(of.key)) context.unrolled.set(of.key, of.levels);
    else if (told !== undefined && !told.every((level, k) => same(level, of.levels[k]!))) return null;
    else if (told === undefined) throw new CannotDerive(`'${of.key}' is defined by a recursion whose number of steps is a letter, and it leads back to '${v.key}' step after step; no rule ends that. Derive by a member that is a known number of steps away`, "no-rule", [], e);
  }
  return { rule: "substitute", value: () => derivativeOf(body, e.by, e.partial), of: [e.of] };
}

/** ∂X_{ab}/∂X_{ij} = δ_{ai} δ_{bj}; null where they are not entries of one array, or where a recursion leads from one to the other. */
function kroneckerOf(of: Reference, v: Reference, own: Quantity | undefined, { scope, belowBars }: DeriveContext): Expression | null {
  const [a, b] = of.key === v.key && of.levels.length === v.levels.length ? [of, v] : [asMatrixEntry(of, scope), asMatrixEntry(v, scope)];
  if (a.key !== b.key || a.at.length !== b.at.length || a.levels.length !== b.levels.length) return null;
  // of members that a recursion links, one moves with another
  const isDefined = a.levels.length > 0 && (own?.definitions ?? []).some(({ body }) => dependsOn(body, of.key, scope, belowBars));
  const deltas: Expression[] = [];
  for (const [k, level] of a.levels.entries()) {
    const difference = indexDifference(level, b.levels[k]!);
    if (difference === 0) continue;
    if (isDefined) { if (difference !== null && difference < 0) return ZERO; return null; }
    if (difference !== null) return ZERO;
    deltas.push(deltaOf(level, b.levels[k]!));
  }
  for (const [k, at] of a.at.entries()) {
    const difference = indexDifference(at, b.at[k]!);
    if (difference === 0) continue;
    if (difference !== null) return ZERO;
    deltas.push(deltaOf(at, b.at[k]!));
  }
  return times(ONE, ...deltas);
}

/** The value that the document gives to an entry, in index form. */
export function definitionOf(of: Reference, own: Quantity | undefined, context: DeriveContext): Expression | null {
  // f alone is f of its parameters
  const asFunction = of.levels.length === 0 && own === undefined ? context.scope.functions.get(of.key)?.definition : null;
  if (asFunction != null) return of.at.length === 0 ? scalarForm(asFunction.body, context) : arrayForm(asFunction.body, context).entry(of.at);
  if (own === undefined) return null;
  const direct = bodyAt(of, own, context);
  if (direct !== null) return direct;
  const asEntry = asMatrixEntry(of, context.scope);
  if (asEntry !== of) {
    const matrix = quantityFor(context.scope, asEntry);
    const body = matrix === undefined ? null : bodyAt(asEntry, matrix, context);
    return body ?? (own.definitions.length === 0 && matrix !== undefined && matrix.definitions.length === 0 ? null : body);
  }
  return memberForm(of, context);
}

/** An entry of a matrix whose columns are defined one by one. */
function memberForm(of: Reference, context: DeriveContext): Expression | null {
  if (of.levels.length > 0 || of.at.length !== 2) return null;
  const member = [...context.scope.quantities.values()].find((each) => each.memberOf?.matrix === of.key && each.definitions.length > 0 && each.levels === 1);
  if (member === undefined) return null;
  const [i, j] = of.at as readonly [Expression, Expression];
  const [at, level] = member.memberOf!.axis === "columns" ? [i, j] : [j, i];
  return bodyAt({ key: member.key, levels: [level], at: [at] }, member, context);
}

function bodyAt(of: Reference, own: Quantity, context: DeriveContext): Expression | null {
  const chosen = definitionAt(of, own, context.scope);
  if (chosen === null) return null;
  const { definition, bound } = chosen;
  if (definition.where !== null) throw new CannotDerive(`'${own.key}' is defined under a condition; no rule puts that in`, "no-rule", [], definition.body);
  context.letters.reserve([...freeIndices(definition.body), ...bound.keys()]);
  // members that are named by numbers may have shapes of their own, so numbers are put in first; letters go over names that nothing else has
  const first = new Map([...bound].map(([name, value], k) => [name, value.kind === "number" ? value : indexOf(`?bound${k}`)] as const));
  const second = new Map([...bound].map(([, value], k) => [`?bound${k}`, value] as const));
  const body = settledIndices(substituteIndices(definition.body, first));
  const form = definition.entries.length > 0 ? scalarForm(body, context) : arrayForm(body, context).entry(of.at);
  return settledIndices(substituteIndices(form, second));
}

/** dL/dv = Σ_l dL/dy_l dy_l/dv over each argument of L that depends on v; null where v is itself what L depends on. */
function chain(e: Derivative, own: Quantity, v: Reference, context: DeriveContext): Next | null {
  const args = argumentsThatMove(own, v, context);
  if (isDirect(args, v, context)) return null;
  return chainOver(e.of, [], e, args, context);
}

/** d/dv of dL/dw, where w is what L depends on: Σ_l d²L/dw dy_l dy_l/dv. */
function secondChain(e: Derivative, inner: Derivative, v: Reference, context: DeriveContext): Next | null {
  const of = referenceOf(inner.of);
  const own = of === null ? undefined : quantityFor(context.scope, of);
  if (own?.opaque == null) return null;
  const args = argumentsThatMove(own, v, context);
  if (isDirect(args, v, context)) return { rule: "kronecker", value: () => derivativeOf(inner.of, [...inner.by, ...e.by], e.partial), of: [inner.of] };
  return chainOver(inner.of, inner.by, e, args, context);
}

/** Σ over the entries u of each argument: the derivative of L by `by` and u, times du/dv. */
const chainOver = (of: Expression, by: readonly Expression[], e: Derivative, args: readonly Expression[], context: DeriveContext): Next => ({
  rule: "chain",
  value: () => plus(...args.map((arg) => overEntries(arg, context, (entry) => times(derivativeOf(of, [...by, entry], e.partial), derivativeOf(entry, e.by, e.partial))))),
  of: args,
});

const argumentsThatMove = (own: Quantity, v: Reference, { scope, belowBars }: DeriveContext): readonly Expression[] => opaqueArguments(own, scope, belowBars).filter((arg) => dependsOn(arg, v.key, scope, belowBars));

/** v is an entry of L's own argument, and nothing else that L depends on moves with it. */
function isDirect(args: readonly Expression[], v: Reference, { scope }: DeriveContext): boolean {
  const [arg] = args;
  if (arg === undefined || args.length > 1) return false;
  const own = referenceOf(arg);
  if (own === null) return false;
  const isSame = own.key === v.key && own.levels.length === v.levels.length && own.levels.every((level, k) => same(level, v.levels[k]!));
  return isSame || (own.levels.length === 0 && asMatrixEntry(v, scope).key === own.key);
}

/** Σ over the entries of an argument; the letters that its definition uses are kept where they are free. */
function overEntries(arg: Expression, context: DeriveContext, body: (entry: Expression) => Expression): Expression {
  const own = referenceOf(arg);
  if (own === null || own.at.length > 0) return body(arg);
  const quantity = quantityFor(context.scope, own);
  if (quantity !== undefined && quantity.levels > 0 && own.levels.length === 0) return overFamily(quantity, context, body);
  const axes = quantityAxes(context.scope, own.key, own.levels) ?? arrayForm(arg, context).axes;
  const preferred = quantity?.definitions.find(({ entries }) => entries.length === axes.length)?.entries.map((entry) => (entry.kind === "index" ? [entry.name] : [])) ?? [];
  const at = axes.map((_, k) => context.letters.take(...(preferred[k] ?? []), ...(k === 0 ? ["l", "k"] : ["k", "j"])));
  return closed(body(referenceExpression({ ...own, at })), at.map((index, k) => [index.name, axes[k]!] as const), arg);
}

function overFamily(quantity: Quantity, context: DeriveContext, body: (entry: Expression) => Expression): Expression {
  const count = levelAxis(context.scope, quantity.key);
  const level = context.letters.take(quantity.levelNames[0] ?? "k", "k");
  const member = memberOf(quantity.key.replace(/\^\{\(\\cdot\)\}$/, ""), [level]);
  const axes = quantityAxes(context.scope, quantity.key, [level]) ?? arrayForm(member, context).axes;
  const at = axes.map(() => context.letters.take("l", "k"));
  return closed(body(at.length === 0 ? member : entryOf(member, at)), [[level.name, count] as const, ...at.map((index, k) => [index.name, axes[k]!] as const)], nameOf(quantity.key));
}

function closed(body: Expression, binders: readonly (readonly [string, Expression | null])[], of: Expression): Expression {
  return binders.reduceRight((sum, [name, to]) => {
    if (to === null) throw new CannotDerive("the length of this array is told by nothing; declare its shape", "undeclared", [], of);
    return sumOver(name, to, sum);
  }, body);
}
