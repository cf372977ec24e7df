import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { fractionOf, numberText, twoNumbers } from "../../../src/derivation/explain/fraction-text.js";

const rows: readonly (readonly [number, string])[] = [[2 / 9, "2/9"], [-1 / 3, "-1/3"], [4, "4"], [-1, "-1"], [0, "0"], [-0, "0"], [0.5, "1/2"], [Math.E, "2.718"], [Math.SQRT2, "1.414"], [1e12, "1000000000000"]];
for (const [value, text] of rows) it(`${value} is written ${text}`, () => { assert.equal(numberText(value), text); });

it("every fraction with a denominator below 1000 is found in lowest terms", () => {
  fc.assert(fc.property(fc.integer({ min: -999, max: 999 }), fc.integer({ min: 1, max: 999 }), (numerator, denominator) => {
    const found = fractionOf(numerator / denominator)!;
    assert.equal(found.numerator * denominator, numerator * found.denominator);
    assert.ok(found.denominator <= denominator);
  }), { seed: 3 });
});

it("no fraction is made of what is none", () => { assert.deepEqual([Math.PI, Math.SQRT2, NaN, Infinity].map(fractionOf), [null, null, null, null]); });

it("two numbers that differ are written differently", () => { assert.deepEqual(twoNumbers(Math.PI, Math.PI + 1e-5), ["3.141593", "3.141603"]); });
