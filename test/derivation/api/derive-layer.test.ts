/** Every layer's gradient, derived from its forward formula: it is the formula of `latex.backward`, and the numbers of `backward`; no layer is left out. */
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { test } from "node:test";
import { decideClaim } from "../../../src/derivation/check/decide-claim.js";
import type { Derivation } from "../../../src/derivation/derive/derivation.js";
import { number, productOf, sumOf, term } from "../../../src/derivation/expression/build.js";
import { derive } from "../../../src/derivation/index.js";
import * as layers from "../../../src/layers/index.js";
import { attention, averagePooling, batchNorm, batchNormInference, convolution, dropout, flatten, fullyConnected, fullyConnectedSample, gelu, layerNorm, leakyRelu, map, maxPooling, relu, reshape, sigmoid, softmax, softmaxLoss, squaredError, tanh, tensor, uniform, type Inputs, type Layer, type Tensor } from "../../../src/layers/index.js";
import { goalOf } from "../derive/goals.js";

const draw = uniform(11);
function once<T>(work: () => T): () => T {
  let value: { readonly is: T } | null = null;
  return () => (value ??= { is: work() }).is;
}

const random = (...shape: readonly number[]): Tensor => tensor(shape, [...draw(shape.reduce((a, b) => a * b, 1), 1).data]);
const layerOf = (layer: unknown): Layer<Inputs, Tensor> => layer as Layer<Inputs, Tensor>;

/** Inputs of small, different sizes. */
const CASES: readonly (readonly [Layer<Inputs, Tensor>, Inputs])[] = [
  [layerOf(fullyConnected), { X: draw(4, 5), W: draw(3, 4), b: draw(3, 1) }],
  [layerOf(fullyConnectedSample), { x: draw(4, 1), W: draw(3, 4), b: draw(3, 1) }],
  [layerOf(relu), { X: draw(3, 4) }],
  [layerOf(leakyRelu), { X: draw(3, 4) }],
  [layerOf(sigmoid), { X: draw(3, 4) }],
  [layerOf(tanh), { X: draw(3, 4) }],
  [layerOf(gelu), { X: draw(2, 3) }],
  [layerOf(softmax), { X: draw(3, 4) }],
  [layerOf(squaredError), { X: draw(3, 4), T: draw(3, 4) }],
  [layerOf(batchNorm), { X: draw(3, 4), gamma: draw(3, 1), beta: draw(3, 1) }],
  [layerOf(layerNorm), { X: draw(3, 4), gamma: draw(3, 1), beta: draw(3, 1) }],
  [layerOf(batchNormInference), { X: draw(3, 4), gamma: draw(3, 1), beta: draw(3, 1), mu: draw(3, 1), v: map(draw(3, 1), (each) => each + 2) }],
  [layerOf(dropout), { X: draw(3, 4), M: draw(3, 4) }],
  [layerOf(flatten), { X: random(2, 3, 2, 2) }],
  [layerOf(reshape(2, 3)), { X: draw(6, 2) }],
  [layerOf(convolution()), { X: random(2, 3, 3, 2), W: random(2, 2, 2, 2), b: draw(2, 1) }],
  [layerOf(averagePooling({ size: 2 })), { X: random(2, 4, 4, 1) }],
  [layerOf(maxPooling({ size: 2 })), { X: random(1, 4, 4, 2) }],
  [layerOf(attention), { Q: draw(2, 3), K: draw(2, 4), V: draw(5, 4) }],
];

test("every layer is here", () => {
  const made = new Set([...CASES.map(([layer]) => layer), layerOf(softmaxLoss)]);
  const exported = Object.values(layers).filter((each): each is never => typeof each === "object" && "latex" in each);
  assert.deepEqual(exported.filter((each) => !made.has(each)), []);
});

const formula = (layer: Layer<Inputs, Tensor>, input: string, change: (latex: string) => string = (latex) => latex): string => {
  const { where = "", forward } = layer.latex, backward: Readonly<Record<string, string>> = layer.latex.backward;
  return `${where.includes("$") || where === "" ? where : `$${where}$`}\n\n$$${forward}$$\n\n$$${change(backward[input]!)} \\tag{1}$$`;
};

/** What the checker says of the derived gradient against a formula on paper; of dL/dW_{mcef} the entry W_{mcef} stands beside it, times 0, so that its indices have their ranges. */
function verdict({ goal, result }: Derivation, text: string): string {
  const { right, scope, layout } = goalOf(text), by = goal.kind === "derivative" ? goal.by[0] : undefined;
  const left = by?.kind === "entry" ? sumOf([term(1, result), term(1, productOf([number(0), by]))]) : result;
  return decideClaim({ left, right, ranges: new Map(), conditions: [] }, { scope, layout, seed: 5 }).verdict;
}

for (const [layer, inputs] of CASES) {
  for (const input of Object.keys(layer.latex.backward)) {
    const derived = once(() => derive(layer, input as never));
    test(`${layer.name}: the derived dL/d${input} is what backward computes`, () => {
      const Y = layer.forward(inputs), dY = random(...Y.shape);
      const expected = (layer.backward(inputs, dY) as Readonly<Record<string, Tensor>>)[input]!;
      const found = derived().compute(inputs, dY);
      assert.equal(found.data.length, expected.data.length);
      const largest = Math.max(...expected.data.map(Math.abs));
      found.data.forEach((value, k) => { assert.ok(Math.abs(value - expected.data[k]!) <= 1e-9 * Math.max(1, largest), `entry ${k}: derived ${value}, backward ${expected.data[k]!}`); });
    });
    test(`${layer.name}: the derived dL/d${input} is latex.backward, and not with another sign`, () => {
      assert.equal(verdict(derived(), formula(layer, input)), "holds");
      assert.notEqual(verdict(derived(), formula(layer, input, (latex) => latex.replace(/= (-?)/, (_, sign: string) => (sign === "" ? "= -" : "= ")))), "holds");
    });
  }
}

test("softmaxLoss: the derived dL/dX at labels is what backward computes, and another one at other labels", () => {
  const X = draw(3, 4), dL = { shape: [1, 1], data: Float64Array.of(2) } as const, inputs = { X, labels: [0, 2, 1, 2] };
  const derived = derive(softmaxLoss, "X");
  assert.equal(verdict(derived, formula(layerOf(softmaxLoss), "X")), "holds");
  const { X: expected } = softmaxLoss.backward(inputs, dL);
  derived.compute(inputs, dL).data.forEach((value, k) => { assert.ok(Math.abs(value - expected.data[k]!) < 1e-12, `entry ${k}: derived ${value}, backward ${expected.data[k]!}`); });
  assert.notDeepEqual(derived.compute({ X, labels: [1, 2, 1, 2] }, dL).data, derived.compute(inputs, dL).data);
});

test("the last value of a cell prints as text; LaTeX is there for the page", () => {
  const derived = derive(fullyConnected, "W");
  assert.equal(derived.latex, "\\frac{dL}{d\\mathbf{Y}} \\mathbf{X}^T");
  assert.match(inspect(derived), /\\frac\{dL\}\{d\\mathbf\{W\}\}|\\frac\{dL\}\{dW\}/);
  assert.match(derived.display, /^\\begin\{align/);
});

test("what has no gradient is told", () => {
  assert.throws(() => derive(layerOf(relu), "W" as never), { message: "derive: relu has no gradient by 'W'; it has those by X" });
});

