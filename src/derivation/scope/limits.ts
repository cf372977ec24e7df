/**
 * What the words after an equation in the text limit it to: "$\frac{db_j}{db_i} = 1$ if i = j and 0 otherwise".
 * The condition is read from the formulas or from the letters after the word; words that say anything else are kept as they are, for the checker to name.
 */
import type { Formula, SourceDocument } from "../document/document.js";
import { bodyOf, isSymbol, plainText } from "../notation/reader.js";
import { readTex } from "../tex/read-tex.js";
import type { Span, Tex } from "../tex/tex.js";
import { holdsEquation } from "./unwrap.js";
import { topDown } from "./walk-tex.js";

export type Limits = { readonly conditions: readonly (readonly Tex[])[]; /** "for $k \\ge 1$", "for $t < T$": from where, or to where, an index of the formula counts, which limits no definition. */ readonly isOfIndex?: true } | { readonly words: string; /** They tell what a letter of the formula is: a definition is not limited by them, a claim may hold for that one alone. */ readonly isOfLetter?: true };

/** "for some $\\mu > 0$", "for a target $d \\in \\mathbb{R}$": no limit of a definition. */
export const limitsDefinition = (limits: Limits | null): boolean => limits !== null && !("isOfLetter" in limits) && !("isOfIndex" in limits);

/** What is read of it; nothing where only words limit. */
export const conditionsOf = (limits: Limits | null): readonly (readonly Tex[])[] => (limits !== null && "conditions" in limits ? limits.conditions : []);

const LIMIT = /^\s*,?\s*(if|when|whenever|for|unless|only|at|otherwise|provided that|provided|where it)\b\s*/i;
/** "Write … for": a name for a thing. */
const WRITES = /\b(writ(e|es|ing)|wrote|abbreviat(e|es|ing))( (again|simply|also|shortly))?\s*$/i;
/** "for all samples", "for each layer" speak of everything there is. */
const UNIVERSAL = /^(all|each|every|any)\b/i;
/** `i = l and j = k`, written without maths signs. */
const PLAIN = /^((?:[A-Za-z]\s*(?:=|≠|!=|<|>)\s*[A-Za-z0-9])(?:\s*(?:,|and|, and)\s*[A-Za-z]\s*(?:=|≠|!=|<|>)\s*[A-Za-z0-9])*)(?![A-Za-z])/;
const BETWEEN = /^\s*(,|and|, and)\s*$/i;

/** null where nothing after the formula at `k` limits it. */
export function limitsAfter(document: SourceDocument, k: number, start = k + 1): Limits | null {
  const { fragments } = document;
  const next = fragments[start];
  if (next?.kind !== "prose") return null;
  const found = LIMIT.exec(next.text);
  if (found === null) return null;
  const rest = next.text.slice(found[0].length);
  const words = { words: `${found[1]!} ${rest.split(/[.;]/)[0]!}`.trim() };
  const isFor = /^for$/i.test(found[1]!);
  if (isFor && UNIVERSAL.test(rest)) return null;
  // "we write $s_k = s(q, x_k)$ for the score of the k-th point"
  const before = fragments[k - 1];
  if (isFor && before?.kind === "prose" && WRITES.test(before.text) && /^(the|its|their|what|this|that|an?)\b/i.test(rest)) return null;
  if (!isFor && !/^(if|when|whenever|provided|provided that|at)$/i.test(found[1]!)) return words;
  const plain = PLAIN.exec(rest);
  if (plain !== null) return { conditions: plain[1]!.split(/\s*(?:, and|,|and)\s*/).map((text) => readPlain(text, fragments[k] as Formula)) };
  const mapping = fragments[k + 2];
  if (isFor && /^(an?|some)( \w+){0,3}\s*$/i.test(rest) && mapping?.kind === "formula" && mapping.tex !== null && isMapping(mapping.tex.body)) return null;
  // "for a differentiable loss $L$ of $Z$" tells what L is
  if (isFor && NEW_FUNCTION.test(rest) && mapping?.kind === "formula" && mapping.tex?.body.length === 1) return null;
  // "for actions $a = 1, \\dots, K$"
  if (isFor && NOUNS.test(rest) && mapping?.kind === "formula" && mapping.tex !== null && isRangeOrMember(mapping.tex.body)) return null;
  if (isFor && OF_LETTER.test(rest) && mapping?.kind === "formula" && !mapping.display && mapping.tex !== null && isSaidOfLetter(mapping.tex.body)) return { ...words, isOfLetter: true };
  if (rest.trim() !== "") return words;
  const conditions: (readonly Tex[])[] = [];
  for (let at = start + 1; ; at += 2) {
    const formula = fragments[at];
    if (formula?.kind !== "formula" || formula.tex === null || formula.display) break;
    const { body } = formula.tex;
    // "for $f : \\mathbb{R} \\to \\mathbb{R}$" tells what f is
    if (isFor && isMapping(body)) return null;
    // "for $k = 1, \dots, N$", "for $x \in \mathbb{R}$" tell a range, which is no limit
    if (isFor && isRangeOrMember(body)) return null;
    if (conditions.length > 0 && definesFunction(body)) break;
    if (!holdsEquation(body)) return words;
    conditions.push(body);
    const between = fragments[at + 1];
    if (between?.kind !== "prose" || !BETWEEN.test(between.text)) break;
  }
  if (conditions.length === 0) return words;
  return isFor && conditions.length === 1 && countsFrom(conditions[0]!, fragments[k] as Formula) ? { conditions, isOfIndex: true } : { conditions };
}

/** `k \\ge 1`, `t < T` of a k or t that stands below a name in the formula. */
function countsFrom([letter, relation, from, ...more]: readonly Tex[], { tex }: Formula): boolean {
  const isFrom = from?.kind === "number" && isSymbol(relation, "\\ge", "\\geq", ">", "\\geqslant", "≥");
  const isTo = from?.kind === "symbol" && /^[a-zA-Z]$/.test(from.text) && isSymbol(relation, "<", "\\lt", "\\le", "\\leq", "\\leqslant", "≤");
  if (more.length > 0 || letter?.kind !== "symbol" || !/^[a-z]$/.test(letter.text) || !(isFrom || isTo)) return false;
  return topDown(tex?.body ?? []).some((node) => node.kind === "scripts" && node.sub !== null && bodyOf(node.sub).some((part) => isSymbol(part, letter.text)));
}

/** "for $x > 0$ and $h(p) = …$": the next formula, and no condition. */
const definesFunction = ([name, bracket, sign]: readonly Tex[]): boolean => name !== undefined && bracket?.kind === "delimited" && bracket.left === "(" && isSymbol(sign, "=", ":=");

const isRangeOrMember = (body: readonly Tex[]): boolean => body.some((tex) => isSymbol(tex, "\\in", "\\dots", "\\ldots", "\\cdots")) || /=\d+(,\d+)+$/.test(plainText(body));
/** "time steps", "the layers": nothing but what is counted. */
const NOUNS = /^(the )?([a-z]+ )?[a-z]+s\s*$/i;

const OF_LETTER = /^(some|an?( (?!(?:point|solution|root|value|choice|pair)\b)[\w-]+){1,3})\s*$/i;
/** `\\mu > 0`, `d \\in \\mathbb{R}` */
const isSaidOfLetter = (body: readonly Tex[]): boolean => isSymbol(body[1], "\\in") || (body.length === 3 && isSymbol(body[1], ">", "<", "\\ge", "\\geq", "\\ne", "\\neq") && body[2]!.kind === "number");

const NEW_FUNCTION = /^(an?|some) ([\w-]+ ){0,3}(loss|cost|objective|criterion|function|energy|potential)( function)?\s*$/i;

const isMapping = (body: readonly Tex[]): boolean => isSymbol(body[1], ":", "\\colon") && body.some((tex) => isSymbol(tex, "\\to", "\\rightarrow"));

/** Of a display: "for $j \\ne y_i$" and the like in formulas right after it. What else follows a display speaks of more than it. */
export function limitsAfterDisplay(document: SourceDocument, k: number): Limits | null {
  // a paragraph that begins with a small letter goes on with the sentence
  const words = document.fragments[k + 1]?.kind === "break" ? k + 2 : k + 1;
  const next = document.fragments[words];
  const limits = next?.kind === "prose" && /^\s*,?\s*(if|for|when|whenever|provided( that)?)\b/.test(next.text) ? limitsAfter(document, k, words) : null;
  return limits !== null && "conditions" in limits ? limits : null;
}

/** The nodes stand at the formula's place: the words have none of their own. */
function readPlain(text: string, { inner }: { readonly inner: Span }): readonly Tex[] {
  const latex = text.replace(/≠|!=/g, "\\ne ");
  const reading = readTex(latex, { start: 0, end: latex.length });
  return "formula" in reading ? reading.formula.body.map((tex) => ({ ...tex, start: inner.start, end: inner.end })) : [];
}
