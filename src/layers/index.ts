/** `backproof/layers`: what notebooks import. One record a layer; small dense matrices; seeded random draws. */
export { addToColumns, column, columnOf, columnSums, entry, inner, map, matmul, matrix, ones, rowSums, sameShape, ShapeError, shapeText, toRows, transpose, zeros, zip, type Matrix, type Shape, type Tensor } from "./matrix.js";
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
