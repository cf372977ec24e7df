/**
 * `y^{(i)}` of a vector y: "let $y$ hold the labels $y^{(1)}, \dots, y^{(m)}$", "writing $h^{(i)}$ for the $i$-th entry of $h$". The words say that the i-th sample is the
 * i-th entry; without them x^{(k)} beside x is a vector of its own.
 */
import type { Formula, SourceDocument } from "../document/document.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, plainText } from "../notation/reader.js";
import { familyKey, type Scope } from "./scope.js";
import type { Tex } from "../tex/tex.js";

const HOLDS = /^\s*,?\s*(which |that )?(holds?|holding|contains?|containing|collects?|collecting|stacks?|stacking|has|have|with|whose)( \w+){0,4}\s*$/i;
const NOUN = /\b(labels?|targets?|entries|entry|components?|elements?|coordinates?|outputs?|responses?|values?|numbers?|predictions?)\b/i;
const NAMED = /^\s*(for|is|be|denotes?|denoting|as)( the)?\s*$/i;
const OF = /^\s*-?\s*th (entry|component|element|coordinate) of( the( vector)?)?\s*$/i;

export function entriesByWords(document: SourceDocument, scope: Scope): void {
  const { fragments } = document;
  const formula = (k: number): Formula | null => { const fragment = fragments[k]; return fragment?.kind === "formula" && fragment.tex !== null ? fragment : null; };
  const words = (k: number): string => { const fragment = fragments[k]; return fragment?.kind === "prose" ? fragment.text : "|"; };
  fragments.forEach((_, k) => {
    const first = formula(k)?.tex?.body[0], next = formula(k + 2)?.tex?.body;
    if (first === undefined || next === undefined) return;
    if (HOLDS.test(words(k + 1)) && NOUN.test(words(k + 1)) && first.kind !== "scripts") give(keyOf(first, { scope }), next[0], scope);
    const of = formula(k + 4)?.tex?.body;
    if (NAMED.test(words(k + 1)) && OF.test(words(k + 3)) && of?.length === 1 && next.length === 1) give(keyOf(of[0]!, { scope }), first, scope);
  });
}

/** The family of that letter is the entries of the vector. */
function give(vector: string | null, member: Tex | undefined, scope: Scope): void {
  if (vector === null || member?.kind !== "scripts" || member.base === null || member.sup === null || keyOf(member.base, { scope }) !== vector) return;
  const [bracket] = bodyOf(member.sup);
  if (bracket?.kind !== "delimited" || !/^[([]$/.test(bracket.left)) return;
  const family = scope.quantities.get(familyKey(vector));
  const own = scope.quantities.get(vector);
  if (family === undefined || family.levels !== 1 || family.declaredAt !== null || family.definitions.length > 0 || (own?.axes != null && own.axes.length !== 1)) return;
  const at = { start: member.start, end: member.end };
  const index = { kind: "index", name: "i", ...at } as const;
  family.axes = [];
  family.definitions.push({ target: family.key, levels: [index], entries: [], body: { kind: "entry", of: { kind: "name", name: vector, ...at }, at: [index], ...at }, place: { fragment: 0, section: 0, path: [], unit: 0, span: at }, text: plainText(member), where: null });
}
