/** Derivatives of functions of one number, `f'(u)` in terms of u. A table of facts; a test has the checker prove each row. */
import { applyOf, compare, indicatorOf, number, ONE, sumOf, term } from "../../expression/build.js";
import type { Expression } from "../../expression/expression.js";
import { minus, negative, over, plus, power, times } from "../combine.js";

const square = (e: Expression): Expression => power(e, number(2));
const f = (name: string, u: Expression): Expression => applyOf(name, u);
const PI: Expression = { kind: "name", name: "\\pi", start: 0, end: 0 };

const TABLE: Readonly<Record<string, (u: Expression) => Expression>> = {
  exp: (u) => f("exp", u),
  log: (u) => over(ONE, u),
  sin: (u) => f("cos", u),
  cos: (u) => negative(f("sin", u)),
  tan: (u) => plus(ONE, square(f("tan", u))),
  sinh: (u) => f("cosh", u),
  cosh: (u) => f("sinh", u),
  tanh: (u) => minus(ONE, square(f("tanh", u))),
  asin: (u) => over(ONE, f("sqrt", minus(ONE, square(u)))),
  acos: (u) => negative(over(ONE, f("sqrt", minus(ONE, square(u))))),
  atan: (u) => over(ONE, plus(ONE, square(u))),
  artanh: (u) => over(ONE, minus(ONE, square(u))),
  arsinh: (u) => over(ONE, f("sqrt", plus(square(u), ONE))),
  arcosh: (u) => over(ONE, f("sqrt", minus(square(u), ONE))),
  sec: (u) => times(f("sec", u), f("tan", u)),
  csc: (u) => negative(times(f("csc", u), f("cot", u))),
  cot: (u) => sumOf([term(-1, ONE), term(-1, square(f("cot", u)))]),
  sech: (u) => negative(times(f("sech", u), f("tanh", u))),
  csch: (u) => negative(times(f("csch", u), f("coth", u))),
  coth: (u) => minus(ONE, square(f("coth", u))),
  sqrt: (u) => over(ONE, times(number(2), f("sqrt", u))),
  erf: (u) => times(over(number(2), f("sqrt", PI)), f("exp", negative(square(u)))),
  abs: (u) => f("sign", u),
  sign: () => number(0),
  sigmoid: (u) => times(f("sigmoid", u), minus(ONE, f("sigmoid", u))),
  softplus: (u) => f("sigmoid", u),
  relu: (u) => indicatorOf(compare(">", u, number(0))),
};

/** f'(u); null where the table has no such function. */
export const elementaryDerivative = (name: string, u: Expression): Expression | null => TABLE[name]?.(u) ?? null;
export const elementaryFunctions: readonly string[] = Object.keys(TABLE);
