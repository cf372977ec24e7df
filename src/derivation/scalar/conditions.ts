import { compare as compareRational } from "./rational.js";
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

  const sign = (node: Node): number | null => {
    const term = store.term(node);
    if (term.kind === "fn" && term.name === "exp") return 1;
    if (term.kind !== "atom" || term.value !== null) return null;
    return term.domain === "positive" || term.domain === "unit" ? 1 : term.domain === "negative" ? -1 : null;
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
