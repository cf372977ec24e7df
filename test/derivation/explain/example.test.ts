/** The numbers of a small example for what holds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkDocument, readDocument } from "../../../src/derivation/index.js";

const evidenceOf = (text: string, evidence = true) => checkDocument(readDocument("a.md", text), { evidence }).equations.at(-1)!.steps[0]!.evidence;

test("numbers: both sides give the same", () => {
  const { example, sizes, draws } = evidenceOf("Let $a, b \\in \\mathbb{R}$.\n\n$$(a + b)^2 = a^2 + 2ab + b^2$$")!;
  assert.deepEqual(example, { where: "a = 1, b = 2", value: "9" });
  assert.deepEqual(sizes, [""]);
  assert.equal(draws, 3);
});

test("an array: the smallest sizes, and all its entries", () => {
  const { example } = evidenceOf("Let $W \\in \\mathbb{R}^{m \\times n}$ and $x \\in \\mathbb{R}^n$.\n\n$$(W x)^T = x^T W^T$$")!;
  assert.deepEqual(example, { where: "m = 2, n = 3, W = [[1, 2, 3], [1, 2, 3]], x = [1, 2, 3]", value: "[[14, 14]]" });
});

test("what fails keeps its counterexample, and nobody gets what they do not ask for", () => {
  assert.ok(evidenceOf("Let $a, b \\in \\mathbb{R}$.\n\n$$(a + b)^2 = a^2 + b^2$$")!.counterexample !== undefined);
  assert.equal(evidenceOf("Let $a, b \\in \\mathbb{R}$.\n\n$$(a + b)^2 = a^2 + 2ab + b^2$$", false), undefined);
});

test("an example that nobody would read is left out: too many entries", () => {
  const evidence = evidenceOf("Let $A, B \\in \\mathbb{R}^{5 \\times 5}$.\n\n$$(A B)^T = B^T A^T$$")!;
  assert.equal(evidence.example, undefined);
});
