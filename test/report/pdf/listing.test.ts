import { test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { linesOf, type Line } from "../../../src/report/pdf/listing.js";

const plain = (text: string) => [{ text, style: null }];
const textOf = (lines: readonly Line[]): readonly string[] => lines.map((line) => line.map(({ text }) => text).join(""));

test("short lines stay as they are; a tab is four spaces", () => {
  assert.deepEqual(textOf(linesOf(plain("a\n\tb\r\n\nc"))), ["a", "    b", "", "c"]);
});

test("a long line goes on below, indented by two more", () => {
  assert.deepEqual(textOf(linesOf(plain("  const a = matmul(W, x);"), 18)), ["  const a = ", "    matmul(W, x);"]);
});

test("where there is no space it is broken after a sign, else anywhere", () => {
  assert.deepEqual(textOf(linesOf(plain("fullyConnected.backward(x)"), 18)), ["fullyConnected.", "  backward(x)"]);
  assert.deepEqual(textOf(linesOf(plain("abcdefghijkl"), 8)), ["abcdefgh", "  ijkl"]);
});

test("a break keeps the style on both sides", () => {
  const lines = linesOf([{ text: "a ", style: null }, { text: "one two three", style: "string" }], 10);
  assert.deepEqual(lines, [[{ text: "a ", style: null }, { text: "one two ", style: "string" }], [{ text: "  ", style: null }, { text: "three", style: "string" }]]);
});

test("no character but white space is lost, and no line is too long (seed 7)", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 5 }), fc.integer({ min: 8, max: 30 }), (texts, columns) => {
      const lines = textOf(linesOf(texts.map((text, k) => ({ text, style: String(k % 2) })), columns));
      assert.equal(lines.join("").replace(/\s/g, ""), texts.join("").replace(/\s/g, ""));
      assert.ok(lines.every((line) => [...line].length <= columns));
    }),
    { seed: 7 },
  );
});
