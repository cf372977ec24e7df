/** Subscripts and superscripts as Pandoc writes them, and what is none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Inline } from "../../../src/report/model.js";
import { read } from "./read.js";

const told = (content: readonly Inline[]): string => content.map((inline) => (inline.kind === "text" ? inline.text : "children" in inline ? `${inline.kind}[${told(inline.children)}]` : inline.kind)).join("");

for (const [markdown, expected] of [
  ["H~2~O and x^2^, the 5^th^", "Hsub[2]O and xsup[2], the 5sup[th]"],
  ["**x**^*n*^", "strong[x]sup[emphasis[n]]"],
  // Refused: with spaces, behind nothing, of another sign, not closed, of two signs, a note, in code or a formula, escaped.
  ["~5 and ~7, 2^10 and 3^5", "~5 and ~7, 2^10 and 3^5"],
  ["in ~/a/~b, ^_^", "in ~/a/~b, ^_^"],
  ["a~1^b", "a~1^b"],
  ["x^2", "x^2"],
  ["a ~~gone~~ b~~gone~~", "a strike[gone] bstrike[gone]"],
  ["word^[a note]^", "wordfootnote^"],
  ["`x^2^` $x^2 y^2$", "code maths"],
  ["x\\^2^ H\\~2~", "x^2^ H~2~"],
] as const) {
  test(markdown, () => assert.equal(read(markdown).blocks.map((block) => (block.kind === "paragraph" ? told(block.children) : block.kind)).join(" | "), expected));
}
