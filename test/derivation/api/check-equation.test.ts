import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { checkEquation, type EquationContext } from "../../../src/derivation/index.js";

const product = [String.raw`A \in \mathbb{R}^{m \times n}`, String.raw`B \in \mathbb{R}^{n \times k}`];
const linear = [String.raw`A \in \mathbb{R}^{m \times n}`, String.raw`x \in \mathbb{R}^n`, "y = Ax"];
const jacobian = String.raw`\frac{dy}{dx}`;

const verdicts: readonly (readonly [title: string, latex: string, context: EquationContext, verdict: string])[] = [
  ["a transposed product", "(AB)^T = B^T A^T", { where: product }, "holds"],
  ["its factors in the wrong order", "(AB)^T = A^T B^T", { where: product }, "fails"],
  ["a sentence in `where`", "x^T A y = y^T A x", { where: [String.raw`x, y \in \mathbb{R}^n`, String.raw`$A \in \mathbb{R}^{n \times n}$ is symmetric.`] }, "holds"],
  ["the same without its assumption", "x^T A y = y^T A x", { where: [String.raw`x, y \in \mathbb{R}^n`, String.raw`A \in \mathbb{R}^{n \times n}`] }, "fails"],
  ["a definition in `where`", `${jacobian} = A`, { where: linear }, "holds"],
  ["a layout", `${jacobian} = A^T`, { where: linear, conventions: { layout: "denominator" } }, "holds"],
  ["the same in the default layout", `${jacobian} = A^T`, { where: linear }, "fails"],
  ["a chain", "(x + 1)^2 = (x + 1)(x + 1) = x^2 + 2x + 1", { where: String.raw`x \in \mathbb{R}` }, "holds"],
  ["a chain with a slip", "(x + 1)^2 = (x + 1)(x + 1) = x^2 + x + 1", { where: String.raw`x \in \mathbb{R}` }, "fails"],
  ["a small letter among numbers", "x + z = z + x", { where: String.raw`x \in \mathbb{R}` }, "holds"],
  ["a name that is declared nowhere", "x + Z = Z + x", { where: String.raw`x \in \mathbb{R}` }, "unchecked"],
  ["a number on one side that nothing tells", "(x + 1)^2 = x^2 + z", { where: String.raw`x \in \mathbb{R}` }, "unchecked"],
];
for (const [title, latex, context, verdict] of verdicts) {
  test(`${title}: ${verdict}`, () => { assert.equal(checkEquation(latex, context).verdict, verdict); });
}

test("places count within the equation", () => {
  const { problems } = checkEquation("(x + y)^2\n  = x^2 + Z", { where: [String.raw`x \in \mathbb{R}`, String.raw`y \in \mathbb{R}`] });
  assert.deepEqual(problems.map(({ line, column, code }) => ({ line, column, code })), [{ line: 2, column: 11, code: "undeclared" }]);
});

test("it prints as text", () => {
  assert.match(inspect(checkEquation("x + y = y + x", { where: String.raw`x, y \in \mathbb{R}` })), /^✓ holds \(exact/);
  assert.match(inspect(checkEquation("x - y = y - x", { where: String.raw`x, y \in \mathbb{R}` })), /^✗ fails\n {2}line 1, column \d+: /);
  assert.equal(inspect(checkEquation("y = 2x", { where: String.raw`x, y \in \mathbb{R}` })), "– definition: nothing to check");
});

const refused: readonly (readonly [title: string, latex: string, context: EquationContext, message: string])[] = [
  ["two equations", String.raw`\begin{align} x &= x + 0 \tag{1} \\ y &= y + 0 \tag{2} \end{align}`, { where: String.raw`x, y \in \mathbb{R}` }, "checkEquation: here are 2 equations; give them one by one"],
  ["a convention that is not known", "x = x", { conventions: { layot: "denominator" } }, "checkEquation: in `conventions`: the convention 'layot' is not known: did you mean 'layout'? (known are layout, einstein, broadcast, log)"],
  ["a `where` that cannot be read", "x = x", { where: String.raw`x \in \mathbb{R^{n}` }, "checkEquation: in `where`: this '{' is never closed: add '}'"],
];
for (const [title, latex, context, message] of refused) test(`refuses ${title}`, () => { assert.throws(() => checkEquation(latex, context), { message }); });
