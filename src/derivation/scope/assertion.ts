/**
 * The rule for what is no statement of words. A formula says nothing that could be wrong only if no relation in it asserts anything of values:
 * relations in scripts, in conditions, in words and in the arguments of functions do not, all others do.
 */
import { isSymbol, plainText } from "../notation/reader.js";
import { RELATIONS } from "../notation/symbols.js";
import type { Tex } from "../tex/tex.js";
import { isRelationSign, relationText } from "./relation-sign.js";
import { withoutEnds } from "./statements.js";

/** Signs that tell where something is from or what it becomes, and say nothing that a value could contradict. */
const SAYS_NOTHING = new Set(["\\in", "\\notin", "\\subset", "\\subseteq", "\\leftarrow", "\\longleftarrow", "\\gets", "\\mapsto", "\\longmapsto", "\\sim"]);
/** Between two formulas, without words. */
const IMPLICATIONS = ["\\iff", "\\Leftrightarrow", "\\Longleftrightarrow", "\\Rightarrow", "\\implies", "\\Longrightarrow"];

/** Whether a relation asserts something of values: `=`, `\approx`, `\propto`, `\le`; not `\in`, `\gets`, `\sim`. */
export const isAsserting = (relation: string): boolean => !SAYS_NOTHING.has(relation);

/** The first relation that asserts something of values; null where the formula is a mere statement. */
export function assertionIn(written: readonly Tex[]): Tex | null {
  const body = withoutEnds(written);
  for (const [k, tex] of body.entries()) {
    if (isRelationSign(tex)) {
      if (isAsserting(relationText(tex))) return tex;
      continue;
    }
    if (isSymbol(tex, ...IMPLICATIONS) && [body[k - 1], body[k + 1]].every((side) => side !== undefined && side.kind !== "words")) return tex;
    const found = inside(tex, body[k - 1], body.every((other) => other === tex || other.kind === "words"));
    if (found !== null) return found;
  }
  return null;
}

function inside(tex: Tex, before: Tex | undefined, alone: boolean): Tex | null {
  switch (tex.kind) {
    case "symbol": case "number": case "words": return null;
    case "scripts": return tex.base === null ? null : inside(tex.base, before, alone);
    case "fraction": return assertionIn([tex.numerator]) ?? assertionIn([tex.denominator]);
    case "binomial": return assertionIn([tex.upper]) ?? assertionIn([tex.lower]);
    case "root": return assertionIn([tex.radicand]);
    case "group": return assertionIn(tex.body);
    case "accent": case "font": case "annotated": return assertionIn(tex.body.kind === "group" ? tex.body.body : [tex.body]);
    case "delimited": return isArgument(tex, before, alone) ? null : assertionIn(tex.body);
    case "environment": return inTable(tex);
  }
}

/** `f(x = 1)`, `P(X = 1)`, `\mathbb{1}[i = j]`, `[i = j]\,x_i` (Iverson's bracket), `\{x : x = 1\}`: the relation is an argument or a condition. */
function isArgument({ left, body }: Tex & { readonly kind: "delimited" }, before: Tex | undefined, alone: boolean): boolean {
  if (/[{]|brace/.test(left) && body.some((tex, k) => isSymbol(tex, ":", "\\mid", "|") && !isSymbol(body[k + 1], "="))) return true;
  if (before !== undefined && plainText(before) !== "" && /^(symbol|words|scripts|font|accent)$/.test(before.kind) && !(before.kind === "words" && /\s|^$/.test(before.text)) && !isRelationSign(before) && !isSymbol(before, ...IMPLICATIONS) && !/^([-+*/,;:.]|\\(cdot|times|odot|circ|pm|quad|qquad|ldots|dots))$/.test(plainText(before))) return true;
  if (before?.kind === "number" && before.text === "1") return true;
  // an indicator among factors
  return !alone && /^[[(]$/.test(left) && body.every((tex) => !isRelationSign(tex) || RELATIONS.has(relationText(tex))) && before?.kind !== "delimited";
}

/** The second column of `cases` holds conditions. */
function inTable({ name, rows }: Tex & { readonly kind: "environment" }): Tex | null {
  for (const row of rows) {
    for (const [k, cell] of row.cells.entries()) {
      const [first] = cell.body;
      if (/cases/.test(name) && k > 0 && first !== undefined && !isRelationSign(first)) continue;
      const found = assertionIn(cell.body);
      if (found !== null) return found;
    }
  }
  return null;
}
