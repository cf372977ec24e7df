import type { Conditions } from "./conditions.js";
import type { Products } from "./products.js";
import { rational, simplestRoot, squareRoot } from "./rational.js";
import type { Store } from "./store.js";
import type { FunctionName, Node, PrimitiveName } from "./term.js";

/** What rules may build with. */
export interface Algebra extends Store, Products {
  readonly add: (...nodes: readonly Node[]) => Node;
  readonly sub: (a: Node, b: Node) => Node;
  readonly neg: (a: Node) => Node;
  readonly div: (a: Node, b: Node) => Node;
}

export interface Functions {
  readonly fn: (name: FunctionName, argument: Node) => Node;
  readonly pow: (base: Node, exponent: Node) => Node;
}

/** Exponents beyond this are no integer powers: nothing is gained by their laws. */
const largestExponent = 1_000_000n;

/** The primitives that are 0 at 0. */
const zeroAtZero = new Set<PrimitiveName>(["sqrt", "sin", "asin", "atan", "asinh", "atanh", "erf"]);

/**
 * Functions of one argument. Hyperbolic functions are written with exp, so that a prime field carries them; |x|, sign and the unit step are
 * written as choices, so that conditions are the only kinks.
 */
export function createFunctions(g: Algebra & Conditions): Functions {
  const nought = g.constant(0), unit = g.constant(1);

  const rewritten: Partial<Record<FunctionName, (x: Node) => Node>> = {
    tan: (x) => g.div(fn("sin", x), fn("cos", x)),
    sinh: (x) => g.mul(g.constant(1, 2), g.sub(fn("exp", x), fn("exp", g.neg(x)))),
    cosh: (x) => g.mul(g.constant(1, 2), g.add(fn("exp", x), fn("exp", g.neg(x)))),
    tanh: (x) => {
      const e = fn("exp", g.mul(g.constant(2), x));
      return g.div(g.sub(e, unit), g.add(e, unit));
    },
    abs: (x) => g.select(g.compare(">=", x, nought), x, g.neg(x)),
    sign: (x) => g.select(g.compare(">", x, nought), unit, g.select(g.compare("<", x, nought), g.constant(-1), nought)),
    heaviside: (x) => g.select(g.compare(">", x, nought), unit, nought),
  };

  const fn = (name: FunctionName, argument: Node): Node => {
    const rewrite = rewritten[name];
    if (rewrite !== undefined) return rewrite(argument);
    if (argument === g.undefinedNode) return argument;
    return folded(name as PrimitiveName, argument) ?? g.intern(`${name} ${argument}`, { kind: "fn", name: name as PrimitiveName, argument });
  };

  const folded = (name: PrimitiveName, argument: Node): Node | null => {
    const value = g.constantValue(argument);
    if (value === null) return null;
    if (argument === nought && zeroAtZero.has(name)) return nought;
    if (argument === nought && (name === "exp" || name === "cos")) return unit;
    if (argument === unit && (name === "log" || name === "acosh")) return nought;
    if (name !== "sqrt") return null;
    const root = squareRoot(value);
    if (root !== null) return g.rational(root);
    const { factor, radicand } = simplestRoot(value);
    if (factor.numerator === factor.denominator) return null;
    const inner = g.rational(radicand);
    return g.mul(g.rational(factor), g.intern(`sqrt ${inner}`, { kind: "fn", name, argument: inner }));
  };

  const pow = (base: Node, exponent: Node): Node => {
    if (base === g.undefinedNode || exponent === g.undefinedNode) return g.undefinedNode;
    const value = g.constantValue(exponent);
    if (value !== null && (value.numerator > largestExponent || value.numerator < -largestExponent)) return g.intern(`**${base},${exponent}`, { kind: "pow", base, exponent });
    if (value !== null && value.denominator === 1n) return g.powInt(base, Number(value.numerator));
    if (value !== null && value.denominator === 2n) return g.powInt(fn("sqrt", base), Number(value.numerator));
    const term = g.term(base);
    if (term.kind === "fn" && term.name === "exp") return fn("exp", g.mul(term.argument, exponent));
    if (base === g.rational(rational(1))) return base;
    return g.intern(`**${base},${exponent}`, { kind: "pow", base, exponent });
  };

  return { fn, pow };
}
