/** What the deriver takes, form by form: a line of definitions, a goal, and the result as it is printed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CannotDerive } from "../../../src/derivation/derive/derivation.js";
import { deriveGoal } from "../../../src/derivation/derive/derive.js";
import { goalFrom } from "../../../src/derivation/goal/goal-from.js";
import { whereDocument } from "../../../src/derivation/goal/where-document.js";
import { printLatex } from "../../../src/derivation/latex/print-latex.js";
import { typographyOf } from "../../../src/derivation/latex/typography-of.js";

function derived(expression: string, where: string, wrt: string): string {
  const { document, of } = whereDocument(expression, where);
  const { goal, scope, layout } = goalFrom(of, wrt, document);
  return printLatex(deriveGoal(goal, { scope, layout, seed: 1 }).result, typographyOf(document, scope));
}

const FORMS: readonly (readonly [title: string, of: string, where: string, wrt: string, result: string])[] = [
  ["a matrix that is written out, times a column", "L(y)", String.raw`w \in \mathbb{R}^2, x \in \mathbb{R}^3, y = \begin{bmatrix} w_1 & w_2 & 0 \\ 0 & w_1 & w_2 \end{bmatrix} x`, "x",
    String.raw`\begin{bmatrix} \frac{dL}{dy_1} w_1 \\ \frac{dL}{dy_1} w_2 + \frac{dL}{dy_2} w_1 \\ \frac{dL}{dy_2} w_2 \end{bmatrix}`],
  ["a column of ones of a written size", "L(y)", String.raw`X \in \mathbb{R}^{N \times n}, w \in \mathbb{R}^n, b \in \mathbb{R}, y = X w + b \mathbf{1}_N`, "b", String.raw`\sum_{l=1}^N \frac{dL}{dy_l}`],
  ["two sums whose letters stand below others", "L(y)", String.raw`w, x \in \mathbb{R}^{n \times n}, y \in \mathbb{R}, y = \sum_{i=1}^n \sum_{k=1}^n w_{ik} x_{ik}`, "x", String.raw`\frac{dL}{dy} w`],
  ["members of a family shaped by the ones before", "L(h_3)", String.raw`x \in \mathbb{R}^n, h_1 = \tanh(x), h_2 = \tanh(h_1), h_3 = \tanh(h_2)`, "x",
    String.raw`\frac{dL}{dh_3} \odot (\mathbf{1} - h_3 \odot h_3) \odot (\mathbf{1} - h_2 \odot h_2) \odot (\mathbf{1} - h_1 \odot h_1)`],
  ["a maximum of three: the last of the largest", "f", String.raw`a, b, c \in \mathbb{R}, f = \max(a, b, c)`, "b", String.raw`\mathbb{1}[b \ge a] \mathbb{1}[b > c]`],
  ["what the loss does not depend on", "L(y)", String.raw`W, V \in \mathbb{R}^{m \times n}, x \in \mathbb{R}^n, y = W x`, "V", "0"],
];
for (const [title, of, where, wrt, result] of FORMS) test(`${title}: by ${wrt}`, () => { assert.equal(derived(of, where, wrt), result); });

test("why a gradient is zero is told", () => {
  const { document, of } = whereDocument("L(y)", String.raw`W, V \in \mathbb{R}^{m \times n}, x \in \mathbb{R}^n, y = W x`);
  const { goal, scope, layout } = goalFrom(of, "V", document), typography = typographyOf(document, scope);
  const { steps } = deriveGoal(goal, { scope, layout, seed: 1, write: (e) => printLatex(e, typography) });
  assert.deepEqual(steps.map(({ reason }) => reason), ["one entry, for each $i$ and $j$", "$L$ does not depend on $V$", "all entries at once"]);
});

test("a recursion without an end is not derived, and is told", () => {
  assert.throws(() => derived("L(h_T)", String.raw`W \in \mathbb{R}^{n \times n}, T \in \mathbb{N}, h_t \in \mathbb{R}^n, h_t = \tanh(W h_{t-1})`, "W"), (error: unknown) => error instanceof CannotDerive && /recursion whose number of steps is a letter/.test(error.message));
});

const chain = (layers: number): string => [String.raw`x \in \mathbb{R}^n`, ...Array.from({ length: layers }, (_, k) => String.raw`W_{${k + 1}} \in \mathbb{R}^{n \times n}, b_{${k + 1}} \in \mathbb{R}^n, h_{${k + 1}} = \tanh(W_{${k + 1}} ${k === 0 ? "x" : `h_{${k}}`} + b_{${k + 1}})`)].join(", ");
test("a chain of twelve dense layers is derived and proved", () => {
  const result = derived("L(h_{12})", chain(12), "W_1");
  assert.ok(result.startsWith(String.raw`\left( (\mathbf{1} - h_1 \odot h_1) \odot W_{2}^T \left( (\mathbf{1} - h_2 \odot h_2) \odot W_{3}^T`), result);
  assert.ok(result.endsWith("x^T"), result);
});
