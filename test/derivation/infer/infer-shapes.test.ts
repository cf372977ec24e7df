import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDocument } from "../../../src/derivation/check/check-document.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { understand } from "../../../src/derivation/scope/understand.js";

const inferred = (text: string): readonly string[] => [...understand(readDocument("x.md", text)).scope.inference.names.values()].map((name) => name.text).sort();
const contradictions = (text: string): readonly string[] => understand(readDocument("x.md", text)).scope.inference.contradictions.map(({ message }) => message);

/** "(1) holds" and the first error of what does not. */
const verdicts = (text: string): readonly string[] => checkDocument(readDocument("x.md", text)).equations.filter(({ tag }) => tag !== null).map(({ tag, verdict, problems }) => {
  const error = problems.find(({ severity }) => severity === "error");
  return `(${tag}) ${verdict}${error === undefined ? "" : `: ${error.message}`}`;
});

const shapes: readonly (readonly [title: string, text: string, names: readonly string[]])[] = [
  ["the limits of sums", String.raw`$$y_l = \sum_{j=1}^m W_{lj} x_j + b_l$$ $$s = \sum_{l=1}^n y_l$$`, [String.raw`W \in \mathbb{R}^{n \times m}`, String.raw`b \in \mathbb{R}^n`, String.raw`x \in \mathbb{R}^m`]],
  ["the last cell after dots", String.raw`$$v = \begin{bmatrix} x_1 \\ \vdots \\ x_m \end{bmatrix}$$`, [String.raw`x \in \mathbb{R}^m`]],
  ["what is declared of the same index", String.raw`Let $A \in \mathbb{R}^{p \times q}$. $$z_i = \sum_j A_{ij} x_j$$`, [String.raw`x \in \mathbb{R}^q`]],
  ["a label", String.raw`Let $c \in \{1, \dots, C\}$. $$h = \log \sum_{k=1}^C e^{s_k} - s_c$$`, [String.raw`s \in \mathbb{R}^C`]],
  ["a range in the text", String.raw`Let $u \in \mathbb{R}$. For $i = 1, \dots, k$: $$u \, x_i = x_i u \tag{1}$$`, [String.raw`x \in \mathbb{R}^k`]],
  ["an index that nothing limits: a new size", String.raw`$$s = \sum_i a_i^2$$`, [String.raw`a \in \mathbb{R}^{n_1}`]],
  ["a product", String.raw`Let $y \in \mathbb{R}^m$. $$y_i = \sum_j W_{ij} x_j \tag{1}$$`, [String.raw`W \in \mathbb{R}^{m \times n_1}`, String.raw`x \in \mathbb{R}^{n_1}`]],
  ["a word beside the name", String.raw`Let $u \in \mathbb{R}^n$. With the weight matrix $A$: $$v = A u$$ $$v = \sum_{j=1}^n A_{:j} u_j \tag{1}$$`, [String.raw`A \in \mathbb{R}^{n_1 \times n}`]],
  ["two subscripts in digits", String.raw`$$t = A_{11} A_{22} - A_{12} A_{21}$$`, [String.raw`A \in \mathbb{R}^{n_1 \times n_2}`]],
];

describe("shapes follow from", () => {
  for (const [title, text, names] of shapes) it(title, () => { assert.deepEqual(inferred(text), [...names].sort()); });
});

const open: readonly (readonly [title: string, text: string])[] = [
  ["a product of capitals and small letters may be anything", String.raw`$$y = W x$$`],
  ["bold is no shape", String.raw`$$\mathbf{y} = \mathbf{W} \mathbf{x} + \mathbf{b}$$`],
  ["a factor may be a number or a matrix", String.raw`Let $x \in \mathbb{R}^n$. $$y = c x$$`],
  ["a subscript that is shifted does not tell a length", String.raw`$$s = \sum_{i=1}^{n-1} (x_{i+1} - x_i)$$`],
  ["a label below a name is no index", String.raw`$$z = W_h h_1 + W_h h_2$$`],
  ["a row has to be declared", String.raw`Let $r$ be a row vector. $$r^T r = \|r\|^2 \tag{1}$$`],
  ["a membership that is not understood", String.raw`Let $p \in \Delta^{n-1}$. $$\sum_i 2 p_i = 2 \sum_i p_i \tag{1}$$`],
  ["a definition that is not understood", String.raw`$$L = \sum_i p_i$$ $$p_i = \underset{q}{\int q_i}$$`],
  ["a claim makes no number of a name", String.raw`Let $p \in \mathbb{R}^N$. $$w p = p w \tag{1}$$`],
  ["a claim makes no row of a name", String.raw`Let $A \in \mathbb{R}^{m \times n}$ and $v \in \mathbb{R}^n$, $t \in \mathbb{R}$. $$u A v = t \tag{1}$$`],
];

describe("nothing is assumed", () => {
  for (const [title, text] of open) it(title, () => { assert.deepEqual(inferred(text), []); });
  it("a claim makes no matrix square", () => {
    const layer = String.raw`$$y_l = \sum_{j=1}^n W_{lj} x_j$$ Let $L$ be a differentiable function of $y$. $$\frac{dL}{dx_i} = \sum_{l=1}^n \frac{dL}{dy_l} W_{li} \tag{1}$$`;
    assert.deepEqual(verdicts(layer), [String.raw`(1) unchecked: 'W' is declared nowhere; say what it is, for example '$W \in \mathbb{R}^{n}$' or '$W \in \mathbb{R}$'`]);
    assert.deepEqual(verdicts(layer.replace("l=1}^n", "l=1}^m")), ["(1) holds"]);
  });
});

describe("an upper limit is a size", () => {
  it("and not an index that nothing binds", () => { assert.deepEqual(verdicts(String.raw`$$\sum_{i=1}^n 2 a_i = 2 \sum_{i=1}^n a_i \tag{1}$$`), ["(1) holds"]); });
  it("unless it stands as a subscript on a left side", () => { assert.deepEqual(inferred(String.raw`$$c_k = \sum_{i=1}^k a_i$$`), []); });
});

const product = String.raw`$$\frac{dL}{dy_l} = 2 y_l \tag{1}$$ `;
describe("a contradiction names both places", () => {
  const layer = String.raw`$$L = \sum_{l=1}^n y_l^2 \tag{1}$$ `;
  it("and the later equation fails", () => {
    assert.deepEqual(verdicts(`${layer}${String.raw`$$\frac{dL}{dy} = \begin{bmatrix} \frac{dL}{dy_1} \\ \vdots \\ \frac{dL}{dy_m} \end{bmatrix} \tag{2}$$`}`), ["(1) holds", "(2) fails: 'y' has length n in (1) and m in (2)"]);
  });
  it("rows and columns of a matrix", () => {
    assert.deepEqual(contradictions(String.raw`$$s = \sum_{i=1}^n \sum_{j=1}^m W_{ij} \tag{1}$$ $$t = \sum_{i=1}^m \sum_{j=1}^n W_{ij} \tag{2}$$`), ["'W' has n rows in (1) and m rows in (2)", "'W' has m columns in (1) and n columns in (2)"]);
  });
  it("and there is none where they agree", () => { assert.deepEqual(contradictions(layer + product), []); });
  it("what is declared wins: the equation is held against it", () => {
    const text = String.raw`Let $y \in \mathbb{R}^n$ and $m \in \mathbb{N}$. $$\sum_{l=1}^m y_l = \sum_{l=1}^n y_l \tag{1}$$`;
    assert.deepEqual(contradictions(text), []);
    assert.match(verdicts(text)[0]!, /^\(1\) fails: the two sides differ/);
  });
});

describe("a sentence that is missing is asked for", () => {
  it("what a name is that is differentiated", () => {
    assert.deepEqual(verdicts(String.raw`$$\frac{dL}{dx_i} = \sum_{l=1}^n \frac{dL}{dy_l} \frac{dy_l}{dx_i} \tag{1}$$`), [String.raw`(1) unchecked: how 'y' depends on 'x' is said nowhere; write what it is, for example '$y = \dots$'`]);
  });
  it("what a name is that no definition has, where the sides differ", () => {
    const text = String.raw`$$L = \sum_{i=1}^n z_i^2$$ $$\frac{dL}{dz_i} = s_i - z_i \tag{1}$$`;
    assert.deepEqual(verdicts(text), ["(1) unchecked: the sides differ, unless 's' is something that the document does not say: it is declared nowhere, and no definition has it; write what it is"]);
    assert.match(verdicts(text.replace("s_i - z_i", "3 z_i"))[0]!, /^\(1\) fails/);
    assert.deepEqual(verdicts(text.replace("s_i - z_i", "2 z_i")), ["(1) holds"]);
  });
});

it("a note says what was inferred, once, where the name first stands", () => {
  const { equations } = checkDocument(readDocument("x.md", String.raw`$$f = \sum_{i=1}^n a_i^2 \tag{1}$$

$$\frac{df}{da_i} = 2 a_i \tag{2}$$`));
  assert.deepEqual(equations.flatMap(({ tag, problems }) => problems.map(({ severity, code, message, line, column }) => ({ tag, severity, code, message, line, column }))), [
    { tag: "1", severity: "note", code: "inferred", message: String.raw`$a \in \mathbb{R}^n$ is declared nowhere and inferred from the equations`, line: 1, column: 20 },
  ]);
});
