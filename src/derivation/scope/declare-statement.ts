/** Memberships, mappings, ranges and signs: what a formula declares. */
import { nameKey } from "../notation/name-key.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { splitAt } from "../notation/read-indices.js";
import { keyOf } from "../notation/read-scripts.js";
import { bodyOf, inSubscript, isSymbol, plainText, type Reader } from "../notation/reader.js";
import { DOTS } from "../notation/symbols.js";
import type { Tex } from "../tex/tex.js";
import { declareList, listBase, runsOf } from "./declare-list.js";
import { declareMapping, declareMembership, declareRange, registerSizes, type IndexUse } from "./declare.js";
import { assumes } from "./prose.js";
import { realSpace } from "./read-space.js";
import { isRelationSign } from "./relation-sign.js";
import { quantityOf, type Scope } from "./scope.js";
import { topDown } from "./walk-tex.js";
import { readerFor, type Understood, type UnderstoodEntry } from "./understood.js";

/** Memberships, mappings and ranges. A formula that cannot be read is left to the checker, which says so. */
export function declareStatement(part: Understood, entry: UnderstoodEntry, scope: Scope, use: IndexUse): void {
  try {
    if (isDeclaration(part, entry, scope, use)) part.kind = "declaration";
    for (const condition of [...part.statement.conditions, ...part.lead]) {
      if (rangesIn(condition).map((range) => sayRange(range, entry, scope)).some((isRange) => isRange)) continue;
      const member = condition.findIndex((tex) => isSymbol(tex, "\\in"));
      if (member > 0) declareMembership(condition.slice(0, member), condition.slice(member + 1), readerFor(scope), use, entry.place);
      else declareCompared(condition, part, scope, use);
    }
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
  }
}

/** A range, with the place where it is said. */
function sayRange(body: readonly Tex[], { fragment }: UnderstoodEntry, scope: Scope): boolean {
  const letters = declareRange(body, readerFor(scope));
  for (const letter of letters ?? []) scope.rangesSaid.push({ letter, range: scope.ranges.get(letter)!, fragment });
  return letters !== null;
}

/** "for $\\alpha > 0$" after a formula: a letter that is no index anywhere and that nothing declares is a number. What is said of its sign limits this formula alone. */
function declareCompared(condition: readonly Tex[], part: Understood, scope: Scope, use: IndexUse): void {
  const [name, relation, value, ...more] = condition;
  const key = name === undefined || more.length > 0 || value?.kind !== "number" || !isSymbol(relation, ">", "<", "\\ge", "\\geq", "\\le", "\\leq", "\\ne", "\\neq") ? null : keyOf(name, { scope });
  if (key === null || !/^(\\[a-z]+|[a-hp-z])$/.test(key) || scope.quantities.has(key) || scope.functions.has(key) || scope.letters.bound.has(key) || scope.letters.onLeft.has(key) || use.letters.has(key)) return;
  // w of `w^\\top C w` is none
  const isTransposed = (tex: Tex): boolean => tex.kind === "scripts" && tex.base !== null && tex.sup !== null && keyOf(tex.base, { scope }) === key && /^(T|\\top|\\intercal)$/.test(plainText(bodyOf(tex.sup)));
  if (topDown(part.statement.body).some(isTransposed)) return;
  quantityOf(scope, key).axes = [];
}

/** `c = 1, \\dots, C, i = 1, \\dots, h`: one range after another. */
function rangesIn(condition: readonly Tex[]): readonly (readonly Tex[])[] {
  const starts = condition.flatMap((tex, k) => (isSymbol(tex, "=", "\\in") ? [condition.slice(0, k).findLastIndex((each) => isSymbol(each, ",")) + 1] : [])).slice(1);
  return [0, ...starts].map((start, k, all) => withoutComma(condition.slice(start, all[k + 1])));
}

const withoutComma = (body: readonly Tex[]): readonly Tex[] => (isSymbol(body.at(-1), ",") ? body.slice(0, -1) : body);

function isDeclaration(part: Understood, entry: UnderstoodEntry, scope: Scope, use: IndexUse): boolean {
  const { body } = part.statement;
  const reader = readerFor(scope);
  const member = body.findIndex((tex) => isSymbol(tex, "\\in"));
  const [head] = body;
  const isLabel = member === 1 && head !== undefined && !use.letters.has(nameKey(head) ?? "") && !/^(i|j|k|l)$/.test(nameKey(head) ?? "");
  if (!isLabel && sayRange(body, entry, scope)) return true;
  if (member > 0) {
    const space = body.slice(member + 1);
    const another = space.findIndex((tex) => isSymbol(tex, "\\in"));
    if (another > 0) return false;
    const sides = splitAt(body.slice(0, member), (tex) => isRelationSign(tex));
    if (sides.length > 1) return false;
    const comma = space.findIndex((tex) => isSymbol(tex, ","));
    const [names, set] = [body.slice(0, member), comma > 0 ? space.slice(0, comma) : space];
    const declare = (list: readonly Tex[]): boolean => (declareList(list, set, reader, use, entry.place) ?? declareMembership(list, set, reader, use, entry.place)) !== null;
    const runs = runsOf(names);
    return runs.length > 1 && runs.some((run) => listBase(run) !== null) ? runs.every(declare) : declare(names);
  }
  if (namesSet(body, entry, scope) || namesDistribution(body)) return true;
  const arrow = body.findIndex((tex) => isSymbol(tex, "\\to", "\\rightarrow", "\\mapsto"));
  if (member < 0 && declarePositive(part, entry, reader, use)) return false;
  const colon = body.findIndex((tex) => isSymbol(tex, ":", "\\colon"));
  // f : ℝ → ℝ, and u, v : ℝ → ℝ
  const names = splitAt(body.slice(0, Math.max(colon, 0)), (tex) => isSymbol(tex, ","));
  if (names.length === 0 || names.some((name) => name.length !== 1) || arrow < colon) return false;
  // r_1, …, r_m : ℝⁿ → ℝ: how many there are is said; a family of unspecified functions is not understood
  const last = names.at(-1)![0]!;
  if (names.some(([name]) => name!.kind === "symbol" && DOTS.has(name!.text))) {
    if (last.kind === "scripts" && last.sub !== null) registerSizes([reader.read(bodyOf(last.sub), last.sub, inSubscript(reader))], [], reader.scope);
    return false;
  }
  return names.map(([name]) => declareMapping(name!, body.slice(colon + 1, arrow), body.slice(arrow + 1), reader, entry.place)).every((key) => key !== null);
}

/** `\\mathcal{B} = \\{x_1, \\dots, x_m\\}`, `D = \\{(x_i, y_i)\\}_{i=1}^N`: a set, which is no quantity; what stands below and above it is a range. */
function namesSet([name, relation, set, ...more]: readonly Tex[], entry: UnderstoodEntry, scope: Scope): boolean {
  const braced = set?.kind === "scripts" ? set.base : set;
  if (name === undefined || more.length > 0 || keyOf(name, { scope }) === null || !isSymbol(relation, "=", ":=", "\\coloneqq") || braced?.kind !== "delimited" || !/^(\\\{|\\lbrace)$/.test(braced.left)) return false;
  const below = set?.kind === "scripts" && set.sub !== null ? bodyOf(set.sub) : [], above = set?.kind === "scripts" && set.sup !== null ? bodyOf(set.sup) : [];
  const [first] = above;
  if (first !== undefined && isSymbol(below[1], "=")) sayRange([...below, { kind: "symbol", text: "\\dots", start: first.start, end: first.start }, ...above], entry, scope);
  return true;
}

/** `q = \\mathcal{N}(\\mu, \\sigma^2)`, with neither a point nor a bar in the bracket: a distribution, which is no quantity. */
function namesDistribution([name, relation, law, bracket, ...more]: readonly Tex[]): boolean {
  return name !== undefined && more.length === 0 && isSymbol(relation, "=", ":=", "\\coloneqq") && law !== undefined && plainText(law) === "\\mathcal{N}" && bracket?.kind === "delimited" && bracket.left === "(" && !bracket.body.some((tex) => isSymbol(tex, ";", "|", "\\mid", "\\vert"));
}

/** `v_1, v_2 > 0`, `y_1, \\dots, y_N \\ge 0` in the text, of letters with numbers or names below that nothing declares: positive numbers. What is said of their sign is read with the assumptions. */
function declarePositive(part: Understood, entry: UnderstoodEntry, reader: Reader, use: IndexUse): boolean {
  const { body } = part.statement;
  const at = body.findIndex(isRelationSign);
  if (entry.formula.display || at < 1 || !isSymbol(body[at], ">", "\\ge", "\\geq", "\\geqslant") || plainText(body.slice(at + 1)) !== "0") return false;
  const names = splitAt(body.slice(0, at), (tex) => isSymbol(tex, ","));
  const span = { start: body[at]!.start, end: body[at]!.end };
  const real = realSpace([], span);
  const [first] = body, key = first?.kind === "scripts" && first.base !== null ? keyOf(first.base, reader) : null;
  if (key !== null && !reader.scope.quantities.has(key) && declareList(body.slice(0, at), real, reader, use, entry.place) !== null) {
    // \\pi_1, \\dots, \\pi_K > 0
    quantityOf(reader.scope, key).facts.push({ kind: "sign", sign: "positive" });
    return true;
  }
  if (!isSymbol(body[at], ">") || !assumes(part.sentence)) return false;
  const isName = (label: string): boolean => /^\d$/.test(label) || (/^[a-zA-Z]$/.test(label) && !use.letters.has(label) && !/^[i-nt]$/.test(label));
  const isLabel = (tex: Tex | undefined): boolean => tex?.kind === "scripts" && tex.base !== null && tex.sup === null && tex.sub !== null && isName(plainText(bodyOf(tex.sub))) && !reader.scope.quantities.has(keyOf(tex.base, reader) ?? "");
  if (names.length < 2 || !names.every((name) => name.length === 1 && isLabel(name[0]))) return false;
  if (declareMembership(body.slice(0, at), real, reader, use, entry.place) === null) return false;
  for (const [name] of names) if (name?.kind === "scripts") quantityOf(reader.scope, `${keyOf(name.base!, reader)!}_{${plainText(bodyOf(name.sub!))}}`).facts.push({ kind: "sign", sign: "positive" });
  return true;
}
