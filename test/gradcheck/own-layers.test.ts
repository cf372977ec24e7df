/** Layers as an engineer writes them, in plain arrays with samples as rows, each with a mistake that people make: what the check says, in full but for the measured numbers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkGradients, formatCheck, type Checkable } from "../../src/gradcheck/index.js";
import { toRows, uniform } from "../../src/layers/index.js";

type Rows = number[][];
const product = (A: Rows, B: Rows): Rows => A.map((row) => B[0]!.map((_, j) => row.reduce((sum, a, k) => sum + a * B[k]![j]!, 0)));
const turned = (A: Rows): Rows => A[0]!.map((_, j) => A.map((row) => row[j]!));
const random = uniform(4), rows = (m: number, n: number): Rows => toRows(random(m, n)), row = (n: number): number[] => rows(1, n)[0]!;

type Dense = Checkable<{ X: Rows; W: Rows; b: number[] }, Rows>;
const right = ({ X, W }: { X: Rows; W: Rows }, dY: Rows) => ({ X: product(dY, turned(W)), W: product(turned(X), dY), b: turned(dY).map((column) => column.reduce((sum, d) => sum + d, 0)) });
const dense: Dense = { name: "dense", forward: ({ X, W, b }) => product(X, W).map((y) => y.map((each, j) => each + b[j]!)), backward: right };
const at = { X: rows(4, 3), W: rows(3, 5), b: row(5) }, square = { X: rows(4, 5), W: rows(5, 5), b: row(5) };
const withGradient = (change: (given: { X: Rows; W: Rows; b: number[] }, dY: Rows) => object): Dense => ({ ...dense, backward: (given, dY) => ({ ...right(given, dY), ...change(given, dY) }) });

/** Same padding: y_i = Σ_k w_k x_{i+k−1}. */
const convolution = (shift: number): Checkable<{ x: number[]; w: number[] }, number[]> => ({
  name: "convolution",
  forward: ({ x, w }) => x.map((_, i) => w.reduce((sum, each, k) => sum + each * (x[i + k - 1] ?? 0), 0)),
  backward: ({ x, w }, dy) => ({ x: x.map((_, j) => w.reduce((sum, each, k) => sum + each * (dy[j - k + 1 + shift] ?? 0), 0)), w: w.map((_, k) => dy.reduce((sum, d, i) => sum + d * (x[i + k - 1] ?? 0), 0)) }),
});
const images = (turn: boolean): Checkable<{ X: Rows; W: Rows }, Rows> => {
  const laid = (A: Rows, W: Rows, way: 1 | -1): Rows => A.map((each, i) => each.map((_, j) => W.reduce((sum, w, e) => sum + w.reduce((inner, weight, f) => inner + weight * (A[i + way * (e - 1)]?.[j + way * (f - 1)] ?? 0), 0), 0)));
  return {
    name: "images",
    forward: ({ X, W }) => laid(X, W, 1),
    backward: ({ X, W }, dY) => ({ X: laid(dY, W, turn ? -1 : 1), W: W.map((w, e) => w.map((_, f) => X.reduce((sum, x, i) => sum + x.reduce((inner, __, j) => inner + dY[i]![j]! * (X[i + e - 1]?.[j + f - 1] ?? 0), 0), 0))) }),
  };
};
const MASK = [1, 0, 1, 1, 0, 1];
const dropout = (scale: number): Checkable<{ x: number[] }, number[]> => ({ name: "dropout", forward: ({ x }) => x.map((each, k) => (each * MASK[k]!) / 0.7), backward: (_, dy) => ({ x: dy.map((d, k) => (d * MASK[k]!) / scale) }) });

test("the right ones hold", () => {
  for (const check of [checkGradients(dense, at), checkGradients(convolution(0), { x: row(8), w: row(3) }), checkGradients(images(true), { X: rows(5, 6), W: rows(3, 3) }), checkGradients(dropout(0.7), { x: row(6) })]) assert.equal(check.verdict, "holds", formatCheck(check));
});

const N = String.raw`-?\d[\d.e+-]*`;
const said: readonly (readonly [title: string, check: () => ReturnType<typeof checkGradients>, message: string])[] = [
  ["a transposed dW", () => checkGradients(withGradient((given, dY) => ({ W: turned(right(given, dY).W) })), square), `dL/dW[·] (·): backward gives ·, numerical ·; 20 of 25 entries differ; it is transposed: its transpose matches`],
  ["a transposed dW whose shape tells", () => checkGradients(withGradient((given, dY) => ({ W: turned(right(given, dY).W) })), at), "backward gives shape (5, 3), W has (3, 5): a gradient has the shape of its input; it is transposed: its transpose matches"],
  ["W where its transpose belongs", () => checkGradients(withGradient(({ W }, dY) => ({ X: product(dY, W) })), square), "dL/dX[·] (·): backward gives ·, numerical ·; 20 of 20 entries differ; with W transposed it would match"],
  ["db of the first sample", () => checkGradients(withGradient((_, dY) => ({ b: dY[0] })), at), "dL/db[·]: backward gives ·, numerical ·; 5 of 5 entries differ; only the first of the 4 rows of the upstream gradient enters: where samples are rows, the sum over the batch is missing"],
  ["dW of the last sample", () => checkGradients(withGradient(({ X }, dY) => ({ W: product(turned([X[3]!]), [dY[3]!]) })), at), "dL/dW[·] (·): backward gives ·, numerical ·; 15 of 15 entries differ; only the last of the 4 rows of the upstream gradient enters: where samples are rows, the sum over the batch is missing"],
  ["db without its sum", () => checkGradients(withGradient((_, dY) => ({ b: dY })), at), "backward gives shape (4, 5), b has (5): a gradient has the shape of its input; the sum over the batch is missing: summed over its 4 rows it matches"],
  ["db as a mean", () => checkGradients(withGradient((given, dY) => ({ b: right(given, dY).b.map((d) => d / 4) })), at), "dL/db[·]: backward gives ·, numerical ·; 5 of 5 entries differ; a constant factor: it is 1/4 times the gradient, one over the 4 rows of the upstream gradient: where samples are rows, a mean where the sum belongs"],
  ["a sign", () => checkGradients(withGradient((given, dY) => ({ X: right(given, dY).X.map((each) => each.map((d) => -d)) })), at), "dL/dX[·] (·): backward gives ·, numerical ·; 12 of 12 entries differ; the sign is wrong: its negative matches"],
  ["dX in one row", () => checkGradients(withGradient((given, dY) => ({ X: right(given, dY).X.flat() })), at), "backward gives shape (12), X has (4, 3): a gradient has the shape of its input; its numbers match in their order: give them the shape of X"],
  ["db with an entry too few", () => checkGradients(withGradient((given, dY) => ({ b: right(given, dY).b.slice(1) })), at), "backward gives shape (4), b has (5): a gradient has the shape of its input"],
  ["db as whole numbers", () => checkGradients(withGradient((given, dY) => ({ b: Int32Array.from(right(given, dY).b) })), at, undefined, { wrt: ["b"] }), "backward gives an Int32Array for b: a gradient is a number, an array of numbers, a Float64Array or Float32Array, or a matrix"],
  ["the 2 of a square", () => checkGradients({ forward: ({ x, t }: { x: number[]; t: number[] }) => x.reduce((sum, each, k) => sum + (each - t[k]!) ** 2, 0), backward: ({ x, t }, dL: number) => ({ x: x.map((each, k) => (each - t[k]!) * dL) }) }, { x: row(4), t: row(4) }), "dL/dx[·]: backward gives ·, numerical ·; 4 of 4 entries differ; a constant factor: it is 1/2 times the gradient"],
  ["padding off by one", () => checkGradients(convolution(1), { x: row(8), w: row(3) }), "dL/dx[·]: backward gives ·, numerical ·; 8 of 8 entries differ; off by one: entry k holds what belongs to entry k + 1"],
  ["a kernel that is not turned round", () => checkGradients(images(false), { X: rows(5, 6), W: rows(3, 3) }), "dL/dX[·] (·): backward gives ·, numerical ·; 30 of 30 entries differ; with the last two axes of W turned by 180° it would match"],
  ["dropout without its scale", () => checkGradients(dropout(1), { x: row(6) }), "dL/dx[·]: backward gives ·, numerical ·; 4 of 6 entries differ; a constant factor: it is 0.7 times the gradient"],
];
for (const [title, check, message] of said) {
  test(`${title}: which entry, and why`, () => {
    const { verdict, gradients } = check();
    const wrong = gradients.filter((gradient) => gradient.verdict !== "holds");
    assert.deepEqual([verdict, wrong.length], ["fails", 1]);
    assert.equal(wrong[0]!.message.replace(new RegExp(`(?<=gives |numerical )${N}`, "g"), "·").replace(/(?<=dL\/d\w)\[[\d,]+\]( \([^)]*\))?/, (_, place: string | undefined) => `[·]${place === undefined ? "" : " (·)"}`), message);
  });
}

const pair = { x: [0.5, -2], y: [1, 3] };
const values: readonly (readonly [title: string, check: () => ReturnType<typeof checkGradients>, message: string])[] = [
  ["forward works in its input", () => checkGradients({ forward: ({ x }: { x: number[] }) => { x.forEach((each, k) => (x[k] = Math.max(0, each))); return x; }, backward: (_, dy) => ({ x: dy }) }, { x: [0.5, -2] }), "forward changes its input: x[1] was -2.000 and is 0.000 afterwards; let it work on a copy"],
  ["forward adds to its input", () => checkGradients({ forward: ({ x }: { x: number[] }) => { x.push(0); return 1; }, backward: () => ({ x: [0, 0] }) }, { x: [0.5, -2] }), "forward changes its input: x had 2 numbers and has 3 afterwards; let it work on a copy"],
  ["backward works in an input", () => checkGradients({ forward: ({ x }: { x: number[] }) => x.map((each) => each ** 2), backward: ({ x }, dy) => ({ x: x.map((each, k) => (x[k] = 2 * each * dy[k]!)) }) }, { x: [0.5, -2] }, [1, 0.5]), "backward changes the input: x[0] was 0.5000 and is 1.000 afterwards; let it work on a copy"],
  ["an output that is none", () => checkGradients({ forward: ({ x, y }: typeof pair) => x.map((each, k) => Math.log(each) * y[k]!), backward: () => ({ x: [0, 0] }) }, pair), "forward gives NaN in entry (2): gradients are compared where every output is a finite number, so move the inputs into the function's domain"],
  ["an input that is none", () => checkGradients({ forward: ({ x }: { x: number[] }) => x.map((each) => 2 * each), backward: (_, dy) => ({ x: dy }) }, { x: [1, NaN] }), "forward gives NaN in entry (2): the input x[1] is NaN"],
  ["an input under another name, read as a number", () => checkGradients({ forward: ({ weight }: { weight: number }) => 2 * weight, backward: (_: object, dy: number) => ({ w: dy }) } as never, { w: 3 }), "forward gives NaN: forward reads weight, which is not among the inputs: they are w"],
  ["arguments one by one", () => checkGradients({ forward: (x: number, y: number) => x * y, backward: () => ({ x: 1, y: 1 }) } as never, { x: 2, y: 3 }), "forward gives NaN: forward is given one record with all inputs, as in ({ x, y }) => …, and this one takes 2 arguments"],
];
for (const [title, check, message] of values) {
  test(`${title}: what to do`, () => {
    const result = check();
    assert.deepEqual([result.verdict, result.forward.message], ["fails", message]);
    assert.equal(formatCheck(result), `layer: no gradient was compared\n  ${message}`);
  });
}

const thrown: readonly (readonly [title: string, call: () => unknown, message: string])[] = [
  ["an input under another name", () => checkGradients(dense, { X: at.X, weights: at.W, b: at.b } as never), "checkGradients: forward reads W, which is not among the inputs: they are X, weights, b (Cannot read properties of undefined (reading '0'))"],
  ["an input inside of another, under another name", () => checkGradients({ forward: ({ x, p }: { x: number; p: { w: number[] } }) => x * p.w[0]!, backward: () => ({ x: 1 }) }, { x: 2, p: { v: [1] } } as never), "checkGradients: forward reads p.w, which is not among the inputs: they are x, p (Cannot read properties of undefined (reading '0'))"],
  ["a promise", () => checkGradients({ name: "late", forward: () => Promise.resolve(1), backward: () => ({ x: 1 }) }, { x: 1 }), "checkGradients: forward of late must give a number, an array of numbers, or a matrix; it gives a promise"],
  ["a forgotten return", () => checkGradients({ forward: ({ x }: { x: number }) => x, backward: (() => undefined) as never }, { x: 1 }), "checkGradients: backward must give each gradient under the name of its input, as in { x: … }; it gives undefined (is a `return` missing?)"],
  ["no backward", () => checkGradients({ name: "half", forward: ({ x }: { x: number }) => x } as never, { x: 1 }), "checkGradients: half has no backward: what is checked is a record of two functions, { forward, backward }"],
  ["whole numbers alone", () => checkGradients({ forward: ({ k }: { k: Int32Array }) => 2 * k[0]!, backward: (_, dy) => ({ k: dy }) }, { k: Int32Array.of(3) }), "checkGradients: there is nothing to check: k: an Int32Array is not differentiated, so its gradient was not checked"],
  ["shapes that do not fit, where the language says it", () => checkGradients({ name: "product", forward: ({ A, B }: { A: Rows; B: Rows }) => A.map((row) => B[0]!.map((_, j) => row.reduce((sum, a, k) => sum + a * B[k]![j]!, 0))), backward: () => ({}) }, { A: [[1, 2, 3]], B: [[1], [2]] }), "checkGradients: forward of product fails at A (1, 3), B (2, 1): Cannot read properties of undefined (reading '0')"],
  ["the same in backward", () => checkGradients({ name: "sum", forward: ({ x }: { x: number[] }) => x.reduce((sum, each) => sum + each, 0), backward: ({ x }, dy) => ({ x: x.map((_, k) => (dy as never as number[][])[0]![k]!) }) }, { x: [1, 2] }), "checkGradients: backward of sum fails at x (2): Cannot read properties of undefined (reading '0')"],
  ["text in place of numbers", () => checkGradients({ name: "square", forward: ({ x }: { x: number[] }) => x.map((each) => each ** 2), backward: () => ({ x: [0] }) }, { x: "12" } as never), "checkGradients: forward of square fails at x = a string: x.map is not a function"],
  ["text among numbers", () => checkGradients({ forward: ({ x }: { x: number[] }) => x.map((each) => each ** 2), backward: () => ({ x: [2, 4] }) }, { x: [1, "2"] } as never), "checkGradients: there is nothing to check: x: an array with a string in it is not differentiated, so its gradient was not checked"],
  ["an input with rows of different lengths", () => checkGradients(dense, { ...at, X: [[1, 2], [3]] }), "checkGradients: the input X: nested arrays must be equally long: element 0 has shape (2) and element 1 has (1); values of different shapes go into a record, as in { y, h }"],
  ["a gradient with rows of different lengths", () => checkGradients({ forward: ({ x }: { x: Rows }) => x[0]![0]!, backward: () => ({ x: [[1, 0], [0]] }) }, { x: [[1, 2], [3, 4]] }), "checkGradients: backward's dL/dx: nested arrays must be equally long: element 0 has shape (2) and element 1 has (1); values of different shapes go into a record, as in { y, h }"],
  ["no entries to differentiate by", () => checkGradients({ forward: ({ x }: { x: number[] }) => x.reduce((sum, each) => sum + each, 0), backward: () => ({ x: [] }) }, { x: [] }), "checkGradients: there is nothing to check: x (0) has no entries"],
  ["an output without numbers", () => checkGradients({ name: "none", forward: ({ x }: { x: number }) => [x].slice(1), backward: () => ({ x: 7 }) }, { x: 1 }), "checkGradients: there is nothing to check: forward of none gives no numbers, its shape is (0)"],
  ["no inputs", () => checkGradients(dense, {} as never), "checkGradients: forward reads X, W, b, which are not among the inputs: there are none (Cannot read properties of undefined (reading 'map'))"],
  ["a backward that promises", () => checkGradients({ forward: ({ x }: { x: number }) => x, backward: (() => Promise.resolve({ x: 1 })) as never }, { x: 1 }), "checkGradients: backward must give each gradient under the name of its input, as in { x: … }; it gives a promise"],
  ["no layer", () => checkGradients(undefined as never, { x: 1 }), "checkGradients: what is checked is a record of two functions, { forward, backward }; it is undefined"],
  ["an option that is none", () => checkGradients(dense, at, undefined, { wtr: ["X"] } as never), "checkGradients: there is no option wtr; there are expected, gradient, expect, wrt, by, directions, seed, secondOrder"],
  ["an option's word that is none", () => checkGradients(dense, at, undefined, { by: "entry" } as never), 'checkGradients: the option by is "entries" or "directions"; it is "entry"'],
  ["options in place of the upstream gradient", () => checkGradients(dense, at, { by: "entries", wrt: ["X"] } as never), "checkGradients: the third argument is the upstream gradient, and options come after it: checkGradients(layer, inputs, undefined, { by, wrt })"],
  ["an upstream gradient that is none", () => checkGradients(dense, at, "ones" as never), "checkGradients: the upstream gradient has the form of forward's output: a number, an array of numbers, or a matrix; it is a string"],
];
for (const [title, call, message] of thrown) test(`refuses ${title}`, () => assert.throws(call, { message }));

test("an error of forward itself is thrown as it is", () => {
  assert.throws(() => checkGradients({ forward: ({ x }: { x: number }) => { if (x < 2) throw new RangeError("x is too small"); return x; }, backward: (_, dy) => ({ x: dy }) }, { x: 1 }), { name: "RangeError", message: "x is too small" });
});

test("an error of the language keeps its place as the cause", () => {
  assert.throws(() => checkGradients({ forward: ({ x }: { x: number[] }) => x.map((each) => 2 * each), backward: () => ({}) }, { x: 1 } as never), ({ message, cause }: Error) => message === "checkGradients: forward of the layer fails at x = 1: x.map is not a function" && cause instanceof TypeError);
});

test("a symmetric second derivative is asked of some of the inputs, too", () => {
  // right at the inputs themselves; the gradient by x is that of no function elsewhere, since it depends on the order of its entries
  const x = [0.5, -0.25], bent = (slip: number): Checkable<{ x: number[]; b: number }, number> => ({
    name: "bent",
    forward: ({ x: [p, q], b }) => p! ** 2 + q! ** 2 + b,
    backward: ({ x: [p, q] }, dy) => ({ x: [2 * p! * dy + slip * (q! - x[1]!) * dy, 2 * q! * dy], b: dy }),
  });
  const asked = (slip: number) => checkGradients(bent(slip), { x, b: 1 }, undefined, { wrt: ["x"], secondOrder: true }).properties.map(({ verdict }) => verdict);
  assert.deepEqual([asked(0), asked(1)], [["holds", "holds"], ["holds", "fails"]]);
});

test("every option by its name is taken, and one that is not given", () => {
  const options = { wrt: ["X"], by: "entries", directions: 3, seed: 5, secondOrder: true, expect: "holds" } as const;
  assert.equal(checkGradients(dense, at, undefined, options).verdict, "holds");
  assert.equal(checkGradients(dense, at, undefined, { by: undefined } as never).verdict, "holds");
});

test("a layer that remembers in forward what backward needs is asked in that order", () => {
  const remembers = (slip: number): Checkable<{ W: Rows; X: Rows }, Rows> => {
    let cached: Rows = [];
    return { name: "remembers", forward: ({ X, W }) => { cached = X; return product(X, W); }, backward: ({ W }, dY) => ({ W: product(turned(cached), dY).map((each) => each.map((d) => slip * d)), X: product(dY, turned(W)) }) };
  };
  const inputs = { W: rows(3, 5), X: rows(4, 3) };
  assert.equal(checkGradients(remembers(1), inputs, undefined, { secondOrder: true }).verdict, "holds");
  assert.equal(checkGradients(remembers(2), inputs).gradients[0]!.slip, "a constant factor: it is 2 times the gradient");
});

test("a layer that refuses a changed input is not asked again in that way", () => {
  const strict: Dense = { ...withGradient(({ W }, dY) => ({ X: product(dY, W) })), forward: (given) => { if (given.W !== square.W && given.W[0]![1] === square.W[1]![0]) throw new RangeError("W was turned"); return dense.forward(given); } };
  const { gradients: [gradient] } = checkGradients(strict, square);
  assert.deepEqual([gradient!.verdict, gradient!.slip], ["fails", null]);
});
