import type { Conditions } from "./conditions.js";
import type { Algebra, Functions } from "./functions.js";
import { operands, type Node, type PrimitiveName, type Term } from "./term.js";

export interface Derivative {
  readonly derivative: (node: Node, variable: Node) => Node;
  readonly dependsOn: (node: Node, variable: Node) => boolean;
}

/**
 * Derivatives as nodes of the same graph, exact and nestable.
 * @param slopes where they are kept: the derivative of a ref is a ref of its own, so that it can be cut loose together with it
 * @param through whether refs are differentiated through; else they are held fixed
 */
export function createDerivative(g: Algebra & Conditions & Functions, slopes: Map<Node, Node[]> | null = null, through = true): Derivative {
  const tables = new Map<Node, Map<Node, Node>>();
  const dependence = new Map<Node, Map<Node, boolean>>();
  const nought = g.constant(0), unit = g.constant(1);
  const square = (x: Node) => g.powInt(x, 2);
  const partsOf = (term: Term): readonly Node[] => (term.kind === "ref" && !through ? [] : operands(term));

  /** d f(x) / dx, given x and f(x) */
  const rules: Record<PrimitiveName, (x: Node, value: Node) => Node> = {
    exp: (_, value) => value,
    log: (x) => g.powInt(x, -1),
    sqrt: (_, value) => g.mul(g.constant(1, 2), g.powInt(value, -1)),
    sin: (x) => g.fn("cos", x),
    cos: (x) => g.neg(g.fn("sin", x)),
    asin: (x) => g.powInt(g.fn("sqrt", g.sub(unit, square(x))), -1),
    acos: (x) => g.neg(g.powInt(g.fn("sqrt", g.sub(unit, square(x))), -1)),
    atan: (x) => g.powInt(g.add(unit, square(x)), -1),
    asinh: (x) => g.powInt(g.fn("sqrt", g.add(square(x), unit)), -1),
    acosh: (x) => g.powInt(g.fn("sqrt", g.sub(square(x), unit)), -1),
    atanh: (x) => g.powInt(g.sub(unit, square(x)), -1),
    erf: (x) => g.mul(g.constant(2), g.powInt(g.fn("sqrt", g.pi()), -1), g.fn("exp", g.neg(square(x)))),
  };

  const slopeOf = (ref: Node, name: string, slope: Node): Node => {
    if (slopes === null || g.term(slope).kind === "constant") return slope;
    const own = g.ref(`slope of ${name}`, slope);
    slopes.set(ref, [...(slopes.get(ref) ?? []), own]);
    return own;
  };

  /** The rule of a term that depends on the variable; d gives the derivatives of its operands. */
  const rule = (term: Term, node: Node, d: (operand: Node) => Node): Node => {
    switch (term.kind) {
      case "ref": return slopeOf(node, term.name, d(term.definition));
      case "add": return g.add(...term.args.map(d));
      case "mul": return g.add(...term.args.map((factor, i) => (d(factor) === nought ? nought : g.mul(...term.args.toSpliced(i, 1, d(factor))))));
      case "powInt": return g.mul(g.constant(term.exponent), g.powInt(term.base, term.exponent - 1), d(term.base));
      case "pow": {
        // x^y = exp(y log x)
        const byBase = g.mul(term.exponent, g.pow(term.base, g.sub(term.exponent, unit)), d(term.base));
        const byExponent = d(term.exponent) === nought ? nought : g.mul(node, g.fn("log", term.base), d(term.exponent));
        return g.add(byBase, byExponent);
      }
      case "fn": return g.mul(rules[term.name](term.argument, node), d(term.argument));
      case "call": return g.add(...term.args.map((argument, i) => (d(argument) === nought ? nought : g.mul(g.call(term.f, term.args, term.orders.with(i, term.orders[i]! + 1)), d(argument)))));
      case "select": return g.select(term.condition, d(term.then), d(term.otherwise));
      case "constant": case "pi": case "atom": case "compare": case "and": case "or": case "not": return nought;
    }
  };

  const derivative = (node: Node, variable: Node): Node => {
    checkVariable(variable);
    const known = memo(tables, variable, unit);
    const d = (operand: Node) => known.get(operand) ?? nought; // what was skipped below does not depend on the variable
    const stack = [node];
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      if (known.has(top) || !dependsOn(top, variable)) {
        stack.pop();
        continue;
      }
      const term = g.term(top);
      const waiting = (term.kind === "select" ? [term.then, term.otherwise] : partsOf(term)).filter((operand) => !known.has(operand) && dependsOn(operand, variable));
      if (waiting.length > 0) stack.push(...waiting);
      else known.set(top, rule(term, top, d));
    }
    return d(node);
  };

  const dependsOn = (node: Node, variable: Node): boolean => {
    if (node < variable) return false; // operands are older than what is built of them
    const known = memo(dependence, variable, true);
    const stack = [node];
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      if (known.has(top)) {
        stack.pop();
        continue;
      }
      const parts = partsOf(g.term(top)).filter((operand) => operand >= variable);
      const waiting = parts.filter((operand) => !known.has(operand));
      if (waiting.length > 0) stack.push(...waiting);
      else known.set(top, parts.some((operand) => known.get(operand)));
    }
    return known.get(node)!;
  };

  const checkVariable = (variable: Node): void => {
    const { kind } = g.term(variable);
    if (kind !== "atom" && kind !== "ref") throw new TypeError(`derivative: node ${variable} is no variable but a ${kind}`);
  };

  return { derivative, dependsOn };
}

/** The table of one variable, which knows its answer for the variable itself. */
function memo<T>(tables: Map<Node, Map<Node, T>>, variable: Node, itself: T): Map<Node, T> {
  const found = tables.get(variable);
  if (found !== undefined) return found;
  const table = new Map([[variable, itself]]);
  tables.set(variable, table);
  return table;
}
