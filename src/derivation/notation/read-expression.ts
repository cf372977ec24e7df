/**
 * From TeX to expressions: sums of terms, terms of factors.
 * Juxtaposition binds tighter than ⊙, ⊘ and ⊗; a sum and a derivative operator take the whole product that follows (see `read-factor.ts`).
 */
import type { Expression, Factor, Term } from "../expression/expression.js";
import type { Span, Tex } from "../tex/tex.js";
import { readFactor } from "./read-factor.js";
import { cursorOf, isSymbol, peek, plainText, spanOf, stop, type Cursor, type Reader } from "./reader.js";
import { ARRAY_SIGNS, DOTS, isSeparator, PRODUCT_SIGNS } from "./symbols.js";

/** Reads all of `body` as one expression. @throws NotUnderstood where it is none */
export function readExpression(body: readonly Tex[], span: Span, reader: Reader): Expression {
  const cursor = cursorOf(body, span);
  if (body.length === 0) stop("an expression is missing here", span);
  const expression = readSum(cursor, reader);
  const left = peek(cursor);
  if (left !== undefined) stop(`'${plainText(left)}' is not understood here`, left);
  return expression;
}

const isPlus = (tex: Tex | undefined): boolean => isSymbol(tex, "+", "-", "−");

export function readSum(cursor: Cursor, reader: Reader): Expression {
  const terms: Term[] = [];
  for (let first = true; ; first = false) {
    const sign = peek(cursor);
    if (isPlus(sign)) cursor.at++;
    else if (!first) break;
    if (isDotsSign(peek(cursor))) {
      const series = readSumDots(terms, cursor, reader);
      terms.splice(0, terms.length, { sign: 1, of: series, start: series.start, end: series.end });
      continue;
    }
    const of = readTerm(cursor, reader);
    terms.push({ sign: isSymbol(sign, "-", "−") ? -1 : 1, of, ...spanOf([...(isPlus(sign) ? [sign!] : []), of], of) });
  }
  return terms.length === 1 && terms[0]!.sign === 1 ? terms[0]!.of : { kind: "add", terms, ...spanOf(terms, cursor.end) };
}

const isDotsSign = (tex: Tex | undefined): boolean => tex?.kind === "symbol" && DOTS.has(tex.text);

/** `x_1 + x_2 + \\dots + x_n`: the terms so far, the dots, the last term. */
function readSumDots(terms: readonly Term[], cursor: Cursor, reader: Reader): Expression {
  const dots = peek(cursor)!;
  cursor.at++;
  if (terms.length === 0 || terms.some((term) => term.sign !== 1) || !isSymbol(peek(cursor), "+")) stop("the dots are understood between terms that are added: x_1 + \\dots + x_n", dots);
  cursor.at++;
  const last = readTerm(cursor, reader);
  return { kind: "series", operator: "sum", written: terms.map((term) => term.of), last, start: terms[0]!.start, end: last.end };
}

/** `A_1 A_2 \\cdots A_n`. */
function readProductDots(factors: readonly Factor[], cursor: Cursor, reader: Reader): Expression {
  const dots = peek(cursor)!;
  cursor.at++;
  const sign = peek(cursor);
  if (sign?.kind === "symbol" && PRODUCT_SIGNS.has(sign.text)) cursor.at++;
  if (peek(cursor) === undefined || endsChain(peek(cursor)!)) stop("the dots of a product need a last factor", dots);
  const last = readFactor(cursor, reader);
  return { kind: "series", operator: "product", written: factors.map((factor) => factor.of), last, start: factors[0]!.start, end: last.end };
}

/** A product at the level of ⊙, ⊘, ⊗. */
export function readTerm(cursor: Cursor, reader: Reader): Expression {
  const factors: Factor[] = [];
  let sign: Factor["sign"] = "juxtaposed";
  for (;;) {
    const of = readChain(cursor, reader);
    factors.push({ sign, of, start: of.start, end: of.end });
    const next = peek(cursor);
    const found = next?.kind === "symbol" ? ARRAY_SIGNS.get(next.text) : undefined;
    if (found === undefined) break;
    sign = found;
    cursor.at++;
  }
  return product(factors, cursor);
}

/** Factors side by side, or with a dot, a cross, a star or a slash between them. */
export function readChain(cursor: Cursor, reader: Reader): Expression {
  const factors: Factor[] = [];
  for (;;) {
    const next = peek(cursor);
    const sign = next?.kind === "symbol" ? PRODUCT_SIGNS.get(next.text) : undefined;
    const dotted = isDotsSign(next) ? cursor.at : sign !== undefined && isDotsSign(cursor.items[cursor.at + 1]) ? cursor.at + 1 : -1;
    if (dotted >= 0 && factors.length > 0 && !isSymbol(cursor.items[dotted + 1], "+", "-", ",")) {
      cursor.at = dotted;
      const series = readProductDots(factors, cursor, reader);
      factors.splice(0, factors.length, { sign: "juxtaposed", of: series, start: series.start, end: series.end });
      continue;
    }
    if (sign !== undefined && factors.length > 0) cursor.at++;
    else if (next === undefined || endsChain(next)) break;
    const negative = sign !== undefined && isSymbol(peek(cursor), "-", "−");
    if (negative) cursor.at++;
    const of = readFactor(cursor, reader);
    const signed: Expression = negative ? { kind: "add", terms: [{ sign: -1, of, start: of.start, end: of.end }], start: of.start, end: of.end } : of;
    factors.push({ sign: sign ?? "juxtaposed", of: signed, start: of.start, end: of.end });
  }
  if (factors.length === 0) {
    const next = peek(cursor);
    stop(next === undefined ? "an expression is missing here" : `an expression is expected before '${plainText(next)}'`, next ?? cursor.end);
  }
  return product(factors, cursor);
}

const endsChain = (tex: Tex): boolean => isPlus(tex) || isSeparator(tex) || (tex.kind === "symbol" && (ARRAY_SIGNS.has(tex.text) || DOTS.has(tex.text)));

const product = (factors: readonly Factor[], cursor: Cursor): Expression =>
  factors.length === 1 ? factors[0]!.of : { kind: "product", factors, ...spanOf(factors, cursor.end) };
