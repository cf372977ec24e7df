/** An equation is an equation whatever it is wrapped in: a false one never comes out as words, nor as holding. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { checkDocument } from "../../../src/derivation/check/check-document.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";

const FACTS = String.raw`Let $x, y \in \mathbb{R}$, $u, v \in \mathbb{R}^n$, $A \in \mathbb{R}^{m \times n}$.`;

const FALSE = [
  String.raw`x^2 = x^3`,
  String.raw`\frac{d}{dx} x^2 = x`,
  String.raw`\sum_{i=1}^n u_i v_i = \sum_{i=1}^n u_i`,
  String.raw`(A u)_i = \sum_{j=1}^n A_{ji} u_j`,
  String.raw`u^T v = u v^T`,
  String.raw`\nabla_u (u^T u) = u`,
  String.raw`e^{x + y} = e^x + e^y`,
  String.raw`x = x + 1`,
  String.raw`x^2 - y^2 = (x - y)^2 = x^2 - 2xy - y^2`,
];

/** Wrappers that change how an equation looks. The relation of `apart` stands between the two sides. */
const WHOLE: readonly ((equation: string) => string)[] = [
  (e) => String.raw`\color{red}{${e}}`,
  (e) => String.raw`{\color{red} ${e}}`,
  (e) => String.raw`\textcolor{blue}{${e}}`,
  (e) => `{${e}}`,
  (e) => String.raw`\mathbf{${e}}`,
  (e) => String.raw`\boldsymbol{${e}}`,
  (e) => String.raw`\boxed{${e}}`,
  (e) => String.raw`\underline{${e}}`,
  (e) => String.raw`\underbrace{${e}}_{\text{see (3)}}`,
  (e) => String.raw`\text{$${e}$}`,
  (e) => String.raw`\fbox{$${e}$}`,
  (e) => String.raw`\displaystyle{${e}}`,
  (e) => String.raw`\left(${e}\right)`,
  (e) => String.raw`\bigl[${e}\bigr]`,
  (e) => String.raw`\left\{${e}\right.`,
  (e) => String.raw`\left\{${e}\right\}`,
  (e) => String.raw`\begin{array}{l} ${e} \end{array}`,
  (e) => String.raw`\begin{matrix} ${e} \\ y = 2y \end{matrix}`,
  (e) => String.raw`\begin{cases} ${e} \\ y = y \end{cases}`,
  (e) => String.raw`\begin{aligned} ${e} \end{aligned}`,
  (e) => String.raw`\left\{\begin{aligned} y &= y \\ ${e} \end{aligned}\right.`,
  (e) => String.raw`\mathrm{\bf\ } ${e}`,
  (e) => String.raw`\phantom{x} ${e}`,
  (e) => String.raw`\text{so } ${e}`,
  (e) => String.raw`\Rightarrow ${e}`,
  (e) => String.raw`${e} \quad \checkmark`,
  (e) => String.raw`\cancel{${e}}`,
  (e) => String.raw`\overline{${e}}`,
  (e) => String.raw`\begin{pmatrix} ${e} \end{pmatrix}`,
];
const SIGNS = ["=", "{=}", String.raw`\overset{!}{=}`, String.raw`\stackrel{\text{def}}{=}`, String.raw`\mathrel{=}`, String.raw`\color{red}{=}`, String.raw`\overset{(1)}{=}`, String.raw`\equiv`, ":=", String.raw`\xlongequal{\text{Fubini}}`, String.raw`\underbrace{=}_{(2)}`, String.raw`\overset{d}{=}`, String.raw`\cong`, String.raw`\Leftrightarrow`];

const wrapped = fc.record({ equation: fc.constantFrom(...FALSE), sign: fc.constantFrom(...SIGNS), wrappers: fc.array(fc.constantFrom(...WHOLE), { maxLength: 4 }) })
  .map(({ equation, sign, wrappers }) => wrappers.reduce((inner, wrap) => wrap(inner), equation.replace(/ = /, ` ${sign} `)));

describe("an equation in wrappers", () => {
  it("a false one is never taken for words, nor does it hold", () => {
    fc.assert(fc.property(wrapped, (latex) => {
      const [equation] = checkDocument(readDocument("wrapped.md", `${FACTS}\n\n$$${latex}$$\n`)).equations.filter(({ line }) => line === 3);
      assert.ok(equation !== undefined && equation.kind === "claim" && equation.verdict !== "holds", `${equation?.kind} ${equation?.verdict}: ${latex}`);
    }), { numRuns: 300 });
  });

  const READ = WHOLE.slice(0, 15).concat(WHOLE.slice(16, 26));
  for (const wrap of READ) {
    it(`${wrap("x^2 = x^3")} is read`, () => {
      const check = (latex: string): string => checkDocument(readDocument("wrapped.md", `${FACTS}\n\n$$${latex}$$\n`)).equations.filter(({ line }) => line === 3).map(({ kind, steps }) => `${kind} ${steps.some(({ verdict }) => verdict === "fails")} ${steps.some(({ verdict }) => verdict === "unchecked")}`).join();
      assert.equal(check(wrap("x^2 = x^3")), "claim true false");
    });
  }
});
