import type { Rational } from "./rational.js";

/** An index into a graph. A node's operands have smaller indices; only the value of an atom may be younger than the atom. */
export type Node = number;

/** A node whose value is 0 or 1. */
export type Condition = Node;

/** Where the values of an atom lie; "unit" is 0 < a < 1. */
export type Domain = "real" | "positive" | "negative" | "nonzero" | "unit" | "binary" | { readonly oneOf: readonly number[] };

export type Relation = "<" | "<=" | ">" | ">=" | "=" | "!=";

/** Functions with a rule of their own; the others are rewritten in terms of these when they are built. */
export type PrimitiveName = "exp" | "log" | "sqrt" | "sin" | "cos" | "asin" | "acos" | "atan" | "asinh" | "acosh" | "atanh" | "erf";

export type FunctionName = PrimitiveName | "tan" | "sinh" | "cosh" | "tanh" | "abs" | "sign" | "heaviside";

export interface AtomInfo {
  readonly name: string;
  /** The value given by another node (constraints: symmetric, sums to one); null = free. */
  readonly value: Node | null;
  readonly domain: Domain;
}

/** What a node is, with its operands. */
export type Term =
  | { readonly kind: "constant"; readonly value: Rational }
  | { readonly kind: "pi" }
  | ({ readonly kind: "atom" } & AtomInfo)
  | { readonly kind: "ref"; readonly name: string; readonly definition: Node }
  | { readonly kind: "add" | "mul"; readonly args: readonly Node[] }
  | { readonly kind: "powInt"; readonly base: Node; readonly exponent: number }
  | { readonly kind: "pow"; readonly base: Node; readonly exponent: Node }
  | { readonly kind: "fn"; readonly name: PrimitiveName; readonly argument: Node }
  | { readonly kind: "call"; readonly f: string; readonly args: readonly Node[]; readonly orders: readonly number[] }
  | { readonly kind: "select"; readonly condition: Condition; readonly then: Node; readonly otherwise: Node }
  | { readonly kind: "compare"; readonly relation: "<" | "<=" | "="; readonly a: Node; readonly b: Node }
  | { readonly kind: "and" | "or"; readonly args: readonly Condition[] }
  | { readonly kind: "not"; readonly argument: Condition };

/** The operands of a term, in order; the value of an atom is not among them. */
export function operands(term: Term): readonly Node[] {
  switch (term.kind) {
    case "constant": case "pi": case "atom": return [];
    case "ref": return [term.definition];
    case "add": case "mul": case "call": case "and": case "or": return term.args;
    case "powInt": return [term.base];
    case "pow": return [term.base, term.exponent];
    case "fn": case "not": return [term.argument];
    case "select": return [term.condition, term.then, term.otherwise];
    case "compare": return [term.a, term.b];
  }
}
