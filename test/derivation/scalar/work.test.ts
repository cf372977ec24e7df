import assert from "node:assert/strict";
import { test } from "node:test";
import { decideEqual } from "../../../src/derivation/scalar/decide.js";
import { createGraph, type Node } from "../../../src/derivation/scalar/graph.js";
import { planOf } from "../../../src/derivation/scalar/plan.js";
import { decimalWork } from "../../../src/derivation/scalar/work.js";

test("a graph counts the operands of what it was asked for, found again or not", () => {
  const g = createGraph(), x = g.atom("x"), y = g.atom("y");
  const before = g.work;
  g.add(x, y);
  const once = g.work - before;
  g.add(x, y);
  assert.equal(g.work - before, 2 * once);
});

test("a long number costs the square of its digits", () => {
  const g = createGraph(), before = g.work;
  g.constant(10n ** 6_399n);
  assert.equal(g.work - before, 10_001);
});

test("refused: more than the limit of a graph", () => {
  const g = createGraph({ most: 100, exceeded: () => new RangeError("too many terms") }), x = g.atom("x");
  assert.throws(() => {
    for (let k = 2; k < 100; k++) g.powInt(x, k);
  }, { name: "RangeError", message: "too many terms" });
});

test("work with decimals: operands, elementary functions, the square of the digits", () => {
  const g = createGraph(), x = g.atom("x"), y = g.atom("y");
  const plan = planOf(g, [g.add(g.fn("sin", x), y)]);
  assert.deepEqual([decimalWork(plan, 64), decimalWork(plan, 128), decimalWork(plan, 256)], [102, 408, 1632]);
});

test("what would take too many decimal operations is undecided, and says so", () => {
  const g = createGraph();
  const term = (k: number): Node => g.fn("log", g.add(g.atom(`x${k}`, "positive"), g.constant(k + 1)));
  const terms = Array.from({ length: 4_000 }, (_, k) => term(k));
  const shifted = terms.map((each) => g.fn("log", g.fn("exp", each)));
  const decision = decideEqual(g, [[g.add(...terms), g.add(...shifted)]], { seed: 1 });
  assert.deepEqual(decision, { verdict: "undecided", method: "high-precision", errorBound: 1, reason: "comparing the sides with 64 digits takes more arithmetic than is spent on one claim; split it in steps" });
});
