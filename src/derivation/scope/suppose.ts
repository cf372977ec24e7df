/** "If $A$ is symmetric, then …": what is supposed holds for the equation that the sentence leads to, and for no other. */
import type { SourceDocument } from "../document/document.js";
import type { Cue } from "./cues.js";
import type { Scope } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";

export interface Supposition {
  readonly keys: readonly string[];
  readonly cue: Cue;
  /** How the list of unused assumptions calls it. */
  readonly text: string;
  /** The formula that it is said of. */
  readonly fragment: number;
}

/** Gives the display at the end of each such sentence, or else its last formula, and those on the way to it, a scope of their own. */
export function giveSuppositions(supposed: readonly Supposition[], document: SourceDocument, entries: readonly UnderstoodEntry[], apply: (cue: Cue, key: string, scope: Scope) => void): void {
  for (const each of supposed) {
    const end = claimAfter(document, each.fragment);
    if (end === null) continue;
    for (const entry of entries) {
      if (entry.fragment <= each.fragment || entry.fragment > end) continue;
      entry.scope = ownScope(entry.scope, each);
      for (const key of each.keys) apply(each.cue, key, entry.scope);
    }
  }
}

/** The display in the same sentence, or its last formula, unless the words on the way say that something else is the case there. */
function claimAfter({ fragments }: SourceDocument, first: number): number | null {
  let words = "", last: number | null = null;
  const isElse = (): boolean => /\b(in general|generally|otherwise|else|but|not|without|unlike|whereas|while)\b/i.test(words);
  for (let k = first + 1; k < fragments.length; k++) {
    const fragment = fragments[k]!;
    if (fragment.kind === "formula" && fragment.display) return isElse() ? null : k;
    if (fragment.kind === "formula" && !isElse()) last = k;
    if (fragment.kind === "heading" || (fragment.kind === "break" && /[.;!?]\s*$/.test(words))) return last;
    if (fragment.kind === "prose") words += fragment.text;
    if (/[.;!?](\s|$)/.test(words)) return last;
  }
  return last;
}

/** The same names, and those that something is supposed of for themselves. */
function ownScope(scope: Scope, { keys, text }: Supposition): Scope {
  const quantities = new Map(scope.quantities), functions = new Map(scope.functions);
  for (const key of keys) {
    const [quantity, map] = [quantities.get(key), functions.get(key)];
    if (quantity !== undefined) quantities.set(key, { ...quantity, facts: [...quantity.facts] });
    if (map !== undefined) functions.set(key, { ...map });
  }
  return { ...scope, quantities, functions, unusedAssumptions: scope.unusedAssumptions.filter((unused) => unused.text !== text) };
}
