/** Decimals that stand as results, behind ≈ or at the end of what is worked out: they may be rounded. What a document puts in is exact. */
import { isSymbol } from "../notation/reader.js";
import type { UnderstoodEntry } from "../scope/understood.js";
import type { Tex } from "../tex/tex.js";

/** The decimals that are results in a formula, as they are printed. */
export function printedResults({ parts }: Pick<UnderstoodEntry, "parts">): readonly string[] {
  return parts.flatMap(({ chain: { sides, relations }, kind }) => sides.flatMap(({ body }, k) => {
    const result = k === 0 ? null : loneDecimal(body);
    // w = 0.15 puts in, z = w x + b = 0.3775 works out
    return result !== null && (k > 1 || kind === "claim" || /approx|simeq/.test(relations[k - 1]?.text ?? "")) ? [result] : [];
  }));
}

function loneDecimal(body: readonly Tex[]): string | null {
  const [only, ...more] = body.filter((tex) => !isSymbol(tex, "-", "+", ".", ",", ";", "\\,", "\\quad"));
  return only?.kind === "number" && more.length === 0 && only.text.includes(".") ? only.text : null;
}
