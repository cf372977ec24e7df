import { test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { compile } from "../../../src/report/pdf/compile.js";
import { stringLiteral, symbols } from "../../../src/report/pdf/literals.js";

test("quotes, backslashes and line breaks are escaped; control characters are replaced", () => {
  assert.equal(stringLiteral('a "b" \\ #c\n\t$d$'), '"a \\"b\\" \\\\ #c\\n\\t$d$"');
  assert.equal(stringLiteral("\u0000\u001b\ud800"), '"\ufffd\ufffd\ufffd"');
});

test("symbols are code points, none of Typst's signs among them", () => {
  assert.equal(symbols("a,𝔸"), "\\u{61}\\u{2c}\\u{1d538}");
});

test("any text comes back from Typst as it went in (seed 7)", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 12 }), fc.constantFrom("", "#", "\"", "\\", "*/", "$"), (text, sign) => {
      const whole = (text + sign).replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, "");
      const codes = [...whole].map((character) => character.codePointAt(0)!).join(",");
      assert.doesNotThrow(() => compile(`#assert.eq(${stringLiteral(whole)}.codepoints().map(str.to-unicode), (${codes}${codes === "" ? "" : ","}))`, new Map()));
    }),
    { seed: 7, numRuns: 60 },
  );
});
