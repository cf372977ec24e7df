import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDocument } from "../../../src/derivation/check/check-document.js";
import type { CheckProblem } from "../../../src/derivation/check/checked-document.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";

/** The problems of the last equation, each as `severity code: message`. */
function problemsOf(where: string, equation: string, front = ""): readonly CheckProblem[] {
  const { equations } = checkDocument(readDocument("explain.md", `${front}${where}\n\n$$${equation}$$\n`));
  return equations.at(-1)!.problems;
}

const told = (where: string, equation: string, front = ""): readonly string[] => problemsOf(where, equation, front).map(({ severity, code, message }) => `${severity} ${code}: ${message}`);

const LINEAR = String.raw`Let $W \in \mathbb{R}^{m \times n}$, $x \in \mathbb{R}^n$, $b \in \mathbb{R}^m$ and $y = W x + b$, and let $L$ be a function of $y$.`;
const SOFTMAX = String.raw`Let $x \in \mathbb{R}^C$ and $y_i = \frac{e^{x_i}}{\sum_{j=1}^C e^{x_j}}$, and let $L$ be a function of $y$.`;
const NUMBERS = String.raw`Let $a, b \in \mathbb{R}$ and $p : \mathbb{R} \to \mathbb{R}$.`;
const SQUARE = String.raw`Let $A \in \mathbb{R}^{n \times n}$, $x \in \mathbb{R}^n$ and $g = A x$.`;
const VARIANCE = String.raw`Let $x \in \mathbb{R}^m$, $\mu = \frac{1}{m} \sum_{i=1}^m x_i$ and $v = \frac{1}{m} \sum_{i=1}^m (x_i - \mu)^2$.`;

describe("what each side gives, at the simplest values that show it", () => {
  const rows: readonly (readonly [title: string, where: string, equation: string, ...told: readonly string[]])[] = [
    ["small integers", NUMBERS, String.raw`(a + b)^2 = a^2 + b^2`, "error value: the two sides differ: the left side gives 4, the right side gives 2 (a = 1, b = 1)"],
    ["no point at a kink", NUMBERS, String.raw`\max(0, a) = a`, "error value: the two sides differ: the left side gives 0, the right side gives -1 (a = -1)"],
    ["decimals where there are no fractions", NUMBERS, "e^a = 1 + a", "error value: the two sides differ: the left side gives 2.718, the right side gives 2 (a = 1)"],
    ["a function's derivative at its place", NUMBERS, String.raw`\frac{d}{da} p(a^2) = p'(a^2)`, "error value: the two sides differ: the left side gives 0, the right side gives 1 (a = 0, p'(0) = 1)"],
    ["no zero where the author divides", NUMBERS, String.raw`\frac{a^2 + b}{b} = a`, "error value: the two sides differ: the left side gives 2, the right side gives 1 (a = 1, b = 1)"],
    ["values within what is assumed", String.raw`Let $a \in \mathbb{R}$ with $a < 0$.`, String.raw`\sqrt{a^2} = a`, "error value: the two sides differ: the left side gives 1, the right side gives -1 (a = -1)"],
    ["the entry of an array, and no name that does not matter", LINEAR, String.raw`\frac{dL}{dx} = -W^T \frac{dL}{dy}`, "error value: the two sides differ: the left side gives 1, the right side gives -1 (n = 2, m = 3, entry 1, W = [[1, 0], [0, 0], [0, 0]], dL/dy = [1, 0, 0])"],
    ["of a large upstream gradient what is not zero", String.raw`Let $X, B \in \mathbb{R}^{m \times n}$ with $m = 4$, $n = 5$, $Y = X + B$, and let $L$ be a function of $Y$.`, String.raw`\frac{\partial L}{\partial X_{ij}} = \frac{\partial L}{\partial Y_{ij}} + \frac{\partial L}{\partial Y_{i1}}`, "error value: the two sides differ: the left side gives 1, the right side gives 2 (m = 4, n = 5, i = 1, j = 1, dL/dY_{1,1} = 1 and 0 elsewhere)"],
    ["indices, probabilities as fractions, upstream gradients as numbers", SOFTMAX, String.raw`\begin{aligned} \frac{dL}{dx_i} &= \sum_j \frac{dL}{dy_j} y_j (\delta_{ij} - y_i) \\` + "\n" + String.raw`&= y_i \left( \frac{dL}{dy_i} - \sum_j y_j \right) \end{aligned}`, "error value: the two sides differ: line 3 gives -1/4, line 4 gives -1/2 (C = 2, i = 1, y = [1/2, 1/2], dL/dy = [0, 1])"],
  ];
  for (const [title, where, equation, ...messages] of rows) it(title, () => { assert.deepEqual(told(where, equation), messages); });

  it("the record holds them too", () => {
    const { equations } = checkDocument(readDocument("explain.md", `${NUMBERS}\n\n$$(a + b)^2 = a^2 + b^2$$\n`));
    assert.deepEqual(equations.at(-1)!.steps[0]!.evidence?.counterexample, { where: "a = 1, b = 1", left: "4", right: "2" });
  });
});

describe("an index that nothing binds", () => {
  it("with the letter of the sum around it the line holds", () => {
    const problems = problemsOf(LINEAR, String.raw`\frac{dL}{dx_i} = \sum_{l=1}^m \frac{dL}{dy_l} \frac{d}{dx_i} \left( \sum_{j=1}^n W_{lj} x_j + b_j \right) = \sum_{l=1}^m \frac{dL}{dy_l} W_{li}`);
    assert.deepEqual(problems.map(({ code, message }) => [code, message]), [["unbound", "the index 'j' stands outside its sum; with b_l the line holds"]]);
    assert.deepEqual(problems[0]!.suggestion, { message: "with b_l the line holds", latex: String.raw`\frac{dL}{dx_i} = \sum_{l=1}^m \frac{dL}{dy_l} \frac{d}{dx_i} \left( \sum_{j=1}^n W_{lj} x_j + b_l \right) = \sum_{l=1}^m \frac{dL}{dy_l} W_{li}` });
  });
  it("with a sum over it the line holds", () => {
    const problems = problemsOf(LINEAR, "y_i = W_{ij} x_j + b_i");
    assert.deepEqual(problems.map(({ message }) => message), ["the index 'j' is bound by no sum here, and the left side does not have it; with a sum over 'j' the line holds"]);
    assert.equal(problems[0]!.suggestion?.latex, String.raw`y_i = \sum_{j} W_{ij} x_j + b_i`);
  });
  it("no reading is told that does not hold", () => {
    assert.deepEqual(told(LINEAR, "y_i = 2 W_{ij} x_j + b_i"), ["error unbound: the index 'j' is bound by no sum here, and the left side does not have it"]);
  });
});

describe("another layout, another order", () => {
  const denominator = "---\nconventions:\n  layout: denominator\n---\n\n";
  const rows: readonly (readonly [title: string, where: string, equation: string, front: string, ...told: readonly string[]])[] = [
    ["shapes that fit in denominator layout", LINEAR, String.raw`\frac{dy}{dx} = W^T`, "", "error layout: the left side is m × n, the right side is n × m; it holds in denominator layout (the document is in gradient layout)"],
    ["values that fit in denominator layout", SQUARE, String.raw`\frac{dg}{dx} = A^T`, "", "error layout: the two sides differ; it holds in denominator layout (the document is in gradient layout): the left side gives 1, the right side gives 0 (n = 2, entry (1, 2), A = [[0, 1], [0, 0]])"],
    ["a document in denominator layout", LINEAR, String.raw`\frac{dy}{dx} = W`, denominator, "error layout: the left side is n × m, the right side is m × n; it holds in gradient layout and in numerator layout (the document is in denominator layout)"],
    ["what is wrong in every layout", SQUARE, String.raw`\frac{dg}{dx} = -A`, "", "error value: the two sides differ: the left side gives 1, the right side gives -1 (n = 2, entry (1, 1), A = [[1, 0], [0, 0]])"],
    ["no layout for what is no derivative", SQUARE, "A x = A^T x", "", "error value: the two sides differ: the left side gives 1, the right side gives 0 (n = 2, entry 1, A = [[0, 1], [0, 0]], x = [0, 1])"],
    ["a product of derivatives that chains in another order", String.raw`Let $A \in \mathbb{R}^{m \times n}$, $x \in \mathbb{R}^n$, $B \in \mathbb{R}^{p \times m}$, $y = A x$ and $z = B y$.`, String.raw`\frac{dz}{dx} = \frac{dy}{dx} \frac{dz}{dy}`, "", String.raw`error layout: m × n times p × m: the inner lengths n and p differ; it holds in denominator layout (the document is in gradient layout), or in the order \frac{dz}{dy} \frac{dy}{dx}`],
    ["no order where none makes it true", String.raw`Let $A \in \mathbb{R}^{m \times n}$, $x \in \mathbb{R}^n$, $B \in \mathbb{R}^{p \times m}$, $y = A x$ and $z = B y$.`, String.raw`\frac{dz}{dx} = 2 \frac{dy}{dx} \frac{dz}{dy}`, "", "error shape: m × n times p × m: the inner lengths n and p differ"],
  ];
  for (const [title, where, equation, front, ...messages] of rows) it(title, () => { assert.deepEqual(told(where, equation, front), messages); });
});

describe("intermediates held fixed", () => {
  const where = String.raw`Let $a \in \mathbb{R}$, $u = a^2$ and $w = u a$.`;
  it("a line that needs it fails, and says so", () => {
    assert.deepEqual(told(where, String.raw`\frac{\partial w}{\partial a} = u`), ["error value: the two sides differ; it holds only with u held fixed, and that depends on a: the left side gives 3, the right side gives 1 (a = 1, u = 1)"]);
  });
  it("a line that does not hold with it either says nothing of it", () => {
    assert.deepEqual(told(where, String.raw`\frac{\partial w}{\partial a} = 2 u`), ["error value: the two sides differ: the left side gives 3, the right side gives 2 (a = 1, u = 1)"]);
  });
});

describe("warnings for lines that hold", () => {
  const rows: readonly (readonly [title: string, where: string, equation: string, ...told: readonly string[]])[] = [
    ["a slip that a vanishing sum hides", VARIANCE, String.raw`\frac{\partial v}{\partial \mu} = \frac{2}{m} \sum_{i=1}^m (x_i - \mu)`, String.raw`warning hidden-slip: it holds only because \sum_{i=1}^m (x_i - \mu) is zero; with \mu as a quantity of its own the left side gives -1, the right side gives 1 (m = 2, \mu = 0, x = [1, 0])`],
    ["the same line without the slip", VARIANCE, String.raw`\frac{\partial v}{\partial \mu} = -\frac{2}{m} \sum_{i=1}^m (x_i - \mu)`],
    ["a definition put in, where nothing vanishes", SOFTMAX, String.raw`\frac{dL}{dx_i} = y_i \left( \frac{dL}{dy_i} - \sum_j \frac{dL}{dy_j} y_j \right)`],
    ["an index that hides another sum's", String.raw`Let $x, z \in \mathbb{R}^n$.`, String.raw`\sum_{i=1}^n x_i \sum_{i=1}^n z_i = \sum_{i=1}^n x_i \sum_{j=1}^n z_j`, "warning shadowed-index: this sum's index 'i' hides the index of the sum around it; inside the sum 'i' is its own: give it another letter"],
    ["an index that hides the line's", SQUARE, String.raw`g_i = \sum_{j=1}^n A_{ij} x_j + \sum_{i=1}^n 0 x_i`, "warning shadowed-index: this sum's index 'i' hides the index of the line; inside the sum 'i' is its own: give it another letter"],
    ["one letter for two sums side by side", String.raw`Let $x, z \in \mathbb{R}^n$.`, String.raw`\sum_{i=1}^n x_i + \sum_{i=1}^n z_i = \sum_{i=1}^n (x_i + z_i)`],
    ["a derivative by something that nothing depends on", `${VARIANCE} ${String.raw`Let $z \in \mathbb{R}^m$.`}`, String.raw`\frac{\partial v}{\partial z_i} = 0`, "warning independent: 'v' does not depend on 'z' as far as the document says: this derivative is zero"],
    ["a derivative that is zero for some indices", LINEAR, String.raw`\frac{\partial y_i}{\partial b_j} = \delta_{ij}`],
  ];
  for (const [title, where, equation, ...messages] of rows) it(title, () => { assert.deepEqual(told(where, equation), messages); });
});

describe("the part that is underlined", () => {
  const rows: readonly (readonly [title: string, where: string, equation: string, part: string])[] = [
    ["what a repair changes", NUMBERS, "(a + b)(a - b) = a^2 + b^2", "+"],
    ["the term that differs, where no repair is known", String.raw`Let $x, z \in \mathbb{R}^n$.`, String.raw`x^T z + \sum_{i=1}^n z_i^2 = x^T z + \exp(\sum_{i=1}^n x_i^5)`, String.raw`\exp(\sum_{i=1}^n x_i^5)`],
    ["else the whole right side", NUMBERS, String.raw`\sin a = \exp(b^5)`, String.raw`\exp(b^5)`],
  ];
  for (const [title, where, equation, part] of rows) {
    it(title, () => {
      const [problem] = problemsOf(where, equation);
      assert.equal(`$$${equation}$$`.slice(problem!.column - 1, problem!.column - 1 + problem!.length), part);
    });
  }
});
