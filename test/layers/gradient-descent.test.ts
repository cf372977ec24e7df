import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { column, fullyConnected, gradientDescent, matrix, sequential, softmaxLoss, toRows, uniform, zeros, type GradientDescentOptions } from "../../src/layers/index.js";
import { testRefusals } from "./test-layer.js";

/** θ after some steps down L = a θ²/2, from θ = 1. */
function descend(a: number, steps: number, options: GradientDescentOptions): number {
  const descent = gradientDescent(options);
  let state = descent.start({ theta: column(1) });
  for (let t = 0; t < steps; t++) state = descent.step(state, { theta: column(a * state.parameters.theta.data[0]!) });
  return state.parameters.theta.data[0]!;
}
const close = (actual: number, expected: number): void => assert.ok(Math.abs(actual - expected) <= 1e-12 * Math.max(1, Math.abs(expected)), `${actual} and ${expected}`);

test("two steps by hand: η = 1/2, μ = 1/2, λ = 1, dL/dθ = 2", () => {
  const descent = gradientDescent({ rate: 0.5, momentum: 0.5, weightDecay: 1 });
  const first = descent.step(descent.start({ W: matrix([[4]]) }), { W: matrix([[2]]) });
  assert.deepEqual([toRows(first.velocity.W), toRows(first.parameters.W)], [[[6]], [[1]]]); // v = 0 + 2 + 4, θ = 4 − 3
  const second = descent.step(first, { W: matrix([[2]]) });
  assert.deepEqual([toRows(second.velocity.W), toRows(second.parameters.W)], [[[6]], [[-2]]]); // v = 3 + 2 + 1, θ = 1 − 3
});

const share = fc.double({ min: 0.01, max: 0.9, noNaN: true });

test("down a parabola each step multiplies by 1 − ηa", () => {
  fc.assert(fc.property(share, share, fc.integer({ min: 0, max: 20 }), (rate, a, steps) => close(descend(a, steps, { rate }), (1 - rate * a) ** steps)));
});

test("weight decay makes the parabola steeper by λ", () => {
  fc.assert(fc.property(share, share, share, (rate, a, weightDecay) => close(descend(a, 9, { rate, weightDecay }), descend(a + weightDecay, 9, { rate }))));
});

test("momentum: θ follows θₜ₊₁ = (1 + μ − ηa) θₜ − μ θₜ₋₁", () => {
  fc.assert(fc.property(share, share, share, (rate, a, momentum) => {
    let before = 1, theta = 1 - rate * a;
    for (let t = 2; t <= 9; t++) [before, theta] = [theta, (1 + momentum - rate * a) * theta - momentum * before];
    close(descend(a, 9, { rate, momentum }), theta);
  }));
});

test("decays says which parameters decay", () => {
  const descent = gradientDescent({ rate: 1, weightDecay: 0.5, decays: (name) => name.startsWith("W") });
  const { parameters } = descent.step(descent.start({ W1: column(8), b1: column(8) }), { W1: column(0), b1: column(0) });
  assert.deepEqual([parameters.W1.data[0], parameters.b1.data[0]], [4, 8]);
});

test("a small network learns to tell the sign of x₁ from x₂", () => {
  const random = uniform(2), network = sequential(fullyConnected, softmaxLoss), descent = gradientDescent({ rate: 1, momentum: 0.5 });
  const X = random(2, 40), labels2 = Array.from({ length: 40 }, (_, k) => (X.data[k]! > X.data[40 + k]! ? 1 : 0));
  let state = descent.start({ W1: random(2, 2), b1: zeros(2) });
  const loss = (): number => network.forward({ X, labels2, ...state.parameters }).data[0]!;
  const before = loss();
  for (let t = 0; t < 100; t++) state = descent.step(state, network.backward({ X, labels2, ...state.parameters }, matrix([[1]])));
  assert.ok(loss() < 0.2 && before > 0.4, `${before} to ${loss()}`);
});

const { start, step } = gradientDescent({ rate: 0.1 });
testRefusals([
  ["a rate of 0", () => gradientDescent({ rate: 0 }), "gradientDescent: the rate must be above 0, not 0"],
  ["a momentum of 1", () => gradientDescent({ rate: 1, momentum: 1 }), "gradientDescent: the momentum must be at least 0 and below 1, not 1"],
  ["a negative decay", () => gradientDescent({ rate: 1, weightDecay: -1 }), "gradientDescent: the weight decay must be at least 0, not -1"],
  ["a gradient that lacks a parameter", () => step(start({ W1: zeros(2), b1: zeros(2) }), { W1: zeros(2) } as never), "gradientDescent: the gradient has no b1; it has the same names as the parameters"],
  ["a transposed gradient", () => step(start({ W1: zeros(2, 3) }), { W1: zeros(3, 2) }), "gradientDescent: dL/dW1 has shape (3, 2) and must have (2, 3): the shape of W1"],
]);
