import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { test } from "node:test";
import { inspect } from "node:util";
import { checkGradients, numericalGradient, type Checkable } from "../../src/gradcheck/index.js";
import { apart } from "../../src/gradcheck/compare-gradient.js";
import { RECORD_CHANNEL } from "../../src/gradcheck/gradient-check.js";
import { column, fullyConnected, fullyConnectedSample, map, matmul, matrix, ones, relu, softmaxLoss, transpose, uniform, zeros, zip, type Inputs, type Matrix } from "../../src/layers/index.js";

const random = uniform(7);
const X = random(3, 4), W = random(5, 3), b = random(5), dY = random(5, 4);
const square = { X: uniform(8)(4, 4), W: uniform(9)(4, 4), b: uniform(10)(4), dY: uniform(11)(4, 4) };
/** Entries at least 0.1 from the kink. */
const away = map(uniform(12)(3, 4), (x) => x + Math.sign(x) * 0.1);

const right: readonly [title: string, check: () => ReturnType<typeof checkGradients>][] = [
  ["fullyConnected", () => checkGradients(fullyConnected, { X, W, b }, dY)],
  ["fullyConnectedSample", () => checkGradients(fullyConnectedSample, { x: random(3), W, b }, random(5))],
  ["relu", () => checkGradients(relu, { X: away }, uniform(2)(3, 4))],
  ["softmaxLoss", () => checkGradients(softmaxLoss, { X: random(6, 3), labels: [5, 0, 2] }, matrix([[-1.7]]))],
  ["softmaxLoss far from zero", () => checkGradients(softmaxLoss, { X: map(random(6, 3), (x) => 300 * x), labels: [5, 0, 2] }, matrix([[2]]))],
  ["a fully connected layer of size 1", () => checkGradients(fullyConnected, { X: random(1, 1), W: random(1, 1), b: random(1) }, random(1, 1))],
  ["a layer at the origin, where the output is 0", () => checkGradients(fullyConnected, { X, W: zeros(5, 3), b: zeros(5) }, dY)],
  ["a layer with entries of very different sizes", () => checkGradients(fullyConnected, { X: map(X, (x) => x * 1e6), W: map(W, (w) => w * 1e-6), b }, dY)],
];
for (const [title, check] of right) {
  test(`the gradients of ${title} hold, sharply`, () => {
    const result = check();
    assert.equal(result.verdict, "holds", inspect(result));
    for (const gradient of result.gradients) assert.ok(gradient.relativeError < 1e-8, inspect(result));
  });
}

/** fullyConnected with one gradient replaced. */
const withGradient = (name: "X" | "W" | "b", wrong: (right: Matrix, inputs: { X: Matrix; W: Matrix; b: Matrix }, dY: Matrix) => Matrix): typeof fullyConnected => ({
  ...fullyConnected,
  backward: (inputs, upstream) => {
    const gradient = fullyConnected.backward(inputs, upstream);
    return { ...gradient, [name]: wrong(gradient[name], inputs, upstream) };
  },
});
const oneEntry = (A: Matrix, k: number, change: (value: number) => number): Matrix => ({ shape: A.shape, data: A.data.map((value, l) => (l === k ? change(value) : value)) });

const slips: readonly [title: string, name: "X" | "W" | "b", wrong: Parameters<typeof withGradient>[1], wrongEntries: number][] = [
  ["a transposed dL/dW (square, so that shapes cannot tell)", "W", transpose, 12],
  ["dL/dX with W instead of Wᵀ", "X", (_, inputs, upstream) => matmul(inputs.W, upstream), 16],
  ["a sign", "W", (A) => map(A, (a) => -a), 16],
  ["a factor 2", "b", (A) => map(A, (a) => 2 * a), 4],
  ["a factor 1 + 1e-6", "X", (A) => map(A, (a) => a * (1 + 1e-6)), 16],
  ["one entry off by 1e-6", "W", (A) => oneEntry(A, 6, (a) => a + 1e-6), 1],
  ["one entry that is not a number", "W", (A) => oneEntry(A, 6, () => NaN), 1],
  ["the bias's gradient without the sum over the batch", "b", (_, __, upstream) => ({ shape: [4, 1], data: upstream.data.filter((___, k) => k % 4 === 0) }), 4],
  ["the mean over the batch instead of the sum", "b", (A) => map(A, (a) => a / 4), 4],
  ["an upstream gradient that is ignored", "W", (_, inputs) => matmul(ones4x4, transpose(inputs.X)), 16],
];
const ones4x4 = matmul(ones(4), transpose(ones(4)));
for (const [title, name, wrong, wrongEntries] of slips) {
  test(`refuses ${title}`, () => {
    const { dY: upstream, ...inputs } = square;
    const result = checkGradients(withGradient(name, wrong), inputs, upstream);
    assert.equal(result.verdict, "fails");
    const bad = result.gradients.filter((gradient) => gradient.verdict === "fails");
    assert.deepEqual(bad.map((gradient) => [gradient.input, gradient.wrong]), [[name, wrongEntries]], inspect(result));
  });
}

test("names the wrong entry, both values and how many differ", () => {
  const result = checkGradients(withGradient("W", (A) => oneEntry(A, 7, () => 0.5)), { X, W, b }, dY);
  const { worst, message } = result.gradients.find((gradient) => gradient.input === "W")!;
  assert.deepEqual(worst?.index, [2, 1]);
  assert.equal(worst.analytic, 0.5);
  assert.ok(Math.abs(worst.numerical - matmul(dY, transpose(X)).data[7]!) < 1e-9);
  assert.match(message, /^dL\/dW\[2,1\] \(row 3, column 2\): backward gives 0\.5000, numerical -?\d\.\d+; 1 of 15 entries differ$/);
});

test("refuses a gradient of the wrong shape, and says both", () => {
  const result = checkGradients(withGradient("W", transpose), { X, W, b }, dY);
  assert.equal(result.gradients.find((gradient) => gradient.input === "W")?.message, "backward gives shape (3, 5), W has (5, 3): a gradient has the shape of its input; it is transposed: its transpose matches");
  const all = checkGradients({ ...fullyConnected, backward: (_, upstream) => ({ X, W, b: upstream }) }, { X, W, b }, dY);
  assert.equal(all.gradients.find((gradient) => gradient.input === "b")?.message, "backward gives shape (5, 4), b has (5, 1): a gradient has the shape of its input; the sum over the batch is missing: summed over its 4 columns it matches");
});

test("refuses a gradient that is missing", () => {
  const result = checkGradients({ ...fullyConnected, backward: () => ({ X }) }, { X, W, b }, dY);
  assert.equal(result.gradients.find((gradient) => gradient.input === "b")?.message, "backward gives no gradient for b");
  assert.equal(result.verdict, "fails");
});

const elementwise = (f: (x: number) => number, slope: (x: number) => number): Checkable<{ X: Matrix }> => ({
  name: "elementwise",
  forward: (inputs) => map(inputs.X, f),
  backward: (inputs, upstream) => ({ X: zip(inputs.X, upstream, (x, dy) => slope(x) * dy) }),
});

test("at a kink nothing is decided, whatever backward answers", () => {
  for (const slope of [0, 0.5, 1]) {
    const result = checkGradients(elementwise((x) => Math.max(0, x), (x) => (x > 0 ? 1 : x < 0 ? 0 : slope)), { X: column(1, 0, -1) }, column(0.3, -0.8, 0.5));
    assert.equal(result.verdict, "undecided");
    assert.match(result.gradients[0]!.message, /^dL\/dX\[1,0\] \(row 2, column 1\): backward gives .* ± .*; the function has a kink here; 1 of 3 entries undecided: move the point away$/);
  }
});

test("close to a kink a smaller step decides, and still refuses a wrong slope", () => {
  for (const distance of [1e-3, 1e-4, -1e-4]) {
    const at = { X: column(distance) }, upstream = column(0.7);
    assert.equal(checkGradients(elementwise((x) => Math.max(0, x), (x) => (x > 0 ? 1 : 0)), at, upstream).verdict, "holds");
    assert.equal(checkGradients(elementwise((x) => Math.max(0, x), (x) => (x > 0 ? 0 : 1)), at, upstream).verdict, "fails");
  }
});

test("smooth functions with large higher derivatives: right slopes hold, a slip of 1e-6 does not", () => {
  const functions: readonly [f: (x: number) => number, slope: (x: number) => number][] = [
    [Math.exp, Math.exp], [Math.sin, Math.cos], [(x) => 1 / (1 + Math.exp(-x)), (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2],
    [(x) => Math.log(x + 2), (x) => 1 / (x + 2)], [(x) => Math.sin(30 * x), (x) => 30 * Math.cos(30 * x)], [(x) => x ** 9, (x) => 9 * x ** 8], [(x) => x * x, (x) => 2 * x],
  ];
  const at = { X: column(0.1, 0.5, -0.9, 0.77) }, upstream = column(0.3, -0.8, 0.5, 0.6);
  for (const [f, slope] of functions) {
    assert.equal(checkGradients(elementwise(f, slope), at, upstream).verdict, "holds", String(f));
    assert.equal(checkGradients(elementwise(f, (x) => slope(x) * (1 + 1e-6)), at, upstream).verdict, "fails", String(f));
  }
});

const forwards: readonly [title: string, layer: Checkable<{ X: Matrix }>, message: RegExp][] = [
  ["a forward value that is not finite", elementwise((x) => Math.log(x), (x) => 1 / x), /^forward gives NaN in row 1, column 1: gradients are compared where every output is a finite number, so move the inputs into the function's domain$/],
  ["a forward value of another shape", { name: "t", forward: (inputs) => transpose(inputs.X), backward: (inputs) => inputs }, /^forward gives shape \(1, 2\), the upstream gradient has \(2, 1\): they must be equal$/],
  ["a forward that changes its input", { name: "t", forward: (inputs) => ({ ...inputs.X, data: inputs.X.data.fill(1) }), backward: (_, upstream) => ({ X: upstream }) }, /^forward changes its input: X\[0,0\] was -0\.5000 and is 1\.000 afterwards; let it work on a copy$/],
  ["a backward that changes the upstream gradient", { name: "t", forward: (inputs) => map(inputs.X, (x) => x), backward: (_, upstream) => ({ X: { ...upstream, data: upstream.data.fill(1) } }) }, /^backward changes the upstream gradient: dY\[0,0\] was 0\.3000 and is 1\.000 afterwards; let it work on a copy$/],
  ["a forward that draws its own numbers", ((count = 0): Checkable<{ X: Matrix }> => elementwise((x) => x + (count += 1), () => 1))(), /^forward gives another value when asked again with the same inputs: 0\.5000 and then 2\.500 in row 1, column 1; what is drawn at random \(a mask, noise\) must be an input$/],
];
for (const [title, layer, message] of forwards) {
  test(`refuses ${title}`, () => {
    const result = checkGradients(layer, { X: column(-0.5, 0.25) }, column(0.3, 0.4));
    assert.equal(result.verdict, "fails");
    assert.match(result.forward.message, message);
  });
}

test("compares the forward value with an independent one, and refuses one that is off", () => {
  const expected = fullyConnected.forward({ X, W, b });
  assert.deepEqual(checkGradients(fullyConnected, { X, W, b }, dY, { expected }).forward, { shape: [5, 4], verdict: "holds", compared: true, message: "" });
  const off = checkGradients(fullyConnected, { X, W, b }, dY, { expected: oneEntry(expected, 3, (y) => y + 1e-9) });
  assert.match(off.forward.message, /^forward gives .* in row 1, column 4, the independent value is /);
  assert.equal(off.verdict, "fails");
});

test("a check is published once, and carries the seed all its inputs share", () => {
  const published: unknown[] = [];
  const listen = (record: unknown): void => void published.push(record);
  subscribe(RECORD_CHANNEL, listen);
  const check = checkGradients(fullyConnected, { X, W, b }, dY);
  unsubscribe(RECORD_CHANNEL, listen);
  assert.deepEqual(JSON.parse(JSON.stringify(published)), JSON.parse(JSON.stringify([check])));
  assert.equal(check.seed, 7);
  assert.equal(checkGradients(fullyConnected, { X, W, b }, uniform(1)(5, 4)).seed, null);
});

test("two numbers are shown with the digits that tell them apart", () => {
  assert.deepEqual(apart(0.5, -0.25), ["0.5000", "-0.2500"]);
  assert.deepEqual(apart(1 / 3, 1 / 3 + 1e-9), ["0.3333333333", "0.3333333343"]);
  assert.deepEqual(apart(NaN, 1), ["NaN", "1.000"]);
});

test("prints as a table", () => {
  const wrong: Checkable<Inputs & { x: Matrix }> = { name: "half", forward: (inputs) => map(inputs.x, (x) => x / 2), backward: (_, upstream) => ({ x: upstream }) };
  assert.equal(inspect(checkGradients(wrong, { x: column(1) }, column(1), { expect: "fails" })).split("\n")[0], "half: 0 of 1 gradients agree with the numerical derivative, refused as it should be");
  const kink = inspect(checkGradients(relu, { X: column(0) }, column(1), { expect: "undecided" })).split("\n")[0];
  assert.equal(kink, "relu: 0 of 1 gradients agree with the numerical derivative, undecided as it should be");
  const lines = inspect(checkGradients(fullyConnected, { X, W, b }, dY)).split("\n");
  assert.equal(lines[0], "fullyConnected: 3 of 3 gradients agree with the numerical derivative (seed 7)");
  assert.match(lines[2]!, /^✓ {2}dL\/dX {5}\(3, 4\) {2}\d/);
});

test("checks a formula in place of backward, and only the inputs it names", () => {
  const check = checkGradients(fullyConnected, { X, W, b }, dY, { gradient: { W: matmul(dY, transpose(X)) } });
  assert.deepEqual([check.of, check.verdict, check.gradients.map((gradient) => gradient.input)], ["formula", "holds", ["W"]]);
  const wrong = checkGradients(fullyConnected, { X, W, b }, dY, { gradient: { W: map(matmul(dY, transpose(X)), (w) => -w) } });
  assert.equal(wrong.verdict, "fails");
});

test("refuses a formula for an input that does not exist, and an empty one", () => {
  assert.throws(() => checkGradients(fullyConnected, { X, W, b }, dY, { gradient: { V: W } }), { message: "checkGradients: a gradient by V is given, but the inputs are X, W, b" });
  assert.throws(() => checkGradients(fullyConnected, { X, W, b }, dY, { gradient: {} }), { message: "checkGradients: `gradient` names no input, so there would be nothing to check" });
});

test("the numerical gradient has the keys and shapes of the inputs and the values of backward", () => {
  const numerical = numericalGradient(fullyConnected, { X, W, b }, dY), analytic = fullyConnected.backward({ X, W, b }, dY);
  for (const name of ["X", "W", "b"] as const) {
    assert.deepEqual(numerical[name].shape, analytic[name].shape);
    numerical[name].data.forEach((value, k) => assert.ok(Math.abs(value - analytic[name].data[k]!) < 1e-10));
  }
});

test("in a notebook a check is a table: forward first, then a row for each gradient, then what holds of backward", () => {
  const check = checkGradients(fullyConnected, { X, W, b }, dY) as unknown as { [key: symbol]: () => { [mime: string]: { rows: unknown[][] } } };
  const bundle = check[Symbol.for("Jupyter.display")]!();
  const rows = bundle["application/vnd.backproof.table+json"]!.rows;
  assert.deepEqual(rows.map((row) => row[0]), ["forward", { tex: "\\frac{dL}{d\\mathbf{X}}" }, { tex: "\\frac{dL}{d\\mathbf{W}}" }, { tex: "\\frac{dL}{d\\mathbf{b}}" }, "backward"]);
  assert.deepEqual(rows.map((row) => String(row.at(-1)).slice(0, 1)), ["✓", "✓", "✓", "✓", "✓"]);
});
