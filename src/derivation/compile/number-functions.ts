/** Functions of numbers in float64. */
import { erfFloat } from "../scalar/erf.js";

type Value = () => number;

const ONE: Readonly<Record<string, (x: number) => number>> = {
  exp: Math.exp, log: Math.log, sqrt: Math.sqrt, sin: Math.sin, cos: Math.cos, tan: Math.tan, sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh,
  asin: Math.asin, acos: Math.acos, atan: Math.atan, artanh: Math.atanh, arsinh: Math.asinh, arcosh: Math.acosh, abs: Math.abs, sign: Math.sign,
  sec: (x) => 1 / Math.cos(x), csc: (x) => 1 / Math.sin(x), cot: (x) => 1 / Math.tan(x),
  sech: (x) => 1 / Math.cosh(x), csch: (x) => 1 / Math.sinh(x), coth: (x) => 1 / Math.tanh(x),
  sigmoid: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  relu: (x) => Math.max(x, 0), erf: erfFloat,
};

const TWO: Readonly<Record<string, (x: number, y: number) => number>> = { max: Math.max, min: Math.min };

/** null where the function has no value in float64 here. */
export function numberFunction(name: string, args: readonly Value[]): Value | null {
  const a = args[0], b = args[1];
  const one = ONE[name], two = TWO[name];
  if (args.length === 1 && one !== undefined) return () => one(a!());
  return args.length === 2 && two !== undefined ? () => two(a!(), b!()) : null;
}
