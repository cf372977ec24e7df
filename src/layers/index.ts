/** `backproof/layers`: what notebooks import. One record a layer; stacks of them and gradient descent; small dense matrices and tensors; seeded random draws. */
export { addToColumns, column, columnOf, columnSums, entry, inner, map, matmul, matrix, ones, rowSums, sameShape, ShapeError, shapeText, tensor, toRows, transpose, zeros, zip, type Matrix, type Shape, type Tensor } from "./matrix.js";
export { uniform, type Draw } from "./random.js";
export { requireShape, type Differentiable, type Gradient, type Inputs, type Layer } from "./layer.js";
export { fullyConnected } from "./fully-connected.js";
export { fullyConnectedSample } from "./fully-connected-sample.js";
export { relu } from "./relu.js";
export { softmaxLoss } from "./softmax-loss.js";
export { leakyRelu } from "./leaky-relu.js";
export { sigmoid } from "./sigmoid.js";
export { tanh } from "./tanh.js";
export { gelu } from "./gelu.js";
export { softmax } from "./softmax.js";
export { squaredError } from "./squared-error.js";
export { dropout, dropoutMask } from "./dropout.js";
export { flatten } from "./flatten.js";
export { reshape } from "./reshape.js";
export { sequential, type Stack, type StackInputs } from "./sequential.js";
export { gradientDescent, type Descent, type GradientDescent, type GradientDescentOptions, type NetworkParameters } from "./gradient-descent.js";
