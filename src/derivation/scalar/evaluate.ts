/** One graph, several number fields: float64, a prime field, decimals. The same draw is the same point in all of them. */
export type { Draw } from "./point.js";
export { conditionsAt, evaluateFloat } from "./evaluate-float.js";
export { evaluateExact, type ExactValue } from "./evaluate-exact.js";
export { evaluateDecimal } from "./evaluate-decimal.js";
