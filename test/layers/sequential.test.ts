import assert from "node:assert/strict";
import { test } from "node:test";
import { checkGradients } from "../../src/gradcheck/index.js";
import { column, convolution, fullyConnected, fullyConnectedSample, map, matrix, relu, sequential, softmaxLoss, squaredError, tanh, toRows, uniform, type Layer, type Matrix } from "../../src/layers/index.js";
import { testRefusals } from "./test-layer.js";

const random = uniform(5);
const network = sequential(fullyConnected, tanh, fullyConnected, softmaxLoss);
const inputs = { X: random(3, 4), W1: random(5, 3), b1: random(5), W3: random(2, 5), b3: random(2), labels4: [0, 1, 1, 0] };
const dL = matrix([[1.3]]);

test("a worked example: y = 2 relu(3x + 1) + 4", () => {
  const line = sequential(fullyConnected, relu, fullyConnected);
  const given = { X: matrix([[2, -1]]), W1: matrix([[3]]), b1: column(1), W3: matrix([[2]]), b3: column(4) };
  assert.deepEqual(toRows(line.forward(given)), [[18, 4]]);
  assert.deepEqual(line.outputs(given).map((Y) => toRows(Y as Matrix)), [[[7, -2]], [[7, 0]], [[18, 4]]]);
  const gradient = line.backward(given, matrix([[1, 10]]));
  assert.deepEqual(Object.entries(gradient).map(([name, A]) => [name, toRows(A)]), [["X", [[6, 0]]], ["W3", [[7]]], ["b3", [[11]]], ["W1", [[4]]], ["b1", [[2]]]]);
});

test("forward is each layer on the output of the one before", () => {
  const { X, W1, b1, W3, b3, labels4: labels } = inputs;
  const byHand = softmaxLoss.forward({ X: fullyConnected.forward({ X: tanh.forward({ X: fullyConnected.forward({ X, W: W1, b: b1 }) }), W: W3, b: b3 }), labels });
  assert.deepEqual(network.forward(inputs), byHand);
});

test("the gradients of the stack hold, by X and by each parameter", () => {
  const check = checkGradients(network, inputs, dL);
  assert.equal(check.verdict, "holds");
  assert.deepEqual(check.gradients.map(({ input }) => input), ["X", "W1", "b1", "W3", "b3"]);
  assert.equal(check.layer, "fullyConnected → tanh → fullyConnected → softmaxLoss");
});

test("valueAndGradient is forward and backward", () => {
  const { Y, gradient } = network.valueAndGradient(inputs, dL);
  assert.deepEqual(Y, network.forward(inputs));
  assert.deepEqual(gradient, network.backward(inputs, dL));
});

test("valueAndParameterGradient is the same without X, which the first layer does not work out where it need not", () => {
  const { X, ...ofParameters } = network.backward(inputs, dL), images = convolution({ padding: 1 });
  assert.deepEqual(network.valueAndParameterGradient(inputs, dL), { Y: network.forward(inputs), gradient: ofParameters });
  const first = { ...images, backward: () => assert.fail("the gradient by the images is asked for") }, given = { X: random(2, 4, 4, 3), W1: random(2, 2, 3, 3), b1: random(2) }, dY = random(2, 4, 4, 3);
  const { W, b } = images.backward({ X: given.X, W: given.W1, b: given.b1 }, dY);
  assert.deepEqual(sequential(first).valueAndParameterGradient(given, dY).gradient, { W1: W, b1: b });
  assert.throws(() => sequential(first).valueAndGradient(given, dY), /the gradient by the images is asked for/);
  assert.throws(() => sequential(images, first as never).valueAndParameterGradient({ ...given, W2: given.W1, b2: given.b1 } as never, dY as never), /the gradient by the images is asked for/);
});

test("a wrong layer makes the gradients before it wrong, and no others", () => {
  const wrong: Layer<{ readonly X: Matrix }> = { ...tanh, backward: ({ X }, dY) => ({ X: map(tanh.backward({ X }, dY).X, (dx) => -dx) }) };
  const check = checkGradients(sequential(fullyConnected, wrong, fullyConnected, softmaxLoss), inputs, dL);
  assert.deepEqual(check.gradients.map(({ input, verdict }) => [input, verdict]), [["X", "fails"], ["W1", "fails"], ["b1", "fails"], ["W3", "holds"], ["b3", "holds"]]);
});

test("targets are an input of the last layer", () => {
  const regression = sequential(fullyConnected, squaredError);
  assert.equal(checkGradients(regression, { X: random(3, 4), W1: random(2, 3), b1: random(2), T2: random(2, 4) }, dL).verdict, "holds");
});

const withoutW3 = Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "W3"));
testRefusals([
  ["a parameter without a number", () => network.forward({ ...inputs, W: inputs.W1 } as never), "sequential: the input W belongs to none of the 4 layers; a parameter's name ends in the number of its layer, as in W1"],
  ["a parameter of a fifth layer", () => network.forward({ ...inputs, W5: inputs.W1 } as never), "sequential: the input W5 belongs to none of the 4 layers; a parameter's name ends in the number of its layer, as in W1"],
  ["a missing parameter", () => network.backward(withoutW3 as never, dL), "sequential: the input W3 is missing: layer 3 (fullyConnected) needs it"],
  ["a missing X", () => sequential(relu).forward({} as never), "sequential: the input X is missing"],
  ["no layer at all", () => sequential(), "sequential: at least one layer is needed"],
  ["a layer without X", () => sequential(relu, fullyConnectedSample as never), "sequential: layer 2 (fullyConnectedSample) has no input X to take the output of the layer before it"],
  ["shapes that do not fit, in the words of the layer", () => network.forward({ ...inputs, W3: random(2, 4) }), "fullyConnected.forward: X has shape (5, 4) and must have (4, 4): a row of X for each column of W (2, 4)"],
]);
