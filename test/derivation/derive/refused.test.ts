/** What is not derived is told in words that help, and what looks like it is derived. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deriveGoal } from "../../../src/derivation/derive/derive.js";
import { goalOf } from "./goals.js";

const derived = (text: string): string => {
  const { left, scope, layout } = goalOf(text);
  try {
    return deriveGoal(left, { scope, layout, seed: 1 }).result.kind;
  } catch (error) {
    return (error as Error).message;
  }
};
const ZERO = "this document counts entries from 0, and the steps of a derivation count them from 1: write its sums and indices from 1";
const layer = (from: 0 | 1, goal: string): string => {
  const to = (n: string): string => (from === 0 ? `${n} - 1` : n);
  return String.raw`Let $W \in \mathbb{R}^{m \times n}$, $x \in \mathbb{R}^n$ and $b \in \mathbb{R}^m$, with $i = ${from}, \dots, ${to("m")}$.

$$y_i = \sum_{j=${from}}^{${to("n")}} W_{ij} x_j + b_i$$

The loss $L$ is a function of $y \in \mathbb{R}^m$. Then

$$${goal} \tag{1}$$`;
};
const byEntry = String.raw`\frac{dL}{dW_{ij}} = \frac{dL}{dy_i} x_j`;

test("entries counted from 1 are derived, from 0 that is said", () => {
  assert.equal(derived(layer(1, byEntry)), "product");
  assert.equal(derived(layer(0, byEntry)), ZERO);
});

test("softmax with a label, counted from 0", () => {
  assert.equal(derived(String.raw`Let $a \in \mathbb{R}^n$ and $p_i = \frac{e^{a_i}}{\sum_{j=0}^{n-1} e^{a_j}}$ for $i = 0, \dots, n - 1$, and $c \in \{0, \dots, n - 1\}$ the label, with $L = -\log p_c$.

$$\frac{dL}{da_i} = p_i - \mathbb{1}[i = c] \tag{1}$$`), ZERO);
});

test("a document without entries is derived, wherever it counts from", () => {
  assert.equal(derived(String.raw`Let $W \in \mathbb{R}^{m \times n}$ and $x \in \mathbb{R}^n$, with $y = W x$, and the loss $L$ a function of $y$.

$$\frac{dL}{dx} = W^T \frac{dL}{dy} \tag{1}$$`), "product");
});

test("losses at each step that nothing defines", () => {
  assert.equal(derived(String.raw`Let $w \in \mathbb{R}$, $h_t \in \mathbb{R}^n$ and $u_t \in \mathbb{R}^n$ for $t = 1, \dots, T$, with $h_t = w u_t$. The loss is $L = \sum_{t=1}^{T} \ell_t(h_t)$.

$$\frac{dL}{dw} = 1 \tag{1}$$`), String.raw`no rule differentiates '\ell', which is defined nowhere: say what it is`);
});
