/** A document taken apart: every formula with the words around it and the section that it stands in. Nothing is understood yet. */
import type { SourceDocument } from "../document/document.js";
import { isSymbol, plainText } from "../notation/reader.js";
import { AGAIN_LEVEL, EXAMPLE_LEVEL, opensAgain, opensExample, opensInGeneral } from "./examples.js";
import { leadingConditions } from "./leading-conditions.js";
import { conditionsOf, limitsAfter, limitsAfterDisplay } from "./limits.js";
import { createScope } from "./scope.js";
import { arrowBetween, chainOf, entriesOf, type Chain } from "./statements.js";
import type { Understood, UnderstoodEntry } from "./understood.js";

/** The scope of entries that no scope was built for yet. */
const UNREAD = createScope();

/**
 * Every formula with the words around it.
 * @param whole the document that this is a view of, which says where its sections begin
 */
export function takeApart(document: SourceDocument, whole = document): readonly UnderstoodEntry[] {
  let section = 0;
  let path: readonly { readonly level: number; readonly section: number }[] = [];
  const entries: UnderstoodEntry[] = [];
  document.fragments.forEach((fragment, k) => {
    if (fragment.kind === "heading") {
      section++;
      path = [...path.filter((heading) => heading.level < fragment.level), { level: fragment.level, section }];
    }
    const level = opensExample(whole, k) || opensInGeneral(whole, k) ? EXAMPLE_LEVEL : opensAgain(whole, k) ? AGAIN_LEVEL : null;
    if (level !== null) {
      section++;
      path = [...path.filter((heading) => heading.level < level), { level, section }];
    }
    if (fragment.kind !== "formula" || fragment.tex === null) return;
    const before = wordsAt(document, k, -1), after = wordsAt(document, k, 1), sentence = sentenceBefore(document, k);
    const lead = leadingConditions(document, k);
    for (const entry of entriesOf(fragment.tex, fragment.tag, fragment.label, fragment.display)) {
      const parts = entry.statements.map((statement, s): Understood => ({
        statement, chain: withoutConditional(chainOf(statement)), kind: "statement", remark: null, sentence, limits: lead !== null && "words" in lead ? lead : s < entry.statements.length - 1 ? null : fragment.display ? limitsAfterDisplay(document, k) : limitsAfter(document, k), lead: conditionsOf(lead), ranged: s === entry.statements.length - 1 && isRangeAt(document, k + 2),
        follows: s === 0 ? null : arrowBetween(fragment.tex!, entry.statements[s - 1]!, statement), before: s === 0 ? before : "", after: s === entry.statements.length - 1 ? after : "",
      }));
      entries.push({ scope: UNREAD, formula: fragment, fragment: k, place: { fragment: k, section, path: path.map((heading) => heading.section), unit: fragment.unit, span: fragment.inner }, entry, parts });
    }
  });
  return entries;
}

/** `\\hat y_o = p(o \\mid c) = \\dots`: how else one writes it, in between, says nothing that could be checked. */
function withoutConditional({ sides, relations }: Chain): Chain {
  const [name, bracket, ...more] = sides[1]?.body ?? [];
  const isOther = sides.length > 2 && more.length === 0 && name !== undefined && bracket?.kind === "delimited" && bracket.left === "(" && relations.slice(0, 2).every(({ text }) => text === "=") && bracket.body.some((tex) => isSymbol(tex, "\\mid", "\\vert", "|"));
  return isOther ? { sides: sides.filter((_, k) => k !== 1), relations: relations.filter((_, k) => k !== 1) } : { sides, relations };
}

/** `k = 1, \\dots, N`, `k \\in \\{1, \\dots, N\\}`, and `x \\in \\mathbb{R}`, which declares and limits nothing. */
function isRangeAt(document: SourceDocument, k: number): boolean {
  const fragment = document.fragments[k];
  return fragment?.kind === "formula" && fragment.tex !== null && !fragment.display && (/dots|=\d+(,\d+)+$/.test(plainText(fragment.tex.body)) || /^[^=<>]*\\in(\\?R|N|Z)/.test(plainText(fragment.tex.body)));
}

/** The prose right before or after a fragment, up to the next formula or break. */
function wordsAt(document: SourceDocument, k: number, step: 1 | -1): string {
  const words: string[] = [];
  for (let at = k + step; document.fragments[at]?.kind === "prose"; at += step) {
    const fragment = document.fragments[at]!;
    if (fragment.kind === "prose") words[step === 1 ? "push" : "unshift"](fragment.text);
  }
  return words.join(" ");
}

/** A full stop or semicolon that ends a sentence; that of "i.e." does not. */
const STOP = String.raw`(?<!\b(?:i\.e|e\.g|cf|resp|w\.r\.t|s\.t|viz))[.;](?=\s|$)`;
/** The last of them. */
const SENTENCE_END = new RegExp(`${STOP}(?!.*${STOP})`, "i");

function sentenceBefore(document: SourceDocument, k: number): string {
  let words = "";
  for (let at = k - 1; at >= 0; at--) {
    const fragment = document.fragments[at]!;
    if (fragment.kind === "break" || fragment.kind === "heading" || (fragment.kind === "formula" && fragment.display)) break;
    if (fragment.kind !== "prose") continue;
    const end = SENTENCE_END.exec(fragment.text);
    words = `${end === null ? fragment.text : fragment.text.slice(end.index + 1)} ${words}`;
    if (end !== null) break;
  }
  return words.trim();
}
