/** The assignment's own exercises: with its facts in front each left side is derived from `y = Wx + b` alone; the displays below, some of which hold slips, say nothing. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CannotDerive } from "../../../src/derivation/derive/derivation.js";
import { deriveGoal } from "../../../src/derivation/derive/derive.js";
import { DocumentError } from "../../../src/derivation/document/document-error.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { goalOfTag } from "../../../src/derivation/goal/goal-of-tag.js";
import { printLatex } from "../../../src/derivation/latex/print-latex.js";
import { typographyOf } from "../../../src/derivation/latex/typography-of.js";

const FIXTURE = readFileSync(new URL("../fixtures/assignment.md", import.meta.url), "utf8");
const LAYER = String.raw`Let $\mathbf{W} \in \mathbb{R}^{n \times m}$, $\mathbf{x} \in \mathbb{R}^m$ and $\mathbf{b} \in \mathbb{R}^n$, and let $L : \mathbb{R}^n \to \mathbb{R}$ be a function of $\mathbf{y}$, where

$$\mathbf{y} = \mathbf{W} \mathbf{x} + \mathbf{b}$$

`;
const BATCH = String.raw`The batch has the columns $\mathbf{x}^{(k)}$ of $\mathbf{X} = \begin{bmatrix} \mathbf{x}^{(1)} & \cdots & \mathbf{x}^{(N)} \end{bmatrix} \in \mathbb{R}^{m \times N}$ and the columns $\mathbf{y}^{(k)} = \mathbf{W} \mathbf{x}^{(k)} + \mathbf{b}$ of $\mathbf{Y} = \begin{bmatrix} \mathbf{y}^{(1)} & \cdots & \mathbf{y}^{(N)} \end{bmatrix}$; $L$ is a function of $\mathbf{Y}$.

`;
/** Where the scan is cut off. */
const CUT = String.raw`

$$\frac{dL}{dW_{ij}} = ? \tag{16}$$

$$\frac{dL}{d\mathbf{W}} = ? \tag{17}$$

$$\frac{dL}{db_i} = ? \tag{18}$$

$$\frac{dL}{d\mathbf{b}} = ? \tag{19}$$

$$\frac{dL}{d\mathbf{x}^{(k)}} = ? \tag{20}$$
`.replaceAll("= ?", "= 0");
const WHOLE = FIXTURE.replace("## 1 Exercise 1", () => `${LAYER}## 1 Exercise 1`).replace("In order to derive", () => `${BATCH}In order to derive`) + CUT;

function derived(text: string, tag: string): string {
  const document = readDocument("assignment.md", text);
  const { goal, scope, layout } = goalOfTag(document, tag);
  const typography = typographyOf(document, scope);
  return printLatex(deriveGoal(goal, { scope, layout, seed: 1 }).result, typography);
}

const RESULTS: Readonly<Record<string, string>> = {
  1: String.raw`\sum_{l=1}^n \frac{dL}{dy_l} W_{li}`, 2: String.raw`\sum_{l=1}^n \frac{dL}{dy_l} W_{li}`,
  4: String.raw`\frac{dL}{dy_i} x_j`, 5: String.raw`\frac{dL}{dy_i} x_j`, 6: String.raw`\frac{dL}{dy_i} x_j`, 7: String.raw`\frac{dL}{dy_i} x_j`,
  8: String.raw`\frac{dL}{d\mathbf{y}} \mathbf{x}^T`, 9: String.raw`\frac{dL}{dy_i}`, 10: String.raw`\frac{dL}{dy_i}`, 11: String.raw`\frac{dL}{dy_i}`, 12: String.raw`\frac{dL}{d\mathbf{y}}`,
  13: String.raw`\mathbf{W}^T \frac{dL}{d\mathbf{Y}}`, 14: String.raw`\mathbf{W}^T \frac{dL}{d\mathbf{Y}}`,
  17: String.raw`\frac{dL}{d\mathbf{Y}} \mathbf{X}^T`, 19: String.raw`\frac{dL}{d\mathbf{Y}} \mathbf{1}`, 20: String.raw`\mathbf{W}^T \frac{dL}{d\mathbf{y}^{(k)}}`,
};
for (const [tag, result] of Object.entries(RESULTS)) test(`(${tag}) of the assignment with its facts`, () => { assert.equal(derived(WHOLE, tag), result); });

test("(3) with its half-written derivative repaired", () => {
  assert.equal(derived(WHOLE.replace(String.raw`$$\frac{L}{d\mathbf{x}}`, () => String.raw`$$\frac{dL}{d\mathbf{x}}`), "3"), String.raw`\mathbf{W}^T \frac{dL}{d\mathbf{y}}`);
});

test("(3) as it is written cannot be read as a derivative", () => {
  assert.throws(() => derived(WHOLE, "3"), (error: unknown) => error instanceof DocumentError && error.message.includes("half a derivative: the numerator has no 'd'"));
});

for (const tag of ["1", "2", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"]) {
  test(`(${tag}) as the assignment came, without facts: the name that must be declared is told`, () => {
    assert.throws(() => derived(FIXTURE, tag), (error: unknown) => error instanceof CannotDerive && error.code === "undeclared" && /declared nowhere/.test(error.message));
  });
}
