import assert from "node:assert/strict";
import { test } from "node:test";
import { createGraph, type Node, type ScalarGraph } from "../../../src/derivation/scalar/graph.js";

interface Names { readonly x: Node; readonly y: Node; readonly p: Node; readonly t: Node }
type Build = (g: ScalarGraph, names: Names) => Node;

const build = (g: ScalarGraph): Names => ({ x: g.atom("x"), y: g.atom("y"), p: g.atom("p", "positive"), t: g.atom("t", "binary") });

const sameNode: readonly [title: string, a: Build, b: Build][] = [
  ["x + y = y + x", (g, { x, y }) => g.add(x, y), (g, { x, y }) => g.add(y, x)],
  ["x + (y + x) = 2x + y", (g, { x, y }) => g.add(x, g.add(y, x)), (g, { x, y }) => g.add(g.mul(g.constant(2), x), y)],
  ["x - x = 0", (g, { x }) => g.sub(x, x), (g) => g.constant(0)],
  ["x y x = x² y", (g, { x, y }) => g.mul(x, y, x), (g, { x, y }) => g.mul(g.powInt(x, 2), y)],
  ["x / x = 1 for a free atom", (g, { x }) => g.div(x, x), (g) => g.constant(1)],
  ["(x y)² = x² y²", (g, { x, y }) => g.powInt(g.mul(x, y), 2), (g, { x, y }) => g.mul(g.powInt(x, 2), g.powInt(y, 2))],
  ["0.1 + 0.2 = 3/10", (g) => g.add(g.constant(0.1), g.constant(0.2)), (g) => g.constant(3, 10)],
  ["1.5e-7 is exact", (g) => g.constant(1.5e-7), (g) => g.constant(15n, 10n ** 8n)],
  ["x^(1/2) = √x", (g, { x }) => g.pow(x, g.constant(1, 2)), (g, { x }) => g.fn("sqrt", x)],
  ["x^(-1) = 1/x", (g, { x }) => g.pow(x, g.constant(-1)), (g, { x }) => g.div(g.constant(1), x)],
  ["(e^x)^y = e^(x y)", (g, { x, y }) => g.pow(g.fn("exp", x), y), (g, { x, y }) => g.fn("exp", g.mul(x, y))],
  ["√5 √5 = 5", (g) => g.mul(g.fn("sqrt", g.constant(5)), g.fn("sqrt", g.constant(5))), (g) => g.constant(5)],
  ["x/√5 = x √5/5", (g, { x }) => g.div(x, g.fn("sqrt", g.constant(5))), (g, { x }) => g.mul(g.constant(1, 5), g.fn("sqrt", g.constant(5)), x)],
  ["√5³ = 5 √5", (g) => g.powInt(g.fn("sqrt", g.constant(5)), 3), (g) => g.mul(g.constant(5), g.fn("sqrt", g.constant(5)))],
  ["√20 = 2 √5", (g) => g.fn("sqrt", g.constant(20)), (g) => g.mul(g.constant(2), g.fn("sqrt", g.constant(5)))],
  ["√(1/5) = √5/5", (g) => g.fn("sqrt", g.constant(1, 5)), (g) => g.mul(g.constant(1, 5), g.fn("sqrt", g.constant(5)))],
  ["√(9/4) = 3/2", (g) => g.fn("sqrt", g.constant(9, 4)), (g) => g.constant(3, 2)],
  ["e⁰ = 1", (g) => g.fn("exp", g.constant(0)), (g) => g.constant(1)],
  ["|p| = p for positive p", (g, { p }) => g.fn("abs", p), (_, { p }) => p],
  ["a choice by constants is made at once", (g, { x, y }) => g.select(g.compare("<", g.constant(1), g.constant(2)), x, y), (_, { x }) => x],
  ["a choice between equals is none", (g, { x, y }) => g.select(g.compare("<", x, y), x, x), (_, { x }) => x],
  ["not not c = c", (g, { x, y }) => g.not(g.not(g.compare("<", x, y))), (g, { x, y }) => g.compare(">", y, x)],
  ["f(x) is one node", (g, { x }) => g.call("f", [x]), (g, { x }) => g.call("f", [x], [0])],
];
for (const [title, a, b] of sameNode) {
  test(`one node: ${title}`, () => {
    const g = createGraph(), names = build(g);
    const left = a(g, names), right = b(g, names);
    assert.equal(left, right, `${g.describe(left)}, ${g.describe(right)}`);
  });
}

const otherNode: readonly [title: string, a: Build, b: Build][] = [
  ["two atoms of one name", (g) => g.atom("z"), (g) => g.atom("z")],
  ["two intermediates of one name", (g, { x }) => g.ref("z", x), (g, { x }) => g.ref("z", x)],
  ["u / u and 1, where u may be zero everywhere", (g, { x, y }) => g.div(g.add(x, y), g.add(x, y)), (g) => g.constant(1)],
  ["t / t and 1 for t in {0, 1}", (g, { t }) => g.div(t, t), (g) => g.constant(1)],
  ["√x √x and x, which is defined for negative x too", (g, { x }) => g.powInt(g.fn("sqrt", x), 2), (_, { x }) => x],
  ["0 · (1/0) and 0", (g) => g.mul(g.constant(0), g.div(g.constant(1), g.constant(0))), (g) => g.constant(0)],
  ["f(x) and f'(x)", (g, { x }) => g.call("f", [x]), (g, { x }) => g.call("f", [x], [1])],
];
for (const [title, a, b] of otherNode) {
  test(`two nodes: ${title}`, () => {
    const g = createGraph(), names = build(g);
    assert.notEqual(a(g, names), b(g, names));
  });
}

const derivatives: readonly [title: string, f: Build, text: string][] = [
  ["x³", (g, { x }) => g.powInt(x, 3), "3 (x)^2"],
  ["1/x", (g, { x }) => g.powInt(x, -1), "-1 (x)^-2"],
  ["x y", (g, { x, y }) => g.mul(x, y), "y"],
  ["√x", (g, { x }) => g.fn("sqrt", x), "1/2 (sqrt(x))^-1"],
  ["|x|", (g, { x }) => g.fn("abs", x), "if(0 <= x, 1, -1)"],
  ["sign x", (g, { x }) => g.fn("sign", x), "0"],
  ["max(x, y)", (g, { x, y }) => g.select(g.compare(">", x, y), x, y), "if(y < x, 1, 0)"],
  ["f(x, y)", (g, { x, y }) => g.call("f", [x, y]), "f[1,0](x, y)"],
  ["f(x y)", (g, { x, y }) => g.call("f", [g.mul(x, y)]), "y f[1](x y)"],
  ["x^y by its base", (g, { x, y }) => g.pow(x, y), "y (x)^((-1 + y))"],
  ["y^x by its exponent", (g, { x, y }) => g.pow(y, x), "(y)^(x) log(y)"],
  ["y, where x does not stand", (_, { y }) => y, "0"],
];
for (const [title, f, text] of derivatives) {
  test(`derivative of ${title}`, () => {
    const g = createGraph(), names = build(g);
    assert.equal(g.describe(g.derivative(f(g, names), names.x)), text);
  });
}

test("derivatives go through an intermediate, and by it", () => {
  const g = createGraph();
  const x = g.atom("x"), y = g.ref("y", g.powInt(x, 2)), L = g.mul(x, y);
  assert.equal(g.describe(g.derivative(L, y)), "x");
  assert.equal(g.derivative(L, x), g.add(y, g.mul(g.constant(2), g.powInt(x, 2))));
});

test("derivatives treat the entries of a constrained array as independent", () => {
  const g = createGraph();
  const a = g.atom("A12"), b = g.atom("A21");
  g.setValue(b, a);
  assert.equal(g.derivative(g.mul(a, b), a), b);
  assert.equal(g.derivative(b, a), g.constant(0));
});

test("an expression depends on what stands in it, in conditions too, but not in values of atoms", () => {
  const g = createGraph();
  const x = g.atom("x"), y = g.atom("y"), z = g.atom("z");
  g.setValue(y, x);
  assert.equal(g.dependsOn(g.select(g.compare("<", x, z), g.constant(1), z), x), true);
  assert.equal(g.dependsOn(g.mul(y, z), x), false);
  assert.equal(g.dependsOn(g.ref("r", g.mul(x, z)), x), true);
});

test("chains of 20 000 operations neither overflow the stack nor blow up", () => {
  const g = createGraph();
  const x = g.atom("x"), y = g.atom("y");
  let chain = x, sum = x;
  for (let i = 0; i < 20_000; i++) {
    chain = g.fn("sin", g.add(chain, y));
    sum = g.add(sum, g.mul(y, g.fn("sin", g.constant(i))));
  }
  assert.equal(g.dependsOn(chain, x), true);
  assert.notEqual(g.derivative(chain, x), g.constant(0));
  assert.equal(g.derivative(sum, x), g.constant(1));
  assert.match(g.describe(chain), /^sin\(\(y \+ sin/);
});

const refusals: readonly [title: string, act: (g: ScalarGraph, names: Names) => unknown, message: string][] = [
  ["a derivative by what is no variable", (g, { x, y }) => g.derivative(x, g.mul(x, y)), "derivative: node 7 is no variable but a mul"],
  ["a value for what is no atom", (g, { x, y }) => g.setValue(g.mul(x, y), x), "setValue: node 7 is no atom but a mul"],
  ["a broken exponent for powInt", (g, { x }) => g.powInt(x, 0.5), "powInt: the exponent 0.5 is no integer"],
  ["orders that do not fit the arguments", (g, { x }) => g.call("f", [x], [1, 0]), "call: f has 1 arguments but 2 orders of derivatives"],
  ["a constant that is no number", (g) => g.constant(NaN), "NaN is no rational number"],
  ["a constant over 0", (g) => g.constant(1, 0), "a fraction with denominator 0"],
  ["a node of no graph", (g) => g.term(99), "no node 99 in this graph of 7"],
];
for (const [title, act, message] of refusals) {
  test(`refused: ${title}`, () => {
    const g = createGraph(), names = build(g);
    assert.throws(() => act(g, names), { message });
  });
}
