/** Each of these layers: a table of facts by hand, its equation is its code, its gradients hold, and one slip is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { checkLayer } from "../../src/derivation/index.js";
import { checkGradients } from "../../src/gradcheck/index.js";
import { gelu, leakyRelu, map, matrix, ShapeError, sigmoid, softmax, squaredError, tanh, toRows, uniform, type Inputs, type Layer, type Matrix } from "../../src/layers/index.js";

const random = uniform(11);
const X = random(3, 4), dY = random(3, 4), T = random(3, 4), dL = matrix([[-1.7]]);

interface Row {
  readonly layer: Layer<Inputs>;
  readonly inputs: Inputs;
  readonly upstream: Matrix;
  /** A formula with one slip. */
  readonly slip: string;
}
const row = <I extends Inputs>(layer: Layer<I>, inputs: I, upstream: Matrix, slip: string): Row => ({ layer: layer as unknown as Layer<Inputs>, inputs, upstream, slip });

const rows: readonly Row[] = [
  row(leakyRelu, { X }, dY, String.raw`\frac{dL}{dX_{ik}} = \begin{cases} \frac{dL}{dY_{ik}} & \text{if } X_{ik} > 0 \\ 0 & \text{if } X_{ik} \le 0 \end{cases}`),
  row(sigmoid, { X }, dY, String.raw`\frac{dL}{dX_{ik}} = \frac{e^{X_{ik}}}{1 + e^{-X_{ik}}} \frac{dL}{dY_{ik}}`),
  row(tanh, { X }, dY, String.raw`\frac{dL}{dX_{ik}} = \frac{1}{\cosh(X_{ik})} \frac{dL}{dY_{ik}}`),
  row(gelu, { X }, dY, String.raw`\frac{dL}{dX_{ik}} = \frac{1}{2} \left( 1 + \operatorname{erf}\left( \frac{X_{ik}}{\sqrt{2}} \right) \right) \frac{dL}{dY_{ik}}`),
  row(softmax, { X }, dY, String.raw`\frac{dL}{dX_{ik}} = \frac{e^{X_{ik}}}{\sum_{j=1}^{C} e^{X_{jk}}} \frac{dL}{dY_{ik}}`),
  row(squaredError, { X, T }, dL, String.raw`\frac{dL}{dX_{ik}} = X_{ik} - T_{ik}`),
];

for (const { layer, inputs, upstream, slip } of rows) {
  const { name } = layer;
  test(`${name}: the equation is the code`, () => {
    const check = checkLayer(layer, inputs, upstream);
    assert.equal(check.verdict, "holds", inspect(check));
  });
  test(`${name}: the gradients hold, and turned round they are refused`, () => {
    const check = checkGradients(layer, inputs, upstream);
    assert.equal(check.verdict, "holds", inspect(check));
    const backward: Layer<Inputs>["backward"] = (given, from) => ({ ...layer.backward(given, from), X: map((layer.backward(given, from) as { X: Matrix }).X, (dx) => -dx) });
    assert.equal(checkGradients({ ...layer, backward }, inputs, upstream).verdict, "fails");
  });
  test(`${name}: one slip in the formula is the paper's`, () => {
    const check = checkLayer({ ...layer, latex: { ...layer.latex, backward: { ...layer.latex.backward, X: slip } } }, inputs, upstream);
    assert.equal(check.summary, "the code is right and the paper is wrong (latex.backward.X)", inspect(check));
  });
  test(`${name}: an upstream gradient of another shape is refused`, () => {
    assert.throws(() => layer.backward(inputs, random(2, 2)), (error) => error instanceof ShapeError && error.message.startsWith(`${name}.backward: ${upstream === dL ? "dL" : "dY"} has shape (2, 2) and must have `));
  });
}

const near = (A: Matrix, expected: readonly (readonly number[])[]): void => expected.flat().forEach((value, k) => assert.ok(Math.abs(A.data[k]! - value) <= 1e-15 * Math.max(1, Math.abs(value)), `${A.data[k]} and ${value}`));

test("facts by hand", () => {
  near(leakyRelu.forward({ X: matrix([[-100, 0, 3]]) }), [[-1, 0, 3]]);
  near(leakyRelu.backward({ X: matrix([[-100, 0, 3]]) }, matrix([[1, 1, 1]])).X, [[0.01, 0.01, 1]]);
  near(sigmoid.forward({ X: matrix([[0, Math.log(3), -Math.log(3)]]) }), [[0.5, 0.75, 0.25]]);
  near(tanh.forward({ X: matrix([[0, Math.log(2)]]) }), [[0, 0.6]]);
  near(gelu.forward({ X: matrix([[0, 1, -1]]) }), [[0, 0.8413447460685429, -0.15865525393145707]]);
  near(softmax.forward({ X: matrix([[0, 0], [Math.log(3), 0]]) }), [[0.25, 0.5], [0.75, 0.5]]);
  assert.deepEqual(toRows(squaredError.forward({ X: matrix([[1, 2]]), T: matrix([[0, 4]]) })), [[1.25]]);
});

test("nothing overflows: sigmoid and softmax of enormous values", () => {
  assert.deepEqual(toRows(sigmoid.forward({ X: matrix([[1e4, -1e4]]) })), [[1, 0]]);
  assert.deepEqual(toRows(sigmoid.backward({ X: matrix([[1e4, -1e4]]) }, matrix([[1, 1]])).X), [[0, 0]]);
  assert.deepEqual(toRows(softmax.forward({ X: matrix([[1e4], [0]]) })), [[1], [0]]);
});

test("squaredError refuses targets of another shape", () => {
  assert.throws(() => squaredError.forward({ X, T: random(4, 3) }), { name: "ShapeError", message: "squaredError.forward: T has shape (4, 3) and must have (3, 4): a target for each entry of X" });
});

test("tensors: their checks name entries along each axis", () => {
  const scale = { name: "scale", forward: ({ A }: { A: ReturnType<typeof cube> }) => map(A, (a) => a * a), backward: ({ A }: { A: ReturnType<typeof cube> }, upstream: ReturnType<typeof cube>) => ({ A: { shape: A.shape, data: A.data.map((a, k) => (k === 5 ? 1 : 2) * a * upstream.data[k]!) } }) };
  const check = checkGradients(scale, { A: cube() }, cube());
  assert.match(check.gradients[0]!.message, /^dL\/dA\[1,0,1\] \(entry \(2, 1, 2\)\): backward gives .* 1 of 8 entries differ/);
});
const cube = () => uniform(5)(2, 2, 2);
