/**
 * "$e_c$ is the $c$-th unit vector", "$y$ is the one-hot vector of class $c$", "of the true word": vectors that words alone tell, and the class that they speak of,
 * one whole number for the whole document. How long they are what they stand beside tells.
 */
import type { SourceDocument } from "../document/document.js";
import type { Expression } from "../expression/expression.js";
import { isIndexLetter } from "../notation/name-key.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { plainText, type Reader } from "../notation/reader.js";
import type { Tex } from "../tex/tex.js";
import { quantityOf, type Quantity } from "./scope.js";

const KIND = String.raw`(?:standard |canonical |corresponding )?(?:unit|basis|one-hot)(?: basis| encoded| label| target)? ?(?:vector|encoding)`;
const THE_ONE = "(?:correct|true|right|target|observed|gold|ground[- ]truth|outside) (?:outside )?(?:class|label|category|word|token)";
const at = { start: 0, end: 0 };

/** Names them, before definitions are read. @returns what gives them their entries, once shapes are inferred */
export function declareClassVectors(document: SourceDocument, reader: Reader): () => void {
  const { scope } = reader;
  const found = document.fragments.flatMap((_, k) => vectorAt(document, k, reader) ?? []);
  for (const { key, isNumbered } of found) {
    const vector = quantityOf(scope, key);
    vector.isState = true;
    if (isNumbered) [vector.levels, vector.style] = [1, "sub"];
  }
  return () => {
    // what the words say is no guess any more
    if (found.length > 0) scope.inference = { ...scope.inference, names: new Map([...scope.inference.names].filter(([name]) => !found.some(({ key }) => key === name))) };
    const told = [...scope.quantities.values()].filter(({ role, levels }) => role === "label" && levels === 0).map(({ key }) => key);
    for (const { key, letter: written, isNumbered } of found) {
      // "the one-hot vector of the true word" is that of the o that the words say is its index
      const letter = written ?? (told.length === 1 ? told[0]! : null);
      if (letter === null) continue;
      const vector = quantityOf(scope, key), [length, ...more] = vector.axes ?? [];
      if (length === undefined || more.length > 0) continue;
      if (!scope.quantities.has(letter) && !scope.ranges.has(letter) && !scope.letters.bound.has(letter)) {
        const label = quantityOf(scope, letter);
        [label.role, label.axes, label.labelRange] = ["label", [], { from: { kind: "number", digits: 1n, places: 0, ...at }, to: length }];
      }
      if (isNumbered) { vector.role = "unit-vector"; continue; }
      const index: Expression = { kind: "index", name: `${letter}'`, ...at };
      vector.definitions.push({ target: key, levels: [], entries: [index], body: { kind: "delta", left: index, right: { kind: "index", name: letter, ...at }, ...at }, place: { fragment: 0, section: 0, path: [], unit: 0, span: at }, text: "", where: null });
    }
  };
}

interface ClassVector {
  readonly key: string;
  /** null: the words say which one it is, without a letter */
  readonly letter: string | null;
  /** `e_c`, a family of unit vectors. */
  readonly isNumbered: boolean;
}

const isOpen = (own: Quantity | undefined): boolean => own === undefined || (own.role === "variable" && own.axes === null && own.levels === 0 && own.definitions.length === 0 && own.opaque === null);

function vectorAt({ fragments }: SourceDocument, k: number, reader: Reader): ClassVector | null {
  const formula = (n: number): readonly Tex[] => { const each = fragments[n]; return each?.kind === "formula" && each.tex !== null ? each.tex.body : []; };
  const words = (n: number): string => { const each = fragments[n]; return each?.kind === "prose" ? each.text : "."; };
  const [only, ...more] = formula(k);
  if (only === undefined || more.length > 0) return null;
  const before = `${words(k - 3)} ‹${plainText(formula(k - 2))}›${words(k - 1)}`, after = `${words(k + 1)} ‹${plainText(formula(k + 2))}›${words(k + 3)}`;
  const key = keyOf(only.kind === "scripts" && only.base !== null ? only.base : only, reader);
  if (key === null || !isOpen(reader.scope.quantities.get(key)) || reader.scope.functions.has(key)) return null;
  if (only.kind === "scripts") {
    const letter = only.sub !== null && only.sup === null ? labelText(only.sub) : "";
    const th = `(?:‹${letter.replace(/\\/g, "\\\\")}›\\s*-?\\s*th )?`;
    const isSaid = new RegExp(`^\\s*,?\\s*(?:(?:is|be|denotes?|for|as)\\s+)?(?:an?|the)\\s+${th}${KIND}\\b`, "i").test(after) || new RegExp(`\\b(?:an?|the)\\s+${th}${KIND}\\s*$`, "i").test(before);
    return isIndexLetter(letter) && isSaid ? { key, letter, isNumbered: true } : null;
  }
  const ofTheOne = new RegExp(String.raw`^\s*,?\s*(?:is|be|denotes?)\s+(?:an?|the|its)\s+${KIND} (?:of|for) (?:the|its) (?:\w+ )?${THE_ONE}\b(?!\s*‹)`, "i");
  if (ofTheOne.test(after)) return { key, letter: null, isNumbered: false };
  const letter = plainText(formula(k + 2));
  const isSaid = new RegExp(`^\\s*,?\\s*(?:is|be|denotes?)\\s+(?:an?|the|its)\\s+${KIND} (?:of|for) (?:the )?(?:true |correct |target )?(?:class|label|category)\\s*‹`, "i").test(after);
  return isSaid && isIndexLetter(letter) ? { key, letter, isNumbered: false } : null;
}
