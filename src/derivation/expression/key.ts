/** Two expressions are the same if their keys are: places in the file and the letters of bound indices do not count. */
import { isDots, type Condition, type Expression } from "./expression.js";

const known = new WeakMap<Expression, string>();
const knownScalars = new WeakMap<Expression, string>();

export const keyOf = (e: Expression): string => stored(e, known, false);
export const same = (a: Expression, b: Expression): boolean => a === b || keyOf(a) === keyOf(b);

/** The key of an expression in index form, where factors are numbers: their order and that of terms do not count. */
export const scalarKeyOf = (e: Expression): string => stored(e, knownScalars, true);
export const sameScalar = (a: Expression, b: Expression): boolean => a === b || scalarKeyOf(a) === scalarKeyOf(b);

function stored(e: Expression, keys: WeakMap<Expression, string>, commutes: boolean): string {
  const before = keys.get(e);
  if (before !== undefined) return before;
  const key = write(e, new Map(), commutes);
  keys.set(e, key);
  return key;
}

/** Functions whose argument is an array: its factors do not commute. */
const OF_ARRAYS: ReadonlySet<string> = new Set(["det", "softmax", "trace", "vec", "diag", "logsumexp"]);

/** `bound` gives each bound index its depth. */
function write(e: Expression, bound: ReadonlyMap<string, number>, commutes: boolean): string {
  const isPlain = (sign: string): boolean => sign === "juxtaposed" || (commutes && sign === "cdot");
  const sorted = (parts: readonly string[]): readonly string[] => (commutes ? [...parts].sort() : parts);
  const list = (parts: readonly (Expression | null)[]): string => parts.map((part) => (part === null ? ":" : write(part, bound, commutes))).join(",");
  switch (e.kind) {
    case "number": return e.places === 0 ? String(e.digits) : `${e.digits}e-${e.places}`;
    case "name": return `$${e.name}`;
    case "index": { const depth = bound.get(e.name); return depth === undefined ? `#${e.name}` : `#${depth}`; }
    case "member": return `${e.family}^(${list(e.at)})`;
    case "entry": return `${write(e.of, bound, false)}[${list(e.at)}]`;
    case "add": return `(+ ${sorted(e.terms.map((term) => `${term.sign === 1 ? "" : "-"}${write(term.of, bound, commutes)}`)).join(" ")})`;
    case "product": return `(* ${sorted(e.factors.map((factor, k) => `${isPlain(factor.sign) || (k === 0 && !commutes) ? "" : `${factor.sign}:`}${write(factor.of, bound, commutes)}`)).join(" ")})`;
    case "quotient": return `(/ ${list([e.numerator, e.denominator])})`;
    case "power": return `(^ ${list([e.base, e.exponent])})`;
    case "transpose": return `(T ${write(e.of, bound, commutes)})`;
    case "apply": return `(${e.function} ${e.arguments.map((each) => write(each, bound, commutes && !OF_ARRAYS.has(e.function))).join(",")})`;
    case "call": return `(call ${e.function}${"'".repeat(e.primes)} ${list(e.arguments)})`;
    case "big": {
      const inner = new Map(bound);
      const binders = e.binders.map((binder) => { const limits = list([binder.from, binder.to]); inner.set(binder.name, inner.size); return limits; });
      return `(${e.operator} ${binders.join(";")}${e.where === null ? "" : ` where ${condition(e.where, inner, commutes)}`} ${write(e.body, inner, commutes)})`;
    }
    case "series": return `(series ${e.operator} ${list([...e.written, e.last])})`;
    case "derivative": return `(d ${write(e.of, bound, commutes)} by ${list(e.by)})`;
    case "gradient": return `(grad${e.order} ${list([e.of, e.by])})`;
    case "delta": return `(delta ${[write(e.left, bound, commutes), write(e.right, bound, commutes)].sort().join(",")})`;
    case "indicator": return `(1 ${condition(e.condition, bound, commutes)})`;
    case "cases": return `(cases ${e.arms.map((arm) => `${write(arm.value, bound, commutes)} if ${condition(arm.condition, bound, commutes)}`).join(";")})`;
    case "matrix": return `(${e.determinant ? "det " : ""}matrix ${e.rows.map((row) => row.map((cell) => (isDots(cell) ? cell.direction : write(cell, bound, commutes))).join(",")).join(";")})`;
    case "norm": return `(norm ${e.order} ${write(e.of, bound, commutes)})`;
    case "absolute": return `(abs ${write(e.of, bound, commutes)})`;
    case "inner": return `(inner ${list([e.left, e.right])})`;
  }
}

function condition(c: Condition, bound: ReadonlyMap<string, number>, commutes: boolean): string {
  switch (c.kind) {
    case "compare": return `${write(c.left, bound, commutes)}${c.relation}${write(c.right, bound, commutes)}`;
    case "and": case "or": return `(${c.of.map((each) => condition(each, bound, commutes)).join(` ${c.kind} `)})`;
    case "not": return `not(${condition(c.of, bound, commutes)})`;
    case "otherwise": return "otherwise";
  }
}
