/** `backproof/gradcheck`: is `backward` the derivative of `forward`? */
export { checkGradients } from "./check-gradients.js";
export type { Checkable, CheckOptions } from "./checkable.js";
export { numericalGradient } from "./numerical-gradient.js";
export { assertGradients, GradientError } from "./assert-gradients.js";
export type { Arithmetic } from "./arithmetic.js";
export type { GenericForward } from "./dual-derivative.js";
export { formatCheck } from "./format.js";
export type { DirectionComparison, EntryComparison, ForwardCheck, GradientCheck, InputCheck, PropertyCheck, Verdict } from "./gradient-check.js";
export { centralDifference, forwardDifference, numericalDerivative, type NumericalDerivative, type Sample } from "./numerical-derivative.js";
export type { Value } from "./value-form.js";
