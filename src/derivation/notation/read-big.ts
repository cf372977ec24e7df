/** Sums, products, maxima over indices: their ranges and conditions, and the whole product that follows as their body. */
import { freeIndices, type BigOperator, type Binder, type Condition, type Expression } from "../expression/expression.js";
import type { Span, Tex } from "../tex/tex.js";
import { isIndexLetter } from "./name-key.js";
import { readCondition } from "./read-condition.js";
import { splitAt } from "./read-indices.js";
import { readTerm } from "./read-expression.js";
import { keyOf } from "./read-scripts.js";
import { bodyOf, coreOf, inSubscript, isSymbol, note, peek, plainText, spanOf, stop, withBound, type Cursor, type Reader } from "./reader.js";
import { BIG_OPERATORS, DOTS, RELATIONS } from "./symbols.js";

const operatorOf = (tex: Tex): BigOperator | undefined => {
  const core = coreOf(tex);
  if (core.kind !== "symbol" && core.kind !== "words") return undefined;
  const name = core.text.trim();
  const big = BIG_OPERATORS.get(name);
  if (big !== undefined) return big;
  const extreme = /^\\?(max|min)$/.exec(name)?.[1] as "max" | "min" | undefined;
  return extreme !== undefined && tex.kind === "scripts" && tex.sub !== null ? extreme : undefined;
};

export const startsBig = (cursor: Cursor, _reader: Reader): boolean => peek(cursor) !== undefined && operatorOf(peek(cursor)!) !== undefined;

export function readBig(cursor: Cursor, reader: Reader): Expression {
  const head = peek(cursor)!;
  const operator = operatorOf(head)!;
  cursor.at++;
  const scripts = head.kind === "scripts" ? head : null;
  if (scripts === null || scripts.sub === null) return readUnindexed(operator, head, cursor, reader);
  const range = readRange(scripts.sub, scripts.sup, reader);
  const inner = withBound(reader, range.binders.map((binder) => binder.name));
  const body = operator === "max" || operator === "min" ? readExtremeBody(cursor, inner) : readSignedTerm(cursor, inner);
  return { kind: "big", operator, binders: range.binders, where: range.where, body, start: head.start, end: body.end };
}

/** `\sum x_i`: over the one index that stands free in what is summed, and on no other side. */
function readUnindexed(operator: BigOperator, head: Tex, cursor: Cursor, reader: Reader): Expression {
  if (head.kind === "scripts") return stop("the sum's index is missing: write \\sum_{i=1}^n", head);
  const body = readSignedTerm(cursor, reader);
  const open = [...freeIndices(body)].filter((name) => !reader.bound.has(name) && !reader.given.has(name)), [name] = open;
  if (name === undefined) return stop("the sum's index is missing: write \\sum_i", head);
  if (open.length > 1) return stop(`the sum's index is missing, and it may be any of ${open.map((each) => `'${each}'`).join(", ")}: write \\sum_${name}`, head);
  note(reader, "sum-index", `a sum without an index is read over '${name}', which nothing else binds`, head);
  return { kind: "big", operator, binders: [{ name, from: null, to: null, start: head.end, end: head.end }], where: null, body, start: head.start, end: body.end };
}

/** `\max_j z_j - x` is the maximum, less x: a product follows, as after a sum. */
const readExtremeBody = (cursor: Cursor, reader: Reader): Expression => readTerm(cursor, reader);

/** `\sum_i -2 x_i`: a sign right after the sum belongs to what is summed. */
function readSignedTerm(cursor: Cursor, reader: Reader): Expression {
  const sign = peek(cursor);
  if (!isSymbol(sign, "+", "-", "−")) return readTerm(cursor, reader);
  cursor.at++;
  const of = readTerm(cursor, reader);
  return { kind: "add", terms: [{ sign: isSymbol(sign, "+") ? 1 : -1, of, start: sign!.start, end: of.end }], start: sign!.start, end: of.end };
}

interface Range {
  readonly binders: readonly Binder[];
  readonly where: Condition | null;
}

/** What stands under (and over) the sign: `i=1`, `i,j`, `j \ne i`, `1 \le i < j \le n`, `\substack{…}`. */
export function readRange(sub: Tex, sup: Tex | null, reader: Reader): Range {
  const lines = substackLines(bodyOf(sub));
  const parts = lines.flatMap((line) => splitAt(line, (tex) => isSymbol(tex, ",", ";", ":", "\\mid", "|"))).filter((part) => part.length > 0);
  const binders: Binder[] = [];
  const conditions: { readonly body: readonly Tex[]; readonly span: Span }[] = [];
  const upper = sup === null ? null : bodyOf(sup);
  for (const part of parts) {
    const span = spanOf(part, sub);
    const start = assignment(part);
    if (start !== null && !isSum(start.left)) {
      const name = indexName(start.left, reader);
      const dotted = rangeWithDots(start.right);
      const from = reader.read(dotted?.from ?? start.right, span, inSubscript(reader));
      const to = dotted !== null ? reader.read(dotted.to, span, inSubscript(reader)) : upper === null ? null : reader.read(upper, sup!, inSubscript(reader));
      if (to === null) stop(`the sum over '${name}' starts somewhere and ends nowhere: write its upper limit`, span);
      binders.push({ name, from, to, ...span });
    } else if (part.length === 1 || isLoneIndex(part)) {
      binders.push({ name: indexName(part, reader), from: null, to: upper !== null && parts.length === 1 ? reader.read(upper, sup!, inSubscript(reader)) : null, ...span });
    } else if (isLetters(part, reader)) {
      // \sum_{ij}: two indices without a comma
      for (const letter of part) binders.push({ name: indexName([letter], reader), from: null, to: upper !== null && parts.length === 1 ? reader.read(upper, sup!, inSubscript(reader)) : null, start: letter.start, end: letter.end });
    } else {
      const member = part.findIndex((tex) => isSymbol(tex, "\\in"));
      if (member > 0) stop(`the set '${plainText(part.slice(member + 1))}' is declared nowhere: write the limits of the sum, \\sum_{i=1}^n`, spanOf(part.slice(member + 1), span));
      conditions.push({ body: part, span });
      for (const name of conditionIndices(part, reader, binders)) binders.push({ name, from: null, to: null, ...span });
    }
  }
  if (binders.length === 0) stop("the sum's index is not understood", sub);
  const inner = withBound(reader, binders.map((binder) => binder.name));
  const where = conditions.map(({ body, span }) => readCondition(body, span, inSubscript(inner)));
  return { binders, where: where.length === 0 ? null : where.length === 1 ? where[0]! : { kind: "and", of: where, ...spanOf(where, sub) } };
}

function substackLines(body: readonly Tex[]): readonly (readonly Tex[])[] {
  const [only] = body;
  if (body.length === 1 && only?.kind === "environment") return only.rows.map((row) => row.cells.flatMap((cell) => cell.body));
  return [body];
}

const isLoneIndex = ([only, ...more]: readonly Tex[]): boolean => only !== undefined && more.length === 0 && ((only.kind === "symbol" && !RELATIONS.has(only.text)) || isPrimed(only));

/** `c'`, a second index of the same kind. */
const isPrimed = (tex: Tex): boolean => tex.kind === "scripts" && tex.primes > 0 && tex.sub === null && tex.sup === null;
const indexKey = (tex: Tex, reader: Reader): string | null => {
  const key = keyOf(coreOf(tex), reader);
  return tex.kind !== "scripts" || key === null ? key : isPrimed(tex) ? key + "'".repeat(tex.primes) : null;
};

/** Two or three letters side by side of which none is a quantity. */
const isLetters = (part: readonly Tex[], reader: Reader): boolean =>
  part.length > 1 && part.length <= 3 && new Set(part.map((tex) => plainText(tex))).size === part.length && part.every((tex) => tex.kind === "symbol" && isIndexLetter(keyOf(tex, reader) ?? "") && !reader.scope.quantities.has(keyOf(tex, reader)!));

function assignment(part: readonly Tex[]): { readonly left: readonly Tex[]; readonly right: readonly Tex[] } | null {
  const at = part.findIndex((tex) => isSymbol(tex, "="));
  return at > 0 && !part.some((tex, k) => k !== at && tex.kind === "symbol" && RELATIONS.has(tex.text)) ? { left: part.slice(0, at), right: part.slice(at + 1) } : null;
}

/** `i+j-1` of `i+j-1=l`: no index gets a value, the equation is a condition. */
const isSum = (left: readonly Tex[]): boolean => left.length > 1 && left.slice(1).some((tex) => isSymbol(tex, "+", "-"));

/** `1, \dots, n` was split at its commas already; here `1..n` in one piece. */
function rangeWithDots(right: readonly Tex[]): { readonly from: readonly Tex[]; readonly to: readonly Tex[] } | null {
  const at = right.findIndex((tex) => tex.kind === "symbol" && DOTS.has(tex.text));
  return at > 0 ? { from: right.slice(0, at), to: right.slice(at + 1) } : null;
}

/** `i_1`, an index with a number of its own. */
function numberedIndex(tex: Tex, reader: Reader): string | null {
  const letter = tex.kind === "scripts" && tex.base !== null && tex.sub !== null && tex.sup === null && tex.primes === 0 ? keyOf(tex.base, reader) : null;
  return letter !== null && isIndexLetter(letter) && !reader.scope.quantities.has(letter) && tex.kind === "scripts" && /^\d$/.test(plainText(bodyOf(tex.sub!))) ? `${letter}_{${plainText(bodyOf(tex.sub!))}}` : null;
}

function indexName(part: readonly Tex[], reader: Reader): string {
  const [only] = part;
  const key = part.length === 1 && only !== undefined ? indexKey(only, reader) : null;
  const numbered = part.length === 1 && only !== undefined ? numberedIndex(only, reader) : null;
  if (numbered !== null) return numbered;
  if (key === null || !isIndexLetter(key)) return stop(`'${plainText(part)}' cannot be a sum's index`, spanOf(part, { start: 0, end: 0 }));
  return key;
}

/**
 * The letters of a condition that the sum binds: the first one always; further ones only where nothing else has introduced them.
 * `\sum_{j \ne i}` with i free on the line binds j alone.
 */
function conditionIndices(part: readonly Tex[], reader: Reader, already: readonly Binder[]): readonly string[] {
  const letters: string[] = [];
  const visit = (tex: Tex): void => {
    const key = indexKey(tex, reader);
    if (key !== null && isIndexLetter(key) && !letters.includes(key) && !(reader.scope.quantities.has(key) && !reader.bound.has(key))) letters.push(key);
  };
  part.forEach(visit);
  const bound = new Set(already.map((binder) => binder.name));
  if (letters.some((letter) => bound.has(letter))) return letters.filter((letter) => !bound.has(letter) && !reader.bound.has(letter) && !reader.free.has(letter) && false);
  return letters.filter((letter, k) => k === 0 ? true : !reader.bound.has(letter) && !reader.free.has(letter));
}
