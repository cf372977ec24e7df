/** Every function of a number that the notation knows has its derivative: proved by the checker, and the one that mathjs gives. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { derivative } from "mathjs";
import { decideClaim } from "../../../../src/derivation/check/decide-claim.js";
import { compile } from "../../../../src/derivation/compile/compile.js";
import { deriveGoal } from "../../../../src/derivation/derive/derive.js";
import { elementaryDerivative, elementaryFunctions } from "../../../../src/derivation/derive/rules/elementary.js";
import { applyOf, derivativeOf } from "../../../../src/derivation/expression/build.js";
import type { Expression } from "../../../../src/derivation/expression/expression.js";
import { goalFrom } from "../../../../src/derivation/goal/goal-from.js";
import { whereDocument } from "../../../../src/derivation/goal/where-document.js";
import { knownFunctions } from "../../../../src/derivation/notation/functions.js";

/** Points of each function's domain; where not given, these. */
const POINTS = [0.3, 0.7, -0.4, 1.3];
const DOMAIN: Readonly<Record<string, readonly number[]>> = { log: [0.3, 2], sqrt: [0.3, 2], asin: [0.3, -0.7], acos: [0.3, -0.7], artanh: [0.3, -0.7], arcosh: [1.2, 3] };

/** As mathjs calls them; it has no step function, and no derivative of erf, that its formula could be taken from. */
const MATHJS: Readonly<Record<string, string>> = { artanh: "atanh(x)", arsinh: "asinh(x)", arcosh: "acosh(x)", sigmoid: "1 / (1 + exp(-x))", softplus: "log(1 + exp(x))" };
const UNKNOWN_TO_MATHJS: ReadonlySet<string> = new Set(["erf", "sign", "relu"]);

const { document } = whereDocument("f", String.raw`x \in \mathbb{R}, f = x`);
const { scope, layout } = goalFrom("f", "x", document);
const X: Expression = { kind: "name", name: "x", start: 0, end: 0 };
const byX = (of: Expression): Expression => derivativeOf(of, [X], false);

test("every function of one number that the notation knows has a derivative", () => {
  assert.deepEqual([...elementaryFunctions].sort(), knownFunctions.filter(({ acts, arity }) => acts === "entry" && arity === 1).map(({ name }) => name).sort());
});

for (const name of elementaryFunctions) {
  const of = applyOf(name, X), slope = elementaryDerivative(name, X)!;
  test(`${name}: its derivative is proved, another is not`, () => {
    const verdict = (right: Expression): string => decideClaim({ left: byX(of), right, ranges: new Map(), conditions: [] }, { scope, layout, seed: 3 }).verdict;
    assert.equal(verdict(slope), "holds");
    assert.equal(verdict(of), name === "exp" ? "holds" : "fails");
  });
  if (UNKNOWN_TO_MATHJS.has(name)) continue;
  test(`${name}: what is derived is what mathjs gives`, () => {
    const { result } = deriveGoal(byX(of), { scope, layout, seed: 1 }), ours = compile(result, { scope, layout }, []), theirs = derivative(MATHJS[name] ?? `${name}(x)`, "x");
    for (const x of DOMAIN[name] ?? POINTS) {
      const expected = Number(theirs.evaluate({ x })), found = ours({ x: { shape: [1, 1], data: Float64Array.of(x) } }).data[0]!;
      assert.ok(Math.abs(found - expected) <= 1e-12 * Math.max(1, Math.abs(expected)), `at ${x}: derived ${found}, mathjs ${expected}`);
    }
  });
}
