/** What of an entry asserts or limits something, and is not read. */
import type { Formula } from "../document/document.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { assertionIn } from "../scope/assertion.js";
import type { Understood, UnderstoodEntry } from "../scope/understood.js";
import type { Tex } from "../tex/tex.js";

/** A relation that no statement of the entry has as its own, and that is no condition, argument or word: an equation inside something that is not taken apart. */
export function unreadAssertion(entry: UnderstoodEntry): Tex | null {
  for (const { statement, chain } of entry.parts) {
    if (chain.relations.length > 0) continue;
    const found = assertionIn(statement.body);
    if (found !== null) return found;
  }
  return null;
}

/** Words after an equation in the text that limit it and are not read leave it unchecked. */
export const unreadLimit = ({ limits }: Understood, { inner }: Formula): NotUnderstood | null =>
  limits !== null && "words" in limits ? new NotUnderstood("condition", `what limits this equation stands in words that are not read, '${limits.words}': write it as a formula, for example 'if $i = j$'`, inner) : null;
