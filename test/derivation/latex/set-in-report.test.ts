/** What the printer writes can be set: every printed formula goes to Typst by the report's own path, and derivations of the chapters are compiled. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deriveGoal } from "../../../src/derivation/derive/derive.js";
import { readDocument } from "../../../src/derivation/document/read-document.js";
import { goalOfTag } from "../../../src/derivation/goal/goal-of-tag.js";
import { printDerivation } from "../../../src/derivation/latex/print-derivation.js";
import { printLatex } from "../../../src/derivation/latex/print-latex.js";
import { typographyOf } from "../../../src/derivation/latex/typography-of.js";
import { compile } from "../../../src/report/pdf/compile.js";
import { mathsTypst } from "../../../src/report/pdf/maths.js";
import { documents, formulasOf } from "./formulas.js";

test("every printed formula of the corpora, cases, notebooks and the assignment has a form in Typst", () => {
  const seen = new Set<string>(), refused: string[] = [];
  for (const document of documents()) {
    for (const { expression, scope } of formulasOf(document)) {
      const latex = printLatex(expression, typographyOf(document, scope));
      if (seen.has(latex)) continue;
      seen.add(latex);
      try {
        mathsTypst(latex, true);
      } catch (error) {
        refused.push(`${latex}: ${String(error)}`);
      }
    }
  }
  assert.deepEqual(refused, []);
  assert.ok(seen.size > 1000, `${seen.size} formulas`);
});

for (const [path, tag] of [["notebooks/1-fully-connected.ipynb", "8"], ["notebooks/2-batches.ipynb", "18"]] as const) {
  test(`the derivation of (${tag}) in ${path} is set with its reasons`, () => {
    const document = readDocument(path, readFileSync(path, "utf8"));
    const { goal, scope, layout } = goalOfTag(document, tag);
    const typography = typographyOf(document, scope);
    const derivation = deriveGoal(goal, { scope, layout, seed: 1, write: (e) => printLatex(e, typography) });
    compile(`$ ${mathsTypst(printDerivation(derivation, "latex", typography), true)} $`, new Map());
  });
}
