import { multiply, one, power, type Rational } from "./rational.js";
import type { Store } from "./store.js";
import { flatten } from "./flatten.js";
import type { Node } from "./term.js";

export interface Products {
  readonly mul: (...nodes: readonly Node[]) => Node;
  readonly powInt: (base: Node, exponent: number) => Node;
}

/** Constants are raised to powers at once only as far as this, and only to so many bits. */
const largestFolded = 256, mostBits = 4_096;

/** Products in one form: constant first, equal factors collected into powers, sorted by node, so that equal products are one node. */
export function createProducts(store: Store): Products {
  const mul = (...nodes: readonly Node[]): Node => {
    const simple = nodes.length === 2 ? plainPair(nodes[0]!, nodes[1]!) : null;
    if (simple !== null) return simple;
    let constant: Rational = one;
    const above = new Map<Node, number>(), below = new Map<Node, number>(), roots = new Map<Node, number>();
    for (const node of flatten(store, "mul", nodes)) {
      if (node === store.undefinedNode) return node;
      const term = store.term(node);
      if (term.kind === "constant") {
        constant = multiply(constant, term.value);
        continue;
      }
      const [base, exponent] = term.kind === "powInt" ? [term.base, term.exponent] : [node, 1];
      if (radicandOf(base) !== null) {
        roots.set(base, (roots.get(base) ?? 0) + exponent);
        continue;
      }
      const side = exponent < 0 && !neverZero(base) ? below : above;
      side.set(base, (side.get(base) ?? 0) + exponent);
    }
    const args: Node[] = [];
    for (const [root, exponent] of roots) {
      // √c · √c = c, 1/√c = √c / c
      const odd = Math.abs(exponent % 2);
      if (Math.abs(exponent) <= largestFolded) constant = multiply(constant, power(radicandOf(root)!, (exponent - odd) / 2));
      if (odd === 1 || Math.abs(exponent) > largestFolded) args.push(Math.abs(exponent) > largestFolded ? rawPower(root, exponent) : root);
    }
    if (constant.numerator === 0n) return store.rational(constant);
    for (const side of [above, below]) {
      for (const [base, exponent] of side) {
        if (exponent !== 0) args.push(exponent === 1 ? base : rawPower(base, exponent));
      }
    }
    args.sort((a, b) => a - b);
    if (constant.numerator !== constant.denominator) args.unshift(store.rational(constant));
    if (args.length < 2) return args[0] ?? store.constant(1);
    return store.intern(`*${args.join()}`, { kind: "mul", args });
  };

  /** Two different factors of which neither is a product, a power or a root, one of them perhaps a number: by far the most products, and nothing to collect. */
  const plainPair = (a: Node, b: Node): Node | null => {
    if (a === b || !isPlain(b)) return null;
    const value = store.constantValue(a);
    if (value === null) return isPlain(a) ? store.intern(a < b ? `*${a},${b}` : `*${b},${a}`, { kind: "mul", args: a < b ? [a, b] : [b, a] }) : null;
    if (value.numerator === 0n) return a;
    return value.numerator === value.denominator ? b : store.intern(`*${a},${b}`, { kind: "mul", args: [a, b] });
  };

  const isPlain = (node: Node): boolean => {
    const term = store.term(node);
    return term.kind === "atom" || term.kind === "ref" || term.kind === "add" || term.kind === "call" || term.kind === "select" || (term.kind === "fn" && term.name !== "sqrt");
  };

  const powInt = (base: Node, exponent: number): Node => {
    if (!Number.isSafeInteger(exponent)) throw new RangeError(`powInt: the exponent ${exponent} is no integer`);
    if (exponent === 1 || base === store.undefinedNode) return base;
    if (exponent === 0) return store.constant(1);
    const term = store.term(base);
    switch (term.kind) {
      case "constant":
        if (term.value.numerator === 0n) return exponent > 0 ? base : store.undefinedNode;
        return isUnit(term.value) || (Math.abs(exponent) <= largestFolded && bits(term.value) * Math.abs(exponent) <= mostBits) ? store.rational(power(term.value, isUnit(term.value) ? exponent % 2 : exponent)) : rawPower(base, exponent);
      case "mul":
        return mul(...term.args.map((factor) => powInt(factor, exponent)));
      case "powInt":
        // (x⁻¹)⁻¹ is x only where x is not zero: kept unless that is almost everywhere
        return (term.exponent > 0 || neverZero(term.base)) && Number.isSafeInteger(term.exponent * exponent) ? powInt(term.base, term.exponent * exponent) : rawPower(base, exponent);
      default:
        return radicandOf(base) !== null && Math.abs(exponent) <= largestFolded ? mul(rawPower(base, exponent)) : rawPower(base, exponent);
    }
  };

  /** c where the node is the root of a positive number c. */
  const radicandOf = (node: Node): Rational | null => {
    const term = store.term(node);
    const value = term.kind === "fn" && term.name === "sqrt" ? store.constantValue(term.argument) : null;
    return value !== null && value.numerator > 0n ? value : null;
  };

  const rawPower = (base: Node, exponent: number): Node => store.intern(`^${base},${exponent}`, { kind: "powInt", base, exponent });

  /** Almost everywhere: a free atom may cancel, a sum that happens to be identically zero must not. */
  const neverZero = (node: Node): boolean => {
    const term = store.term(node);
    return term.kind === "atom" ? term.domain !== "binary" && typeof term.domain === "string" && term.value === null : term.kind === "fn" && term.name === "exp";
  };

  return { mul, powInt };
}

/** About how many bits numerator and denominator have. */
function bits({ numerator, denominator }: Rational): number {
  return 4 * Math.max(numerator.toString(16).length, denominator.toString(16).length);
}

function isUnit({ numerator, denominator }: Rational): boolean {
  return denominator === 1n && (numerator === 1n || numerator === -1n);
}
