import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { test } from "node:test";
import fc from "fast-check";
import { inspect } from "node:util";
import { checkLayer, type LayerCheck } from "../../../src/derivation/index.js";
import { RECORD_CHANNEL } from "../../../src/gradcheck/gradient-check.js";
import { fullyConnected, fullyConnectedSample, map, matmul, matrix, relu, softmaxLoss, transpose, uniform, zip, type Inputs, type Layer, type Matrix } from "../../../src/layers/index.js";

const random = uniform(7);
const X = random(3, 4), W = random(5, 3), b = random(5), dY = random(5, 4);
const square = { X: uniform(3)(3, 3), W: uniform(4)(3, 3), b: uniform(5)(3) }, squareDY = uniform(6)(3, 3);

/** A layer with inputs for it, and one slip in each of its three parts. */
interface Case<I extends Inputs> {
  readonly layer: Layer<I>;
  readonly inputs: I;
  readonly dY?: Matrix;
  /** What forward gives instead: another function, with another derivative. */
  readonly wrongForward: (Y: Matrix, inputs: I) => Matrix;
  /** An input, and what backward and the paper give for it instead. */
  readonly by: keyof I & string;
  readonly wrongBackward: (gradient: Matrix) => Matrix;
  readonly wrongFormula: string;
}

const double = (A: Matrix): Matrix => map(A, (a) => 2 * a);
const caseOf = <I extends Inputs>(each: Case<I>): Case<Inputs> => each as unknown as Case<Inputs>;
const cases: readonly Case<Inputs>[] = [
  caseOf({ layer: fullyConnected, inputs: { X, W, b }, dY, wrongForward: (_, inputs) => matmul(map(inputs.W, Math.abs), inputs.X), by: "W", wrongBackward: (A) => map(A, (a) => -a), wrongFormula: String.raw`\frac{dL}{d\mathbf{W}} = \mathbf{X} \left( \frac{dL}{d\mathbf{Y}} \right)^T` }),
  caseOf({ layer: fullyConnected, inputs: square, dY: squareDY, wrongForward: (_, inputs) => matmul(transpose(inputs.W), inputs.X), by: "W", wrongBackward: transpose, wrongFormula: String.raw`\frac{dL}{d\mathbf{W}} = \mathbf{X}^T \frac{dL}{d\mathbf{Y}}` }),
  caseOf({ layer: fullyConnectedSample, inputs: { x: random(3), W, b }, wrongForward: double, by: "x", wrongBackward: double, wrongFormula: String.raw`\frac{dL}{d\mathbf{x}} = -\mathbf{W}^T \frac{dL}{d\mathbf{y}}` }),
  caseOf({ layer: relu, inputs: { X }, wrongForward: double, by: "X", wrongBackward: (A) => map(A, Math.abs), wrongFormula: String.raw`\frac{dL}{d\mathbf{X}} = \mathbb{1}[\mathbf{X} < 0] \odot \frac{dL}{d\mathbf{Y}}` }),
  caseOf({ layer: softmaxLoss, inputs: { X: random(3, 4), labels: [0, 2, 1, 2] }, dY: matrix([[-1.7]]), wrongForward: double, by: "X", wrongBackward: double, wrongFormula: String.raw`\frac{dL}{dX_{ik}} = \frac{e^{X_{ik}}}{\sum_{j=1}^{C} e^{X_{jk}}} - \mathbb{1}[i = c_k]` }),
];

/** A slip in the code, in the paper, or none. */
type Slip = Partial<Pick<Layer<Inputs>, "forward" | "backward" | "latex">>;
const check = ({ layer, inputs, dY: upstream }: Case<Inputs>, slip: Slip = {}): LayerCheck => checkLayer({ ...layer, ...slip }, inputs, upstream);

for (const each of cases) {
  const { layer, by } = each;
  test(`${layer.name}: paper and code agree`, () => {
    const found = check(each);
    assert.equal(found.summary, "paper and code agree", inspect(found));
    assert.equal(found.verdict, "holds");
    assert.deepEqual(found.parts.map(({ name }) => name), ["forward", ...Object.keys(layer.latex.backward).map((name) => `backward.${name}`)].sort((p, q) => order(each, p) - order(each, q)));
  });

  test(`${layer.name}: a wrong backward is the code's`, () => {
    const backward: Layer<Inputs>["backward"] = (inputs, upstream) => { const gradient = layer.backward(inputs, upstream) as Record<string, Matrix>; return { ...gradient, [by]: each.wrongBackward(gradient[by]!) }; };
    const found = check(each, { backward });
    assert.equal(found.summary, `the paper is right and the code is wrong (backward.${by})`, inspect(found));
    assert.equal(found.verdict, "fails");
  });

  test(`${layer.name}: a wrong forward is the code's`, () => {
    const found = check(each, { forward: (inputs) => each.wrongForward(layer.forward(inputs), inputs) });
    assert.equal(found.summary, "the paper is right and the code is wrong (forward)", inspect(found));
    assert.equal(found.verdict, "fails");
  });

  test(`${layer.name}: a wrong gradient in the LaTeX is the paper's`, () => {
    const found = check(each, { latex: { ...layer.latex, backward: { ...layer.latex.backward, [by]: each.wrongFormula } } });
    assert.equal(found.summary, `the code is right and the paper is wrong (latex.backward.${by})`, inspect(found));
    assert.equal(found.verdict, "fails");
  });
}
const order = ({ inputs }: Case<Inputs>, name: string): number => (name === "forward" ? -1 : Object.keys(inputs).indexOf(name.slice("backward.".length)));

const withLatex = (latex: Partial<(typeof fullyConnected)["latex"]>): typeof fullyConnected => ({ ...fullyConnected, latex: { ...fullyConnected.latex, ...latex } });

test("a wrong forward formula is the paper's, where its own gradients do not follow from it", () => {
  const found = checkLayer(withLatex({ forward: String.raw`\mathbf{Y} = \mathbf{W} \mathbf{X} - \mathbf{b} \mathbf{1}^T` }), { X, W, b }, dY);
  assert.equal(found.summary, "the code is right and the paper is wrong (latex.forward)", inspect(found));
});

test("two layers that are each right in themselves are told apart, and nobody is blamed", () => {
  const forward = String.raw`\mathbf{Y} = \mathbf{W} \mathbf{X} - \mathbf{b} \mathbf{1}^T`, gradientB = String.raw`\frac{dL}{d\mathbf{b}} = -\frac{dL}{d\mathbf{Y}} \mathbf{1}`;
  const found = checkLayer(withLatex({ forward, backward: { ...fullyConnected.latex.backward, b: gradientB } }), { X, W, b }, dY);
  assert.equal(found.summary, "paper and code are two different layers", inspect(found));
  assert.equal(found.verdict, "fails");
});

test("a constant between the forward values is seen, though no gradient tells of it", () => {
  const found = checkLayer({ ...fullyConnected, forward: (inputs) => map(fullyConnected.forward(inputs), (y) => y + 1) }, { X, W, b }, dY);
  assert.equal(found.summary, "paper and code are two different layers", inspect(found));
});

test("a forward of another shape", () => {
  const found = checkLayer({ ...relu, forward: (inputs) => transpose(relu.forward(inputs)), backward: (_, upstream) => ({ X: transpose(upstream) }) }, { X });
  assert.equal(inspect(found), "✗ relu: paper and code are two different layers\n  forward: forward gives shape (4, 3), latex.forward gives shape (3, 4); which of them is meant, the gradients do not tell");
});

test("a true formula under another input's name is the paper's slip", () => {
  const { backward } = fullyConnected.latex;
  const found = checkLayer(withLatex({ backward: { ...backward, W: backward.b } }), { X, W, b }, dY);
  assert.equal(found.summary, "the code is right and the paper is wrong (latex.backward.W)");
  assert.match(found.parts.find(({ name }) => name === "backward.W")!.message, /^latex\.backward\.W is a formula for dL\/db; /);
});

test("both wrong, both said", () => {
  const { backward } = fullyConnected.latex;
  const found = checkLayer({ ...withLatex({ backward: { ...backward, X: backward.X.replace("= ", "= 2") } }), backward: (inputs, upstream) => ({ ...fullyConnected.backward(inputs, upstream), b: zip(b, b, (p) => p) }) }, { X, W, b }, dY);
  assert.equal(found.summary, "paper and code are wrong (latex.backward.X; backward.b)", inspect(found));
});

test("a formula that is not understood never counts as holding", () => {
  const { backward } = fullyConnected.latex;
  const found = checkLayer(withLatex({ backward: { ...backward, X: String.raw`\frac{dL}{d\mathbf{X}} = \mathbf{Q} \frac{dL}{d\mathbf{Y}}` } }), { X, W, b }, dY);
  assert.deepEqual([found.verdict, found.summary], ["undecided", "not decided"]);
});

test("a point at a kink, or too near to tell, is undecided", () => {
  for (const x of [0, 1e-12]) {
    const found = checkLayer(relu, { X: matrix([[x, 1]]) });
    assert.equal(found.verdict, "undecided", inspect(found));
    assert.match(found.parts.at(-1)!.message, /; the derivative of latex\.forward is undefined in row 1, column 1, or a kink is too near to say$/);
  }
});

test("any sizes, any inputs: the layer agrees, and one entry of one gradient off by a millionth is found", () => {
  const size = fc.integer({ min: 1, max: 5 });
  fc.assert(fc.property(size, size, size, fc.integer({ min: 0, max: 2 ** 31 }), fc.constantFrom("X", "W", "b"), fc.nat(), (m, n, N, seed, name, k) => {
    const draw = uniform(seed);
    const inputs = { X: draw(n, N), W: draw(m, n), b: draw(m) }, upstream = draw(m, N);
    assert.equal(checkLayer(fullyConnected, inputs, upstream).verdict, "holds");
    const backward: typeof fullyConnected.backward = (given, from) => {
      const gradient = fullyConnected.backward(given, from), scale = Math.max(...gradient[name].data.map(Math.abs));
      return { ...gradient, [name]: { ...gradient[name], data: gradient[name].data.map((g, l) => (l === k % gradient[name].data.length ? g + 1e-6 * scale : g)) } };
    };
    assert.equal(checkLayer({ ...fullyConnected, backward }, inputs, upstream).summary, `the paper is right and the code is wrong (backward.${name})`);
  }), { numRuns: 30 });
});

test("it prints as text and is published as a record", () => {
  const records: unknown[] = [];
  const listen = (record: unknown): void => { records.push(record); };
  subscribe(RECORD_CHANNEL, listen);
  const wrong = checkLayer({ ...relu, backward: (_, upstream) => ({ X: upstream }) }, { X: matrix([[-1, 2]]) }, matrix([[3, 4]]));
  unsubscribe(RECORD_CHANNEL, listen);
  assert.equal(inspect(wrong), [
    "✗ relu: the paper is right and the code is wrong (backward.X)",
    "  forward: forward equals latex.forward exactly",
    "  backward.X: latex.backward.X holds (exact); backward gives 3 in row 1, column 1, the derivative of latex.forward is 0",
  ].join("\n"));
  assert.deepEqual(records.map((record) => (record as LayerCheck).kind), ["layer-check"]);
});

const refused: readonly (readonly [title: string, check: () => unknown, message: string])[] = [
  ["an input of another shape", () => checkLayer({ ...relu, latex: { ...relu.latex, where: String.raw`\mathbf{X} \in \mathbb{R}^n` } }, { X }), "checkLayer: X has shape (3, 4), and latex.where declares a column"],
  ["two lengths for one letter", () => checkLayer({ ...relu, latex: { ...relu.latex, where: String.raw`\mathbf{X} \in \mathbb{R}^{n \times n}` } }, { X }), "checkLayer: X has shape (3, 4), and latex.where declares n = 3 for its columns"],
  ["a shape that is said nowhere", () => checkLayer({ ...relu, latex: { forward: relu.latex.forward, backward: relu.latex.backward } }, { X }), "checkLayer: the input X stands nowhere in the layer's latex; say in latex.where what it is"],
  ["an upstream gradient of another shape", () => checkLayer(relu, { X }, dY), "relu.backward: dY has shape (5, 4) and must have (3, 4): the shape of X, entry by entry"],
  ["a forward formula that defines nothing", () => checkLayer({ ...relu, latex: { ...relu.latex, forward: String.raw`\max(0, \mathbf{X})` } }, { X }), String.raw`checkLayer: latex.forward of relu must define the output in a way that is understood: '\max(0, \mathbf{X})'`],
];
for (const [title, run, message] of refused) test(`refuses ${title}`, () => { assert.throws(run, { message }); });
