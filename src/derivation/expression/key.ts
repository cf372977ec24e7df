/** Two expressions are the same if their keys are: places in the file and the letters of bound indices do not count. */
import { isDots, type Condition, type Expression } from "./expression.js";

const known = new WeakMap<Expression, string>();

export function keyOf(e: Expression): string {
  const stored = known.get(e);
  if (stored !== undefined) return stored;
  const key = write(e, new Map());
  known.set(e, key);
  return key;
}

export const same = (a: Expression, b: Expression): boolean => a === b || keyOf(a) === keyOf(b);

/** `bound` gives each bound index its depth. */
function write(e: Expression, bound: ReadonlyMap<string, number>): string {
  const list = (parts: readonly (Expression | null)[]): string => parts.map((part) => (part === null ? ":" : write(part, bound))).join(",");
  switch (e.kind) {
    case "number": return e.places === 0 ? String(e.digits) : `${e.digits}e-${e.places}`;
    case "name": return `$${e.name}`;
    case "index": { const depth = bound.get(e.name); return depth === undefined ? `#${e.name}` : `#${depth}`; }
    case "member": return `${e.family}^(${list(e.at)})`;
    case "entry": return `${write(e.of, bound)}[${list(e.at)}]`;
    case "add": return `(+ ${e.terms.map((term) => `${term.sign === 1 ? "" : "-"}${write(term.of, bound)}`).join(" ")})`;
    case "product": return `(* ${e.factors.map((factor, k) => `${k === 0 || factor.sign === "juxtaposed" ? "" : `${factor.sign}:`}${write(factor.of, bound)}`).join(" ")})`;
    case "quotient": return `(/ ${list([e.numerator, e.denominator])})`;
    case "power": return `(^ ${list([e.base, e.exponent])})`;
    case "transpose": return `(T ${write(e.of, bound)})`;
    case "apply": return `(${e.function} ${list(e.arguments)})`;
    case "call": return `(call ${e.function}${"'".repeat(e.primes)} ${list(e.arguments)})`;
    case "big": {
      const inner = new Map(bound);
      const binders = e.binders.map((binder) => { const limits = list([binder.from, binder.to]); inner.set(binder.name, inner.size); return limits; });
      return `(${e.operator} ${binders.join(";")}${e.where === null ? "" : ` where ${condition(e.where, inner)}`} ${write(e.body, inner)})`;
    }
    case "series": return `(series ${e.operator} ${list([...e.written, e.last])})`;
    case "derivative": return `(d ${write(e.of, bound)} by ${list(e.by)})`;
    case "gradient": return `(grad${e.order} ${list([e.of, e.by])})`;
    case "delta": return `(delta ${[write(e.left, bound), write(e.right, bound)].sort().join(",")})`;
    case "indicator": return `(1 ${condition(e.condition, bound)})`;
    case "cases": return `(cases ${e.arms.map((arm) => `${write(arm.value, bound)} if ${condition(arm.condition, bound)}`).join(";")})`;
    case "matrix": return `(${e.determinant ? "det " : ""}matrix ${e.rows.map((row) => row.map((cell) => (isDots(cell) ? cell.direction : write(cell, bound))).join(",")).join(";")})`;
    case "norm": return `(norm ${e.order} ${write(e.of, bound)})`;
    case "absolute": return `(abs ${write(e.of, bound)})`;
    case "inner": return `(inner ${list([e.left, e.right])})`;
  }
}

function condition(c: Condition, bound: ReadonlyMap<string, number>): string {
  switch (c.kind) {
    case "compare": return `${write(c.left, bound)}${c.relation}${write(c.right, bound)}`;
    case "and": case "or": return `(${c.of.map((each) => condition(each, bound)).join(` ${c.kind} `)})`;
    case "not": return `not(${condition(c.of, bound)})`;
    case "otherwise": return "otherwise";
  }
}
