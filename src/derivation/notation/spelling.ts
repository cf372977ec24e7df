/** How a document spells its formulas: what is found over all of it and holds in each, so that an edited formula is read as the document is. */
import type { Tex } from "../tex/tex.js";
import { spelledNames, withSpelledNames } from "./spelled-names.js";
import { transposingPrimes, withTransposes } from "./transposing-primes.js";

/** The formula with what is spelled in the document's own way put into ours. */
export type Spelling = (body: readonly Tex[]) => readonly Tex[];

/** null where the document has no ways of its own. */
export function spellingOf(bodies: readonly (readonly Tex[])[], words: string): Spelling | null {
  const names = spelledNames(bodies);
  const named = names === null ? bodies : bodies.map((body) => withSpelledNames(body, names));
  const primes = transposingPrimes(named, words);
  if (names === null && primes === null) return null;
  return (body) => {
    const read = names === null ? body : withSpelledNames(body, names);
    return primes === null ? read : withTransposes(read, primes);
  };
}
