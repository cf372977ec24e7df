import { add as addRational, one, zero, type Rational } from "./rational.js";
import type { Store } from "./store.js";
import type { Node } from "./term.js";
import { flatten } from "./flatten.js";
import { createProducts } from "./products.js";

/** Sums in one form: constant first, like terms collected, sorted by node, so that equal sums are one node. */
export function createSums(store: Store): { readonly add: (...nodes: readonly Node[]) => Node } {
  const { mul } = createProducts(store);

  const add = (...nodes: readonly Node[]): Node => {
    let constant: Rational = zero;
    const coefficients = new Map<Node, Rational>();
    for (const node of flatten(store, "add", nodes)) {
      if (node === store.undefinedNode) return node;
      const value = store.constantValue(node);
      if (value !== null) {
        constant = addRational(constant, value);
        continue;
      }
      const { coefficient, base } = split(node);
      const before = coefficients.get(base);
      coefficients.set(base, before === undefined ? coefficient : addRational(before, coefficient));
    }
    const args: Node[] = [];
    for (const [base, coefficient] of coefficients) {
      if (coefficient.numerator !== 0n) args.push(coefficient === one ? base : mul(store.rational(coefficient), base));
    }
    args.sort((a, b) => a - b);
    if (constant.numerator !== 0n) args.unshift(store.rational(constant));
    if (args.length < 2) return args[0] ?? store.constant(0);
    return store.intern(`+${args.join()}`, { kind: "add", args });
  };

  /** node = coefficient · base */
  const split = (node: Node): { coefficient: Rational; base: Node } => {
    const term = store.term(node);
    if (term.kind !== "mul") return { coefficient: one, base: node };
    const [first, ...rest] = term.args;
    const coefficient = store.constantValue(first!);
    return coefficient === null ? { coefficient: one, base: node } : { coefficient, base: mul(...rest) };
  };

  return { add };
}
