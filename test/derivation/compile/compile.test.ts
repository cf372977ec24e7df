/** A derived gradient as a function gives what the hand-written backward gives, and what is no number is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../../src/derivation/compile/compile.js";
import { deriveGoal } from "../../../src/derivation/derive/derive.js";
import { fullyConnected, matrix, type Tensor } from "../../../src/layers/index.js";
import { uniform } from "../../../src/layers/random.js";
import { goalOf } from "../derive/goals.js";

const close = (a: Tensor, b: Tensor): void => {
  assert.deepEqual(a.shape, b.shape);
  a.data.forEach((value, k) => { assert.ok(Math.abs(value - b.data[k]!) <= 1e-12 * Math.max(1, Math.abs(b.data[k]!)), `entry ${k}: ${value} and ${b.data[k]!}`); });
};

const LAYER = "Let $X \\in \\mathbb{R}^{n \\times N}$, $W \\in \\mathbb{R}^{m \\times n}$ and $b \\in \\mathbb{R}^m$; $\\mathbf{1} \\in \\mathbb{R}^N$ is the vector of ones.\n\n$$Y = W X + b \\mathbf{1}^T$$\n\n$L$ is a function of $Y$.\n\n";
const draw = uniform(3);
const inputs = { X: draw(4, 5), W: draw(3, 4), b: draw(3, 1) }, dY = draw(3, 5);

for (const name of ["X", "W", "b"] as const) {
  test(`dL/d${name} of the fully connected layer, derived and compiled, is what backward gives`, () => {
    const { left, scope, layout } = goalOf(`${LAYER}$$\\frac{dL}{d${name}} = 0 \\tag{1}$$`);
    const f = compile(deriveGoal(left, { scope, layout, seed: 1 }).result, { scope, layout });
    close(f({ ...inputs, dY }), fullyConnected.backward(inputs, dY)[name]);
  });
}

test("definitions are worked out: the gradient of softmax cross-entropy by its logits", () => {
  const { left, scope, layout } = goalOf("Let $z, y \\in \\mathbb{R}^n$ with $\\sum_i y_i = 1$.\n\n$$p = \\operatorname{softmax}(z)$$\n\n$$L = -\\sum_{i=1}^n y_i \\log p_i$$\n\n$$\\frac{\\partial L}{\\partial z} = p - y \\tag{1}$$");
  const f = compile(deriveGoal(left, { scope, layout, seed: 1 }).result, { scope, layout });
  const z = matrix([[1], [2], [1000]]), y = matrix([[0], [1], [0]]);
  close(f({ z, y }), matrix([[0], [-1], [1]]));
});

test("what is no number is refused, with what is missing", () => {
  const { left, scope, layout } = goalOf(`${LAYER}$$\\frac{dL}{dW} = 0 \\tag{1}$$`);
  assert.throws(() => compile(left, { scope, layout })({ ...inputs }), { message: "compile: no value is given for 'dW'" });
  const f = compile(deriveGoal(left, { scope, layout, seed: 1 }).result, { scope, layout });
  assert.throws(() => f({ ...inputs }), { message: "compile: no value is given for 'dY'" });
  assert.throws(() => f({ ...inputs, dY: draw(3, 6) }), { message: "compile: dY has shape (3, 6), and N is 5 elsewhere" });
});
