/** Which displays of the text are a layer's equations: there its code was held against them, and the reader finds how. */
import type { LayerPart, Verdict } from "../derivation/index.js";
import type { Block, Chapter, LayerEvidence } from "./model.js";
import type { PlacedLayerCheck, Verification } from "./verification.js";

/** The row of the appendix that tells a part of a layer's check. */
export const layerId = (check: number, part: string): string => `layer-${check + 1}-${part}`;

/** What the marks of a layer's side say, the same on every page. */
export const SIDES: { readonly [S in LayerPart["paper"]]: string } = { right: "✓\u00a0right", wrong: "✗\u00a0wrong", unknown: "?\u00a0unknown" };
export const agreeText = (agree: boolean | null): string => (agree === null ? "?\u00a0unknown" : agree ? "✓\u00a0agree" : "✗\u00a0differ");

/** What the part comes to, as an equation's verdict. */
export const layerVerdict = ({ part: { paper, code, agree } }: LayerEvidence): { readonly verdict: Verdict } =>
  ({ verdict: agree === true && paper === "right" && code === "right" ? "holds" : agree === false || paper === "wrong" || code === "wrong" ? "fails" : "unchecked" });

/** The chapters with the evidence of layers at every display that is the equation of one checked in the same notebook. */
export function withLayerEvidence(chapters: readonly Chapter[], { layerChecks }: Verification): readonly Chapter[] {
  const parts = layerChecks.flatMap(({ notebook, cell, check }, k) => check.parts.map((part) => ({ notebook, evidence: { layer: check.layer, cell, part, id: layerId(k, part.name) } })));
  if (parts.length === 0) return chapters;
  return chapters.map((chapter) => {
    const own = parts.filter(({ notebook }) => notebook === chapter.source).map(({ evidence }) => evidence);
    return own.length === 0 ? chapter : { ...chapter, blocks: chapter.blocks.map((block) => placed(block, own)) };
  });
}

function placed(block: Block, parts: readonly LayerEvidence[]): Block {
  switch (block.kind) {
    case "equation": {
      const layers = parts.filter(({ part }) => part.latex !== undefined && isEquationOf(block.tex, part.latex));
      return layers.length === 0 ? block : { ...block, layers };
    }
    case "list": return { ...block, items: block.items.map((item) => item.map((each) => placed(each, parts))) };
    case "quote": case "details": case "solution": return { ...block, blocks: block.blocks.map((each) => placed(each, parts)) };
    default: return block;
  }
}

/**
 * A display is a formula's if it is written the same, or if it is a chain that begins with its left side and ends with its right one.
 * Only what the eye does not see, or sees as a gap or a size, is passed over: nobody guesses here that two formulas are equal.
 */
export function isEquationOf(display: string, formula: string): boolean {
  const chain = bare(display), whole = bare(formula), at = whole.indexOf("=");
  if (chain === whole) return true;
  return at > 0 && chain.startsWith(whole.slice(0, at + 1)) && chain.endsWith(whole.slice(at));
}

const bare = (tex: string): string =>
  tex
    .replace(/&&?\s*(?:\\q?quad\s*)?\\text\{(?:[^{}]|\{[^{}]*\})*\}[^&]*?(?=\\\\|\\end|$)/g, "")
    .replace(/\\(?:begin|end)\{(?:aligned|align\*?|gathered)\}|\\\\(?:\[[^\]]*\])?|\\[,;:!]|\\q?quad(?![A-Za-z])|[&\s~]/g, "")
    .replace(/\\[dt]frac(?![A-Za-z])/g, "\\frac")
    .replace(/\\(?:left|right|[bB]igg?[lrm]?)(?=[()[\]|.]|\\[{}|])(\.?)/g, "")
    .replace(/([_^])\{([A-Za-z0-9]|\\[A-Za-z]+)\}/g, "$1$2")
    .replace(/[.,;]$/, "");

/** Where the check of a layer stands: the first display that is one of its equations, else the section that its cell is in. */
export function placeOfPart(id: string, { notebook, cell }: PlacedLayerCheck, chapters: readonly Chapter[]): string | null {
  const chapter = chapters.find(({ source }) => source === notebook);
  if (chapter === undefined) return null;
  const display = displaysIn(chapter.blocks).find(({ id: own, layers = [] }) => own !== null && layers.some((each) => each.id === id));
  const section = chapter.blocks.findLast((block, k) => block.kind === "heading" && (chapter.cells?.[k] ?? 0) <= cell);
  return display?.id ?? (section?.kind === "heading" ? section.id : null);
}

type Display = Extract<Block, { readonly kind: "equation" }>;

function displaysIn(blocks: readonly Block[]): readonly Display[] {
  return blocks.flatMap((block): readonly Display[] => {
    switch (block.kind) {
      case "equation": return [block];
      case "list": return block.items.flatMap(displaysIn);
      case "quote": case "details": case "solution": return displaysIn(block.blocks);
      default: return [];
    }
  });
}
