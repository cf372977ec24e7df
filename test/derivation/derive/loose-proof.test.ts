/** Steps are proved with the names around them cut loose: what is proved so is true, and what is not true is not proved so. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { looseProof, type LooseStep } from "../../../src/derivation/derive/loose-proof.js";
import { namesBelowBars } from "../../../src/derivation/expand/evaluate.js";
import type { Expression } from "../../../src/derivation/expression/expression.js";
import { goalFrom } from "../../../src/derivation/goal/goal-from.js";
import { whereDocument } from "../../../src/derivation/goal/where-document.js";
import { readExpression } from "../../../src/derivation/notation/read-expression.js";
import { readFormulaTex } from "../../../src/derivation/notation/respell.js";
import { readerFor } from "../../../src/derivation/scope/understood.js";
import type { Scope } from "../../../src/derivation/scope/scope.js";

const NETWORK = String.raw`x, c \in \mathbb{R}^n, W, V \in \mathbb{R}^{n \times n}, u = \tanh(W x), y = V u`;

function expression(text: string, scope: Scope): Expression {
  const reading = readFormulaTex(text, { start: 0, end: text.length }, new Map());
  if ("problem" in reading) throw new Error(reading.problem.message);
  return readExpression(reading.formula.body, reading.formula, readerFor(scope, new Set(["i", "j", "k", "l", "p"])));
}

/** How `left = right` is decided for all values of its indices, with the definitions of these names put in and all others cut loose. */
function decided(left: string, right: string, uses: readonly string[], { where = NETWORK, wrt = "W" } = {}): string | null {
  const { document, of } = whereDocument("L(y)", where);
  const { goal, scope, layout } = goalFrom(of, wrt, document);
  const [a, b] = [expression(left, scope), expression(right, scope)];
  const step: LooseStep = { claims: [{ left: a, right: b, ranges: new Map(), conditions: [] }], uses: uses.map((key) => ({ key, levels: [] })) };
  return looseProof(goal, new Set([...namesBelowBars(goal), ...namesBelowBars(a), ...namesBelowBars(b)]), { scope, layout, seed: 1 }).prove([step])[0]!;
}

const CHAIN = [String.raw`\frac{dL}{dW_{ij}}`, String.raw`\sum_{l=1}^n \frac{dL}{dy_l} \frac{dy_l}{dW_{ij}}`] as const;
test("the chain rule needs no definition", () => { assert.equal(decided(...CHAIN, []), "exact"); });
test("the chain rule without its sum is not proved", () => { assert.equal(decided(CHAIN[0], String.raw`\frac{dL}{dy_i} \frac{dy_i}{dW_{ij}}`, []), null); });

const PUT_IN = [String.raw`\frac{dy_l}{dW_{ij}}`, String.raw`\frac{d}{dW_{ij}} \left( \sum_{k=1}^n V_{lk} u_k \right)`] as const;
test("a definition is put in where the step says that it uses it", () => { assert.equal(decided(...PUT_IN, ["y"]), "exact"); });
test("a definition that a step does not use is not known to it", () => { assert.equal(decided(...PUT_IN, []), null); });
test("a wrong definition is not proved", () => { assert.equal(decided(PUT_IN[0], PUT_IN[1].replace("V_{lk}", "V_{kl}"), ["y"]), null); });

const INSIDE = [String.raw`\frac{d}{dW_{ij}} \left( \sum_{k=1}^n V_{lk} u_k \right)`, String.raw`\sum_{k=1}^n V_{lk} \frac{du_k}{dW_{ij}}`] as const;
test("a name that is cut loose still moves with what it depends on", () => {
  assert.equal(decided(...INSIDE, []), "exact");
  assert.equal(decided(INSIDE[0], "0", []), null);
});
test("what does not depend on W does not move with it, cut loose or not", () => { assert.equal(decided(String.raw`\frac{dx_k}{dW_{ij}}`, "0", []), "exact"); });

test("a second derivative of a name that is cut loose is not taken for zero", () => {
  const twice = String.raw`\frac{d}{dW_{ij}} \left( \frac{du_k}{dW_{ij}} \right)`;
  assert.equal(decided(twice, "0", []), null);
  assert.equal(decided(String.raw`\frac{d}{dW_{ij}} \left( x_k \frac{du_k}{dW_{ij}} \right)`, `x_k ${twice}`, []), "exact");
});

test("a derivative of an intermediate by an intermediate is one of its own", () => {
  assert.equal(decided(String.raw`\frac{dy_l}{dW_{ij}}`, String.raw`\sum_{k=1}^n \frac{dy_l}{du_k} \frac{du_k}{dW_{ij}}`, ["y"]), "exact");
  assert.equal(decided(String.raw`\frac{dy_l}{dW_{ij}}`, String.raw`\sum_{k=1}^n \frac{dy_l}{du_k}`, ["y"]), null);
});

test("two members of a family are two functions", () => {
  const where = String.raw`x \in \mathbb{R}^n, W \in \mathbb{R}^{n \times n}, h_1 = \tanh(W x), h_2 = \tanh(W h_1), y = h_1 + h_2`;
  assert.equal(decided(String.raw`(h_1)_i`, String.raw`(h_2)_i`, [], { where }), null);
  assert.equal(decided(String.raw`\frac{d(h_1)_k}{dW_{ij}}`, String.raw`\frac{d(h_2)_k}{dW_{ij}}`, [], { where }), null);
});

test("of all places none is left out: a line that is wrong on the diagonal alone is not proved", () => {
  assert.equal(decided(String.raw`\frac{dW_{kl}}{dW_{ij}}`, String.raw`\delta_{ki} \delta_{lj} (1 + \delta_{ij} \delta_{kl})`, []), null);
});

const KEPT = [String.raw`\sum_{k=1}^n \sum_{l=1}^n x_k W_{kl} \delta_{ki} \delta_{lj} \frac{dy_k}{dx_l}`, String.raw`x_i W_{ij} \frac{dy_i}{dx_j}`] as const;
test("terms below a delta that is zero are not worked out, and the others are", () => {
  assert.equal(decided(...KEPT, []), "exact");
  for (const wrong of [KEPT[1].replace("W_{ij}", "W_{ji}"), KEPT[1].replace("dx_j", "dx_i"), "0", `2 ${KEPT[1]}`, `${KEPT[1]} + \\delta_{ij} x_i`]) assert.equal(decided(KEPT[0], wrong, []), null, wrong);
});
test("a product that is no number is not taken for one", () => {
  assert.equal(decided(String.raw`\left( W x \right)_i`, String.raw`\sum_{k=1}^n W_{ik} x_k`, []), "exact");
  assert.equal(decided(String.raw`\left( W x \right)_i`, String.raw`\sum_{k=1}^n W_{ki} x_k`, []), null);
});
