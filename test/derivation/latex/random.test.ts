import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { freeIndices, type Expression } from "../../../src/derivation/expression/expression.js";
import { printLatex } from "../../../src/derivation/latex/print-latex.js";
import { brackets, type Bracketing } from "../../../src/derivation/latex/printing.js";
import { sameExpression } from "../../../src/derivation/latex/same-expression.js";
import { plainTypography } from "../../../src/derivation/latex/typography.js";
import { typographyOf } from "../../../src/derivation/latex/typography-of.js";
import { readBack } from "./formulas.js";
import { document, expressions, scope } from "./random-expressions.js";

const TYPOGRAPHIES = [typographyOf(document, scope), plainTypography(scope)];
const again = (latex: string, e: Expression): Expression | string => readBack(latex, scope, freeIndices(e));
const isRead = (latex: string, e: Expression): boolean => { const read = again(latex, e); return typeof read !== "string" && sameExpression(read, e); };

test("random expressions are read back as they were", () => {
  fc.assert(fc.property(expressions, (e) => {
    for (const typography of TYPOGRAPHIES) {
      const latex = printLatex(e, typography);
      const read = again(latex, e);
      assert.ok(typeof read !== "string" && sameExpression(read, e), `${latex}${typeof read === "string" ? `: ${read}` : ""}`);
    }
  }), { numRuns: 2000, seed: 7 });
});

/** The same print with one of its needed brackets left out, for each of them. */
function* bare(e: Expression): Generator<string> {
  let count = 0;
  const counting: Bracketing = (text, reason) => { if (reason === "needed") count++; return brackets(text, reason); };
  const whole = printLatex(e, TYPOGRAPHIES[0]!, counting);
  for (let left = 0; left < count; left++) {
    let at = 0;
    const latex = printLatex(e, TYPOGRAPHIES[0]!, (text, reason) => (reason === "needed" && at++ === left ? text : brackets(text, reason)));
    // some are tried and not used
    if (latex !== whole) yield latex;
  }
}

test("a printer without its brackets is found out: each bracket that is needed is needed", () => {
  let count = 0;
  fc.assert(fc.property(expressions, (e) => {
    for (const latex of bare(e)) {
      count++;
      assert.ok(!isRead(latex, e), `${printLatex(e, TYPOGRAPHIES[0]!)} is read alike without a bracket: ${latex}`);
    }
  }), { numRuns: 1500, seed: 8 });
  assert.ok(count > 300, `${count} brackets`);
});
