/**
 * "the correct class $c$", "the outside word has the index $o$", "where $c$ is the true label": one whole number for the whole document, of a letter that nothing counts with.
 * Which values it has, the axis tells on which it stands: the c of `f_c` with scores f. "The class $k$" alone singles nothing out, and k stays an index.
 */
import type { Formula, SourceDocument } from "../document/document.js";
import type { Expression } from "../expression/expression.js";
import { isIndexLetter } from "../notation/name-key.js";
import { keyOf, labelText } from "../notation/read-scripts.js";
import { bodyOf, plainText, type Reader } from "../notation/reader.js";
import { BIG_OPERATORS } from "../notation/symbols.js";
import type { Tex } from "../tex/tex.js";
import { isOrder, isRelationSign, relationText } from "./relation-sign.js";
import { quantityOf, type Scope } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

const NOUN = "(?:class|label|category|word|token|index|target|action|answer|symbol|position)";
const THE_ONE = String.raw`\b(?:the|its|one) (?:index of the )?(?:\w+ )?(?:correct|true|right|target|observed|gold|chosen|ground[- ]truth|outside) (?:\w+ )?${NOUN}`;
const BEFORE = new RegExp(String.raw`(?:${THE_ONE}(?: (?:is|being))?|${THE_ONE}(?: \w+)? (?:has|with|having) (?:the )?(?:index|number|label))\s*$`, "i");
const AFTER = new RegExp(String.raw`^\s*,?\s*(?:is|be|denotes?|for) ${THE_ONE}\b`, "i");

export function declareToldLabels({ fragments }: SourceDocument, entries: readonly UnderstoodEntry[], reader: Reader): void {
  const { scope } = reader;
  const formulas = fragments.filter((fragment): fragment is Formula => fragment.kind === "formula");
  fragments.forEach((fragment, k) => {
    const [only, ...more] = fragment.kind === "formula" && !fragment.display && fragment.tex !== null ? fragment.tex.body : [];
    const letter = only === undefined || more.length > 0 || only.kind === "scripts" ? null : keyOf(only, reader);
    if (letter === null || !isIndexLetter(letter) || scope.quantities.has(letter) || scope.ranges.has(letter)) return;
    const words = (n: number): string => { const each = fragments[n]; return each?.kind === "prose" ? each.text.replace(/\s+/g, " ") : ""; };
    if (!(BEFORE.test(words(k - 1)) || AFTER.test(words(k + 1))) || counts(letter, formulas, entries, reader)) return;
    const last = lastOf(letter, formulas, scope);
    if (last === null) return;
    const label = quantityOf(scope, letter);
    [label.role, label.axes, label.labelRange] = ["label", [], { from: { kind: "number", digits: 1n, places: 0, start: last.start, end: last.start }, to: last }];
  });
}

/**
 * Whether a sum binds the letter, or an equation says something for each of its values: `p_c = …`. What a sum leaves out, `j \\ne c`, it does not bind, and the
 * display that first says what `\hat y_o` is, is meant for every o (see `define-arrays.ts`).
 */
function counts(letter: string, formulas: readonly Formula[], entries: readonly UnderstoodEntry[], reader: Reader): boolean {
  const isBound = formulas.some(({ tex }) => topDown(tex?.body ?? []).some((node) => {
    if (node.kind !== "scripts" || node.sub === null || node.base === null || !BIG_OPERATORS.has(plainText(node.base))) return false;
    const limits = bodyOf(node.sub), at = limits.findIndex((tex) => isRelationSign(tex) && isOrder(relationText(tex)));
    return (at > 0 && /^\\neq?$/.test(relationText(limits[at]!)) ? limits.slice(0, at) : limits).some((tex) => keyOf(tex, reader) === letter);
  }));
  const heads = entries.flatMap(({ formula, parts }) => parts.flatMap(({ chain: { relations, sides } }) => {
    const [head, ...more] = sides[0]?.body ?? [], speaks = (body: readonly Tex[]): boolean => topDown(body).some((tex) => keyOf(tex, reader) === letter);
    if (relations.length === 0 || more.length > 0 || head?.kind !== "scripts" || head.base === null || head.sub === null || !speaks([head.sub])) return [];
    const key = keyOf(head.base, reader);
    return [{ base: plainText(head.base), mayDefine: formula.display && speaks(sides[1]?.body ?? []) && key !== null && !reader.scope.quantities.has(key) }];
  }));
  return isBound || heads.some(({ mayDefine }, k) => !(mayDefine && heads.findIndex(({ base }) => base === heads[k]!.base) === k));
}

/** The length of the axis that the letter stands on, where all axes agree. */
function lastOf(letter: string, formulas: readonly Formula[], scope: Scope): Expression | null {
  const found = formulas.flatMap(({ tex }) => topDown(tex?.body ?? []).flatMap((node): readonly Expression[] => {
    const key = node.kind === "scripts" && node.base !== null && node.sub !== null && labelText(node.sub) === letter ? keyOf(node.base, { scope }) : null;
    const own = key === null ? undefined : scope.quantities.get(key);
    const last = own?.levels === 1 ? (own.memberOf?.count ?? own.levelRange?.to ?? null) : own?.axes?.length === 1 ? own.axes[0]! : null;
    return last === null ? [] : [last];
  }));
  const [first] = found;
  return first?.kind === "name" && found.every((each) => each.kind === "name" && each.name === first.name) ? first : null;
}
