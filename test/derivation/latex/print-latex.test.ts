import assert from "node:assert/strict";
import { test } from "node:test";
import { freeIndices } from "../../../src/derivation/expression/expression.js";
import { printLatex } from "../../../src/derivation/latex/print-latex.js";
import { sameExpression } from "../../../src/derivation/latex/same-expression.js";
import { plainTypography, type Typography } from "../../../src/derivation/latex/typography.js";
import { typographyOf } from "../../../src/derivation/latex/typography-of.js";
import { documents, formulasOf, readBack, type ReadFormula } from "./formulas.js";

/** "" where what is printed is read back as the same expression. */
function lost({ expression, scope, source }: ReadFormula, typography: Typography): string {
  const latex = printLatex(expression, typography);
  const again = readBack(latex, scope, freeIndices(expression));
  return typeof again !== "string" && sameExpression(again, expression) ? "" : `${source}   printed as   ${latex}${typeof again === "string" ? `   ${again}` : ""}`;
}

test("every expression of the corpora, cases, notebooks and the assignment is read back as it was", () => {
  const wrong: string[] = [];
  let count = 0;
  for (const document of documents()) {
    for (const formula of formulasOf(document)) {
      count += 1;
      for (const typography of [typographyOf(document, formula.scope), plainTypography(formula.scope)]) {
        const loss = lost(formula, typography);
        if (loss !== "") wrong.push(`${document.path}: ${loss}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(count > 2000, `${count} expressions`);
});
