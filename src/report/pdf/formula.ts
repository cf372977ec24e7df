/** A formula in place, or what stands for it where it cannot be set. */
import { remembered } from "../remembered.js";
import { stringLiteral } from "./literals.js";
import { numbered } from "./maths/table.js";
import { type MathNode, mathTree } from "./mathml.js";
import { treeTypst } from "./maths.js";
import { spoken } from "./speech.js";
import { widthOf } from "./widths.js";
import type { Writing } from "./writing.js";

/** Typst source between dollars with what a screen reader says and how many em it is wide at most, or why there is none. */
export type Formula = { readonly source: string; readonly speech: string; readonly width: number } | { readonly problem: string };

/**
 * A formula that cannot be set is a problem of the build and is never left out: the caller shows its TeX.
 */
export function formulaOf(tex: string, display: boolean, { refused }: Writing): Formula {
  const refusal = refused.get(tex);
  if (refusal !== undefined) return { problem: `Typst cannot set this formula: ${refusal}` };
  return known(`${display ? "d" : "i"}${tex}`, () => {
    try {
      const tree = mathTree(tex, display);
      return written(display ? lineOf(tree) : tree, tex);
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error) };
    }
  });
}

/** An aligned display of one row has nothing to be aligned with: as a line it can be broken where it is too wide. */
function lineOf(tree: MathNode): MathNode {
  const [row, ...others] = tree.children;
  const cells = tree.tag === "mtable" && others.length === 0 ? row!.children.map(({ children: [cell] }) => cell) : [];
  const isDisplay = cells.length === 2 && cells.every((cell) => cell?.attributes["displaystyle"] === "true");
  return isDisplay ? { tag: "mrow", attributes: {}, text: "", children: cells.flatMap((cell) => cell!.children.flatMap((child) => (child.tag === "mrow" ? child.children : [child]))) } : tree;
}

const written = (tree: MathNode, tex: string): Exclude<Formula, { readonly problem: string }> => ({ source: treeTypst(tree), speech: spoken(tree) || tex, width: widthOf(tree) });

/** A display with a place behind each row, where `number` sets its number; null where it has other rows. */
export function numberedFormula(tex: string, numbers: readonly (string | null)[]): Formula | null {
  const tree = numbered(mathTree(tex, true), numbers);
  return tree === null ? null : written(tree, tex);
}

/** A width in Typst's words: wider than any page where it is not known. */
export const em = (width: number): string => `${Math.min(width, 9999).toFixed(1)}em`;

/** The same few formulas stand in every sentence. */
const known = remembered<Formula>();

/** Runs in the text. */
export function inlineFormula(tex: string, writing: Writing): string {
  const formula = formulaOf(tex, false, writing);
  if ("source" in formula) return `#theme.formula(${stringLiteral(formula.speech)}, ${em(formula.width)}, $${formula.source}$);`;
  writing.problems.push({ where: writing.where, message: `a formula cannot be set in the PDF: ${formula.problem}\n${tex}` });
  return `#theme.code(${stringLiteral(tex)});#theme.failed(${stringLiteral(`[not set: ${formula.problem}]`)});`;
}
