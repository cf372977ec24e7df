import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { conditionsAt, evaluateDecimal, evaluateExact, evaluateFloat } from "../../../src/derivation/scalar/evaluate.js";
import { loadDecimal } from "../../../src/derivation/scalar/decimal.js";
import { expDecimal } from "../../../src/derivation/scalar/exp-decimal.js";
import { createGraph, type FunctionName, type Node, type ScalarGraph } from "../../../src/derivation/scalar/graph.js";
import { add, exponential, invert, multiply, P, power, Q, residue, squareRoot } from "../../../src/derivation/scalar/prime-field.js";

const seed = 20261125;
const residues = fc.integer({ min: 0, max: P - 1 });
const nonzero = fc.integer({ min: 1, max: P - 1 });

test("P and Q = (P - 1)/2 are primes, products stay below 2⁵³, and 3 has order Q", () => {
  const isPrime = (n: number) => Array.from({ length: Math.floor(Math.sqrt(n)) - 1 }, (_, i) => i + 2).every((d) => n % d !== 0);
  assert.ok(isPrime(P) && isPrime(Q));
  assert.equal(Q, (P - 1) / 2);
  assert.ok(P * P < Number.MAX_SAFE_INTEGER);
  assert.deepEqual([exponential(Q), exponential(1)], [1, 3]);
});

test(`products modulo P and Q are those of big integers (seed ${seed})`, () => {
  fc.assert(fc.property(residues, residues, fc.constantFrom(P, Q), (a, b, m) => multiply(a % m, b % m, m) === Number((BigInt(a % m) * BigInt(b % m)) % BigInt(m))), { seed, numRuns: 2000 });
});

test(`the laws of a field (seed ${seed})`, () => {
  fc.assert(
    fc.property(residues, residues, residues, nonzero, (a, b, c, d) => {
      assert.equal(multiply(a, add(b, c, P), P), add(multiply(a, b, P), multiply(a, c, P), P));
      assert.equal(multiply(a, multiply(b, c, P), P), multiply(multiply(a, b, P), c, P));
      assert.equal(multiply(d, invert(d, P), P), 1);
      assert.equal(power(d, P - 2, P), invert(d, P));
    }),
    { seed, numRuns: 300 },
  );
});

test(`exp takes sums to products, and roots of squares are multiplicative (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Q - 1 }), fc.integer({ min: 0, max: Q - 1 }), nonzero, nonzero, (x, y, a, b) => {
      assert.equal(exponential(add(x, y, Q)), multiply(exponential(x), exponential(y), P));
      const squares = [multiply(a, a, P), multiply(b, b, P)] as const;
      assert.equal(squareRoot(multiply(...squares, P)), multiply(squareRoot(squares[0])!, squareRoot(squares[1])!, P));
      assert.equal(squareRoot(P - squares[0]), null);
    }),
    { seed, numRuns: 300 },
  );
});

/** Recipes of expressions, so that one random tree can be built in any graph. */
type Recipe = { readonly op: "atom"; readonly index: number } | { readonly op: "number"; readonly value: number } | { readonly op: string; readonly parts: readonly Recipe[] };

const recipes = (functions: readonly string[], depth: number): fc.Arbitrary<Recipe> => {
  const leaf = fc.oneof(fc.record({ op: fc.constant("atom" as const), index: fc.nat(3) }), fc.record({ op: fc.constant("number" as const), value: fc.integer({ min: -3, max: 3 }) }));
  if (depth === 0) return leaf;
  const part = recipes(functions, depth - 1);
  return fc.oneof(
    { weight: 1, arbitrary: leaf },
    { weight: 3, arbitrary: fc.record({ op: fc.constantFrom("add", "mul", "div", "max", "call"), parts: fc.tuple(part, part) }) },
    { weight: functions.length > 0 ? 2 : 0, arbitrary: fc.record({ op: fc.constantFrom(...functions, "square"), parts: fc.tuple(part) }) },
  );
};

function cook(g: ScalarGraph, atoms: readonly Node[], recipe: Recipe): Node {
  if ("index" in recipe) return atoms[recipe.index]!;
  if ("value" in recipe) return g.constant(recipe.value);
  const parts = (recipe as { parts: readonly Recipe[] }).parts.map((part) => cook(g, atoms, part));
  const [a, b] = parts as [Node, Node];
  switch (recipe.op) {
    case "add": return g.add(a, b);
    case "mul": return g.mul(a, b);
    case "div": return g.div(a, b);
    case "max": return g.select(g.compare(">", a, b), a, b);
    case "call": return g.call("f", [a, b]);
    case "square": return g.powInt(a, 2);
    default: return g.fn(recipe.op as FunctionName, a);
  }
}

const allFunctions: FunctionName[] = ["exp", "log", "sqrt", "sin", "cos", "tan", "atan", "asin", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "acos", "abs", "erf"];

test(`derivatives agree with finite differences (seed ${seed})`, () => {
  let compared = 0;
  fc.assert(
    fc.property(recipes(allFunctions, 4), fc.nat(1000), (recipe, point) => {
      const g = createGraph();
      const atoms = ["a", "b", "c", "d"].map((name) => g.atom(name));
      const f = cook(g, atoms, recipe);
      const slope = g.derivative(f, atoms[0]!);
      const at = (x: number, nodes: readonly Node[]) => evaluateFloat(g, nodes, { seed: point, given: new Map([[atoms[0]!, x]]) });
      const [x] = evaluateFloat(g, [atoms[0]!], { seed: point });
      const h = 2 ** -13, [left, right] = [at(x! - h, [f])[0]!, at(x! + h, [f])[0]!], [left2, right2] = [at(x! - 2 * h, [f])[0]!, at(x! + 2 * h, [f])[0]!];
      const coarse = (right2 - left2) / (4 * h), numerical = (4 * (right - left) / (2 * h) - coarse) / 3;
      const analytic = at(x!, [slope])[0]!;
      const error = Math.abs(numerical - (right - left) / (2 * h));
      if (![numerical, analytic].every(Number.isFinite) || Math.abs(left) > 1e3 || error > 1e-4) return; // outside the domain, at a kink, or too steep to measure
      compared++;
      assert.ok(Math.abs(numerical - analytic) <= 10 * error + 1e-7 * (1 + Math.abs(analytic)), `${g.describe(f)}: ${analytic}, numerically ${numerical}`);
    }),
    { seed, numRuns: 1500 },
  );
  assert.ok(compared > 500, `${compared} points compared`);
});

test(`float64 and 64 digits agree at one point, and 64 digits with 96 (seed ${seed})`, () => {
  let compared = 0;
  fc.assert(
    fc.property(recipes(allFunctions, 3), fc.nat(1000), (recipe, point) => {
      const g = createGraph();
      const atoms = ["a", "b", "c", "d"].map((name) => g.atom(name));
      const f = cook(g, atoms, recipe), draw = { seed: point };
      const [float] = evaluateFloat(g, [f], draw), [decimal] = evaluateDecimal(g, [f], draw), [finer] = evaluateDecimal(g, [f], draw, 96);
      if (decimal === null || finer === null || Number.isNaN(float)) return;
      compared++;
      assert.ok(finer!.sub(decimal!.toString()).abs().lte(finer!.abs().add(1e-12).mul("1e-45")), `${g.describe(f)}: ${decimal!.toString()}, ${finer!.toString()}`);
      assert.ok(Math.abs(float! - decimal!.toNumber()) <= 1e-8 * (1 + Math.abs(float!)), `${g.describe(f)}: ${float}, ${decimal!.toString()}`);
    }),
    { seed, numRuns: 500 },
  );
  assert.ok(compared > 200, `${compared} points compared`);
});

test(`the prime field gives the residue of the rational value at integers (seed ${seed})`, () => {
  let compared = 0;
  fc.assert(
    fc.property(recipes([], 4).filter((recipe) => !JSON.stringify(recipe).includes("call")), fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: -4, max: 4 }))), (recipe, values) => {
      const g = createGraph();
      const atoms = values.map((_, i) => g.atom(`a${i}`));
      const [exact] = evaluateExact(g, [cook(g, atoms, recipe)], { seed: 1, given: new Map(atoms.map((atom, i) => [atom, values[i]!])) });
      const h = createGraph();
      const folded = h.term(cook(h, values.map((value) => h.constant(value)), recipe));
      if (folded.kind !== "constant" || exact!.p === null) return; // a division by zero, which folding may have removed from one of them
      compared++;
      assert.equal(multiply(exact!.p, residue(folded.value.denominator, P), P), residue(folded.value.numerator, P));
    }),
    { seed, numRuns: 1000 },
  );
  assert.ok(compared > 500, `${compared} values compared`);
});

test("values of an atom lie in its domain, and depend on the seed only", () => {
  const g = createGraph();
  const domains = { real: g.atom("a"), positive: g.atom("a", "positive"), negative: g.atom("a", "negative"), unit: g.atom("a", "unit"), binary: g.atom("a", "binary"), oneOf: g.atom("a", { oneOf: [2, 5] }) };
  const draws = Array.from({ length: 400 }, (_, seed) => [...evaluateFloat(g, Object.values(domains), { seed })] as [number, number, number, number, number, number]);
  assert.deepEqual(draws[7], [...evaluateFloat(g, Object.values(domains), { seed: 7 })]);
  for (const [real, positive, negative, unit, binary, oneOf] of draws) {
    assert.ok(Math.abs(real) >= 0.04 && Math.abs(real) <= 7);
    assert.ok(positive > 0 && negative < 0 && unit > 0 && unit < 1 && [0, 1].includes(binary) && [2, 5].includes(oneOf));
  }
  const share = draws.filter(([real]) => real < 0).length / draws.length;
  assert.ok(share > 0.3 && share < 0.45, `${share} of the real values are negative`);
});

test("an atom with a value has it; given values and intermediates cut loose have theirs", () => {
  const g = createGraph();
  const x = g.atom("x"), y = g.atom("y"), mean = g.ref("mean", g.div(g.add(x, y), g.constant(2)));
  g.setValue(y, g.sub(g.constant(1), x));
  const given = new Map([[x, 3]]);
  assert.deepEqual([...evaluateFloat(g, [x, y, mean], { seed: 1, given })], [3, -2, 0.5]);
  assert.notEqual(evaluateFloat(g, [mean], { seed: 1, given, free: new Set([mean]) })[0], 0.5);
  assert.equal(evaluateFloat(g, [mean], { seed: 1, given: new Map([[mean, 7]]), free: new Set([mean]) })[0], 7);
});

test("a value defined by itself is refused", () => {
  const g = createGraph();
  const x = g.atom("x"), y = g.atom("y");
  g.setValue(x, g.mul(y, y));
  g.setValue(y, g.add(x, g.constant(1)));
  assert.throws(() => evaluateFloat(g, [x], { seed: 1 }), { message: /^the value of (x|y|\(y\)\^2|\(1 \+ x\)) is defined by itself$/ });
});

test("a value set later is seen by plans made before", () => {
  const g = createGraph();
  const x = g.atom("x"), nodes = [x];
  evaluateFloat(g, nodes, { seed: 1 });
  g.setValue(x, g.constant(4));
  assert.equal(evaluateFloat(g, nodes, { seed: 1 })[0], 4);
});

test("a branch that is not taken may be undefined", () => {
  const g = createGraph();
  const x = g.atom("x", "positive"), nodes = [g.select(g.compare("<=", g.mul(x, x), g.constant(0)), g.fn("log", g.neg(x)), x)];
  assert.equal(evaluateFloat(g, nodes, { seed: 1 })[0], evaluateFloat(g, [x], { seed: 1 })[0]);
  assert.equal(evaluateExact(g, nodes, { seed: 1 })[0]!.reason, null);
  assert.notEqual(evaluateDecimal(g, nodes, { seed: 1 })[0], null);
});

test("comparisons: true, false, or too close to call", () => {
  const g = createGraph();
  const x = g.atom("x"), three = g.constant(3), given = new Map([[x, 0.1]]);
  const close = g.compare("<", g.mul(three, x), g.constant(3, 10)), less = g.compare("<", x, three), equal = g.compare("=", x, g.constant(1, 10)), more = g.compare("<", three, x);
  const nodes = [close, less, equal, more].map((condition) => g.select(condition, x, three));
  assert.deepEqual([...conditionsAt(g, nodes, { seed: 1, given })], [[close, null], [less, true], [equal, true], [more, false]]);
  assert.deepEqual(evaluateExact(g, nodes, { seed: 1, given })[0], { p: null, reason: "a comparison too close to call", undefined: true, branchy: false });
});

const exactReasons: readonly [title: string, build: (g: ScalarGraph, x: Node) => Node, reason: string, isUndefined: boolean][] = [
  ["a logarithm", (g, x) => g.fn("log", x), "log has no exact value", false],
  ["an exponential in an exponent", (g, x) => g.fn("exp", g.fn("exp", x)), "an exponential of an exponential or a root", false],
  ["a general power", (g, x) => g.pow(x, g.constant(1, 3)), "a power with a general exponent", false],
  ["1/(x - 2) at 2", (g, x) => g.powInt(g.sub(x, g.constant(2)), -1), "a division by zero", true],
  ["the root of a negative number", (g) => g.fn("sqrt", g.constant(-1)), "the root of a negative number", true],
  ["the root of a non-square", (g, x) => g.fn("sqrt", x), "the root of a non-square", true],
  ["a denominator divisible by Q", (g) => g.constant(1, Q), "a denominator divisible by 47452973", false],
];
for (const [title, build, reason, isUndefined] of exactReasons) {
  test(`no residue: ${title}`, () => {
    const g = createGraph(), x = g.atom("x");
    const [value] = evaluateExact(g, [build(g, x)], { seed: 1, given: new Map([[x, 2]]) });
    assert.deepEqual(value, { p: null, reason, undefined: isUndefined, branchy: false });
  });
}

test("the sign of a square root is arbitrary, and its value says so", () => {
  const g = createGraph(), x = g.atom("x");
  const [root, twice] = evaluateExact(g, [g.fn("sqrt", g.powInt(x, 2)), g.fn("exp", x)], { seed: 1 });
  assert.deepEqual([root!.branchy, twice!.branchy], [true, false]);
});

test("erf to 40 digits (Abramowitz & Stegun, table 7.1, continued)", () => {
  const g = createGraph();
  const values = evaluateDecimal(g, [g.fn("erf", g.constant(1)), g.fn("erf", g.constant(1, 2)), g.fn("erf", g.constant(-40))], { seed: 1 });
  assert.deepEqual(values.map((value) => value!.toSignificantDigits(30).toString()), ["0.842700792949714869341220635083", "0.520499877813046537682746653892", "-1"]);
});

test(`the exponential of decimals is decimal.js's own, to the last but one digit (seed ${seed})`, () => {
  const digits = fc.constantFrom(20, 40, 64, 128, 300);
  fc.assert(
    fc.property(digits, fc.double({ min: -1999, max: 1999, noNaN: true }), fc.integer({ min: 0, max: 60 }), (precision, x, shift) => {
      const D = loadDecimal(precision), at = new D(x).div(new D(10).pow(shift));
      const own = expDecimal(at, D), theirs = at.exp();
      assert.ok(own.sub(theirs).abs().lte(theirs.mul(new D(10).pow(2 - precision))), `exp(${at.toString()}) with ${precision} digits: ${own.toString()}, ${theirs.toString()}`);
    }),
    { seed, numRuns: 300 },
  );
  const D = loadDecimal(64);
  assert.equal(expDecimal(new D(0), D).toString(), "1");
});
