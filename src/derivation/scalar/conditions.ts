import { compare as compareRational, zero } from "./rational.js";
import type { Store } from "./store.js";
import type { Condition, Node, Relation } from "./term.js";

export interface Conditions {
  readonly compare: (relation: Relation, a: Node, b: Node) => Condition;
  readonly and: (...conditions: readonly Condition[]) => Condition;
  readonly or: (...conditions: readonly Condition[]) => Condition;
  readonly not: (condition: Condition) => Condition;
  readonly select: (condition: Condition, then: Node, otherwise: Node) => Node;
}

/** Comparisons, their combinations, and the choice between two values; what is known from constants and domains is folded. */
export function createConditions(store: Store): Conditions {
  const no = store.constant(0), yes = store.constant(1);
  const truth = (value: boolean): Condition => (value ? yes : no);

  const not = (condition: Condition): Condition => {
    if (condition === yes || condition === no) return truth(condition === no);
    const term = store.term(condition);
    return term.kind === "not" ? term.argument : store.intern(`!${condition}`, { kind: "not", argument: condition });
  };

  const compare = (relation: Relation, a: Node, b: Node): Condition => {
    switch (relation) {
      case ">": return compare("<", b, a);
      case ">=": return compare("<=", b, a);
      case "!=": return not(compare("=", a, b));
      case "<": case "<=": case "=": break;
    }
    if (a === b) return truth(relation !== "<");
    if (relation === "<=" && a === no && isNeverNegative(b)) return yes;
    if (relation === "<" && b === no && isNeverNegative(a)) return no;
    const known = order(a, b);
    if (known !== null) return truth(relation === "=" ? known === 0 : relation === "<" ? known < 0 : known <= 0);
    if (relation === "=" && a > b) return compare("=", b, a);
    return store.intern(`${relation}${a},${b}`, { kind: "compare", relation, a, b });
  };

  /** The sign of a - b where it is the same for every value, else null. */
  const order = (a: Node, b: Node): number | null => {
    const left = store.constantValue(a), right = store.constantValue(b);
    if (left !== null && right !== null) return compareRational(left, right);
    if (right?.numerator === 0n) return sign(a);
    if (left?.numerator === 0n) {
      const other = sign(b);
      return other === null ? null : -other;
    }
    return null;
  };

  /** 1 or -1 where the node has that sign for every value; looks through products and sums of a few levels. */
  const sign = (node: Node, depth = 6): number | null => {
    const term = store.term(node);
    switch (term.kind) {
      case "constant": return compareRational(term.value, zero) || null;
      case "ref": return depth === 0 ? null : sign(term.definition, depth - 1);
      case "fn": return term.name === "exp" ? 1 : null;
      case "atom": return term.value !== null ? null : term.domain === "positive" || term.domain === "unit" ? 1 : term.domain === "negative" ? -1 : null;
      case "mul": case "add": {
        if (depth === 0) return null;
        const signs = term.args.map((arg) => sign(arg, depth - 1));
        if (signs.includes(null)) return null;
        if (term.kind === "mul") return signs.reduce<number>((product, factor) => product * factor!, 1);
        return signs.every((other) => other === signs[0]) ? signs[0]! : null;
      }
      case "powInt": {
        const inner = depth === 0 ? null : sign(term.base, depth - 1);
        // squares are positive almost everywhere if their base is a free atom
        if (term.exponent % 2 === 0) return inner !== null || isFreeAtom(term.base) ? 1 : null;
        return inner;
      }
      default: return null;
    }
  };

  /** Sums, products and roots of squares and of what is positive: never below 0, though perhaps 0 everywhere. */
  const isNeverNegative = (node: Node, depth = 6): boolean => {
    const term = store.term(node);
    if (depth === 0) return false;
    switch (term.kind) {
      case "constant": return term.value.numerator >= 0n;
      case "ref": return isNeverNegative(term.definition, depth - 1);
      case "fn": return term.name === "sqrt" || term.name === "exp";
      case "powInt": return term.exponent % 2 === 0 || isNeverNegative(term.base, depth - 1);
      case "mul": case "add": return term.args.every((arg) => isNeverNegative(arg, depth - 1));
      default: return sign(node) === 1;
    }
  };

  const isFreeAtom = (node: Node): boolean => {
    const term = store.term(node);
    return term.kind === "atom" && term.value === null && (term.domain === "real" || term.domain === "nonzero");
  };

  const combine = (kind: "and" | "or", decisive: Condition, neutral: Condition) => (...conditions: readonly Condition[]): Condition => {
    const args = [...new Set(conditions)].filter((condition) => condition !== neutral).sort((a, b) => a - b);
    if (args.includes(decisive)) return decisive;
    if (args.length < 2) return args[0] ?? neutral;
    return store.intern(`${kind}${args.join()}`, { kind, args });
  };

  const select = (condition: Condition, then: Node, otherwise: Node): Node => {
    if (condition === yes || then === otherwise) return then;
    if (condition === no) return otherwise;
    return store.intern(`?${condition},${then},${otherwise}`, { kind: "select", condition, then, otherwise });
  };

  return { compare, and: combine("and", no, yes), or: combine("or", yes, no), not, select };
}
