/** The definition that speaks of an entry or a member, and what its own indices stand for there. */
import { indexOf, number, sumOf, term } from "../expression/build.js";
import { freeIndices, type Expression } from "../expression/expression.js";
import type { Definition, Quantity } from "../scope/scope.js";
import { plus } from "./combine.js";
import { indexDifference } from "./index-difference.js";
import type { Reference } from "./reference.js";

export interface DefinitionAt {
  readonly definition: Definition;
  readonly bound: ReadonlyMap<string, Expression>;
}

/** One for a member that is named by its number goes before the general one. */
export function definitionAt(of: Reference, own: Quantity): DefinitionAt | null {
  const fitting = own.definitions.flatMap((definition): readonly DefinitionAt[] => {
    const bound = bindings(definition, of);
    return bound === null ? [] : [{ definition, bound }];
  });
  return fitting.find(({ definition }) => definition.levels.length > 0 && definition.levels.every((level) => level.kind === "number")) ?? fitting[0] ?? null;
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

/** `t - 1 + 1` is `t`. */
function shifted(at: Expression, by: number): Expression {
  const whole = plus(at, by < 0 ? sumOf([term(-1, number(-by))]) : number(by));
  if (whole.kind !== "add") return whole;
  const constant = whole.terms.reduce((total, { sign, of }) => total + (of.kind === "number" ? sign * Number(of.digits) : 0), 0);
  const terms = [...whole.terms.filter(({ of }) => of.kind !== "number"), ...(constant === 0 ? [] : [term(constant < 0 ? -1 : 1, number(Math.abs(constant)))])];
  return terms.length === 1 && terms[0]!.sign === 1 ? terms[0]!.of : { ...whole, terms };
}
