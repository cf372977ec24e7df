/** What stands in an expression and has a name in the document gets its name back: `\frac{e^{z_i}}{\sum_k e^{z_k}}` is `p_i` again. */
import { indexOf, memberOf, nameOf } from "../../expression/build.js";
import { children, freeIndices, isDots, walk, type Expression } from "../../expression/expression.js";
import { mapChildren } from "../../expression/map.js";
import type { Definition, Quantity } from "../../scope/scope.js";
import { quantityAxes } from "../axes.js";
import { arrayForm } from "../arrays.js";
import { definitionAt } from "../definition-at.js";
import type { DeriveContext } from "../context.js";
import { CannotDerive } from "../derivation.js";
import { quantityFor, referenceExpression, type Reference } from "../reference.js";
import { definitionOf } from "../rules/entries.js";
import { times } from "../combine.js";
import { expressionOf, monomialOf, type Monomial, type Power } from "./monomial.js";
import { simplify } from "./simplify.js";

export interface Folded {
  readonly after: Expression;
  /** The entries that were put back. */
  readonly names: readonly Expression[];
}

interface Pattern {
  readonly reference: Reference;
  readonly body: Expression;
  readonly holes: ReadonlySet<string>;
}

export function fold(e: Expression, context: DeriveContext): Folded {
  const names: Expression[] = [];
  const patterns = patternsOf(context);
  const at = (node: Expression): Expression => {
    for (const pattern of patterns) {
      const found = match(pattern, node);
      if (found !== null) { names.push(found); return found; }
    }
    if (node.kind === "entry" || node.kind === "member") return node;
    if (node.kind !== "product" && node.kind !== "quotient") return mapChildren(node, at);
    const { value, used } = foldFactors(monomialOf(node), patterns);
    names.push(...used);
    return used.length === 0 ? mapChildren(node, at) : mapChildren(expressionOf(value), at);
  };
  const after = at(e);
  return { after: names.length === 0 ? e : after, names };
}

/** Some factors of a product that are together the body of a definition: `e_i (…) / S^2` is `p_i (…) / S`. */
function foldFactors(whole: Monomial, patterns: readonly Pattern[]): { readonly value: Monomial; readonly used: readonly Expression[] } {
  let value = whole;
  const used: Expression[] = [];
  for (const pattern of patterns) {
    const own = monomialOf(pattern.body);
    if (own.powers.length < 2 || own.coefficient.numerator !== 1n || own.coefficient.denominator !== 1n) continue;
    for (let found = matchFactors(pattern, own.powers, value); found !== null; found = matchFactors(pattern, own.powers, value)) {
      value = found.value;
      used.push(found.name);
    }
  }
  return { value, used };
}

function matchFactors(pattern: Pattern, powers: readonly Power[], { coefficient, powers: target }: Monomial): { readonly value: Monomial; readonly name: Expression } | null {
  const filled = new Map<string, Expression>();
  const left = target.map(({ base, exponent }) => ({ base, exponent }));
  const state: Unifier = { holes: pattern.holes, filled, bound: new Map() };
  const place = (k: number): boolean => {
    const power = powers[k];
    if (power === undefined) return true;
    return left.some((each) => {
      if (each.exponent * power.exponent <= 0 || Math.abs(each.exponent) < Math.abs(power.exponent)) return false;
      const before = new Map(filled);
      if (unify(power.base, each.base, state)) {
        each.exponent -= power.exponent;
        if (place(k + 1)) return true;
        each.exponent += power.exponent;
      }
      restore(filled, before);
      return false;
    });
  };
  if (!place(0)) return null;
  const name = nameFrom(pattern, filled);
  return name === null ? null : { name, value: monomialOf(times(expressionOf({ coefficient, powers: [{ base: name, exponent: 1 }, ...left.filter(({ exponent }) => exponent !== 0)] }))) };
}

function restore(filled: Map<string, Expression>, before: ReadonlyMap<string, Expression>): void {
  filled.clear();
  for (const [name, value] of before) filled.set(name, value);
}

const known = new WeakMap<DeriveContext, readonly Pattern[]>();

/** Longest bodies first, so that a name is not hidden by one that stands inside it. The document's definitions do not change while a goal is derived. */
function patternsOf(context: DeriveContext): readonly Pattern[] {
  const before = known.get(context);
  if (before !== undefined) return before;
  const found = [...context.scope.quantities.values()].flatMap((quantity) => (quantity.opaque !== null || quantity.role !== "variable" ? [] : quantity.definitions.flatMap((definition) => patternOf(quantity, definition, context) ?? [])));
  known.set(context, found.sort((a, b) => nodes(b.body) - nodes(a.body)));
  return found;
}

const nodes = (e: Expression): number => [...walk(e)].length;

/** Whether a name is shorter than what it stands for: a function of something is, `2x` is not. */
const isWorthAName = (body: Expression): boolean => (body.kind === "entry" ? body.of.kind !== "name" && body.of.kind !== "member" : body.kind === "apply" || body.kind === "call" ? nodes(body) > 1 : body.kind !== "member" && body.kind !== "derivative" && nodes(body) > 3);

function patternOf(quantity: Quantity, definition: Definition, context: DeriveContext): Pattern | null {
  if (definition.where !== null) return null;
  const levels = definition.levels.map((level, k) => (level.kind === "number" ? level : indexOf(`?level${k}`)));
  const axes = quantityAxes(context.scope, quantity.key, levels);
  const count = definition.entries.length > 0 ? definition.entries.length : (axes?.length ?? rankOf(quantity.key, levels, context));
  if (count === null) return null;
  const at = Array.from({ length: count }, (_, k) => indexOf(`?${k}`));
  const reference: Reference = { key: quantity.key, levels, at };
  try {
    const own = quantityFor(context.scope, reference);
    if (own === undefined || definitionAt(reference, own, context.scope)?.definition !== definition) return null;
    const body = definitionOf(reference, own, context);
    const simple = body === null ? null : simplify(body, context);
    return simple === null || !isWorthAName(simple) ? null : { reference, body: simple, holes: new Set([...levels, ...at].flatMap((index) => (index.kind === "index" ? [index.name] : []))) };
  } catch (error) {
    if (error instanceof CannotDerive) return null;
    throw error;
  }
}

/** How many axes the definition gives where nothing declares them. */
function rankOf(key: string, levels: readonly Expression[], context: DeriveContext): number | null {
  try {
    return arrayForm(levels.length === 0 ? nameOf(key) : memberOf(key, levels), context).axes.length;
  } catch (error) {
    if (error instanceof CannotDerive) return null;
    throw error;
  }
}

/** The name with its subscripts, where the body fits. */
function match(pattern: Pattern, e: Expression): Expression | null {
  const filled = new Map<string, Expression>();
  return unify(pattern.body, e, { holes: pattern.holes, filled, bound: new Map() }) ? nameFrom(pattern, filled) : null;
}

function nameFrom({ reference }: Pattern, filled: ReadonlyMap<string, Expression>): Expression | null {
  const value = (index: Expression): Expression | undefined => (index.kind === "index" ? filled.get(index.name) : index);
  const [levels, at] = [reference.levels.map(value), reference.at.map(value)];
  return levels.includes(undefined) || at.includes(undefined) ? null : referenceExpression({ ...reference, levels: levels as Expression[], at: at as Expression[] });
}

interface Unifier {
  readonly holes: ReadonlySet<string>;
  readonly filled: Map<string, Expression>;
  /** Bound indices of the pattern and what they are in the expression. */
  readonly bound: ReadonlyMap<string, string>;
}

function unify(pattern: Expression, e: Expression, state: Unifier): boolean {
  if (pattern.kind === "index") return unifyIndex(pattern.name, e, state);
  if (pattern.kind !== e.kind) return false;
  if (pattern.kind === "add" && e.kind === "add") return unifyAll(pattern.terms.map(({ sign, of }) => [String(sign), of]), e.terms.map(({ sign, of }) => [String(sign), of]), state);
  if (pattern.kind === "product" && e.kind === "product") return unifyAll(pattern.factors.map(({ sign, of }) => [sign, of]), e.factors.map(({ sign, of }) => [sign, of]), state);
  if (headOf(pattern) !== headOf(e)) return false;
  const inner = pattern.kind === "big" && e.kind === "big" ? { ...state, bound: new Map([...state.bound, ...pattern.binders.map((binder, k) => [binder.name, e.binders[k]?.name ?? ""] as const)]) } : state;
  const [own, other] = [children(pattern), children(e)];
  return own.length === other.length && own.every((child, k) => unify(child, other[k]!, inner));
}

function unifyIndex(name: string, e: Expression, { holes, filled, bound }: Unifier): boolean {
  const partner = bound.get(name);
  if (partner !== undefined) return e.kind === "index" && e.name === partner;
  if (!holes.has(name)) return e.kind === "index" && e.name === name;
  if (e.kind !== "index" && e.kind !== "number" && e.kind !== "name" && e.kind !== "add") return false;
  const inside = new Set(bound.values());
  if ([...freeIndices(e)].some((index) => inside.has(index))) return false;
  const before = filled.get(name);
  if (before !== undefined) return JSON.stringify(plain(before)) === JSON.stringify(plain(e));
  filled.set(name, e);
  return true;
}

const plain = (e: Expression): unknown => (e.kind === "index" || e.kind === "name" ? e.name : e.kind === "number" ? `${e.digits}/${e.places}` : e.kind === "add" ? e.terms.map(({ sign, of }) => [sign, plain(of)]) : e.kind);

/** Terms and factors in any order. */
function unifyAll(patterns: readonly (readonly [string, Expression])[], parts: readonly (readonly [string, Expression])[], state: Unifier): boolean {
  if (patterns.length !== parts.length) return false;
  const [first, ...rest] = patterns;
  if (first === undefined) return true;
  return parts.some(([sign, part], k) => {
    if (sign !== first[0]) return false;
    const before = new Map(state.filled);
    if (unify(first[1], part, state) && unifyAll(rest, parts.filter((_, j) => j !== k), state)) return true;
    restore(state.filled, before);
    return false;
  });
}

/** Everything of a node but its children. */
function headOf(e: Expression): string {
  switch (e.kind) {
    case "number": return `${e.digits}/${e.places}`;
    case "name": return e.name;
    case "member": return e.family;
    case "entry": return `entry ${e.at.map((at) => (at === null ? ":" : ".")).join("")}`;
    case "apply": return e.function;
    case "call": return `${e.function}${"'".repeat(e.primes)}`;
    case "big": return `${e.operator} ${e.binders.length} ${e.binders.map(({ from, to }) => `${from === null}${to === null}`).join()} ${e.where === null}`;
    case "norm": return e.order;
    case "derivative": return `d${e.by.length}`;
    case "indicator": return e.condition.kind === "compare" ? e.condition.relation : "?";
    case "matrix": return e.rows.map((row) => row.map((cell) => (isDots(cell) ? cell.direction : ".")).join()).join(";");
    case "cases": case "series": return "?";
    default: return e.kind;
  }
}
