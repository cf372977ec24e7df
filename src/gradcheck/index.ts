/** `backproof/gradcheck`: is `backward` the derivative of `forward`? */
export { checkGradients, numericalGradient, type Checkable, type CheckOptions } from "./check-gradients.js";
export { formatCheck } from "./format.js";
export type { EntryComparison, ForwardCheck, GradientCheck, InputCheck, Verdict } from "./gradient-check.js";
export { centralDifference, forwardDifference, numericalDerivative, type NumericalDerivative, type Sample } from "./numerical-derivative.js";
