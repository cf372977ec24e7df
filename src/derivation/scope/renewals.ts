/** Names that a document declares in two sections in different ways, so that each section needs a reading of its own. */
import type { SourceDocument } from "../document/document.js";
import { isSymbol, plainText } from "../notation/reader.js";
import { listedNames } from "./declare.js";
import { listBase } from "./declare-list.js";
import { announcesArguments } from "./prose.js";
import { givesNumber } from "./examples.js";
import { isLifted, lifts } from "./lifts.js";
import type { Tex } from "../tex/tex.js";
import type { UnderstoodEntry } from "./understood.js";

/** A name that a section declares, or says to depend on something, in another way than a section before it. */
export interface Renewal {
  /** As it is written, `x`, `W_1`. */
  readonly name: string;
  readonly section: number;
  /** The formula that said before what it is, `n = 3`, `f(x) = x^2`, and says no more. */
  readonly replaces?: number;
}

export function renewals(entries: readonly UnderstoodEntry[], document: SourceDocument): readonly Renewal[] {
  const said = new Map<string, { readonly section: number; readonly text: string }>();
  const mapped = new Map<string, number>(), given = new Map<string, Given>();
  const found: Renewal[] = [];
  const say = (name: string, section: number, text: string): void => {
    const before = said.get(name);
    said.set(name, { section, text });
    if (before !== undefined && before.section !== section && before.text !== text) found.push({ name, section });
  };
  let last = { section: 0, fragment: -1 };
  for (const { entry, parts, place: { section }, fragment } of entries) {
    if (section !== last.section) {
      const first = document.fragments.findLastIndex(({ kind }, k) => kind === "heading" && k < fragment);
      const taken = lifts(document).filter((lift) => lift.fragment > last.fragment && lift.fragment <= fragment);
      for (const [name, { fragment: at, isExample }] of given) if (isExample && at > first && isLifted(taken, [name], at, fragment)) found.push({ name, section, replaces: at });
    }
    last = { section, fragment };
    for (const { body } of entry.statements) {
      const now = givenBy(body);
      for (const name of namesIn(body)) {
        const before = given.get(name);
        if (before !== undefined && before.section !== section && isAnother(document, fragment, body, before)) found.push({ name, section, replaces: before.fragment });
      }
      // f(2x) = 4 f(x) further on says what follows
      if (now !== null && entry.statements.length === 1 && given.get(plainText(body[0]!))?.section !== section) given.set(plainText(body[0]!), { section, fragment, kind: now, isExample: now === "number" && EXAMPLE.test(parts[0]!.sentence) });
      const at = body.findIndex((tex) => isSymbol(tex, "\\in", ":", "\\colon"));
      const next = document.fragments[fragment + 1], argument = document.fragments[fragment + 2];
      const announced = next?.kind === "prose" && announcesArguments(next.text) && argument?.kind === "formula" && argument.tex !== null ? plainText(argument.tex.body) : null;
      if (at === 1 && isSymbol(body[1], ":", "\\colon")) mapped.set(plainText(body[0]!), section);
      if (announced !== null && body.length === 1) mapped.set(plainText(body[0]!), section);
      const list = at > 1 ? listBase(body.slice(0, at)) : null;
      const name = body[0] === undefined ? "" : plainText(body[0]);
      if (at > 1 && list === null) for (const part of listedNames(body.slice(0, at))) say(plainText(part), section, plainText(body.slice(at))); // x, y ∈ ℝ
      else if (at === 1 || list !== null) say(plainText(list ?? body.slice(0, at)), section, plainText(list === null ? body.slice(at) : body));
      else if (mapped.has(name) && mapped.get(name) !== section && (isSymbol(body[1], "=") || isSymbol(body[2], "="))) found.push({ name, section });
      else if (said.has(name) && said.get(name)!.section !== section && isSymbol(body[1], "=") && supposes(document, fragment)) found.push({ name, section });
      else if (announced !== null && body.length === 1) say(plainText(body), section, announced);
    }
  }
  return found;
}

/** A formula that gives a name its value or its rule. */
interface Given {
  readonly section: number;
  readonly fragment: number;
  readonly kind: "number" | "rule";
  /** "Suppose $w = 2$", "Let $n = 5$": a number among others. */
  readonly isExample: boolean;
}

const EXAMPLE = /\b(let|suppose|take|consider|say|for|with|if|assume|set|imagine)\b/i;

/** `n = 3`, `x = (3, 4)`, `f(x) = \\dots`, `L = \\dots`. */
function givenBy(body: readonly Tex[]): Given["kind"] | null {
  if (givesNumber(body)) return "number";
  return isSymbol(body[1], "=") || (body[1]?.kind === "delimited" && isSymbol(body[2], "=")) ? "rule" : null;
}

const signIn = (body: readonly Tex[]): number => body.findIndex((tex) => isSymbol(tex, "\\in", ":", "\\colon", "=", "\\ge", "\\geq", ">"));

/** n of `n = 4`, `n` and `n \\in \\mathbb{N}`; f and g of `f, g : \\mathbb{R} \\to \\mathbb{R}`. */
function namesIn(body: readonly Tex[]): readonly string[] {
  const at = signIn(body);
  return listedNames(at < 0 ? body : body.slice(0, at)).flatMap(([name, ...more]) => (name === undefined || more.length > 0 ? [] : [plainText(name)]));
}

/**
 * "Let $n = 4$", "Let $n \\in \\mathbb{N}$", "Let $n$ be any natural number" of what was the number 3; "let $f : \\mathbb{R} \\to \\mathbb{R}$ be arbitrary",
 * "let $f$ be any smooth function" of what had a rule.
 */
function isAnother({ fragments }: SourceDocument, formula: number, body: readonly Tex[], { kind }: Given): boolean {
  const [before, after] = [fragments[formula - 1], fragments[formula + 1]];
  if (before?.kind !== "prose" || !INTRODUCED.test(before.text)) return false;
  const words = after?.kind === "prose" ? after.text : "", isAny = IS_ANY.test(words);
  const at = signIn(body);
  if (at < 0) return isAny || ANY.test(before.text);
  if (isSymbol(body[at], "\\ge", "\\geq", ">")) return kind === "number"; // "for any $n \\ge 1$", "with $n \\ge 2$"
  if (kind === "number") return isSymbol(body[at], "\\in") || givenBy(body) === "number";
  return isSymbol(body[at], ":", "\\colon") && (isAny || /\b(an?|another) arbitrary\b|\bany\b/i.test(before.text) || /^\s*be an? /i.test(words));
}

const NOUN = String.raw`( (smooth|differentiable|convex|real))*( (function|loss|number|integer))?\s*$`;
const INTRODUCED = new RegExp(String.raw`\b(let|for|consider|take|suppose|with|given|now)( now| instead| any| every| all| each| an arbitrary| arbitrary| general| another)?${NOUN}`, "i");
const ANY = new RegExp(String.raw`\b(any|every|all|each|arbitrary|another|general)${NOUN}`, "i");
const IS_ANY = /^\s*(now )?(be|is) (now )?(an? (arbitrary|smooth|differentiable|convex|twice|natural|positive|real|continuous|general)|any|some|another|arbitrary|unspecified|differentiable|smooth|convex|twice)\b/i;

/** "Suppose $y = X w_0 + \\varepsilon$" of a y that was given before: from here on. */
function supposes({ fragments }: SourceDocument, formula: number): boolean {
  const before = fragments[formula - 1], fragment = fragments[formula];
  return before?.kind === "prose" && fragment?.kind === "formula" && !fragment.display && /\b(suppose|assume|imagine|say|now let|model)( that| now)?\s*$/i.test(before.text);
}
