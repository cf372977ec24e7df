/** What a document says of its names, as a list. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { glossaryOf, readDocument } from "../../../src/derivation/index.js";

const lines = (text: string): readonly string[] => glossaryOf(readDocument("a.md", text)).map(({ symbol, space, definedBy, line }) => `${symbol} in ${space ?? "?"}, by ${definedBy?.tag ?? definedBy?.label ?? "none"}, line ${line}`);

test("declarations, definitions with their numbers, functions with their spaces, families; in the order of the text", () => {
  assert.deepEqual(lines(String.raw`Let $\mathbf{W} \in \mathbb{R}^{m \times n}$ and $\mathbf{b} \in \mathbb{R}^m$, and $\mathbf{x}^{(k)} \in \mathbb{R}^n$ for $k = 1, \dots, N$.

$$\mathbf{y}^{(k)} = \mathbf{W} \mathbf{x}^{(k)} + \mathbf{b} \tag{3}$$

A loss $L : \mathbb{R}^m \to \mathbb{R}$ and a step $\eta \in \mathbb{R}$.
`), [
    "\\mathbf{W} in \\mathbb{R}^{m \\times n}, by none, line 1",
    "\\mathbf{b} in \\mathbb{R}^{m}, by none, line 1",
    "\\mathbf{x}^{(k)} in \\mathbb{R}^{n}, by none, line 1",
    "\\mathbf{y}^{(k)} in ?, by 3, line 3",
    "L in \\mathbb{R}^{m} \\to \\mathbb{R}, by none, line 5",
    "\\eta in \\mathbb{R}, by none, line 5",
  ]);
});

test("functions that are defined, by tag or label; a matrix that is written as its columns", () => {
  assert.deepEqual(lines(String.raw`Let $x, b \in \mathbb{R}^n$ and $X \in \mathbb{R}^{n \times N}$.

$$X = \begin{bmatrix} x^{(1)} & \dots & x^{(N)} \end{bmatrix} \tag{2}$$

$$f(x) = b^T x \label{eq-f}$$

We write $g(t) = t^2$.
`), [
    "x in \\mathbb{R}^{n}, by none, line 1",
    "b in \\mathbb{R}^{n}, by none, line 1",
    "X in \\mathbb{R}^{n \\times N}, by 2, line 1",
    "f in ?, by eq-f, line 5",
    "g in ?, by none, line 7",
  ]);
});

test("sizes and indices are no entries; a document without names has none", () => {
  assert.deepEqual(lines("For $i = 1, \\dots, n$ it holds that $1 + 1 = 2$."), []);
});

test("what a sentence calls a symbol is its meaning; a size has an entry where a sentence says what it counts, an upstream gradient where it is named", () => {
  const document = readDocument("a.md", String.raw`A loss $L : \mathbb{R}^m \to \mathbb{R}$ of $\mathbf{y} \in \mathbb{R}^m$; its *upstream gradient* $\frac{dL}{d\mathbf{y}} \in \mathbb{R}^m$ is handed back. The batch size $N$ and the learning rate $\eta \in \mathbb{R}$; $\mathbf{X} \in \mathbb{R}^{m \times N}$.`);
  assert.deepEqual(glossaryOf(document).map(({ symbol, meaning, space }) => [symbol, meaning, space]), [
    ["L", "loss", "\\mathbb{R}^{m} \\to \\mathbb{R}"],
    ["\\mathbf{y}", null, "\\mathbb{R}^{m}"],
    ["\\frac{dL}{d\\mathbf{y}}", "upstream gradient", "\\mathbb{R}^m"],
    ["N", "batch size", "\\mathbb{N}"],
    ["\\eta", "learning rate", "\\mathbb{R}"],
    ["\\mathbf{X}", null, "\\mathbb{R}^{m \\times N}"],
  ]);
});
