/** Failures on record of other checkers, each named by where it is told: what they let through is refused here, what they accused holds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { checkGradients, centralDifference, type Arithmetic, type Checkable } from "../../src/gradcheck/index.js";
import { spread, stream } from "../../src/gradcheck/problem.js";
import { batchNorm, column, fullyConnected, inner, map, matrix, sigmoid, uniform, zip, type Matrix, type Tensor } from "../../src/layers/index.js";

const BY = ["entries", "directions"] as const;

/** X / ‖X‖ depends on all entries of X: the term through the norm is what the slip leaves out. */
const renorm = (slip: boolean): Checkable<{ X: Matrix }> => {
  const norm = (X: Matrix): number => Math.sqrt(inner(X, X));
  return {
    name: "renorm",
    forward: ({ X }) => {
      const length = norm(X);
      return map(X, (x) => x / length);
    },
    backward: ({ X }, dY) => {
      const length = norm(X), along = inner(X, dY) / length ** 2;
      return { X: zip(X, dY, (x, dy) => (dy - (slip ? 0 : x * along)) / length) };
    },
  };
};
test("pytorch#59615: a tolerance that grew with the size of the matrix let a wrong gradient of renorm through a fast mode", () => {
  for (const size of [20, 60]) {
    const at = { X: uniform(1)(size, size) }, from = uniform(2)(size, size);
    assert.equal(checkGradients(renorm(false), at, from, { by: "directions" }).verdict, "holds");
    assert.equal(checkGradients(renorm(true), at, from, { by: "directions" }).verdict, "fails");
  }
});

/** dX of batch norm with 2 in place of 1 before the part that comes through the variance. */
const doubled: typeof batchNorm = {
  ...batchNorm,
  backward: (at, dY) => {
    const gradient = batchNorm.backward(at, dY), frozen = frozenVariance(at, dY);
    return { ...gradient, X: zip(gradient.X, frozen, (g, f) => g + (g - f)) };
  },
};

/** dX with the variance taken as constant: γ / s (dY − mean of dY). */
function frozenVariance({ X, gamma }: { readonly X: Tensor; readonly gamma: Matrix }, dY: Tensor): Tensor {
  const N = X.shape[1]!, rows = (A: Tensor, k: number): Float64Array => A.data.subarray(k * N, (k + 1) * N), mean = (row: Float64Array): number => row.reduce((sum, x) => sum + x, 0) / N;
  const data = Float64Array.from(dY.data, (dy, at) => {
    const k = Math.floor(at / N), x = rows(X, k), centre = mean(x), root = Math.sqrt(mean(x.map((value) => (value - centre) ** 2)) + 1e-5);
    return (gamma.data[k]! / root) * (dy - mean(rows(dY, k)));
  });
  return { shape: X.shape, data };
}

/** The part of dX that comes through the variance made so small, by the choice of dY, that doubling it moves dX by this share of its largest entry. */
function drawWithGap(gap: number): { readonly at: Parameters<typeof batchNorm.forward>[0]; readonly dY: Matrix } {
  const random = uniform(4), at = { X: random(1, 6), gamma: random(1), beta: random(1) }, Z = batchNorm.forward({ ...at, gamma: column(1), beta: column(0) }), drawn = random(1, 6);
  const orthogonal = zip(drawn, Z, (d, z) => d - (z * inner(drawn, Z)) / inner(Z, Z));
  return { at, dY: zip(orthogonal, Z, (d, z) => d + gap * z) };
}
test("measured: a factor 2 in batch norm's gradient differed by 1.6e-5 of the gradient on one draw, which a relative tolerance of 1e-3 passes", () => {
  const { at, dY } = drawWithGap(1e-5);
  const right = batchNorm.backward(at, dY).X, wrong = doubled.backward(at, dY).X;
  const size = (A: Tensor): number => A.data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const gap = size(zip(wrong, right, (a, b) => a - b)) / size(right);
  assert.ok(gap > 5e-6 && gap < 5e-5, `${gap}`);
  for (const by of BY) {
    assert.equal(checkGradients(batchNorm, at, dY, { by }).verdict, "holds");
    assert.equal(checkGradients(doubled, at, dY, { by, wrt: ["X"] }).verdict, "fails", inspect(checkGradients(doubled, at, dY, { by })));
  }
});

test("tesseract-core#706: 400 of 400 right gradients accused by a step too small", () => {
  const offset = (values: number): Checkable<{ X: Matrix }> => ({ name: "offset", forward: ({ X }) => map(X, (x) => values + Math.tanh(x)), backward: ({ X }, dY) => ({ X: zip(X, dY, (x, dy) => (1 - Math.tanh(x) ** 2) * dy) }) });
  const error = Math.abs(centralDifference((t) => 1e8 + Math.tanh(0.3 + t), 1e-10) / (1 - Math.tanh(0.3) ** 2) - 1);
  assert.ok(error > 0.5, `a step of 1e-10 would be off by ${error}`);
  for (let seed = 1; seed <= 400; seed++) assert.notEqual(checkGradients(offset(1e8), { X: uniform(seed)(2, 2) }, uniform(seed + 500)(2, 2), { by: BY[seed % 2]! }).verdict, "fails");
});

test("jax#7742: a step below the spacing of single precision gives zeros; a right gradient of single precision holds, a wrong one does not", () => {
  const cube = (factor: number): Checkable<{ x: Float32Array }, Float32Array> => ({ forward: ({ x }) => x.map((each) => each ** 3), backward: ({ x }, dy) => ({ x: x.map((each, k) => factor * each ** 2 * dy[k]!) }) });
  const x = Float32Array.of(100, -250, 3);
  assert.equal(checkGradients(cube(3), { x }).verdict, "holds");
  assert.equal(checkGradients(cube(3.3), { x }).verdict, "fails");
  assert.equal(checkGradients(cube(0), { x }).verdict, "fails");
});

test("pytorch#56275: a right gradient of cumprod accused", () => {
  const products = (x: readonly number[]): number[] => x.reduce<number[]>((all, each) => [...all, each * (all.at(-1) ?? 1)], []);
  const cumprod: Checkable<{ x: number[] }, number[]> = {
    forward: ({ x }) => products(x),
    backward: ({ x }, dy) => ({ x: x.map((_, i) => dy.reduce((sum, d, k) => sum + (k < i ? 0 : d * products(x.slice(0, k + 1).map((each, l) => (l === i ? 1 : each))).at(-1)!), 0)) }),
  };
  for (const x of [[0.5, -2, 3, 0.1], [0.5, 0, 3, 0.1], [0, 0, 1, 2]]) for (const by of BY) assert.equal(checkGradients(cumprod, { x }, undefined, { by }).verdict, "holds");
});

test("scipy#7766: one absolute error for all scales is of no use; a share of 1e-6 is refused at every scale, a right gradient holds at every scale", () => {
  for (const scale of [1e-9, 1e-3, 1, 1e5, 1e12]) {
    const sine = (slip: number): Checkable<{ x: number[] }, number[]> => ({ forward: ({ x }) => x.map((each) => scale * Math.sin(each)), backward: ({ x }, dy) => ({ x: x.map((each, k) => slip * scale * Math.cos(each) * dy[k]!) }) });
    for (const by of BY) assert.deepEqual([1, 1 + 1e-6].map((slip) => checkGradients(sine(slip), { x: [0.3, 1.1, -0.7] }, undefined, { by }).verdict), ["holds", "fails"], `${scale}`);
  }
});

test("spyro#242: a gradient that is its own test direction hides errors across it; the directions here know nothing of the gradient", () => {
  const parabola: Checkable<{ x: number[] }, number> = { forward: ({ x }) => x.reduce((sum, each) => sum + each ** 2, 0) / 2, backward: ({ x: [a = 0, b = 0] }, dy) => ({ x: [dy * (a * 0.5 + b * 0.5), dy * (a * 0.5 + b * 0.5)] }) };
  // at (1, 3) backward gives (2, 2) for (1, 3): along itself, ⟨(2, 2), (2, 2)⟩ = 8 = ⟨(1, 3), (2, 2)⟩
  for (const by of BY) assert.equal(checkGradients(parabola, { x: [1, 3] }, 1, { by }).verdict, "fails");
});

test("MatlabAutoDiff#9: a seed of ones or of the identity hides an upstream gradient that is ignored", () => {
  const ignores: Checkable<{ x: Float64Array }, Float64Array> = { forward: ({ x }) => x.map(Math.exp), backward: ({ x }) => ({ x: x.map(Math.exp) }) };
  for (const dy of [undefined, Float64Array.of(1, 1, 1)]) {
    const { verdict, gradients: [gradient] } = checkGradients(ignores, { x: Float64Array.of(0.1, 0.2, -0.3) }, dy);
    assert.deepEqual([verdict, gradient!.slip], ["fails", "the upstream gradient is ignored: another one changes nothing"]);
  }
});

test("pytorch draws its directions from [0, 1): entries whose errors cancel in every such direction's mean are told apart by signs", () => {
  const random = uniform(5), at = { X: random(30, 8), W: random(30, 30), b: random(30) };
  const balanced: typeof fullyConnected = { ...fullyConnected, backward: (given, dY) => ({ ...fullyConnected.backward(given, dY), W: { ...fullyConnected.backward(given, dY).W, data: fullyConnected.backward(given, dY).W.data.map((g, k) => g + (k % 2 === 0 ? 1e-6 : -1e-6)) } }) };
  assert.equal(checkGradients(balanced, at).verdict, "fails");
});

test("directions and upstream gradients have entries of both signs, none of them small: no entry hides behind a factor near 0", () => {
  const drawn = Array.from(spread(1000, stream(1)));
  assert.ok(drawn.every((x) => Math.abs(x) >= 0.5 && Math.abs(x) < 1.5));
  assert.ok(Math.abs(drawn.filter((x) => x < 0).length - 500) < 60);
});

test("jax multiplies its tolerance by the size of the array: one wrong entry of ten thousand is refused as one of four is", () => {
  for (const n of [4, 10_000]) {
    const x = uniform(6)(n).data;
    const sine = (slip: number): Checkable<{ x: Float64Array }, Float64Array> => ({ forward: (at) => at.x.map(Math.sin), backward: (at, dy) => ({ x: at.x.map((each, k) => (k === 1 ? 1 + slip : 1) * Math.cos(each) * dy[k]!) }) });
    assert.deepEqual([0, 1e-5].map((slip) => checkGradients(sine(slip), { x }, undefined, { by: "directions" }).verdict), ["holds", "fails"], `${n}`);
  }
});

test("measured: true identities that a fixed step accused (sigmoid near saturation, batch norm of two samples that are almost equal) are never accused, and hold with dual numbers", () => {
  const X = matrix([[18, -22, 30], [0.5, 12, -9]]);
  assert.equal(checkGradients(sigmoid, { X }, uniform(3)(2, 3)).verdict, "holds");
  for (const distance of [1, 1e-3, 1e-5]) {
    const at = { X: matrix([[0.3, 0.3 + distance]]), gamma: column(0.7), beta: column(-0.2) };
    for (const by of BY) assert.notEqual(checkGradients(batchNorm, at, matrix([[0.4, -0.9]]), { by }).verdict, "fails", `${distance} ${by}`);
  }
  const logistic: Checkable<{ x: Float64Array }, Float64Array> = {
    forward: ({ x }) => x.map((each) => 1 / (1 + Math.exp(-each))),
    backward: ({ x }, dy) => ({ x: x.map((each, k) => (dy[k]! * Math.exp(-each)) / (1 + Math.exp(-each)) ** 2) }),
    generic: <T>({ x }: { readonly [name: string]: readonly T[] }, { of, add, subtract, divide, exp }: Arithmetic<T>): readonly T[] => x!.map((each) => divide(of(1), add(of(1), exp(subtract(of(0), each))))),
  };
  assert.equal(checkGradients(logistic, { x: Float64Array.of(18, -22, 30) }).verdict, "holds");
});
