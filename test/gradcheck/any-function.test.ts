/** Any pair of functions: numbers, arrays, nested and typed; what else a right backward does; dual numbers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { assertGradients, checkGradients, type Arithmetic, type Checkable } from "../../src/gradcheck/index.js";
import { REAL } from "../../src/gradcheck/arithmetic.js";
import { judgeDirection } from "../../src/gradcheck/compare-direction.js";
import { DOUBLE } from "../../src/gradcheck/numerical-derivative.js";
import { map, matrix, sigmoid, uniform, zip, type Matrix } from "../../src/layers/index.js";

test("numbers: a function of two, and its refusal", () => {
  const forward = ({ x, y }: { x: number; y: number }): number => Math.sin(x) * y;
  assert.equal(checkGradients({ forward, backward: ({ x, y }, dz) => ({ x: Math.cos(x) * y * dz, y: Math.sin(x) * dz }) }, { x: 0.3, y: -2 }).verdict, "holds");
  const wrong = checkGradients({ forward, backward: ({ x, y }, dz) => ({ x: -Math.cos(x) * y * dz, y: Math.sin(x) * dz }) }, { x: 0.3, y: -2 });
  assert.match(wrong.gradients[0]!.message, /^dL\/dx: backward gives .*, numerical .*; 1 of 1 entries differ; the sign is wrong: its negative matches$/);
});

test("nested arrays and flat ones", () => {
  const layer = {
    name: "affine",
    forward: ({ W, x }: { W: number[][]; x: number[] }): number[] => W.map((row) => row.reduce((sum, w, j) => sum + w * x[j]!, 0)),
    backward: ({ W, x }: { W: number[][]; x: number[] }, dy: number[]): { W: number[][]; x: number[] } => ({ W: dy.map((d) => x.map((each) => d * each)), x: x.map((_, j) => W.reduce((sum, row, i) => sum + row[j]! * dy[i]!, 0)) }),
  };
  const at = { W: [[1, 2, -0.5], [0.3, -1, 4]], x: [0.2, -0.7, 1.1] };
  const check = checkGradients(layer, at);
  assert.deepEqual([check.verdict, check.gradients.map(({ input, shape }) => [input, shape])], ["holds", [["W", [2, 3]], ["x", [3]]]]);
  const wrong = checkGradients({ ...layer, backward: (given, dy) => ({ ...layer.backward(given, dy), x: [...layer.backward(given, dy).x].reverse() }) }, at);
  assert.match(wrong.gradients[1]!.message, /^dL\/dx\[\d\]: backward gives .*, numerical .*; 2 of 3 entries differ; these two entries are exchanged$/);
});

test("typed arrays, in double and in single precision", () => {
  const square = <A extends Float64Array | Float32Array>(): Checkable<{ x: A }, A> => ({ forward: ({ x }) => x.map((each) => each * each) as A, backward: ({ x }, dy) => ({ x: x.map((each, k) => 2 * each * dy[k]!) }) });
  const half = <A extends Float64Array | Float32Array>(): Checkable<{ x: A }, A> => ({ ...square<A>(), backward: ({ x }, dy) => ({ x: x.map((each, k) => each * dy[k]!) }) });
  const x = Float64Array.of(0.5, -1.25, 3), single = Float32Array.of(0.5, -1.25, 3);
  assert.equal(checkGradients(square<Float64Array>(), { x }).verdict, "holds");
  assert.equal(checkGradients(half<Float64Array>(), { x }).verdict, "fails");
  assert.equal(checkGradients(square<Float32Array>(), { x: single }).verdict, "holds", inspect(checkGradients(square<Float32Array>(), { x: single })));
  assert.equal(checkGradients(half<Float32Array>(), { x: single }).verdict, "fails");
});

test("a class keeps its `this`", () => {
  class Scale {
    readonly name = "scale";
    private readonly factor = 3;
    forward({ x }: { x: number }): number { return this.factor * x; }
    backward(_: { x: number }, dy: number): { x: number } { return { x: this.factor * dy }; }
  }
  assert.equal(checkGradients(new Scale(), { x: 1 }).verdict, "holds");
});

test("a flat array for which backward has no gradient is left out, and that is said; `wrt` asks for it", () => {
  const layer = { forward: ({ x, k }: { x: number; k: number[] }): number => x ** k[0]!, backward: ({ x, k }: { x: number; k: number[] }, dy: number): { [name: string]: number } => ({ x: k[0]! * x ** (k[0]! - 1) * dy }) };
  const check = checkGradients(layer, { x: 1.5, k: [3] });
  assert.deepEqual([check.verdict, check.notes], ["holds", ["k: backward gives no gradient, so none was checked"]]);
  assert.equal(checkGradients(layer, { x: 1.5, k: [3] }, undefined, { wrt: ["x", "k"] }).gradients[1]!.message, "backward gives no gradient for k");
  assert.throws(() => checkGradients(layer, { x: 1.5, k: [3] }, undefined, { wrt: ["z"] }), { message: "checkGradients: a gradient by z is asked for, but the inputs are x, k" });
});

test("refuses values that are no numbers, and ragged arrays", () => {
  assert.throws(() => checkGradients({ name: "t", forward: () => "one", backward: () => ({}) }, { x: 1 }), { message: "checkGradients: forward of t must give a number, an array of numbers, or a matrix; it gives a string" });
  assert.throws(() => checkGradients({ forward: () => [[1, 2], [3]], backward: () => ({}) }, { x: 1 }), { message: "checkGradients: forward of the layer gives what is no array: nested arrays must be equally long: element 0 has shape (2) and element 1 has (1); values of different shapes go into a record, as in { y, h }" });
});

test("an upstream gradient of ones is replaced by a random one: it would hide a mistake whose parts cancel", () => {
  const swap = { name: "swap", forward: ({ X }: { X: Matrix }): Matrix => X, backward: ({ X }: { X: Matrix }, dY: Matrix) => ({ X: { ...X, data: dY.data.slice().reverse() } }) };
  const X = matrix([[1, 2], [3, 4]]);
  const check = checkGradients(swap, { X }, map(X, () => 1));
  assert.equal(check.verdict, "fails");
  assert.equal(check.notes[0], "the upstream gradient that was given is the same number everywhere, which hides mistakes: a random one was taken in its place");
});

test("refuses a backward that gives another gradient when asked again", () => {
  let count = 0;
  const check = checkGradients({ forward: ({ x }: { x: number }): number => x, backward: (_, dy) => ({ x: dy + (count++) * 1e-9 }) }, { x: 1 }, 0.5);
  assert.equal(check.forward.message, "backward gives another dL/dx when asked again with the same inputs: 0.5000000000 and then 0.5000000010; what it adds up must begin at zero each time");
});

test("refuses a backward that is right for one upstream gradient only: it must be linear", () => {
  const layer = { forward: ({ x }: { x: number }): number => 3 * x, backward: (_: { x: number }, dy: number) => ({ x: dy === 0.5 ? 3 * dy : 6 * dy * dy }) };
  const check = checkGradients(layer, { x: 1 }, 0.5);
  assert.deepEqual([check.gradients[0]!.verdict, check.verdict], ["holds", "fails"]);
  assert.match(check.properties[0]!.message, /^backward is not linear in the upstream gradient: dL\/dx for 2 dY \+ 3 dZ is .*, and 2 times that for dY plus 3 times that for dZ is .*$/);
});

test("second order: a right backward has a symmetric derivative; one that is a gradient only here has not", () => {
  const X = uniform(2)(3, 4), dY = uniform(3)(3, 4);
  assert.deepEqual(checkGradients(sigmoid, { X }, dY, { secondOrder: true }).properties.map(({ verdict }) => verdict), ["holds", "holds"]);
  // at the point the added term is zero, next to it not
  const bent = { ...sigmoid, backward: (at: { X: Matrix }, from: Matrix) => ({ X: zip(sigmoid.backward(at, from).X, at.X, (g, x) => g + (at.X.data[0]! - X.data[0]!) * x) }) };
  const check = checkGradients(bent, { X }, dY, { secondOrder: true });
  assert.deepEqual([check.gradients[0]!.verdict, check.verdict], ["holds", "fails"]);
  assert.match(check.properties.at(-1)!.message, /^(the second derivative is not symmetric|backward is not linear)/);
});

test("the Taylor remainder tells a wrong gradient without any tolerance: order 1, and 3 for a right one", () => {
  const cube: Checkable<{ x: Float64Array }, Float64Array> = { forward: ({ x }) => x.map((each) => Math.exp(3 * each)), backward: ({ x }, dy) => ({ x: x.map((each, k) => 3.1 * Math.exp(3 * each) * dy[k]!) }) };
  const { gradients: [wrong] } = checkGradients(cube, { x: Float64Array.of(0.5, -0.25) }, undefined, { by: "directions" });
  assert.ok(Math.abs(wrong!.direction!.order! - 1) < 0.01, inspect(wrong));
});

test("a difference above its tolerance that shrinks as a right gradient's remainder does is undecided: two opinions that contradict each other decide nothing", () => {
  const verdict = (quotients: readonly number[]): string => judgeDirection({ value: 1, error: 1e-12, magnitude: 1, kink: false, quotients }, new Map([["x", Float64Array.of(1 + 1e-9)]]), new Map([["x", Float64Array.of(1)]]), { precision: DOUBLE }).verdict;
  assert.equal(verdict([1.16, 1.04, 1.01]), "undecided");
  assert.equal(verdict([1 + 1.6e-12, 1 + 4e-13, 1 + 1e-13]), "fails");
});

const softplus = {
  name: "softplus",
  forward: ({ x }: { x: Float64Array }): Float64Array => x.map((each) => Math.log(1 + Math.exp(each))),
  backward: ({ x }: { x: Float64Array }, dy: Float64Array) => ({ x: x.map((each, k) => dy[k]! / (1 + Math.exp(-each))) }),
  generic: <T>({ x }: { readonly [name: string]: readonly T[] }, { of, add, exp, log }: Arithmetic<T>): readonly T[] => x!.map((each) => log(add(of(1), exp(each)))),
};
test("a forward over any number type is differentiated with dual numbers: sharper than any step, and in one evaluation a direction", () => {
  const x = Float64Array.of(0.5, -2, 3);
  const check = checkGradients(softplus, { x });
  assert.equal(check.verdict, "holds");
  assert.ok(check.gradients[0]!.worst!.tolerance < 1e-12, inspect(check));
  assert.equal(checkGradients({ ...softplus, backward: (at, dy) => ({ x: softplus.backward(at, dy).x.map((g) => g * (1 + 1e-11)) }) }, { x }).verdict, "fails");
  assert.throws(() => checkGradients({ ...softplus, generic: <T>({ x: each }: { readonly [name: string]: readonly T[] }): readonly T[] => each! }, { x }), { message: /^generic gives 0\.5 in entry 0, forward gives 0\.97.*: they must be the same function$/ });
});

const operations: readonly (readonly [name: string, f: <T>(x: T, y: T, over: Arithmetic<T>) => T, byX: (x: number, y: number) => number, byY: (x: number, y: number) => number])[] = [
  ["add", (x, y, { add }) => add(x, y), () => 1, () => 1],
  ["subtract", (x, y, { subtract }) => subtract(x, y), () => 1, () => -1],
  ["multiply", (x, y, { multiply }) => multiply(x, y), (_, y) => y, (x) => x],
  ["divide", (x, y, { divide }) => divide(x, y), (_, y) => 1 / y, (x, y) => -x / y ** 2],
  ["exp", (x, y, { exp, multiply }) => exp(multiply(x, y)), (x, y) => y * Math.exp(x * y), (x, y) => x * Math.exp(x * y)],
  ["log", (x, y, { log, add }) => log(add(x, y)), (x, y) => 1 / (x + y), (x, y) => 1 / (x + y)],
  ["sqrt", (x, y, { sqrt, multiply }) => sqrt(multiply(x, y)), (x, y) => y / (2 * Math.sqrt(x * y)), (x, y) => x / (2 * Math.sqrt(x * y))],
  ["tanh", (x, y, { tanh, multiply }) => tanh(multiply(x, y)), (x, y) => y * (1 - Math.tanh(x * y) ** 2), (x, y) => x * (1 - Math.tanh(x * y) ** 2)],
  ["sin", (x, y, { sin, multiply }) => sin(multiply(x, y)), (x, y) => y * Math.cos(x * y), (x, y) => x * Math.cos(x * y)],
  ["cos", (x, y, { cos, multiply }) => cos(multiply(x, y)), (x, y) => -y * Math.sin(x * y), (x, y) => -x * Math.sin(x * y)],
  ["max", (x, y, { max }) => max(x, y), (x, y) => Number(x > y), (x, y) => Number(y > x)],
];
for (const [name, f, byX, byY] of operations) {
  test(`dual numbers: the slope of ${name}, and a wrong one refused`, () => {
    const layer = (slip: number): Checkable<{ x: number; y: number }, number> => ({ name, forward: ({ x, y }) => f(x, y, REAL), backward: ({ x, y }, d) => ({ x: slip * byX(x, y) * d, y: slip * byY(x, y) * d }), generic: <T>({ x, y }: { readonly [input: string]: readonly T[] }, over: Arithmetic<T>): readonly T[] => [f(x![0]!, y![0]!, over)] });
    for (const at of [{ x: 0.7, y: 1.3 }, { x: 1.9, y: 0.4 }]) {
      assert.deepEqual([1, 1 + 1e-9].map((slip) => checkGradients(layer(slip), at).verdict), ["holds", "fails"], name);
    }
  });
}

test("dual numbers see the kink of a maximum", () => {
  const layer = { forward: ({ x }: { x: Float64Array }): Float64Array => x.map((each) => Math.max(0, each)), backward: ({ x }: { x: Float64Array }, dy: Float64Array) => ({ x: x.map((each, k) => (each > 0 ? dy[k]! : 0)) }), generic: <T>({ x }: { readonly [name: string]: readonly T[] }, { of, max }: Arithmetic<T>): readonly T[] => x!.map((each) => max(of(0), each)) };
  assert.equal(checkGradients(layer, { x: Float64Array.of(1, -1) }).verdict, "holds");
  assert.equal(checkGradients(layer, { x: Float64Array.of(1, 0) }).verdict, "undecided");
});

test("assertGradients returns the check if it holds and throws its table if not, in any test runner", () => {
  const forward = ({ x }: { x: number }): number => x ** 2;
  assert.equal(assertGradients({ name: "square", forward, backward: ({ x }, dy) => ({ x: 2 * x * dy }) }, { x: 3 }, 0.5).verdict, "holds");
  assert.throws(() => assertGradients({ name: "square", forward, backward: ({ x }, dy) => ({ x: x * dy }) }, { x: 3 }, 0.5), (error: Error) => {
    assert.equal(error.name, "GradientError");
    assert.match(error.message, /^square: 0 of 1 gradients agree with the numerical derivative\n[^]*dL\/dx: backward gives 1\.500, numerical 3\.000; 1 of 1 entries differ; a constant factor: it is 1\/2 times the gradient$/);
    return true;
  });
});
