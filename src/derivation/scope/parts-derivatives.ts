/** Where the document parts \partial from d: one with the quantities in between held fixed, the other the total derivative. */
import type { SourceDocument } from "../document/document.js";
import { isSymbol } from "../notation/reader.js";
import { topDown } from "./walk-tex.js";

/** From this fragment on, until the next one. */
export interface Parting {
  readonly from: number;
  readonly holdsFixed: boolean;
}

/**
 * "We write $\partial$ for derivatives with the intermediate quantities held fixed and $d$ for total derivatives": one sentence that says both of this document.
 * "From here on $\partial$ is the total derivative, too" ends it.
 */
export function partings(document: SourceDocument, sentences: readonly string[]): readonly Parting[] {
  return sentences.flatMap((sentence): readonly Parting[] => {
    const places = [...sentence.matchAll(/§(\d+)§/g)].map(([, k]) => Number(k)), [first] = places;
    if (first === undefined || SAID_OF_OTHERS.test(sentence)) return [];
    const words = sentence.replace(/§(\d+)§/g, (_, k) => signOf(document, Number(k)));
    if (words.includes(CLAIM)) return [];
    if (FIXED.test(words) && TOTAL.test(words)) return [{ from: first, holdsFixed: true }];
    return words.includes(PARTIAL) && NO_LONGER.test(words) ? [{ from: first, holdsFixed: false }] : [];
  });
}

const PARTIAL = "⟨∂⟩", TOTAL_SIGN = "⟨d⟩", OTHER = "⟨⟩", CLAIM = "⟨=⟩";

/** What a formula is in the sentence. */
function signOf({ fragments }: SourceDocument, k: number): string {
  const formula = fragments[k];
  const nodes = formula?.kind === "formula" && formula.tex !== null ? topDown(formula.tex.body) : [];
  if (nodes.some((tex) => isSymbol(tex, "="))) return CLAIM;
  return nodes.some((tex) => isSymbol(tex, "\\partial")) ? PARTIAL : nodes.some((tex) => isSymbol(tex, "d")) ? TOTAL_SIGN : OTHER;
}

const HELD = String.raw`(?:h[eo]ld(?:ing|s)?|kept|keep(?:ing|s)?|treat(?:ed|ing|s)?)\b[^.]*?\b(?:fixed|constants?)|immediate|explicit|direct`;
/** Words of the one sign stand between it and the other. */
const FIXED = new RegExp(String.raw`${PARTIAL}(?:(?!${TOTAL_SIGN})[^.])*?\b(?:${HELD})(?:ly)?\b|\b(?:${HELD})(?:ly)?\b(?:(?!${TOTAL_SIGN}|\band\b|\bwhile\b|\bwhereas\b)[^.,;])*?${PARTIAL}`, "i");
const TOTAL = new RegExp(String.raw`${TOTAL_SIGN}(?:(?!${PARTIAL})[^.])*?\b(?:total|full)\b|\b(?:total|full)\b(?:(?!${PARTIAL}|\band\b|\bwhile\b|\bwhereas\b)[^.,;])*?${TOTAL_SIGN}`, "i");
const NO_LONGER = /\b(from (here|now|this point) on|in (this|the following) (section|part|chapter)|now|again)\b[^.]*\b(total|full)\b/i;

/** Of other texts, of what is not done, or of what would be. */
const SAID_OF_OTHERS = /\b(not|never|no|nor|neither|unlike|instead of|rather than|some|others?|many|most|often|sometimes|usual(ly)?|custom(ary|arily)|elsewhere|literature|textbooks?|authors?|et al|would|could|had|if|might|one (could|may|might))\b/i;
