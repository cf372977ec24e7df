/** Functions and what they are applied to: known ones (`\log p_k`, `\tanh^2(x)`, `\operatorname{softmax}(z)_i`) and the document's own (`f'(x)`). */
import type { Expression } from "../expression/expression.js";
import { same } from "../expression/key.js";
import type { FunctionEntry } from "../scope/scope.js";
import type { Tex } from "../tex/tex.js";
import { alongDiagonal, alongWritten } from "./array-of-entries.js";
import { NotUnderstood } from "./not-understood.js";
import { isTuple } from "./read-delimited.js";
import { inverseFunction, knownFunction, type KnownFunction } from "./functions.js";
import { applyScripts, isTransposeSign, keyOf } from "./read-scripts.js";
import { readAtom } from "./read-factor.js";
import { readBig, startsBig } from "./read-big.js";
import { readIndices, splitAt } from "./read-indices.js";
import { bodyOf, coreOf, inSubscript, isSymbol, note, peek, plainText, spanOf, stop, type Cursor, type Reader } from "./reader.js";
import { ARRAY_SIGNS, DOTS, isSeparator, PRODUCT_SIGNS } from "./symbols.js";

/** The known function at the cursor with its argument; null if there is none. */
export function readApplication(cursor: Cursor, reader: Reader): Expression | null {
  const head = peek(cursor)!;
  const core = coreOf(head);
  const spelling = core.kind === "symbol" || core.kind === "words" ? (core.kind === "symbol" ? core.text : core.text.trim()) : core.kind === "font" ? plainText(core) : null;
  const known = spelling === null ? undefined : knownFunction(spelling);
  if (known === undefined || reader.scope.functions.has(spelling!) || reader.scope.quantities.has(spelling!)) return null;
  cursor.at++;
  const power = head.kind === "scripts" ? readPower(head, known, reader) : null;
  const primes = head.kind === "scripts" ? head.primes : 0;
  const { values, outer, close } = readArguments(head, cursor, reader, known);
  const end = close ?? values.at(-1)?.end ?? head.end;
  const name = power?.kind === "inverse" ? power.name : known.name;
  const span = { start: head.start, end };
  if (known.arity !== "any" && values.length !== known.arity) stop(`'${spelling!}' takes ${known.arity === 1 ? "one argument" : `${known.arity} arguments`}, here are ${values.length}`, span);
  const applied: Expression = primes > 0 ? { kind: "call", function: name, arguments: values, primes, ...span } : { kind: "apply", function: name, arguments: values, ...span };
  const base = known.name === "log" ? logarithmBase(head, reader) : null;
  const based = base === null ? applied : toBase(applied, base);
  const powered: Expression = power?.kind === "power" ? { kind: "power", base: based, exponent: power.exponent, ...span } : based;
  return outer === null ? powered : applyScripts(powered, outer, reader);
}

/** The 2 of `\log_2`, and what the convention says of `\log`; null: natural, as `\log_e` and `\ln` are whatever it says. */
function logarithmBase(head: Tex, { scope }: Reader): number | null {
  if (head.kind === "scripts" && head.sub !== null) return plainText(head.sub) === "e" ? null : Number(plainText(head.sub));
  return isSymbol(coreOf(head), "\\log") ? scope.logBase : null;
}

/** log x to base b is ln x / ln b. */
function toBase(logarithm: Expression, base: number): Expression {
  const { start, end } = logarithm;
  const number: Expression = { kind: "number", digits: BigInt(base), places: 0, start: end, end };
  return { kind: "quotient", numerator: logarithm, denominator: { kind: "apply", function: "log", arguments: [number], start: end, end }, start, end };
}

function readPower(head: Tex & { readonly kind: "scripts" }, known: KnownFunction, reader: Reader): { readonly kind: "power"; readonly exponent: Expression } | { readonly kind: "inverse"; readonly name: string } | null {
  if (known.name === "diag" && head.sub !== null && head.sup === null) return null;
  const below = head.sub === null ? null : plainText(bodyOf(head.sub));
  if (below !== null && known.name !== "log") stop(`the subscript on '${plainText(head.base!)}' is not understood`, head.sub!);
  if (below !== null && !/^(e|[2-9]|[1-9]\d+)$/.test(below)) stop("a logarithm to this base is not understood: its base is a whole number from 2 on; divide by \\log of the base instead", head.sub!);
  if (head.sup === null) return null;
  if (/^-1$/.test(plainText(bodyOf(head.sup)))) {
    const name = inverseFunction(known.name);
    if (name === undefined) stop(`the inverse of '${known.name}' is not understood`, head.sup);
    return { kind: "inverse", name };
  }
  return { kind: "power", exponent: reader.read(bodyOf(head.sup), head.sup, reader) };
}

interface Arguments {
  readonly values: readonly Expression[];
  /** Scripts after the closing bracket belong to the value: `softmax(z)_i`. */
  readonly outer: (Tex & { readonly kind: "scripts" }) | null;
  /** Where the bracket closes; null without one. */
  readonly close: number | null;
}

function readArguments(head: Tex, cursor: Cursor, reader: Reader, known: KnownFunction): Arguments {
  const next = peek(cursor);
  const bracket = next === undefined ? null : bracketOf(next);
  if (bracket !== null) {
    cursor.at++;
    const outer = next?.kind === "scripts" ? next : null;
    return known.name === "diag" ? diagonalArguments(head, bracket, outer, reader) : { values: argumentList(bracket, reader), outer, close: bracket.end };
  }
  if (next === undefined) return stop(`'${known.name}' needs an argument`, cursor.end);
  return { values: [readBareArgument(cursor, reader)], outer: null, close: null };
}

/** `\operatorname{diag}(p_i)`, `\operatorname{diag}_i(p_i)`, `\operatorname{diag}(p_i)_{i=1}^n`: the index runs along the diagonal. */
function diagonalArguments(head: Tex, bracket: Tex & { readonly kind: "delimited" }, outer: Arguments["outer"], reader: Reader): Arguments {
  const values = listed(bracket, reader), [only] = values, close = bracket.end;
  if (values.length !== 1 || only === undefined) return { values, outer, close };
  const below = head.kind === "scripts" ? head.sub : null;
  if (below !== null) return { values: [alongWritten(only, below, null, reader) ?? stop(`the subscript on '${plainText(coreOf(head))}' is not understood`, below)], outer, close };
  const written = outer?.sub == null ? null : alongWritten(only, outer.sub, outer.sup, reader);
  return written !== null ? { values: [written], outer: null, close: outer!.end } : { values: [alongDiagonal(only, reader)], outer, close };
}

/** The bracket that holds a function's arguments, scripts after it or not. */
function bracketOf(tex: Tex): (Tex & { readonly kind: "delimited" }) | null {
  const core = coreOf(tex);
  return core.kind === "delimited" && /^(\(|\[|\\\{|\\lbrace)$/.test(core.left) ? core : null;
}

/** `\operatorname{diag}(w_1, \dots, w_n)`: the entries of a column, as a column is written with dots. */
function listed(bracket: Tex & { readonly kind: "delimited" }, reader: Reader): readonly Expression[] {
  const parts = splitAt(bracket.body, (tex) => isSymbol(tex, ","));
  if (parts.length < 2) return argumentList(bracket, reader);
  const { start, end } = bracket;
  const down = (body: readonly Tex[]): readonly Tex[] => body.map((tex) => (tex.kind === "symbol" && DOTS.has(tex.text) ? { ...tex, text: "\\vdots" } : tex));
  const rows = parts.map((body) => ({ cells: [{ body: down(body), ...spanOf(body, bracket) }], tag: null, label: null, start, end }));
  return [reader.read([{ kind: "environment", name: "bmatrix", rows, start, end }], bracket, reader)];
}

const argumentList = (bracket: Tex & { readonly kind: "delimited" }, reader: Reader): readonly Expression[] =>
  splitAt(bracket.body, (tex) => isSymbol(tex, ",", ";")).map((part) => reader.read(part, spanOf(part, bracket), reader));

/**
 * `\log p_k`, `\sin 2x`, `\log\sum_j e^{x_j}`, `\log\frac{a}{b}`: without brackets the argument is the product up to the next bracket, function or sign;
 * a fraction, a root or a sum that comes first is the whole argument.
 */
function readBareArgument(cursor: Cursor, reader: Reader): Expression {
  if (startsBig(cursor, reader)) return readBig(cursor, reader);
  const inner = readApplication(cursor, reader) ?? readCall(cursor, reader);
  if (inner !== null) return inner;
  const factors: Expression[] = [];
  for (let next = peek(cursor); next !== undefined && !endsArgument(next, factors.length, cursor, reader); next = peek(cursor)) {
    cursor.at++;
    const core = coreOf(next);
    factors.push(readAtom(next, reader));
    if (core.kind === "fraction" || core.kind === "root" || core.kind === "group" || core.kind === "delimited") break;
  }
  const [first] = factors;
  if (first === undefined) return stop("the function's argument is missing", peek(cursor) ?? cursor.end);
  if (factors.length === 1) return first;
  const span = spanOf(factors, first);
  note(reader, "function-argument", "without brackets the function takes the whole product that follows", span);
  return { kind: "product", factors: factors.map((of) => ({ sign: "juxtaposed", of, start: of.start, end: of.end })), ...span };
}

function endsArgument(tex: Tex, count: number, cursor: Cursor, reader: Reader): boolean {
  const core = coreOf(tex);
  if (isSymbol(core, "+", "-", "−") || isSeparator(core)) return true;
  if (core.kind === "symbol" && (PRODUCT_SIGNS.has(core.text) || ARRAY_SIGNS.has(core.text))) return true;
  if (count === 0) return false;
  return core.kind === "delimited" || core.kind === "fraction" || startsBig(cursor, reader) || (core.kind === "symbol" && knownFunction(core.text) !== undefined) || core.kind === "words" || isSymbol(core, "\\nabla", "\\partial");
}

/** The function behind a family of unspecified functions `\ell_t(h_t)`: of the step and of the argument. */
export const stepFunction = (key: string): string => `${key}${STEP}`;
export const isStepFunction = (name: string): boolean => name.endsWith(STEP);
export const STEP = "_{\\cdot}";

/** `\ell_t(h_t)`, a member of such a family with its argument. */
function readStepCall(cursor: Cursor, reader: Reader): Expression | null {
  const head = peek(cursor)!, bracket = cursor.items[cursor.at + 1];
  const key = head.kind === "scripts" && head.base !== null && head.sub !== null && head.sup === null ? keyOf(head.base, reader) : null;
  if (key === null || head.kind !== "scripts" || bracket?.kind !== "delimited" || bracket.left !== "(" || !reader.scope.functions.has(stepFunction(key))) return null;
  const [step] = readIndices(head.sub!, null, inSubscript(reader));
  if (step == null) return null;
  cursor.at += 2;
  return { kind: "call", function: stepFunction(key), arguments: [step, ...argumentList(bracket, reader)], primes: head.primes, start: head.start, end: bracket.end };
}

/** `r_i(x)`, where each r_i is defined with its argument or `r : \mathbb{R}^n \to \mathbb{R}^m` is declared: entry i of r(x). A power after the bracket is the entry's. */
function readNumberedCall(cursor: Cursor, reader: Reader): Expression | null {
  const head = peek(cursor)!, bracket = cursor.items[cursor.at + 1];
  const key = head.kind === "scripts" && head.base !== null && head.sub !== null && head.sup === null && head.primes === 0 ? keyOf(head.base, reader) : null;
  const list = bracket === undefined ? null : bracketOf(bracket);
  if (key === null || head.kind !== "scripts" || list === null || !isNumbered(reader.scope.functions.get(key))) return null;
  // r_i (1 - r_i) is a product
  if (!splitAt(list.body, (tex) => isSymbol(tex, ",")).every((part) => part.length === 1)) return null;
  cursor.at += 2;
  const called: Expression = { kind: "call", function: key, arguments: argumentList(list, reader), primes: 0, start: head.start, end: list.end };
  const entry = applyScripts(called, head, reader);
  return bracket!.kind === "scripts" ? applyScripts(entry, bracket!, reader) : entry;
}

const isNumbered = (entry: FunctionEntry | undefined): boolean => entry?.byEntries?.isNumbered === true || (entry?.definition === null && entry.byEntries === undefined && entry.domain !== null && entry.codomain?.length === 1);

/** `f(x)`, `f'(x)`, `L(y)` of the document's own functions; null where the name is no function or no bracket follows. */
export function readCall(cursor: Cursor, reader: Reader): Expression | null {
  const ofStep = readStepCall(cursor, reader) ?? readNumberedCall(cursor, reader) ?? readDottedCall(cursor, reader);
  if (ofStep !== null) return ofStep;
  const head = peek(cursor)!;
  const base = coreOf(head);
  const whole = head.kind === "scripts" && (head.sub !== null || head.sup !== null) ? labelled(head, reader) : keyOf(base, reader);
  if (whole === null || reader.bound.has(whole)) return null;
  const isFunction = reader.scope.functions.has(whole);
  const bracket = cursor.items[cursor.at + 1];
  if (whole === "\\pi" && bracket !== undefined && isTuple(coreOf(bracket)) && !isFunction && !reader.scope.quantities.has(whole)) throw new NotUnderstood("undeclared", "the function '\\pi' is defined nowhere; say what it is", head);
  if (!isFunction && reader.scope.quantities.get(whole)?.opaque == null) return null;
  const list = bracket === undefined ? null : bracketOf(bracket);
  const power = head.kind === "scripts" && head.sup !== null && keyOf(base, reader) === whole ? head.sup : null;
  const primes = head.kind === "scripts" ? head.primes : 0;
  if (list === null) {
    if (primes > 0 && isFunction) stop(`'${plainText(head)}' needs its argument in brackets`, head);
    return null;
  }
  if (primes === 0 && reader.scope.functions.get(whole)?.definition != null && standsAlone(whole, list.body, reader)) {
    note(reader, "product", `'${plainText([head])}' before this bracket is read as a factor, since it stands in it without its argument`, head);
    return null;
  }
  if (primes === 0 && isTransposed(bracket!, reader) && isNumberOfOthers(whole, argumentList(list, reader), reader)) return null;
  cursor.at += 2;
  const called: Expression = { kind: "call", function: whole, arguments: argumentList(list, reader), primes, start: head.start, end: bracket!.end };
  const powered: Expression = power === null ? called : { kind: "power", base: called, exponent: reader.read(bodyOf(power), power, reader), start: head.start, end: bracket!.end };
  return bracket!.kind === "scripts" ? applyScripts(powered, bracket!, reader) : powered;
}

/** L of `\nabla_y L \, (x)^T`, which depends on y: a number has no transpose, so that the bracket is a factor. */
function isNumberOfOthers(key: string, given: readonly Expression[], { scope }: Reader): boolean {
  const own = scope.quantities.get(key), opaque = own?.opaque;
  return own?.axes?.length === 0 && opaque != null && opaque !== "unknown" && !(opaque.length === given.length && opaque.every((argument, k) => same(argument, given[k]!)));
}
const isTransposed = (tex: Tex, reader: Reader): boolean => tex.kind === "scripts" && tex.sup !== null && isTransposeSign(bodyOf(tex.sup)[0], reader);

/** σ in `1 - \sigma`, with no bracket behind it. */
function standsAlone(key: string, body: readonly Tex[], reader: Reader): boolean {
  return body.some((tex, k) => {
    if (tex.kind === "group" || tex.kind === "delimited") return standsAlone(key, tex.body, reader);
    return (tex.kind === "symbol" || tex.kind === "words" || (tex.kind === "scripts" && tex.sub === null)) && keyOf(coreOf(tex), reader) === key && (body[k + 1] === undefined || bracketOf(body[k + 1]!) === null);
  });
}

/** `\dot A(t)` where $\dot A$ is defined and A depends on t alone: the same as `\dot A`, and no product with t. */
function readDottedCall(cursor: Cursor, reader: Reader): Expression | null {
  const head = peek(cursor)!, bracket = cursor.items[cursor.at + 1];
  const whole = keyOf(head, reader), under = head.kind === "accent" ? keyOf(head.body, reader) : null;
  const wanted = under === null ? undefined : reader.scope.quantities.get(under)?.opaque;
  if (whole === null || wanted == null || wanted === "unknown" || bracket?.kind !== "delimited" || (reader.scope.quantities.get(whole)?.definitions.length ?? 0) === 0) return null;
  const list = bracketOf(bracket), given = list === null ? [] : argumentList(list, reader);
  if (given.length !== wanted.length || !given.every((argument, k) => argument.kind === "name" && same(argument, wanted[k]!))) return null;
  cursor.at += 2;
  return { kind: "name", name: whole, start: head.start, end: bracket.end };
}

/** `f_\theta`, `g_1` as function names, or f with a power: `f^2(x)`. */
function labelled(head: Tex & { readonly kind: "scripts" }, reader: Reader): string | null {
  const key = head.base === null ? null : keyOf(head.base, reader);
  if (key === null) return null;
  if (head.sub !== null) {
    const withSub = `${key}_{${plainText(bodyOf(head.sub))}}`;
    return reader.scope.functions.has(withSub) ? withSub : null;
  }
  return reader.scope.functions.has(key) && head.sup?.kind !== "delimited" && !/^\(/.test(plainText(bodyOf(head.sup!))) ? key : null;
}
