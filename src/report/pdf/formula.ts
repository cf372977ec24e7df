/** A formula in place, or what stands for it where it cannot be set. */
import { stringLiteral } from "./literals.js";
import { mathsTypst } from "./maths.js";
import type { Writing } from "./writing.js";

/** Typst source between dollars, or why there is none. */
export type Formula = { readonly source: string } | { readonly problem: string };

/**
 * A formula that cannot be set is a problem of the build and is never left out: the caller shows its TeX.
 * What a screen reader says is the TeX.
 */
export function formulaOf(tex: string, display: boolean, { refused }: Writing): Formula {
  const refusal = refused.get(tex);
  if (refusal !== undefined) return { problem: `Typst cannot set this formula: ${refusal}` };
  try {
    return { source: mathsTypst(tex, display) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Runs in the text. */
export function inlineFormula(tex: string, writing: Writing): string {
  const formula = formulaOf(tex, false, writing);
  if ("source" in formula) return `#theme.formula(${stringLiteral(tex)}, $${formula.source}$);`;
  writing.problems.push({ where: writing.where, message: `a formula cannot be set in the PDF: ${formula.problem}\n${tex}` });
  return `#theme.code(${stringLiteral(tex)});#theme.failed(${stringLiteral(`[not set: ${formula.problem}]`)});`;
}
