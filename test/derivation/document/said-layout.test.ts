import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutIn } from "../../../src/derivation/document/said-layout.js";

const STATED: readonly (readonly [string, "numerator" | "denominator" | "gradient"])[] = [
  ["Derivatives are written in numerator layout.", "numerator"],
  ["All Jacobians □ are taken in the numerator layout, so □ has a row for each output.", "numerator"],
  ["We use the denominator layout.", "denominator"],
  ["We shall use denominator layout throughout.", "denominator"],
  ["Let us adopt the numerator-layout convention.", "numerator"],
  ["The derivative (numerator-layout convention) is", "numerator"],
  ["(Numerator layout.)", "numerator"],
  ["Convention: denominator layout.", "denominator"],
  ["Numerator layout is used throughout.", "numerator"],
  ["While many texts use denominator layout, we use numerator layout.", "numerator"],
  ["We use numerator layout, not denominator layout.", "numerator"],
  ["In contrast to the book, derivatives are in denominator layout.", "denominator"],
  ["In numerator layout, □", "numerator"],
  ["This document uses the denominator layout convention.", "denominator"],
  ["Everything is in Jacobian formulation.", "numerator"],
  ["We write derivatives in gradient layout.", "gradient"],
];

for (const [sentence, layout] of STATED) {
  test(`"${sentence}" states ${layout} layout`, () => assert.equal(layoutIn(sentence)?.layout, layout));
}

const NOT_STATED: readonly string[] = [
  "Unlike numerator layout, the gradient is a column here.",
  "Some authors use numerator layout.",
  "Many textbooks are written in denominator layout.",
  "Derivatives are not written in numerator layout.",
  "We don't use the denominator layout.",
  "In numerator layout it would be its transpose.",
  "If we used numerator layout, □ would be a row.",
  "Bishop uses the denominator layout.",
  "It differs from numerator layout by a transpose.",
  "We use numerator and denominator layout side by side.",
  "Derivatives are in numerator layout or in denominator layout.",
  "This is the transpose of the Jacobian in numerator layout.",
  "Is this in numerator layout?",
  "The numerator layout has its friends.",
  "The numerator is a product.",
  "The page layout is used throughout.",
];

for (const sentence of NOT_STATED) {
  test(`"${sentence}" states none`, () => assert.equal(layoutIn(sentence), null));
}
