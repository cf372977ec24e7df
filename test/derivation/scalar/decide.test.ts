import assert from "node:assert/strict";
import { test } from "node:test";
import { decideEqual, type Decision } from "../../../src/derivation/scalar/decide.js";
import { createGraph, type FunctionName, type Node, type ScalarGraph } from "../../../src/derivation/scalar/graph.js";

type Build = (g: ScalarGraph) => readonly (readonly [Node, Node])[];

const decide = (build: Build): Decision => {
  const g = createGraph();
  return decideEqual(g, build(g), { seed: 1 });
};

const atoms = (g: ScalarGraph, name: string, count: number) => Array.from({ length: count }, (_, i) => g.atom(`${name}${i}`));
const exp = (g: ScalarGraph, x: Node) => g.fn("exp", x);
const sigmoid = (g: ScalarGraph, x: Node) => g.div(g.constant(1), g.add(g.constant(1), exp(g, g.neg(x))));
const softmax = (g: ScalarGraph, x: readonly Node[]) => {
  const total = g.add(...x.map((entry) => exp(g, entry)));
  return x.map((entry) => g.div(exp(g, entry), total));
};
const max = (g: ScalarGraph, x: readonly Node[]) => x.reduce((a, b) => g.select(g.compare(">=", a, b), a, b));
const square = (g: ScalarGraph, x: Node) => g.powInt(x, 2);
const sum = (g: ScalarGraph, x: readonly Node[]) => g.add(...x);
/** dL/dx_i through y = f(x), against a claim in terms of dL/dy. */
const backward = (n: number, f: (g: ScalarGraph, x: readonly Node[]) => Node[], claim: (g: ScalarGraph, x: readonly Node[], y: readonly Node[], dy: readonly Node[], i: number) => Node): Build => (g) => {
  const x = atoms(g, "x", n), y = f(g, x).map((node, i) => g.ref(`y${i}`, node));
  const L = g.call("L", y), dy = y.map((ref) => g.derivative(L, ref));
  return x.map((variable, i) => [g.derivative(L, variable), claim(g, x, y, dy, i)]);
};

const equal: readonly [title: string, method: Decision["method"], build: Build][] = [
  ["(x + y)² = x² + 2xy + y²", "exact", (g) => {
    const [x, y] = atoms(g, "x", 2) as [Node, Node];
    return [[square(g, g.add(x, y)), g.add(square(g, x), g.mul(g.constant(2), x, y), square(g, y))]];
  }],
  ["softmax ignores a shift", "exact", (g) => {
    const x = atoms(g, "x", 3), c = g.atom("c");
    return softmax(g, x).map((left, i) => [left, softmax(g, x.map((entry) => g.add(entry, c)))[i]!]);
  }],
  ["softmax ignores the shift by its maximum", "exact", (g) => {
    const x = atoms(g, "x", 3), top = max(g, x);
    return softmax(g, x).map((left, i) => [left, softmax(g, x.map((entry) => g.sub(entry, top)))[i]!]);
  }],
  ["the gradient of softmax", "exact", backward(4, softmax, (g, _x, y, dy, i) => g.mul(y[i]!, g.sub(dy[i]!, sum(g, y.map((entry, j) => g.mul(entry, dy[j]!))))))],
  ["the gradient of cross-entropy over softmax, for a label drawn from {0, 1}", "exact", (g) => {
    const x = atoms(g, "x", 3), t = x.map((_, i) => g.atom(`t${i}`, "binary"));
    g.setValue(t[2]!, g.sub(g.constant(1), g.add(t[0]!, t[1]!)));
    const y = softmax(g, x);
    const L = g.neg(sum(g, y.map((entry, i) => g.mul(t[i]!, g.fn("log", entry)))));
    return x.map((variable, i) => [g.derivative(L, variable), g.sub(y[i]!, t[i]!)]);
  }],
  ["the slope of the sigmoid", "exact", (g) => {
    const x = g.atom("x"), y = sigmoid(g, x);
    return [[g.derivative(y, x), g.mul(y, g.sub(g.constant(1), y))]];
  }],
  ["tanh x = 2 sigmoid(2x) - 1, and its slope", "exact", (g) => {
    const x = g.atom("x"), y = g.fn("tanh", x);
    return [[y, g.sub(g.mul(g.constant(2), sigmoid(g, g.mul(g.constant(2), x))), g.constant(1))], [g.derivative(y, x), g.sub(g.constant(1), square(g, y))]];
  }],
  ["cosh² - sinh² = 1", "exact", (g) => {
    const x = g.atom("x");
    return [[g.sub(square(g, g.fn("cosh", x)), square(g, g.fn("sinh", x))), g.constant(1)]];
  }],
  ["the slope of relu", "exact", backward(3, (g, x) => x.map((entry) => max(g, [g.constant(0), entry])), (g, x, _y, dy, i) => g.mul(g.select(g.compare(">", x[i]!, g.constant(0)), g.constant(1), g.constant(0)), dy[i]!))],
  ["max(a, b) = (a + b + |a - b|) / 2", "exact", (g) => {
    const [a, b] = atoms(g, "a", 2) as [Node, Node];
    return [[max(g, [a, b]), g.div(g.add(a, b, g.fn("abs", g.sub(a, b))), g.constant(2))]];
  }],
  ["|x² + e^y| = x² + e^y", "exact", (g) => {
    const inner = g.add(square(g, g.atom("x")), exp(g, g.atom("y")));
    return [[g.fn("abs", inner), g.mul(inner, g.constant(1))], [g.mul(g.fn("abs", inner), inner), g.powInt(inner, 2)]];
  }],
  ["|v| = v for a variance v", "exact", (g) => {
    const x = atoms(g, "x", 3), mean = g.ref("mean", g.div(sum(g, x), g.constant(3)));
    const v = g.ref("v", g.div(sum(g, x.map((entry) => square(g, g.sub(entry, mean)))), g.constant(3)));
    return [[g.mul(g.fn("abs", v), v), g.powInt(v, 2)], [g.fn("abs", v), g.div(g.mul(v, x[0]!), x[0]!)]];
  }],
  ["|x| = x sign(x)", "exact", (g) => {
    const x = g.atom("x");
    return [[g.fn("abs", x), g.mul(x, g.fn("sign", x))]];
  }],
  ["√(x²) = x for positive x", "high-precision", (g) => {
    const x = g.atom("x", "positive");
    return [[g.fn("sqrt", square(g, x)), x]];
  }],
  ["√(x²) = |x|", "high-precision", (g) => {
    const x = g.atom("x");
    return [[g.fn("sqrt", square(g, x)), g.fn("abs", x)]];
  }],
  ["batch normalisation ignores scale and shift of a positive multiple", "high-precision", (g) => {
    const x = atoms(g, "x", 3), a = g.atom("a", "positive"), b = g.atom("b");
    const normalised = normalise(g, x, g.constant(0));
    return normalised.map((left, i) => [left, normalise(g, x.map((entry) => g.add(g.mul(a, entry), b)), g.constant(0))[i]!]);
  }],
  ["the gradient of batch normalisation, for either sign of the root", "exact", (g) => batchNorm(g)],
  ["√x √y = √(xy) for positive x, y, though not for every sign of the roots", "high-precision", (g) => {
    const x = g.atom("x", "positive"), y = g.atom("y", "positive");
    return [[g.mul(g.fn("sqrt", x), g.fn("sqrt", y)), g.fn("sqrt", g.mul(x, y))]];
  }],
  ["1/√x = √x / x", "exact", (g) => {
    const root = g.fn("sqrt", g.atom("x"));
    return [[g.powInt(root, -1), g.div(root, square(g, root))]];
  }],
  ["the entropy of five probabilities, of which the last is what the others leave", "high-precision", (g) => {
    const p = Array.from({ length: 4 }, (_, i) => g.atom(`p${i}`, "unit")), last = g.sub(g.constant(1), sum(g, p));
    return [[sum(g, [...p, last].map((entry) => g.mul(entry, g.fn("log", entry)))), g.neg(sum(g, [...p, last].map((entry) => g.mul(entry, g.fn("log", g.powInt(entry, -1))))))]];
  }],
  ["log(xy) = log x + log y for positive x, y", "high-precision", (g) => {
    const x = g.atom("x", "positive"), y = g.atom("y", "positive");
    return [[g.fn("log", g.mul(x, y)), g.add(g.fn("log", x), g.fn("log", y))]];
  }],
  ["sin² + cos² - 1 = 0: both sides vanish everywhere", "high-precision", (g) => {
    const x = g.atom("x");
    return [[g.sub(g.add(square(g, g.fn("sin", x)), square(g, g.fn("cos", x))), g.constant(1)), g.constant(0)]];
  }],
  ["an exponential of an exponential falls to decimals", "high-precision", (g) => {
    const x = g.atom("x");
    return [[exp(g, exp(g, g.neg(x))), g.div(g.constant(1), exp(g, g.neg(g.div(g.constant(1), exp(g, x)))))]];
  }],
  ["a b = ((a + b)² - (a - b)²) / 4 for a = e^(e^x), which swallows b in 64 digits", "high-precision", (g) => {
    const a = exp(g, exp(g, g.mul(g.constant(3), g.atom("x")))), b = g.atom("b");
    return [[g.mul(a, b), g.mul(g.constant(1, 4), g.sub(square(g, g.add(a, b)), square(g, g.sub(a, b))))]];
  }],
  ["the gradient of softmax over √5, a root that the prime field does not have", "exact", (g) => {
    const x = atoms(g, "x", 3), root = g.fn("sqrt", g.constant(5)), y = softmax(g, x.map((entry) => g.div(entry, root)));
    return x.map((variable, i) => [g.derivative(y[0]!, variable), g.div(g.mul(y[0]!, g.sub(g.constant(i === 0 ? 1 : 0), y[i]!)), root)]);
  }],
  ["√(2π) in the exponent and before it", "exact", (g) => {
    const x = g.atom("x"), root = g.fn("sqrt", g.mul(g.constant(2), g.pi()));
    return [[g.div(exp(g, g.add(x, root)), root), g.mul(exp(g, x), g.div(exp(g, root), root))]];
  }],
  ["(1 + √2)² = 3 + 2√2, where the root must be the root", "high-precision", (g) => {
    const root = g.fn("sqrt", g.constant(2));
    return [[square(g, g.add(g.constant(1), root)), g.add(g.constant(3), g.mul(g.constant(2), root))]];
  }],
  ["erf is odd, and its slope is 2/√π e^(-x²)", "high-precision", (g) => {
    const x = g.atom("x");
    return [
      [g.fn("erf", g.neg(x)), g.neg(g.fn("erf", x))],
      [g.derivative(g.fn("erf", x), x), g.div(g.mul(g.constant(2), exp(g, g.neg(square(g, x)))), g.fn("sqrt", g.pi()))],
    ];
  }],
  ["p^t (1 - p)^(1 - t) = t p + (1 - t)(1 - p) for t in {0, 1}", "exact", (g) => {
    const p = g.atom("p", "unit"), t = g.atom("t", "binary"), one = g.constant(1);
    const q = g.sub(one, p), u = g.sub(one, t);
    return [[g.mul(g.pow(p, t), g.pow(q, u)), g.add(g.mul(t, p), g.mul(u, q))]];
  }],
  ["second derivatives of an unspecified function are symmetric", "exact", (g) => {
    const x = atoms(g, "x", 2), f = g.call("f", [g.mul(x[0]!, x[1]!), g.add(x[0]!, square(g, x[1]!))]);
    return [[g.derivative(g.derivative(f, x[0]!), x[1]!), g.derivative(g.derivative(f, x[1]!), x[0]!)]];
  }],
  ["equal arguments give equal values of an unspecified function", "exact", (g) => {
    const [x, y] = atoms(g, "x", 2) as [Node, Node];
    return [[g.call("f", [square(g, g.add(x, y))]), g.call("f", [g.add(square(g, x), g.mul(g.constant(2), x, y), square(g, y))])]];
  }],
  ["f(e^x e^-x y) = f(y), though one argument has no residue for exponents", "exact", (g) => {
    const [x, y] = atoms(g, "x", 2) as [Node, Node];
    return [[g.call("f", [g.div(g.mul(g.add(exp(g, x), exp(g, x)), y), g.mul(g.constant(2), exp(g, x)))]), g.call("f", [y])]];
  }],
  ["x^a x^b = x^(a + b) for positive x", "high-precision", (g) => {
    const x = g.atom("x", "positive"), a = g.atom("a"), b = g.atom("b");
    return [[g.mul(g.pow(x, a), g.pow(x, b)), g.pow(x, g.add(a, b))]];
  }],
  ["log defined only for positive sums of five unknowns", "high-precision", (g) => {
    const x = atoms(g, "x", 5);
    return [[g.add(...x.map((entry) => g.fn("log", entry))), g.fn("log", g.mul(...x))]];
  }],
];

function normalise(g: ScalarGraph, x: readonly Node[], epsilon: Node): Node[] {
  const n = g.constant(x.length), mean = g.div(sum(g, x), n);
  const variance = g.div(sum(g, x.map((entry) => square(g, g.sub(entry, mean)))), n);
  return x.map((entry) => g.div(g.sub(entry, mean), g.fn("sqrt", g.add(variance, epsilon))));
}

function batchNorm(g: ScalarGraph, slip = false): readonly (readonly [Node, Node])[] {
  const n = 3, x = atoms(g, "x", n), epsilon = g.atom("epsilon", "positive");
  const y = normalise(g, x, epsilon).map((node, i) => g.ref(`y${i}`, node));
  const L = g.call("L", y), dy = y.map((ref) => g.derivative(L, ref));
  const mean = g.div(sum(g, x), g.constant(n));
  const scale = g.fn("sqrt", g.add(g.div(sum(g, x.map((entry) => square(g, g.sub(entry, mean)))), g.constant(n)), epsilon));
  const against = sum(g, dy.map((entry, j) => g.mul(entry, y[j]!)));
  return x.map((variable, i) => {
    const inner = g.sub(g.sub(g.mul(g.constant(n), dy[i]!), sum(g, dy)), slip ? against : g.mul(y[i]!, against));
    return [g.derivative(L, variable), g.div(inner, g.mul(g.constant(n), scale))];
  });
}

for (const [title, method, build] of equal) {
  test(`equal, ${method}: ${title}`, () => {
    const decision = decide(build);
    assert.deepEqual({ verdict: decision.verdict, method: decision.method }, { verdict: "equal", method }, JSON.stringify(decision));
    assert.ok(decision.errorBound < 1e-6, JSON.stringify(decision));
  });
}

const different: readonly [title: string, method: Decision["method"], build: Build][] = [
  ["(x + y)² = x² + y²", "exact", (g) => {
    const [x, y] = atoms(g, "x", 2) as [Node, Node];
    return [[square(g, g.add(x, y)), g.add(square(g, x), square(g, y))]];
  }],
  ["the gradient of softmax with the sign of the sum wrong", "exact", backward(4, softmax, (g, _x, y, dy, i) => g.mul(y[i]!, g.add(dy[i]!, sum(g, y.map((entry, j) => g.mul(entry, dy[j]!))))))],
  ["the gradient of softmax with one index wrong, in one row only", "exact", backward(3, softmax, (g, _x, y, dy, i) => g.mul(y[i]!, g.sub(dy[i === 2 ? 0 : i]!, sum(g, y.map((entry, j) => g.mul(entry, dy[j]!))))))],
  ["the slope of the sigmoid as y (1 + y)", "exact", (g) => {
    const x = g.atom("x"), y = sigmoid(g, x);
    return [[g.derivative(y, x), g.mul(y, g.add(g.constant(1), y))]];
  }],
  ["the slope of tanh as 1 - y", "exact", (g) => {
    const x = g.atom("x"), y = g.fn("tanh", x);
    return [[g.derivative(y, x), g.sub(g.constant(1), y)]];
  }],
  ["a factor 1 + 10⁻³⁰", "exact", (g) => {
    const x = g.atom("x");
    return [[x, g.mul(x, g.constant(10n ** 30n + 1n, 10n ** 30n))]];
  }],
  ["a factor 1 + 10⁻³⁰ beside a logarithm", "high-precision", (g) => {
    const x = g.fn("log", g.atom("x"));
    return [[x, g.mul(x, g.constant(10n ** 30n + 1n, 10n ** 30n))]];
  }],
  ["a factor 1 + 10⁻⁵⁰ beside a logarithm: more digits tell it from rounding", "high-precision", (g) => {
    const x = g.fn("log", g.atom("x"));
    return [[x, g.mul(x, g.constant(10n ** 50n + 1n, 10n ** 50n))]];
  }],
  ["√5 x = -√5 x", "high-precision", (g) => {
    const x = g.atom("x"), root = g.fn("sqrt", g.constant(5));
    return [[g.mul(root, x), g.neg(g.mul(root, x))]];
  }],
  ["x/5 for x/√5", "high-precision", (g) => {
    const x = g.atom("x");
    return [[g.div(x, g.fn("sqrt", g.constant(5))), g.div(x, g.constant(5))]];
  }],
  ["10⁻⁵⁰ log x = 0", "high-precision", (g) => [[g.mul(g.constant(1n, 10n ** 50n), g.fn("log", g.atom("x"))), g.constant(0)]]],
  ["the slope of relu as 1 everywhere", "exact", backward(3, (g, x) => x.map((entry) => max(g, [g.constant(0), entry])), (_g, _x, _y, dy, i) => dy[i]!)],
  ["max(a, b, c) = max(a, b), wrong only where c is largest", "exact", (g) => {
    const x = atoms(g, "x", 3);
    return [[max(g, x), max(g, x.slice(0, 2))]];
  }],
  ["max(x, 6) = 6, wrong only beyond what points usually reach", "exact", (g) => [[max(g, [g.atom("x"), g.constant(6)]), g.constant(6)]]],
  ["max(x, 1000) = 1000", "exact", (g) => [[max(g, [g.atom("x"), g.constant(1000)]), g.constant(1000)]]],
  ["√(x²) = x for real x", "high-precision", (g) => {
    const x = g.atom("x");
    return [[g.fn("sqrt", square(g, x)), x]];
  }],
  ["√(x²) = -x for positive x", "high-precision", (g) => {
    const x = g.atom("x", "positive");
    return [[g.fn("sqrt", square(g, x)), g.neg(x)]];
  }],
  ["the gradient of batch normalisation without its last factor", "high-precision", (g) => batchNorm(g, true)],
  ["log(x + y) = log x + log y", "high-precision", (g) => {
    const x = g.atom("x", "positive"), y = g.atom("y", "positive");
    return [[g.fn("log", g.add(x, y)), g.add(g.fn("log", x), g.fn("log", y))]];
  }],
  ["the slope of erf without 2/√π", "high-precision", (g) => {
    const x = g.atom("x");
    return [[g.derivative(g.fn("erf", x), x), exp(g, g.neg(square(g, x)))]];
  }],
  ["e^(e^x) = e^x e^x", "high-precision", (g) => {
    const x = g.atom("x");
    return [[exp(g, exp(g, x)), g.mul(exp(g, x), exp(g, x))]];
  }],
  ["p^t (1 - p)^t = t p + (1 - t)(1 - p), for t in {0, 1}", "exact", (g) => {
    const p = g.atom("p", "unit"), t = g.atom("t", "binary"), one = g.constant(1);
    return [[g.mul(g.pow(p, t), g.pow(g.sub(one, p), t)), g.add(g.mul(t, p), g.mul(g.sub(one, t), g.sub(one, p)))]];
  }],
  ["unspecified functions of different names", "exact", (g) => {
    const x = g.atom("x");
    return [[g.call("f", [x]), g.call("h", [x])]];
  }],
  ["an unspecified function and its derivative", "exact", (g) => {
    const x = g.atom("x");
    return [[g.call("f", [x]), g.derivative(g.call("f", [x]), x)]];
  }],
  ["f(x, y) = f(y, x)", "exact", (g) => {
    const [x, y] = atoms(g, "x", 2) as [Node, Node];
    return [[g.call("f", [x, y]), g.call("f", [y, x])]];
  }],
];
for (const [title, method, build] of different) {
  test(`different, ${method}: ${title}`, () => {
    const decision = decide(build);
    assert.deepEqual({ verdict: decision.verdict, method: decision.method }, { verdict: "different", method }, JSON.stringify(decision));
    assert.ok(decision.at !== undefined && !Number.isNaN(decision.at.left) && !Number.isNaN(decision.at.right), JSON.stringify(decision));
  });
}

const undecided: readonly [title: string, build: Build, reason: string][] = [
  ["log(-e^x) = log(-e^x - 0·y), defined nowhere", (g) => {
    const x = g.atom("x"), inner = g.neg(exp(g, x));
    return [[g.fn("log", inner), g.fn("log", g.add(inner, inner))]];
  }, "no point found where both sides are defined (212 tried)"],
  ["1/(u - u) = 2/(u - u) for u written in two ways", (g) => {
    const [x, y] = atoms(g, "x", 2) as [Node, Node];
    const nothing = g.sub(square(g, g.add(x, y)), g.add(square(g, x), g.mul(g.constant(2), x, y), square(g, y)));
    return [[g.div(g.constant(1), nothing), g.div(g.constant(2), nothing)]];
  }, "no point found where both sides are defined (36 tried)"],
  ["max(sin x, 2) = 2, where no point is", (g) => [[max(g, [g.fn("sin", g.atom("x")), g.constant(2)]), g.constant(2)]], "no point found where 2 <= sin(x) is true, and there the sides would differ"],
  ["what the prime field takes for 0: P x = 0", (g) => [[g.mul(g.constant(94_905_947), g.atom("x")), g.constant(0)]], "equal in the prime field, different at a real point"],
  ["what the prime field takes for 1: e^(Q x / 10⁷) = 1", (g) => [[exp(g, g.mul(g.constant(47_452_973, 10 ** 7), g.atom("x"))), g.constant(1)]], "equal in the prime field, different at a real point"],
];
for (const [title, build, reason] of undecided) {
  test(`undecided: ${title}`, () => {
    const decision = decide(build);
    assert.deepEqual({ verdict: decision.verdict, reason: decision.reason }, { verdict: "undecided", reason });
  });
}

test("a slip that vanishes on the definition shows when the intermediate is cut loose", () => {
  const g = createGraph();
  const x = atoms(g, "x", 3), mean = g.ref("mean", g.div(sum(g, x), g.constant(3)));
  const pair = [[sum(g, x.map((entry) => g.sub(entry, mean))), g.constant(0)]] as const;
  assert.equal(decideEqual(g, pair, { seed: 1 }).verdict, "equal");
  assert.equal(decideEqual(g, pair, { seed: 1, free: new Set([mean]) }).verdict, "different");
});

test("a cut loose intermediate keeps the sign of its definition", () => {
  const g = createGraph();
  const x = atoms(g, "x", 2), variance = g.ref("v", g.add(square(g, x[0]!), square(g, x[1]!)));
  const pair = [[g.fn("sqrt", square(g, variance)), variance]] as const;
  assert.equal(decideEqual(g, pair, { seed: 1, free: new Set([variance]) }).verdict, "equal");
});

test("the pair that differs is named by its place among all pairs", () => {
  const g = createGraph();
  const x = g.atom("x"), y = g.atom("y");
  const { at } = decideEqual(g, [[x, x], [g.add(x, y), g.add(y, x)], [x, y]], { seed: 5 });
  assert.equal(at?.pair, 2);
});

test("every function agrees with itself in disguise, and not with its value elsewhere", () => {
  const names: FunctionName[] = ["exp", "log", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "abs", "sign", "erf", "heaviside"];
  for (const name of names) {
    const g = createGraph();
    const x = g.atom("x"), y = g.atom("y");
    const disguised = g.div(g.mul(g.add(x, y), g.sub(x, y)), g.add(x, y));
    const decision = decideEqual(g, [[g.fn(name, g.sub(x, y)), g.fn(name, disguised)]], { seed: 3 });
    assert.equal(decision.verdict, "equal", `${name}: ${JSON.stringify(decision)}`);
    const slip = decideEqual(g, [[g.fn(name, g.sub(x, y)), g.fn(name, g.sub(x, g.mul(g.constant(2), y)))]], { seed: 3 });
    assert.equal(slip.verdict, "different", `${name}: ${JSON.stringify(slip)}`);
  }
});
