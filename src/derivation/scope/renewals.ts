/** Names that a document declares in two sections in different ways, so that each section needs a reading of its own. */
import type { SourceDocument } from "../document/document.js";
import { isSymbol, plainText } from "../notation/reader.js";
import { listedNames } from "./declare.js";
import { listBase } from "./declare-list.js";
import { announcesArguments } from "./prose.js";
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
  for (const { entry, place: { section }, fragment } of entries) {
    for (const { body } of entry.statements) {
      const before = given.get(body[0] === undefined ? "" : plainText(body[0])), now = givenBy(body);
      if (before !== undefined && before.section !== section && isAnother(document, fragment, body, before)) found.push({ name: plainText(body[0]!), section, replaces: before.fragment });
      if (now !== null && entry.statements.length === 1) given.set(plainText(body[0]!), { section, fragment, kind: now });
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
}

/** `n = 3`, `f(x) = \\dots`. */
function givenBy(body: readonly Tex[]): Given["kind"] | null {
  if (body.length === 3 && isSymbol(body[1], "=") && body[2]!.kind === "number") return "number";
  return body[1]?.kind === "delimited" && isSymbol(body[2], "=") ? "rule" : null;
}

/** "Let $n \\in \\mathbb{N}$" of what was the number 3; "let $f : \\mathbb{R} \\to \\mathbb{R}$ be arbitrary" of what had a rule. */
function isAnother({ fragments }: SourceDocument, formula: number, [, sign]: readonly Tex[], { kind }: Given): boolean {
  const [before, after] = [fragments[formula - 1], fragments[formula + 1]];
  if (before?.kind !== "prose" || !/\b(let|for|consider|take|suppose|with|given|now)( now| instead| any| an arbitrary| arbitrary| another)?\s*$/i.test(before.text)) return false;
  if (kind === "number") return isSymbol(sign, "\\in");
  return isSymbol(sign, ":", "\\colon") && after?.kind === "prose" && /^\s*(now )?(be|is) (now )?(an?|any|some|another|arbitrary|unspecified|differentiable|smooth|convex|twice)\b/i.test(after.text);
}

/** "Suppose $y = X w_0 + \\varepsilon$" of a y that was given before: from here on. */
function supposes({ fragments }: SourceDocument, formula: number): boolean {
  const before = fragments[formula - 1], fragment = fragments[formula];
  return before?.kind === "prose" && fragment?.kind === "formula" && !fragment.display && /\b(suppose|assume|imagine|say|now let|model)( that| now)?\s*$/i.test(before.text);
}
