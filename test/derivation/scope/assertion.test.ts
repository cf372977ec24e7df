import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { plainText } from "../../../src/derivation/notation/reader.js";
import { assertionIn } from "../../../src/derivation/scope/assertion.js";
import { readTex } from "../../../src/derivation/tex/read-tex.js";

function found(latex: string): string | null {
  const reading = readTex(latex, { start: 0, end: latex.length });
  assert.ok("formula" in reading, latex);
  const sign = assertionIn(reading.formula.body);
  return sign === null ? null : plainText(sign);
}

describe("what a formula asserts", () => {
  const ASSERTS: readonly (readonly [what: string, latex: string, sign: string])[] = [
    ["an equation", String.raw`x = y`, "="],
    ["an approximation", String.raw`x \approx y`, String.raw`\approx`],
    ["a proportion", String.raw`p \propto q`, String.raw`\propto`],
    ["a definition", String.raw`x := y`, "="],
    ["an inequality", String.raw`x \le y`, String.raw`\le`],
    ["an arrow between values", String.raw`x^2 \to x^3`, String.raw`\to`],
    ["an equivalence of formulas", String.raw`x^2 \Leftrightarrow x^3`, String.raw`\Leftrightarrow`],
    ["in braces", String.raw`2{x = y}`, "="],
    ["in a struck-out box", String.raw`\cancel{x = y}`, "="],
    ["in a fraction", String.raw`\frac{x = y}{2}`, "="],
    ["in a root", String.raw`\sqrt{x = y}`, "="],
    ["below a script", String.raw`{x = y}_{(1)}`, "="],
    ["in a bracket of its own", String.raw`\left[ x = y \right]`, "="],
    ["in a brace of its own", String.raw`\{ x = y \}`, "="],
    ["in a table", String.raw`\begin{pmatrix} x = y & z \end{pmatrix}`, "="],
    ["dressed", String.raw`x \overset{!}{=} y`, "="],
  ];
  for (const [what, latex, sign] of ASSERTS) it(`${what}: ${latex}`, () => assert.equal(found(latex), sign));

  const SAYS_NOTHING: readonly (readonly [what: string, latex: string])[] = [
    ["an expression", String.raw`x + y`],
    ["a membership", String.raw`x \in \mathbb{R}^n`],
    ["an assignment", String.raw`x \leftarrow x - \eta g`],
    ["a distribution", String.raw`x \sim \mathcal{N}(0, 1)`],
    ["a script", String.raw`\sum_{i=1}^n x_i`],
    ["an argument", String.raw`P(X = 1)`],
    ["an indicator", String.raw`\mathbb{1}[i = j]\, x_i`],
    ["Iverson's bracket", String.raw`\sum_i [i = j] x_i`],
    ["a set", String.raw`\{ x : x = 1 \}`],
    ["the condition of a case", String.raw`\begin{cases} 1 & i = j \\ 0 & i \ne j \end{cases}`],
    ["words", String.raw`\text{accuracy = 0.9}`],
    ["an implication of words", String.raw`\text{convex} \Rightarrow \text{unique}`],
  ];
  for (const [what, latex] of SAYS_NOTHING) it(`${what} says nothing: ${latex}`, () => assert.equal(found(latex), null));
});
