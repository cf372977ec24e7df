/**
 * Letters that are a length in one place and an array in another: `W_1 \in \mathbb{R}^{D \times H}` and the hidden layer `H = \max(0, A)`. The length gets a
 * key of its own; in an exponent of ℝ, in limits and in subscripts the letter is the length, elsewhere it is the array.
 */
import { isBold } from "../notation/name-key.js";
import { keyOf } from "../notation/read-scripts.js";
import { splitAt } from "../notation/read-indices.js";
import { bodyOf, coreOf, isSymbol, plainText } from "../notation/reader.js";
import { DOTS } from "../notation/symbols.js";
import type { Tex } from "../tex/tex.js";
import { isRelationSign } from "./relation-sign.js";
import type { Scope } from "./scope.js";
import type { UnderstoodEntry } from "./understood.js";
import { topDown } from "./walk-tex.js";

const isReals = (tex: Tex): boolean => tex.kind === "scripts" && tex.base !== null && /^(\\R|R)$/.test(plainText(tex.base)) && (tex.base.kind === "font" || tex.base.kind === "symbol");

export function clashingSizes(entries: readonly UnderstoodEntry[], scope: Scope): ReadonlySet<string> {
  const bodies = entries.flatMap(({ entry }) => entry.statements.map(({ body }) => body));
  const lengths = new Set<string>();
  for (const body of bodies) {
    for (const tex of topDown(body)) if (isReals(tex) && tex.kind === "scripts" && tex.sup !== null) for (const letter of lettersIn(tex.sup, scope)) lengths.add(letter);
  }
  // s \in \mathbb{N}
  const counts = new Set([...lengths, ...bodies.flatMap((body) => countsIn(body, scope))]);
  const arrays = bodies.flatMap((body) => arraysIn(body, counts, scope));
  return new Set(arrays.filter((key) => lengths.has(key)));
}

function countsIn(body: readonly Tex[], scope: Scope): readonly string[] {
  const member = body.findIndex((tex) => isSymbol(tex, "\\in"));
  if (member < 1 || !/^\\mathbb\{N\}/.test(plainText(body.slice(member + 1)))) return [];
  return splitAt(body.slice(0, member), (tex) => isSymbol(tex, ",")).flatMap(([only, ...more]) => { const key = only === undefined || more.length > 0 ? null : keyOf(only, { scope }); return key === null ? [] : [key]; });
}

function lettersIn(tex: Tex, scope: Scope): readonly string[] {
  const subscripts = new Set(topDown([tex]).flatMap((each) => (each.kind === "scripts" ? topDown([each.sub, each.base].filter((part) => part !== null)) : [])));
  return topDown([tex]).flatMap((each) => { const key = each.kind === "symbol" && !subscripts.has(each) ? keyOf(each, { scope }) : null; return key === null ? [] : [key]; });
}

/** Bold letters and capitals that are declared as arrays, or that an equation says to be more than a length. */
function arraysIn(body: readonly Tex[], lengths: ReadonlySet<string>, scope: Scope): readonly string[] {
  const member = body.findIndex((tex) => isSymbol(tex, "\\in"));
  if (member > 0) {
    const space = body[member + 1];
    if (space === undefined || !isReals(space) || body.slice(0, member).some(isRelationSign)) return [];
    return splitAt(body.slice(0, member), (tex) => isSymbol(tex, ",")).flatMap((part) => (part.length === 1 ? [...faceOf(part[0]!, scope), ...stepOf(part[0]!, scope)] : []));
  }
  const equal = body.findIndex((tex) => isSymbol(tex, "=", ":=", "\\coloneqq"));
  if (equal !== 1 || isLength(body.slice(2), lengths, scope)) return [];
  return faceOf(body[0]!, scope);
}

function faceOf(tex: Tex, scope: Scope): readonly string[] {
  const core = coreOf(tex);
  const key = keyOf(core, { scope });
  if (key === null || (tex.kind === "scripts" && (tex.sup !== null || tex.sub === null || !/^[a-z]{2}$/.test(plainText(bodyOf(tex.sub)))))) return [];
  return isBold(tex) || /^[A-Z]$/.test(key) ? [key] : [];
}

/** The h of `h_t \in \mathbb{R}^h`: what has an index of its own is no length. */
function stepOf(tex: Tex, scope: Scope): readonly string[] {
  const key = tex.kind === "scripts" && tex.sup === null && tex.sub !== null && /^[a-z]$/.test(plainText(bodyOf(tex.sub))) ? keyOf(coreOf(tex), { scope }) : null;
  return key === null ? [] : [key];
}

/** `n - k + 1`, `2m`, `1, \dots, n`: made of lengths and numbers alone. */
const isLength = (body: readonly Tex[], lengths: ReadonlySet<string>, scope: Scope): boolean =>
  topDown(body).every((tex) => tex.kind === "number" || tex.kind === "group" || tex.kind === "delimited" || tex.kind === "fraction" || (tex.kind === "symbol" && (/^(\+|-|−|\/|\\cdot|\\times|,|\.|\\[,;! ]|\\lfloor|\\rfloor|\\lceil|\\rceil|\\q?quad)$/.test(tex.text) || DOTS.has(tex.text) || lengths.has(keyOf(tex, { scope }) ?? "")))) || body.some((tex) => (tex.kind === "symbol" && DOTS.has(tex.text)) || (tex.kind === "delimited" && /floor|ceil/.test(tex.left)));
