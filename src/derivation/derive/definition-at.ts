/** The definition that speaks of an entry or a member, and what its own indices stand for there. */
import { indexOf, number, sumOf, term } from "../expression/build.js";
import { freeIndices, type Expression } from "../expression/expression.js";
import { mapChildren } from "../expression/map.js";
import type { Definition, Quantity, Scope } from "../scope/scope.js";
import { plus } from "./combine.js";
import { isBeforeTheStep } from "./before-the-step.js";
import { indexDifference } from "./index-difference.js";
import type { Reference } from "./reference.js";

export interface DefinitionAt {
  readonly definition: Definition;
  readonly bound: ReadonlyMap<string, Expression>;
}

/** One for a member that is named by its number goes before the general one. */
export function definitionAt(of: Reference, own: Quantity, scope: Scope): DefinitionAt | null {
  const fitting = own.definitions.flatMap((definition): readonly DefinitionAt[] => {
    const bound = bindings(definition, of);
    return bound === null || isGiven(of, definition, own, scope) ? [] : [{ definition, bound }];
  });
  return fitting.find(({ definition }) => definition.levels.length > 0 && definition.levels.every((level) => level.kind === "number")) ?? fitting[0] ?? null;
}

/** A recursion `h_t = f(h_{t-1})` starts above its base: members below the range, or below 1, are given. */
function isGiven({ levels: [level] }: Reference, definition: Definition, own: Quantity, scope: Scope): boolean {
  if (level !== undefined && isBeforeTheStep(level, scope)) return true;
  const [pattern] = definition.levels;
  const [name] = pattern === undefined ? [] : freeIndices(pattern);
  if (level?.kind !== "number" || name === undefined) return false;
  const declared = scope.ranges.get(name)?.from, range = declared ?? own.levelRange?.from;
  const first = range?.kind === "number" ? Number(range.digits) : 1;
  return Number(level.digits) < (declared === undefined ? Math.max(first, 1) : first + (pattern!.kind === "add" ? 1 : 0));
}

/** null where the definition does not speak of this entry. */
function bindings(definition: Definition, of: Reference): ReadonlyMap<string, Expression> | null {
  if (definition.levels.length !== of.levels.length || (definition.entries.length > 0 && of.at.length > 0 && definition.entries.length !== of.at.length)) return null;
  const bound = new Map<string, Expression>();
  const pairs = [...definition.levels.map((pattern, k) => [pattern, of.levels[k]!] as const), ...definition.entries.flatMap((pattern, k) => (of.at[k] === undefined ? [] : [[pattern, of.at[k]] as const]))];
  for (const [pattern, at] of pairs) {
    if (pattern.kind === "index") { bound.set(pattern.name, at); continue; }
    const [free] = freeIndices(pattern);
    if (free === undefined) { if (indexDifference(pattern, at) !== 0) return null; continue; }
    const offset = indexDifference(pattern, indexOf(free));
    if (offset === null) return null;
    bound.set(free, offset === 0 ? at : shifted(at, -offset));
  }
  return bound;
}

const shifted = (at: Expression, by: number): Expression => settledIndex(plus(at, by < 0 ? sumOf([term(-1, number(-by))]) : number(by)));

/** `t - 1 + 1` is `t`, `2 - 1` is `1`. */
export function settledIndex(e: Expression): Expression {
  if (e.kind !== "add") return e;
  const constant = e.terms.reduce((total, { sign, of }) => total + (of.kind === "number" ? sign * Number(of.digits) : 0), 0);
  const others = e.terms.filter(({ of }) => of.kind !== "number");
  if (others.length === 0 && constant >= 0) return number(constant);
  const terms = [...others, ...(constant === 0 ? [] : [term(constant < 0 ? -1 : 1, number(Math.abs(constant)))])];
  return terms.length === 1 && terms[0]!.sign === 1 ? terms[0]!.of : { ...e, terms };
}

/** Subscripts and levels after something was put in. */
export function settledIndices(e: Expression): Expression {
  const inner = mapChildren(e, settledIndices);
  if (inner.kind === "member") return { ...inner, at: inner.at.map(settledIndex) };
  return inner.kind === "entry" ? { ...inner, at: inner.at.map((at) => (at === null ? null : settledIndex(at))) } : inner;
}
