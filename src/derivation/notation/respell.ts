/**
 * Spellings that mean the same formula, put into one: `\theta{_k}` is `\theta_k`, `\hat{y_i}` is `\hat{y}_i`, `f\prime(x)` is `f'(x)`, and `softmax(x)` without a
 * backslash is the function. Everything after TeX reads formulas through here; the tree of TeX itself stays as TeX makes it.
 */
import type { Macros } from "../tex/macros.js";
import { readTex, type TexReading } from "../tex/read-tex.js";
import type { Span, Tex } from "../tex/tex.js";
import { knownFunction } from "./functions.js";
import type { Spelling } from "./spelling.js";
import { isSymbol, plainText, spanOf } from "./reader.js";

/** `readTex` with its spellings put into one. */
export function readFormulaTex(text: string, range: Span, macros: Macros, spelling?: Spelling): TexReading {
  const reading = readTex(text, range, macros);
  if (!("formula" in reading)) return reading;
  const body = respelled(reading.formula.body);
  return { ...reading, formula: { ...reading.formula, body: spelling === undefined ? body : spelling(body) } };
}

export function respelled(body: readonly Tex[]): readonly Tex[] {
  return wordsBeforeBrackets(body.map(respelledNode).reduce<readonly Tex[]>(joined, []));
}

/** A node with what stands before it: scripts in braces of their own, and primes on the line, go to the name. */
function joined(before: readonly Tex[], tex: Tex): readonly Tex[] {
  const last = before.at(-1);
  if (last === undefined || !isName(last)) return [...before, tex];
  const loose = tex.kind === "scripts" && tex.base?.kind === "group" ? { own: onlyScripts(tex.base), outer: tex } : { own: onlyScripts(tex), outer: null };
  const base = last.kind === "scripts" ? last : { kind: "scripts" as const, base: last, sub: null, sup: null, primes: 0, start: last.start, end: last.end };
  if (loose.own !== null) {
    const { own, outer } = loose;
    const parts = [base, own, ...(outer === null ? [] : [outer])];
    const subs = parts.map(({ sub }) => sub).filter((sub) => sub !== null), sups = parts.map(({ sup }) => sup).filter((sup) => sup !== null);
    if (subs.length > 1 || sups.length > 1) return [...before, tex];
    return [...before.slice(0, -1), { ...base, sub: subs[0] ?? null, sup: sups[0] ?? null, primes: parts.reduce((sum, { primes }) => sum + primes, 0), ...spanOf([last, tex], last) }];
  }
  if (isSymbol(tex, "\\prime")) return [...before.slice(0, -1), { ...base, primes: base.primes + 1, ...spanOf([last, tex], last) }];
  return [...before, tex];
}

const isName = (tex: Tex): boolean => (tex.kind === "symbol" && /^(\p{L}|\\[A-Za-z]+)$/u.test(tex.text) && !/^\\(sum|prod|int|nabla|partial|cdot|times|circ|odot|in|to|le|ge|ne|leq|geq|neq|quad|qquad|frac)$/.test(tex.text)) || tex.kind === "accent" || tex.kind === "font" || (tex.kind === "scripts" && tex.base !== null && isName(tex.base));

/** `{_k}`: scripts alone in their braces. */
function onlyScripts(tex: Tex): (Tex & { readonly kind: "scripts" }) | null {
  const [only] = tex.kind === "group" ? tex.body : [];
  return tex.kind === "group" && tex.body.length === 1 && only?.kind === "scripts" && only.base === null && only.primes === 0 ? only : null;
}

/** `softmax(z)`: letters side by side before a bracket that spell a function which everybody knows. */
function wordsBeforeBrackets(body: readonly Tex[]): readonly Tex[] {
  const result: Tex[] = [];
  for (const tex of body) {
    const bracket = tex.kind === "scripts" ? tex.base : tex;
    // tanh^2(z)
    const power = result.at(-1), raised = power?.kind === "scripts" && power.base !== null && power.sub === null && power.primes === 0 && power.sup !== null && /^\d$/.test(plainText(power.sup)) ? power : null;
    const before = raised === null ? result : [...result.slice(0, -1), raised.base!];
    const isBracket = bracket?.kind === "delimited" && /^(\(|\[|\\\{)$/.test(bracket.left);
    const letters = isBracket ? lettersAtEnd(before) : [];
    const start = letters.findIndex((_, k) => letters.length - k >= 2 && (bracket?.kind === "delimited" && bracket.left === "(" ? isSpelledFunction(letters.slice(k)) : /^tr$/i.test(plainText(letters.slice(k)))));
    if (start >= 0) {
      const word = letters.slice(start), span = spanOf(word, tex);
      const name: Tex = { kind: "words", command: "operatorname", text: plainText(word), ...span };
      result.splice(result.length - word.length, word.length, raised === null ? name : { ...raised, base: name, start: span.start });
    }
    result.push(tex);
  }
  return result;
}

/** Two letters can be a product of two names before a bracket; three that spell a function are none. */
const isSpelledFunction = (letters: readonly Tex[]): boolean => { const word = plainText(letters); return knownFunction(word) !== undefined && (word.length > 2 || /^(tr|ln)$/i.test(word)); };

function lettersAtEnd(body: readonly Tex[]): readonly Tex[] {
  let start = body.length;
  while (start > 0 && body[start - 1]!.kind === "symbol" && /^[A-Za-z]$/.test((body[start - 1] as Tex & { readonly kind: "symbol" }).text)) start--;
  return body.slice(start);
}

function respelledNode(tex: Tex): Tex {
  switch (tex.kind) {
    case "symbol": case "number": case "words": return tex;
    case "scripts": return { ...tex, base: tex.base === null ? null : respelledNode(tex.base), sub: tex.sub === null ? null : respelledNode(tex.sub), sup: tex.sup === null ? null : respelledNode(tex.sup) };
    case "fraction": return { ...tex, numerator: respelledNode(tex.numerator), denominator: respelledNode(tex.denominator) };
    case "binomial": return { ...tex, upper: respelledNode(tex.upper), lower: respelledNode(tex.lower) };
    case "root": return { ...tex, index: tex.index === null ? null : respelledNode(tex.index), radicand: respelledNode(tex.radicand) };
    case "group": case "delimited": return { ...tex, body: respelled(tex.body) };
    case "font": return accentInside({ ...tex, body: respelledNode(tex.body) });
    case "annotated": return { ...tex, body: respelledNode(tex.body), note: tex.note === null ? null : respelledNode(tex.note) };
    case "environment": return { ...tex, rows: tex.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, body: respelled(cell.body) })) })) };
    case "accent": return accentInside({ ...tex, body: respelledNode(tex.body) });
  }
}

/** `\overline{x^2}` is the mean of the squares, not the square of the mean: only `(k)` may go out from under the accent. */
const isPlace = (sup: Tex | null): boolean => sup === null || (sup.kind === "group" && sup.body.length === 1 && sup.body[0]!.kind === "delimited");

/** `\hat{y_i}` is the i-th entry of `\hat{y}`, and `\boldsymbol{\mu_p}` a bold μ with its letter below. */
function accentInside(tex: Tex & { readonly kind: "accent" | "font" }): Tex {
  const inner = tex.body.kind === "group" && tex.body.body.length === 1 ? tex.body.body[0]! : tex.body;
  if (inner.kind !== "scripts" || inner.base === null || inner.primes > 0 || !isPlace(inner.sup) || (inner.base.kind !== "symbol" && inner.base.kind !== "font")) return tex;
  return { ...inner, base: { ...tex, body: inner.base }, start: tex.start, end: tex.end };
}
