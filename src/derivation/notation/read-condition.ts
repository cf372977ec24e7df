/** Conditions: `x_i > 0`, `i \ne j`, `0 < a < 1`, `i = l \text{ and } j = k`, `\text{otherwise}`; and the indicators made of them. */
import type { Condition, Expression } from "../expression/expression.js";
import type { Span, Tex } from "../tex/tex.js";
import { splitAt } from "./read-indices.js";
import { keyOf } from "./read-scripts.js";
import { bodyOf, coreOf, isSymbol, peek, plainText, spanOf, stop, type Cursor, type Reader } from "./reader.js";
import { RELATIONS, WIDE_SPACES } from "./symbols.js";

const isRelation = (tex: Tex): boolean => tex.kind === "symbol" && RELATIONS.has(tex.text);
export const hasRelation = (body: readonly Tex[]): boolean => body.some(isRelation);

const FILLERS = /^(if|when|where|for|and|with|for all|whenever|provided|is|)$/i;
const OTHERWISE = /^(otherwise|else|elsewhere|sonst|other)[.,;]?$/i;
const wordsOf = (tex: Tex): string | null => (tex.kind === "words" ? tex.text.trim().replace(/[,.:;]$/, "") : null);

export function readCondition(body: readonly Tex[], span: Span, reader: Reader): Condition {
  const plain = body.filter((tex) => !(tex.kind === "symbol" && WIDE_SPACES.has(tex.text)));
  if (plain.length > 0 && plain.every((tex) => wordsOf(tex) !== null || isSymbol(tex, ".", ","))) {
    const text = plain.map((tex) => wordsOf(tex) ?? "").join(" ").trim();
    if (OTHERWISE.test(text)) return { kind: "otherwise", start: span.start, end: span.end };
  }
  const isOr = (tex: Tex): boolean => isSymbol(tex, "\\lor", "\\vee") || /^or$/i.test(wordsOf(tex) ?? "");
  const isAnd = (tex: Tex): boolean => isSymbol(tex, ",", "\\land", "\\wedge", "&") || /^and$/i.test(wordsOf(tex) ?? "");
  const either = splitAt(plain, isOr).map((part) => all(splitAt(part, isAnd), span, reader));
  return either.length === 1 ? either[0]! : { kind: "or", of: either, ...spanOf(either, span) };
}

function all(parts: readonly (readonly Tex[])[], span: Span, reader: Reader): Condition {
  const conditions = parts.map(trim).filter((part) => part.length > 0).map((part) => compare(part, spanOf(part, span), reader));
  if (conditions.length === 0) return stop("a condition is missing here", span);
  return conditions.length === 1 ? conditions[0]! : { kind: "and", of: conditions, ...spanOf(conditions, span) };
}

/** Without the words and the punctuation around it. */
function trim(part: readonly Tex[]): readonly Tex[] {
  const isNoise = (tex: Tex | undefined): boolean => tex !== undefined && (FILLERS.test(wordsOf(tex) ?? "-") || isSymbol(tex, ".", ",", ";", "\\forall"));
  let [start, end] = [0, part.length];
  while (start < end && isNoise(part[start])) start++;
  while (end > start && isNoise(part[end - 1])) end--;
  return part.slice(start, end);
}

/** `a < b \le c` is two comparisons. */
function compare(part: readonly Tex[], span: Span, reader: Reader): Condition {
  const [only] = part;
  if (part.length === 1 && only?.kind === "delimited" && hasRelation(only.body)) return readCondition(only.body, only, reader);
  const sides = splitAt(part, isRelation);
  const relations = part.filter(isRelation);
  if (relations.length === 0) return stop(`'${plainText(part)}' is no condition`, span);
  const values = sides.map((side) => reader.read(side, spanOf(side, span), reader));
  const conditions = relations.map((tex, k): Condition => ({
    kind: "compare", relation: RELATIONS.get((tex as Tex & { kind: "symbol" }).text)!, left: values[k]!, right: values[k + 1]!, ...spanOf([values[k]!, values[k + 1]!], span),
  }));
  return conditions.length === 1 ? conditions[0]! : { kind: "and", of: conditions, start: span.start, end: span.end };
}

/** `\mathbb{1}`, `\mathbf{1}`, `1`, `\mathbb{I}`, `I`, `\chi`, `H` in front of a bracket with a condition, or with one below. */
const isIndicatorSign = (tex: Tex): boolean => /^(1|I|\\mathds\{1\})$/.test(plainText(tex)) && (tex.kind === "font" || tex.kind === "number" || tex.kind === "words" || tex.kind === "symbol");

export function startsIndicator(cursor: Cursor, reader: Reader): boolean {
  const tex = peek(cursor)!;
  const core = coreOf(tex);
  if (!isIndicatorSign(core)) return false;
  if (tex.kind === "scripts") return tex.sub !== null && tex.sup === null && indicatorBody(tex.sub) !== null;
  const next = cursor.items[cursor.at + 1];
  if (next === undefined) return false;
  const bracket = coreOf(next);
  return bracket.kind === "delimited" && hasRelation(bracket.body) && !(core.kind === "number" && bracket.left === "(") && keyOf(core, reader) !== "\\chi";
}

function indicatorBody(sub: Tex): readonly Tex[] | null {
  const body = bodyOf(sub);
  const inner = body.length === 1 && body[0]!.kind === "delimited" ? body[0]!.body : body;
  return hasRelation(inner) ? inner : null;
}

export function readIndicator(cursor: Cursor, reader: Reader): Expression {
  const tex = peek(cursor)!;
  cursor.at++;
  if (tex.kind === "scripts") return { kind: "indicator", condition: readCondition(indicatorBody(tex.sub!)!, tex.sub!, reader), start: tex.start, end: tex.end };
  const next = peek(cursor)!;
  cursor.at++;
  const bracket = coreOf(next) as Tex & { readonly kind: "delimited" };
  const indicator: Expression = { kind: "indicator", condition: readCondition(bracket.body, bracket, reader), start: tex.start, end: next.end };
  if (next.kind !== "scripts") return indicator;
  if (next.sub !== null) return stop("a subscript on an indicator is not understood: write it inside", next.sub);
  const power = next.sup;
  if (power === null) return indicator;
  return /^(T|\\top|\\intercal)$/.test(plainText(bodyOf(power))) ? { kind: "transpose", of: indicator, start: tex.start, end: next.end } : { kind: "power", base: indicator, exponent: reader.read(bodyOf(power), power, reader), start: tex.start, end: next.end };
}
