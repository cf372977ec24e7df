/** One factor of a product: by what it starts with. */
import type { Expression } from "../expression/expression.js";
import type { Span, Tex } from "../tex/tex.js";
import { noteSpelledName } from "./spelled-names.js";
import { knownFunction } from "./functions.js";
import { CIRCLE_NUMBER, nameKey } from "./name-key.js";
import { readApplication, readCall } from "./read-application.js";
import { readBig, startsBig } from "./read-big.js";
import { readIndicator, startsIndicator } from "./read-condition.js";
import { readDelimited } from "./read-delimited.js";
import { derivativeOperator, readDerivativeFraction, readDerivativeOperator, readSlashDerivative, startsSlashDerivative } from "./read-derivative.js";
import { readDifferential } from "./differential.js";
import { readCapitalD, startsCapitalD } from "./read-capital-d.js";
import { readDerivativeAtPoint, readEvaluatedAt } from "./read-evaluated-at.js";
import { readGradient } from "./read-gradient.js";
import { readEnvironment } from "./read-matrix.js";
import { gradientKey, isGradientName, readAdjoint, readImpliedGradient } from "./gradient-name.js";
import { keyOf, nameOrIndex, readScripts } from "./read-scripts.js";
import { refuseUnknownWord } from "./unknown-word.js";
import { refuseUnsupported } from "./unsupported.js";
import { coreOf, isSymbol, peek, plainText, stop, type Cursor, type Reader } from "./reader.js";

/** `dO`, where the document makes a name of it or writes all its gradients so: one node. */
function readGradientName(cursor: Cursor, reader: Reader): Expression | null {
  const [sign, next] = [peek(cursor)!, cursor.items[cursor.at + 1]];
  if (!isSymbol(sign, "d") || next === undefined) return null;
  if (!isGradientName(coreOf(next), reader)) {
    const implied = readImpliedGradient(sign, next, reader);
    if (implied !== null) cursor.at += 2;
    return implied;
  }
  cursor.at += 2;
  const core = coreOf(next);
  const name: Tex = { kind: "words", command: "mathrm", text: gradientKey(keyOf(core, reader)!), start: sign.start, end: core.end };
  return readAtom(next.kind === "scripts" ? { ...next, base: name, start: sign.start } : name, reader);
}

export function readFactor(cursor: Cursor, reader: Reader): Expression {
  const tex = peek(cursor);
  if (tex === undefined) return stop("a factor is missing here", cursor.end);
  const core = coreOf(tex);
  const gradient = readGradientName(cursor, reader);
  if (gradient !== null) return gradient;
  const differential = readDifferential(cursor, reader);
  if (differential !== null) return differential;
  const evaluated = readEvaluatedAt(cursor, reader) ?? readDerivativeAtPoint(cursor, reader);
  if (evaluated !== null) return evaluated;
  refuseUnsupported(cursor, reader);
  refuseUnknownWord(cursor, reader);
  if (startsBig(cursor, reader)) return readBig(cursor, reader);
  if (isSymbol(core, "\\nabla")) return readGradient(cursor, reader);
  if (startsCapitalD(cursor, reader)) return readCapitalD(cursor, reader);
  if (core.kind === "fraction" && derivativeOperator(core, reader)) return readDerivativeOperator(cursor, reader);
  const operator = partialOperator(tex, reader);
  if (operator !== null) return withOperator(operator, cursor, reader);
  if (startsSlashDerivative(cursor)) return readSlashDerivative(cursor, reader);
  if (startsIndicator(cursor, reader)) return readIndicator(cursor, reader);
  return readApplication(cursor, reader) ?? readCall(cursor, reader) ?? readOne(cursor, reader);
}

/** `\partial_W L` is ∂L/∂W, W a name of the document; null where the node is no such operator. */
function partialOperator(tex: Tex, reader: Reader): Tex | null {
  if (tex.kind !== "scripts" || !isSymbol(tex.base, "\\partial") || tex.sub === null || tex.sup !== null) return null;
  const key = keyOf(tex.sub, reader);
  const span = { start: tex.start, end: tex.end };
  const sign: Tex = { ...tex.base!, ...span };
  return key === null || !reader.scope.quantities.has(key) ? null : { kind: "fraction", numerator: sign, denominator: { kind: "group", body: [sign, tex.sub], ...span }, ...span };
}

function withOperator(operator: Tex, cursor: Cursor, reader: Reader): Expression {
  const inner: Cursor = { ...cursor, items: cursor.items.map((item, k) => (k === cursor.at ? operator : item)) };
  const read = readDerivativeOperator(inner, reader);
  cursor.at = inner.at;
  return read;
}

function readOne(cursor: Cursor, reader: Reader): Expression {
  const tex = peek(cursor)!;
  cursor.at++;
  return readAtom(tex, reader);
}

/** A factor that is one node. */
export function readAtom(tex: Tex, reader: Reader): Expression {
  const span: Span = { start: tex.start, end: tex.end };
  const adjoint = readAdjoint(tex, reader);
  if (adjoint !== null) return adjoint;
  switch (tex.kind) {
    case "number": return readNumber(tex.text, span);
    case "symbol": case "accent": case "words": return readNamed(tex, reader);
    case "font": return nameKey(tex) === null ? reader.read(fontParts(tex), span, reader) : readNamed(tex, reader);
    case "scripts": return readScripts(tex, reader);
    case "group": return reader.read(tex.body, span, reader);
    case "annotated": return readAtom(tex.body, reader);
    case "fraction": return readDerivativeFraction(tex, reader) ?? { kind: "quotient", numerator: reader.read([tex.numerator], tex.numerator, reader), denominator: reader.read([tex.denominator], tex.denominator, reader), ...span };
    case "root": {
      const radicand = reader.read([tex.radicand], tex.radicand, reader);
      if (tex.index === null) return { kind: "apply", function: "sqrt", arguments: [radicand], ...span };
      const one: Expression = { kind: "number", digits: 1n, places: 0, ...span };
      return { kind: "power", base: radicand, exponent: { kind: "quotient", numerator: one, denominator: reader.read([tex.index], tex.index, reader), ...span }, ...span };
    }
    case "delimited": return readDelimited(tex, reader);
    case "environment": return readEnvironment(tex, reader);
    case "binomial": return stop("binomial coefficients are not understood", tex);
  }
}

/** `\mathbf{Wx}` is bold W times bold x. */
function fontParts(tex: Tex & { readonly kind: "font" }): readonly Tex[] {
  const inner = tex.body.kind === "group" ? tex.body.body : [tex.body];
  return inner.map((each) => (each.kind === "symbol" && /^[A-Za-z]$/.test(each.text) ? { ...tex, body: each, start: each.start, end: each.end } : each));
}

function readNumber(text: string, span: Span): Expression {
  const [whole = "", decimals = ""] = text.replace(/,/g, "").split(".");
  return { kind: "number", digits: BigInt(whole + decimals || "0"), places: decimals.length, ...span };
}

function readNamed(tex: Tex, reader: Reader): Expression {
  const key = keyOf(tex, reader);
  if (key === null) return stop(`'${plainText(tex)}' is not understood here`, tex);
  if (reader.scope.circleNumber && isSymbol(tex, "\\pi")) return { kind: "name", name: CIRCLE_NUMBER, start: tex.start, end: tex.end };
  const known = knownFunction(key);
  noteSpelledName(tex, reader);
  if (known !== undefined && !reader.scope.quantities.has(key)) return stop(`'${plainText(tex)}' needs an argument`, tex);
  return nameOrIndex(key, tex, reader);
}

