/** Whether the document parts \\partial from d: one with the quantities in between held fixed, the other the total derivative. */
import type { SourceDocument } from "../document/document.js";
import { isSymbol } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { sentencesOf } from "./sentences.js";
import { topDown } from "./walk-tex.js";

/** "We write $\\partial$ for derivatives with the intermediate quantities held fixed and $d$ for total derivatives": one sentence that says both, and claims nothing. */
export function partsDerivatives(document: SourceDocument): boolean {
  return sentencesOf(document).some((sentence) => {
    if (!HELD.test(sentence) || !/\btotal\b/i.test(sentence) || /\b(not|never|no)\b/i.test(sentence)) return false;
    const formulas = [...sentence.matchAll(/§(\d+)§/g)].flatMap(([, k]) => { const formula = document.fragments[Number(k)]; return formula?.kind === "formula" && formula.tex !== null ? [formula.tex.body] : []; });
    return formulas.some((body) => uses(body, "\\partial")) && formulas.every((body) => !uses(body, "="));
  });
}

const HELD = /\b(h[eo]ld(ing)?|kept|keep(ing)?|treat(ed|ing)?)\b[^.]*\b(fixed|constant)\b|\b(immediate|explicit|direct)(ly)?\b/i;

const uses = (body: readonly Tex[], text: string): boolean => topDown(body).some((tex) => isSymbol(tex, text));
