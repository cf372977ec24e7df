/**
 * What the words before an equation limit it to: "If $i = j$ then", "For $i \ne j$ we have", "Case 2: $x > 0$. Then". A condition that begins its clause holds to
 * the end of the sentence; that of a case, up to the next display. One that ends its clause, "$a = b$ if $i = j$", belongs to what stands before it (`limits.ts`).
 */
import type { Fragment, SourceDocument } from "../document/document.js";
import { isSymbol, plainText } from "../notation/reader.js";
import { DOTS } from "../notation/symbols.js";
import type { Tex } from "../tex/tex.js";
import type { Limits } from "./limits.js";
import { isOrder, isRelationSign, relationText } from "./relation-sign.js";
import { chainOf, type Chain } from "./statements.js";

const IF = /(?:^|[\s(])(if|when|whenever|for|for all|for every|for any|at|in (?:the|this|that) (?:[\w-]+ )?case(?: where| in which| that| of)?|in case|at (?:initiali[sz]ation|the (?:start|beginning)),?(?: (?:we have|where))?)\s*$/i;
/** "For a wrong class $j \\ne c$": a comparison only, what is equated there tells what a name is. */
export const OF_A_KIND = /(?:^|[\s(])(for (?:an?|any|each|every|all|the)(?: (?!of\b|case\b)[a-z-]+){1,3})\s*$/i;
/** "With $\\mu = 0$ and $\\sigma = 1$ it is": numbers for names, at the beginning of a sentence. */
const WITH_NUMBERS = /(?:^|[.;:!?]\s+)((?:With|Setting|Putting|Taking|Inserting|Substituting|Plugging in|Choosing) (?:the )?)\s*$/;
/** The name of a case, which sentences may follow: "Case 2:", "Now consider the case", "The second case:". "In the special case" speaks of its own sentence. */
const CASE = /^(?:.*[.;:!?](?:\s|$))?(?:\W|\b(?:now|next|then|first|second|third|finally|let|us|we|also|consider|take|treat|look|at|turn|to|the|other|remaining|last)\b)*\bcase(?:\s+(?:\w+|\(\w+\)))?\s*(?:where|in which|that|when|of|with)?\s*[:.,–—-]?\s*(?:(?:[a-z][\w-]*\s+){0,4}\(|\(?)\s*$/i;
/** "Off-diagonal entries ($i \\ne j$)", "情况 2:非对角元素（$i \\ne j$）" */
const DIAGONAL = /^\W*(?:the\s+)?(?:off-|non-)?diagonal(?:\s+[a-z]+){0,2}\s*\(\s*$|^\W{0,6}情[况形]\s*[\d一二三四]?[^。.]{0,15}[（(:：]\s*$/i;
/** Words before "if" that leave it at the beginning of its clause. */
const LEAD_IN = /^(?:\W|\b(?:and|but|while|whereas|now|then|thus|so|hence|here|similarly|likewise|finally|first(?:ly)?|second(?:ly)?|next|also|in|particular|conversely|analogously|again|therefore|moreover|of|course)\b)*$/i;
const NO_CONDITION = /\b(only|even|as|check|see|test|ask|whether|unless|not)\s+(if|when|for)\s*$/i;
const SENTENCE_END = /[.;!?](?:\s|$)/;
/** The condition does not reach over these words. */
const ELSE = /\b(otherwise|else)\b/i;
const GENERAL = /\b(general|generally|arbitrary|both|either|(for|in) (all|any|every|each)|combin\w+|together|altogether|respectively|if and only if)\b/i;

/** No sentence has more formulas and pieces of text, and no case is remembered further. */
const REACH = 40;

/** null where nothing before the formula at `k` limits it. */
export const leadingConditions = (document: SourceDocument, k: number): Limits | null => beforeIt(document, k) ?? ofHeading(document, k);

function beforeIt({ fragments }: SourceDocument, k: number): Limits | null {
  let words = "", isApart = false;
  for (let at = k - 1; at >= Math.max(0, k - REACH); at--) {
    const fragment = fragments[at]!;
    if (fragment.kind === "heading" || (fragment.kind === "formula" && fragment.display)) return null;
    if (fragment.kind === "break") isApart ||= at < k - 1;
    if (fragment.kind === "prose") words = `${fragment.text} ${words}`;
    if (fragment.kind !== "formula") continue;
    const group = groupBefore(fragments, at);
    if (group === null || !group.isLeading || group.mayDefine) {
      words = `§ ${words}`;
      continue;
    }
    // what comes after the group reaches over sentences only behind the name of a case, and over paragraphs only behind one that stands alone
    const end = SENTENCE_END.exec(words), isLabel = group.isCase && (end === null || !SENTENCE_END.test(words.slice(end.index + 1)));
    if (GENERAL.test(words) || (end !== null && !isLabel) || (isApart && !(group.isCase && isAlone(fragments, at)))) return null;
    return ELSE.test(words) ? { words: "otherwise" } : { conditions: group.conditions };
  }
  return null;
}

/** "### Case 2: $i \\ne j$" speaks of all that stands under it. */
function ofHeading({ fragments }: SourceDocument, k: number): Limits | null {
  let heading = k;
  while (heading >= 0 && fragments[heading]!.kind !== "heading") heading--;
  const end = heading < 0 ? -1 : fragments.findIndex(({ kind }, at) => at > heading && kind === "break");
  const group = heading < 0 || end < 0 || end > k || fragments[end - 1] === fragments[heading] ? null : groupBefore(fragments, end - 1);
  return group?.isLeading === true && group.first === heading ? { conditions: group.conditions } : null;
}

/**
 * What the formula may be meant for, though the words do not say so: the case that was told last in the section, also beyond displays, the "if" of the same
 * sentence beyond a display, that of a sentence before in the same paragraph.
 */
export function nearConditions({ fragments }: SourceDocument, k: number): Comparisons {
  let words = "", isFar = false;
  for (let at = k - 1; at >= Math.max(0, k - REACH); at--) {
    const fragment = fragments[at]!;
    if (fragment.kind === "heading" || GENERAL.test(words)) return [];
    isFar ||= (fragment.kind === "break" && at < k - 1) || (fragment.kind === "formula" && fragment.display);
    // a capital letter after a display begins a sentence
    if (fragment.kind === "prose") words = `${/^\W*[A-Z]/.test(fragment.text) && fragments[at - 1]?.kind !== "formula" ? ". " : ""}${fragment.text} ${words}`;
    const group = fragment.kind === "formula" ? groupBefore(fragments, at) : null;
    if (group?.isLeading === true) return !GENERAL.test(words) && (group.isCase || !isFar || !SENTENCE_END.test(words)) ? group.conditions : [];
  }
  return [];
}

type Comparisons = readonly (readonly Tex[])[];

interface Group {
  readonly conditions: Comparisons;
  /** The fragment of the words before it. */
  readonly first: number;
  /** "case", not "if" */
  readonly isCase: boolean;
  /** It begins its clause. */
  readonly isLeading: boolean;
  /** "When $y = Wx + b$, …" may tell what y is. */
  readonly mayDefine: boolean;
}

/** The conditions that end at this formula, "$i = l$ and $j = k$", with the words before them; null where it is none. */
function groupBefore(fragments: readonly Fragment[], last: number): Group | null {
  const conditions: (readonly Tex[])[] = [];
  for (let at = last; ; at -= 2) {
    const formula = fragments[at];
    if (formula?.kind !== "formula" || formula.display || formula.tex === null || !(isCondition(formula.tex.body) || isOneEquation(formula.tex.body))) return null;
    conditions.unshift(formula.tex.body);
    const before = fragments[at - 1];
    // "### Case $i = j$"
    const mayDefine = !conditions.every((body) => isCondition(body) || relatesExpressions(body));
    if (before?.kind === "heading") return { conditions, mayDefine, first: at - 1, isCase: true, isLeading: /\b(case|if|when|for)\b/i.test(before.text.slice(0, before.text.indexOf("$"))) };
    if (before?.kind !== "prose") return null;
    if (/^\s*(,|and|, and)\s*$/i.test(before.text)) continue;
    const isCase = CASE.test(before.text) || DIAGONAL.test(before.text), keyword = CASE.exec(before.text) ?? DIAGONAL.exec(before.text) ?? IF.exec(before.text) ?? (conditions.every((body) => !body.some((tex) => isRelationSign(tex) && relationText(tex) === "=")) ? OF_A_KIND.exec(before.text) : conditions.every(givesNumber) ? WITH_NUMBERS.exec(`${before.text.trimEnd()} `) : null);
    return keyword === null || NO_CONDITION.test(before.text) || !(conditions.every(isCondition) || /\b(if|when(ever)?)\s*$/i.test(before.text)) ? null : { conditions, first: at - 1, isCase, mayDefine, isLeading: isCase || beginsClause(before.text.slice(0, keyword.index), fragments[at - 2], /^\s*\(?[A-Z]/.test(before.text)) };
  }
}

/** @param head the words before "if" @param before what stands before those */
function beginsClause(head: string, before: Fragment | undefined, isCapital: boolean): boolean {
  const clause = head.split(/[.;:!?—–](?:\s|$)/);
  if (clause.length > 1) return LEAD_IN.test(clause.at(-1)!);
  if (!LEAD_IN.test(head)) return false;
  return before?.kind === "formula" ? before.display && (isCapital || head.trim() !== "") : true;
}

/** A paragraph or a heading with nothing after the name of the case. */
function isAlone(fragments: readonly Fragment[], last: number): boolean {
  const after = fragments[last + 1];
  return after?.kind === "break" || (after?.kind === "prose" && /^\W*$/.test(after.text) && fragments[last + 2]?.kind === "break");
}

/** Comparisons of what is short; equations of single names, entries and numbers alone: an equation of anything more would tell what a name is. */
function isCondition(body: readonly Tex[]): boolean {
  const { sides, relations } = wholeChain(body);
  if (relations.length === 0 || body.some((tex) => (tex.kind === "symbol" && DOTS.has(tex.text)) || isSymbol(tex, ",") || tex.kind === "words")) return false;
  const isEquation = body.some((tex) => isRelationSign(tex) && relationText(tex) === "=");
  return relations.every(({ text }) => (text === "=" || isOrder(text))) && sides.every((side) => side.body.length > 0 && (isEquation ? isShort(side.body) : side.body.length <= 4));
}

/** `x^\top y = 0`, `a + b = 1`, which behind "if" limits what follows: neither side is a lone name that the other might tell the meaning of. */
const relatesExpressions = (body: readonly Tex[]): boolean => isOneEquation(body) && sidesOf(body).every((side) => side.body.length > 1 || side.body[0]!.kind === "number" || side.body[0]!.kind === "delimited");

/** `\sigma = 1` */
const givesNumber = (body: readonly Tex[]): boolean => { const [left, right, ...more] = sidesOf(body); return isOneEquation(body) && more.length === 0 && left!.body.length === 1 && left!.body[0]!.kind !== "number" && /^-?[\d.]+$/.test(plainText(right!.body)); };

const isOneEquation = (body: readonly Tex[]): boolean => {
  const { relations } = wholeChain(body);
  return relations.length === 1 && relations[0]!.text === "=" && sidesOf(body).every((side) => side.body.length > 0) && !body.some((tex) => (tex.kind === "symbol" && DOTS.has(tex.text)) || isSymbol(tex, ",") || tex.kind === "words");
};

const wholeChain = (body: readonly Tex[]): Chain => chainOf({ body, start: body[0]?.start ?? 0, end: body.at(-1)?.end ?? 0 });
const sidesOf = (body: readonly Tex[]): Chain["sides"] => wholeChain(body).sides;

/** `i`, `x_i`, `-1`, `i - 1` */
const isShort = (side: readonly Tex[]): boolean => side.length <= 3 && side.every((tex) => tex.kind === "number" || tex.kind === "scripts" || isSymbol(tex, "+", "-") || (tex.kind === "symbol" && /^(\p{L}|\\[A-Za-z]+)$/u.test(tex.text))) && (side.length < 2 || /^[-+]|[-+]\d+$/.test(plainText(side)));
