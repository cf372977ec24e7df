import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { differsInDecimals } from "../../../src/derivation/scalar/compare-decimal.js";
import { areApart } from "../../../src/derivation/scalar/decision.js";
import { decideEqual } from "../../../src/derivation/scalar/decide.js";
import { evaluateFloat } from "../../../src/derivation/scalar/evaluate.js";
import { createGraph, type FunctionName, type Node, type ScalarGraph } from "../../../src/derivation/scalar/graph.js";

const seed = 20261125;

type Tree = { readonly op: string; readonly parts: readonly Tree[]; readonly value: number };

const trees = (functions: readonly string[], depth: number): fc.Arbitrary<Tree> => {
  const leaf = fc.record({ op: fc.constantFrom("atom", "atom", "number"), parts: fc.constant([]), value: fc.integer({ min: 0, max: 3 }) });
  if (depth === 0) return leaf;
  const part = trees(functions, depth - 1), value = fc.constant(0);
  return fc.oneof(
    { weight: 1, arbitrary: leaf },
    { weight: 4, arbitrary: fc.record({ op: fc.constantFrom("add", "mul", "div", "max"), parts: fc.tuple(part, part), value }) },
    { weight: 2, arbitrary: fc.record({ op: fc.constantFrom(...functions), parts: fc.tuple(part), value }) },
  );
};

/** Builds the tree; `isDisguised` writes every operation in another way that means the same. */
function build(g: ScalarGraph, atoms: readonly Node[], { op, parts, value }: Tree, isDisguised: boolean): Node {
  const [a, b] = parts.map((part) => build(g, atoms, part, isDisguised)) as [Node, Node];
  const half = g.constant(1, 2), extra = atoms[3]!;
  switch (op) {
    case "atom": return isDisguised ? g.mul(half, g.add(g.add(atoms[value]!, g.mul(extra, extra)), g.sub(atoms[value]!, g.mul(extra, extra)))) : atoms[value]!;
    case "number": return g.constant(value);
    case "add": return isDisguised ? g.mul(g.add(g.mul(extra, a), g.mul(extra, b)), g.powInt(extra, -1)) : g.add(a, b);
    case "mul": return isDisguised ? g.mul(g.constant(1, 4), g.sub(g.powInt(g.add(a, b), 2), g.powInt(g.sub(a, b), 2))) : g.mul(a, b);
    case "div": return isDisguised ? g.div(g.mul(g.add(a, a), b), g.mul(g.constant(2), b, b)) : g.div(a, b);
    case "max": return isDisguised ? g.add(b, g.fn("abs", g.mul(half, g.sub(a, b))), g.mul(half, g.sub(a, b))) : g.select(g.compare(">", a, b), a, b);
    case "exp": return isDisguised ? g.mul(g.fn("exp", g.sub(a, extra)), g.fn("exp", extra)) : g.fn("exp", a);
    case "call": return g.call("f", [a, extra]);
    default: return g.fn(op as FunctionName, a);
  }
}

const size = (tree: Tree): number => 1 + tree.parts.reduce((sum, part) => sum + size(part), 0);

/** The tree with its i-th node (counted from the root) replaced by a slip. */
function withSlip(tree: Tree, i: number): Tree {
  if (i === 0) return { op: "add", value: 0, parts: [tree, { op: "number", value: 1, parts: [] }] };
  let rest = i - 1;
  const parts = tree.parts.map((part) => {
    const here = rest >= 0 && rest < size(part) ? withSlip(part, rest) : part;
    rest -= size(part);
    return here;
  });
  return { ...tree, parts };
}

const families: readonly [title: string, functions: readonly string[]][] = [
  ["the field with exp", ["exp", "tanh", "call", "abs"]],
  ["one root", ["sqrt", "call"]],
  ["everything", ["exp", "log", "sqrt", "sin", "atan", "erf", "tanh"]],
];
for (const [title, functions] of families) {
  test(`no false alarm: an expression equals its disguise, ${title} (seed ${seed})`, () => {
    const verdicts = { equal: 0, different: 0, undecided: 0 };
    fc.assert(
      fc.property(trees(functions, 3), fc.nat(1000), (tree, from) => {
        const g = createGraph(), atoms = ["a", "b", "c", "d"].map((name) => g.atom(name));
        const pair = [build(g, atoms, tree, false), build(g, atoms, tree, true)] as const;
        const decision = decideEqual(g, [pair], { seed: from });
        verdicts[decision.verdict]++;
        assert.notEqual(decision.verdict, "different", `${g.describe(pair[0])}: ${JSON.stringify(decision)}`);
      }),
      { seed, numRuns: 150 },
    );
    assert.ok(verdicts.equal > 100, JSON.stringify(verdicts));
  });

  test(`no false acceptance: a slip that shows at some of 300 points is not accepted, ${title} (seed ${seed})`, () => {
    let slips = 0;
    fc.assert(
      fc.property(trees(functions, 3), fc.nat(), fc.nat(1000), (tree, place, from) => {
        const g = createGraph(), atoms = ["a", "b", "c", "d"].map((name) => g.atom(name));
        const pair = [build(g, atoms, tree, true), build(g, atoms, withSlip(tree, place % size(tree)), false)] as const;
        const decision = decideEqual(g, [pair], { seed: from });
        if (decision.verdict === "different") slips++;
        if (decision.verdict !== "equal") return;
        for (let point = 5000; point < 5300; point++) {
          const [left, right] = evaluateFloat(g, pair, { seed: point });
          if (!areApart(left!, right!)) continue;
          assert.equal(differsInDecimals(g, pair, { seed: point }), false, `${g.describe(pair[1])} at ${point}: ${left}, ${right}`);
        }
      }),
      { seed, numRuns: 120 },
    );
    assert.ok(slips > 60, `${slips} slips refused`);
  });
}
