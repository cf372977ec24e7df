import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import katex from "katex";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { readTex } from "../../../src/derivation/tex/read-tex.js";
import { type Katex, katexs, ours } from "./canonical.js";
import { FORMULAS } from "./damage.js";

const parse = (katex as unknown as { __parse: (tex: string, settings: object) => readonly Katex[] }).__parse;

function agree(tex: string): void {
  const reading = readTex(tex, { start: 0, end: tex.length });
  assert.ok("formula" in reading, `${tex}\n${JSON.stringify(reading)}`);
  assert.equal(ours(reading.formula.body), katexs(parse(tex, { displayMode: true, strict: "ignore" })), tex);
}

const root = new URL("../../../../", import.meta.url);
const documents = ["test/derivation/fixtures/assignment.md", "notebooks/1-fully-connected.ipynb", "notebooks/2-batches.ipynb"];

describe("KaTeX reads the same tree", () => {
  it(`from the ${FORMULAS.length} formulas of the fixture`, () => FORMULAS.forEach(agree));

  for (const path of documents) {
    it(`from ${path}`, () => {
      const { fragments, units } = readDocument(path, readFileSync(new URL(path, root), "utf8"));
      const formulas = fragments.filter((fragment) => fragment.kind === "formula");
      assert.ok(formulas.length > 20);
      for (const { unit, inner } of formulas) agree((units[unit]?.text ?? "").slice(inner.start, inner.end));
    });
  }

  for (const tex of String.raw`
    \frac12 + x^23 + \frac d{dx} + \sqrt[3]x + \sqrt2y
    f'(x)^2 + f''_i{}^2 + g^\prime
    \left( \frac{a}{b} \right)^2_i (a + b)^2 [x]_i \{0, 1\}^n
    {\bf x}_i + \mathbf x_i^T + \boldsymbol{W}x + \mathrm{d}x + \mathbb 1_{x>0}
    \begin{aligned} a &= b \\ &= \begin{cases} 1 & \text{if } i = j \\ 0 & \text{else} \end{cases} \end{aligned}
    \begin{bmatrix} a & \cdots & b \\ \vdots & \ddots & \vdots \\ c & \dots & d \end{bmatrix}^T
    \sum_{\substack{i<j \\ j\ne k}}^n \sum\limits_{i} \max_{i \neq j} \lim_{x\to0} \operatorname*{argmax}_x f
    \hat y_i \bar{x} \tilde x \dot x \vec{w} \widehat{ab} \overline{xy} \underline{z}
    \underbrace{a + b}_{c} \overbrace{a}^{b} \boxed{x = y}
    \|Wx - t\|_2^2 + |x| + \lVert x \rVert + \langle x, y \rangle + \lfloor x \rfloor
    {a \over b + c} \binom{n}{k} {n \choose k} \dfrac{1}{2} \tfrac{1}{2} \cfrac{1}{2}
    \big( a \bigr)^2 \Bigl[ b \Bigr] \left. \frac{a}{b} \right|_{x=0}
    \color{red} x \textcolor{blue}{y} \phantom{z} a \, b \quad c \; d \! e ~ f
    x \in \R, x \notin A, a \not= b, a := b, c \coloneqq d
    \left\{ x \middle| y \right\} x^{y^{z}} x_{i_j}`
    .trim()
    .split("\n")) {
    it(tex.trim(), () => agree(tex.trim()));
  }
});
