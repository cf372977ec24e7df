/** How a document spells its formulas: what is found over all of it and holds in each, so that an edited formula is read as the document is. */
import type { Tex } from "../tex/tex.js";
import { conditionalNames, withConditionalNames } from "./conditional-names.js";
import { hasConditionalSteps, withConditionalSteps } from "./conditional-steps.js";
import { spelledNames, withSpelledNames } from "./spelled-names.js";
import { transposingPrimes, withTransposes } from "./transposing-primes.js";

/** The formula with what is spelled in the document's own way put into ours. */
export type Spelling = (body: readonly Tex[]) => readonly Tex[];

/** null where the document has no ways of its own. */
export function spellingOf(bodies: readonly (readonly Tex[])[], words: string): Spelling | null {
  const hasSteps = hasConditionalSteps(bodies), stepped = hasSteps ? bodies.map(withConditionalSteps) : bodies;
  const names = spelledNames(stepped), named = names === null ? stepped : stepped.map((body) => withSpelledNames(body, names));
  const conditional = conditionalNames(named), whole = conditional === null ? named : named.map((body) => withConditionalNames(body, conditional));
  const primes = transposingPrimes(whole, words);
  if (!hasSteps && names === null && conditional === null && primes === null) return null;
  return (body) => {
    const own = hasSteps ? withConditionalSteps(body) : body;
    const spelled = names === null ? own : withSpelledNames(own, names);
    const read = conditional === null ? spelled : withConditionalNames(spelled, conditional);
    return primes === null ? read : withTransposes(read, primes);
  };
}
