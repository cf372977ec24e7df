/** Several points in one call; inputs and outputs that are records and lists; what is refused before anything is compared. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { checkGradients, formatCheck, type Checkable } from "../../src/gradcheck/index.js";
import { fullyConnected, matmul, relu, transpose, uniform, matrix, type Matrix } from "../../src/layers/index.js";

const points = [1, 2, 3].map((seed) => ({ X: uniform(seed)(3, 4), W: uniform(seed + 10)(5, 3), b: uniform(seed + 20)(5) }));

test("several points: each must hold, and the numbers told are those of the worst", () => {
  const check = checkGradients(fullyConnected, points);
  assert.deepEqual([check.verdict, check.gradients.map(({ input, entries }) => [input, entries]), check.notes], ["holds", [["X", 12], ["W", 15], ["b", 5]], ["3 points: each row is of the point where it differs most"]]);
  assert.equal(check.evaluations, points.map((at) => checkGradients(fullyConnected, at).evaluations).reduce((a, b) => a + b, 0));
});

/** Right where the input is positive. */
const square: Checkable<{ x: number }, number> = { name: "square", forward: ({ x }) => x ** 2, backward: ({ x }, dy) => ({ x: (x > 0 ? 2 * x : x) * dy }) };

test("a mistake at one point fails the check, and the message says at which", () => {
  assert.equal(checkGradients(square, { x: 1 }, 0.5).verdict, "holds");
  const check = checkGradients(square, [{ x: 1 }, { x: -3 }, { x: 2 }], 0.5);
  assert.deepEqual([check.verdict, check.gradients[0]!.message], ["fails", "point 2 of 3: dL/dx: backward gives -1.500, numerical -3.000; 1 of 1 entries differ; a constant factor: it is 1/2 times the gradient"]);
});

test("a kink at one point leaves the check undecided; a forward value that is none at one point fails it", () => {
  assert.equal(checkGradients(relu, [{ X: matrix([[1, -1]]) }, { X: matrix([[0, 1]]) }]).verdict, "undecided");
  const root: Checkable<{ x: number }, number> = { forward: ({ x }) => Math.sqrt(x), backward: ({ x }, dy) => ({ x: dy / (2 * Math.sqrt(x)) }) };
  assert.equal(checkGradients(root, [{ x: 1 }, { x: -1 }]).forward.message, "point 2 of 2: forward gives NaN: gradients are compared where every output is a finite number, so move the inputs into the function's domain");
});

test("several outputs, as a record: the upstream gradient is one too, drawn for all of them", () => {
  const polar: Checkable<{ x: number; y: number }, { r: number; angle: number[] }> = {
    forward: ({ x, y }) => ({ r: Math.hypot(x, y), angle: [Math.atan2(y, x)] }),
    backward: ({ x, y }, { r, angle: [a = 0] }) => ({ x: (r * x) / Math.hypot(x, y) - (a * y) / (x * x + y * y), y: (r * y) / Math.hypot(x, y) + (a * x) / (x * x + y * y) }),
  };
  assert.equal(checkGradients(polar, { x: 0.6, y: -1.1 }).verdict, "holds");
  assert.equal(checkGradients(polar, { x: 0.6, y: -1.1 }, { r: 0.3, angle: [0] }).verdict, "holds");
  const forgets: typeof polar = { ...polar, backward: (at, dY) => polar.backward(at, { ...dY, angle: [0] }) };
  assert.equal(checkGradients(forgets, { x: 0.6, y: -1.1 }).verdict, "fails");
});

test("several outputs, as a list: matrices of different shapes", () => {
  const both: Checkable<{ A: Matrix; B: Matrix }, readonly [Matrix, Matrix]> = {
    forward: ({ A, B }) => [matmul(A, B), transpose(A)],
    backward: ({ A, B }, [dC, dT]) => ({ A: { ...A, data: matmul(dC, transpose(B)).data.map((g, k) => g + transpose(dT).data[k]!) }, B: matmul(transpose(A), dC) }),
  };
  const at = { A: uniform(1)(2, 3), B: uniform(2)(3, 4) };
  assert.equal(checkGradients(both, at).verdict, "holds");
  assert.equal(checkGradients({ ...both, backward: ({ A, B }, [dC]) => ({ A: matmul(dC, transpose(B)), B: matmul(transpose(A), dC) }) }, at).gradients[0]!.verdict, "fails");
});

interface Network {
  readonly x: number[];
  readonly layers: readonly { readonly W: number[][]; readonly bias: { readonly b: number[] } }[];
  readonly options: { readonly name: string };
}
const affine = (W: number[][], x: readonly number[], b: readonly number[]): number[] => W.map((row, i) => row.reduce((sum, w, j) => sum + w * x[j]!, b[i]!));
const network: Checkable<Network, number[]> = {
  forward: ({ x, layers }) => layers.reduce<number[]>((h, { W, bias }) => affine(W, h, bias.b), x),
  backward: ({ x, layers }, dy) => {
    const inputs = layers.map((_, k) => layers.slice(0, k).reduce<number[]>((h, { W, bias }) => affine(W, h, bias.b), x));
    let upstream = dy;
    const gradients = [...layers.keys()].reverse().map((k) => {
      const own = { W: upstream.map((d) => inputs[k]!.map((h) => d * h)), bias: { b: upstream } };
      upstream = inputs[k]!.map((_, j) => layers[k]!.W.reduce((sum, row, i) => sum + row[j]! * upstream[i]!, 0));
      return own;
    });
    return { x: upstream, layers: gradients.reverse() };
  },
};
const at: Network = { x: [1, -0.5], layers: [{ W: [[1, 2], [0.5, -1], [2, 0.3]], bias: { b: [0.1, 0.2, 0.3] } }, { W: [[1, -1, 0.5]], bias: { b: [2] } }], options: { name: "two layers" } };

test("parameters in records and lists are checked under the path that leads to them", () => {
  const check = checkGradients(network, at);
  assert.deepEqual([check.verdict, check.gradients.map(({ input }) => input)], ["holds", ["x", "layers[0].W", "layers[0].bias.b", "layers[1].W", "layers[1].bias.b"]], inspect(check));
  const wrong: typeof network = { ...network, backward: (given, dy) => {
    const { x, layers } = network.backward(given, dy) as { x: number[]; layers: { W: number[][]; bias: { b: number[] } }[] };
    return { x, layers: layers.map(({ W, bias }, k) => (k === 0 ? { W, bias: { b: bias.b.map((b) => -b) } } : { W, bias })) };
  } };
  assert.match(formatCheck(checkGradients(wrong, at)), /✗ {2}dL\/dlayers\[0\]\.bias\.b .*\n(?:.*\n)*.*the sign is wrong: its negative matches$/);
});

const refused: readonly (readonly [title: string, call: () => unknown, message: string])[] = [
  ["a gradient under another name", () => checkGradients({ ...square, backward: () => ({ dx: 1 }) }, { x: 1 }), "checkGradients: backward gives a gradient by dx, which is no input: the inputs are x, and a gradient stands under the name of its input"],
  ["a gradient without a name", () => checkGradients({ ...square, backward: (() => 2) as never }, { x: 1 }), "checkGradients: backward must give each gradient under the name of its input, as in { x: … }; it gives a number"],
  ["gradients in a list", () => checkGradients({ ...square, backward: (() => [2]) as never }, { x: 1 }), "checkGradients: backward must give each gradient under the name of its input, as in { x: … }; it gives an array"],
  ["no gradient at all", () => checkGradients({ ...square, backward: () => ({}) }, { x: 1 }), "checkGradients: there is nothing to check: backward gives no gradient by x"],
  ["an input without a name", () => checkGradients(square as never, 3 as never), "checkGradients: the inputs must have names, as in { x }; they are a number"],
  ["inputs in a list", () => checkGradients(square as never, [3, 4] as never), "checkGradients: a list of inputs is a list of points, each with names, as in [{ x: 1 }, { x: 2 }]; number 1 is a number"],
  ["a matrix in place of inputs", () => checkGradients(relu, matrix([[1]]) as never), "checkGradients: the inputs must have names, as in { x }; they are a matrix"],
  ["no point", () => checkGradients(square, []), "checkGradients: a list of no points, so there would be nothing to check"],
  ["one expected value of two points", () => checkGradients(square, [{ x: 1 }, { x: 2 }], 1, { expected: 1 }), "checkGradients: `expected` belongs to one point, and 2 are given"],
];
for (const [title, call, message] of refused) test(`refuses ${title}`, () => assert.throws(call, { message }));
