/** Subscripts: `ij`, `i,j+1`, `i:`. Letters stand side by side where the author has no commas; anything longer is parted by commas. */
import type { Expression } from "../expression/expression.js";
import { whole, type Printing } from "./printing.js";

/** @param rank how many subscripts the reader expects; null where it cannot know */
export function indicesText(at: readonly (Expression | null)[], rank: number | null, p: Printing): string {
  const texts = at.map((each) => (each === null ? ":" : whole(each, p)));
  const [only] = at;
  if (at.length === 1) return only?.kind === "product" && rank !== 1 ? p.bracketed(texts[0]!, "needed") : texts[0]!;
  const letters = at.every((each, k) => each === null || /^(\\?[A-Za-z]|\\[A-Za-z]+)$/.test(texts[k]!));
  if (!letters || p.typography.commas || (rank !== null && rank !== at.length)) return texts.join(",");
  return texts.reduce((text, next) => text + (/\\[A-Za-z]+$/.test(text) && /^[A-Za-z]/.test(next) ? " " : "") + next);
}
