/** Signs that part the sides of a statement, however they are dressed: `=`, `{=}`, `\color{red}{=}`, `\overset{!}{=}`, `\stackrel{\text{def}}{=}`. */
import { bodyOf, plainText } from "../notation/reader.js";
import { RELATIONS } from "../notation/symbols.js";
import type { Tex } from "../tex/tex.js";

/** Relations beside equalities and inequalities: definitions, approximations, memberships, arrows, and those that are read and not checked. */
const CHAINED = new Set(`
  \\approx \\simeq := \\coloneqq \\triangleq \\in \\notin \\to \\rightarrow \\longrightarrow \\mapsto \\longmapsto \\succ \\succeq \\prec \\preceq \\leftarrow \\longleftarrow \\gets \\propto \\varpropto \\sim \\subset \\subseteq
  \\ll \\gg \\defeq \\coloneq \\doteq \\cong \\ncong \\asymp \\approxeq \\thickapprox \\thicksim \\eqsim \\eqcirc \\circeq \\bumpeq \\Bumpeq \\doteqdot \\Doteq \\risingdotseq \\fallingdotseq \\nsim
  \\leqq \\geqq \\lesssim \\gtrsim \\lessapprox \\gtrapprox \\nleq \\ngeq \\nless \\ngtr \\preccurlyeq \\succcurlyeq \\longequal \\colonequals \\Coloneqq \\eqdef \\eqqcolon \\eqcolon \\equalscolon
`.trim().split(/\s+/));

/** Other spellings of the same sign. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([["\\longequal", "="], ["\\eqqcolon", "="], ["\\eqcolon", "="], ["\\equalscolon", "="], ["\\colonequals", "\\coloneqq"], ["\\Coloneqq", "\\coloneqq"], ["\\eqdef", "\\coloneqq"], ["\\varpropto", "\\propto"]]);

export function isRelationSign(tex: Tex): boolean {
  switch (tex.kind) {
    case "symbol": return RELATIONS.has(tex.text) || CHAINED.has(tex.text);
    case "annotated": return tex.name !== "not" && !/cancel|sout/.test(tex.name) && isRelationSign(tex.body);
    case "group": return (tex.body.length === 1 && isRelationSign(tex.body[0]!)) || plainText(tex.body) === ":=";
    case "font": return isRelationSign(tex.body);
    default: return false;
  }
}

const ORDER = /^(<|>|\\[lg]t|\\[lg]e(q(slant)?)?|\\neq?)$/;
/** `<`, `\\geq`, `\\ne`: a comparison that is no equation. */
export const isOrder = (relation: string): boolean => ORDER.test(relation);

export const hasRelationSign = (body: readonly Tex[]): boolean => body.some(isRelationSign);

/** What stands over "=" where it says less than equality: in distribution, almost surely, up to a constant. */
const WEAKER = /^(d|D|\\mathcal\{D\}|law|dist|P|p|c|C|const|const\.|\+|a\.s\.|as|a\.e\.|w|L|\\mathcal\{L\}|\\sim|\\propto)$/;

/** The sign without its dress. One that is weaker than it looks keeps it: `\overset{d}{=}`. */
export function relationText(tex: Tex): string {
  if (tex.kind === "annotated") {
    const sign = relationText(tex.body);
    return tex.note !== null && WEAKER.test(plainText(bodyOf(tex.note)).trim()) ? `\\overset{${plainText(bodyOf(tex.note))}}{${sign}}` : sign;
  }
  if (tex.kind === "font" || (tex.kind === "group" && tex.body.length === 1)) return relationText(tex.kind === "font" ? tex.body : tex.body[0]!);
  const text = plainText(tex);
  return SPELLINGS.get(text) ?? text;
}
