/** What a sentence calls a formula; and that it is not called by words that name something else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readDocument } from "../../../src/derivation/index.js";
import { mentionsOf } from "../../../src/derivation/api/meanings.js";

const CASES: readonly (readonly [text: string, meanings: readonly (string | null)[]])[] = [
  [String.raw`A layer takes a vector $\mathbf{x} \in \mathbb{R}^n$ to a vector $y$. Its parameters are the weights $W \in \mathbb{R}^{m \times n}$ and the bias $b$.`, ["vector", "vector", "weights", "bias"]],
  [String.raw`All we know is the *upstream gradient* $\frac{dL}{dy} \in \mathbb{R}^m$, which is handed back.`, ["upstream gradient"]],
  [String.raw`With weights $W$ and bias $b$, and the batch size $N$.`, ["weights", "bias", "batch size"]],
  [String.raw`Here $\eta$ is the learning rate, and $\lambda$ denotes a factor of decay that is small.`, ["learning rate", "factor of decay"]],
  [String.raw`For $N$, the number of samples, and $\mu$, its mean.`, ["number of samples", "mean"]],
  [String.raw`Its kernels are $W \in \mathbb{R}^{M \times C}$, its bias is $b$.`, ["kernels", "bias"]],
  [String.raw`Its own output $y$ and the velocity after $r$ steps.`, ["output", null]],
  // No names
  [String.raw`It follows that $a = b$, the share scatters about $a$, and the sum over $j$ keeps the entry $y_k$ of $y$.`, [null, null, null, null, null]],
  [String.raw`Let $x$ be given. The case $x = 0$ is the same. By the chain rule for $f$, we get $g$.`, [null, null, null, null]],
  [String.raw`The vectors $x, y \in \mathbb{R}^n$ are two things.`, [null]],
];

for (const [text, meanings] of CASES) {
  test(text, () => assert.deepEqual(mentionsOf(readDocument("a.md", text)).map(({ meaning }) => meaning), meanings));
}
