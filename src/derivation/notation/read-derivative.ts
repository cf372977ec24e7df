/**
 * Quotients that are derivatives: `\frac{dL}{dx_i}`, `\frac{\partial^2 L}{\partial x_i \partial x_j}`, the operator `\frac{d}{dx}` with the product it acts on,
 * and `\partial L / \partial x`. Where only one side of the bar has its d, the claim is half-written.
 */
import type { Expression } from "../expression/expression.js";
import { namesIn } from "../expression/expression.js";
import type { Span, Tex } from "../tex/tex.js";
import { NotUnderstood } from "./not-understood.js";
import { readTerm } from "./read-expression.js";
import { isGradientName } from "./gradient-name.js";
import { bodyOf, coreOf, isSymbol, note, peek, plainText, spanOf, stop, type Cursor, type Reader } from "./reader.js";
import { isSeparator } from "./symbols.js";

type Fraction = Tex & { readonly kind: "fraction" };

/** d, ∂ or \mathrm{d}; δ does not count. */
export const isDifferential = (tex: Tex | undefined): boolean =>
  isSymbol(tex, "d", "\\partial", "\\mathrm{d}", "\\diff", "\\dd") || ((tex?.kind === "font" || tex?.kind === "words") && /^\s*d\s*$/.test(plainText(tex)));

interface Differential {
  readonly order: number;
  readonly rest: readonly Tex[];
  readonly partial: boolean;
}

/** `d^2 …`: the sign, its order and what follows it. */
function differential(body: readonly Tex[], reader: Reader): Differential | null {
  const [head, ...rest] = unwrapped(body, reader);
  if (head === undefined) return null;
  const base = head.kind === "scripts" ? head.base : head;
  if (base === null || !isDifferential(base) || (head.kind === "scripts" && head.sub !== null)) return null;
  const order = head.kind === "scripts" && head.sup !== null ? Number(plainText(bodyOf(head.sup))) : 1;
  const partial = isSymbol(base, "\\partial");
  if (!partial && !Number.isInteger(order)) return null;
  if (!Number.isInteger(order) || order < 1) stop("the order of a derivative must be a whole number", head);
  // a declared d (a dimension, a target) that stands alone or is multiplied is no differential
  if (!partial && isSymbol(base, "d") && (reader.scope.quantities.has("d") || reader.bound.has("d")) && (rest.length === 0 || !looksLikeVariable(rest))) return null;
  return { order, rest, partial };
}

/** `\mathrm{dx}`, `\mathbf{dX}` above or below the bar: a d and what it is of, unless the document has a name like that; braces in braces mean nothing. */
function unwrapped(body: readonly Tex[], reader: Reader): readonly Tex[] {
  const [only] = body;
  if (only?.kind === "group" && body.length === 1) return unwrapped(only.body, reader);
  if (only === undefined || body.length !== 1 || (only.kind !== "font" && only.kind !== "words")) return body;
  const own = reader.scope.quantities.get(plainText(only));
  if (own !== undefined && (own.declaredAt !== null || own.definitions.length > 0)) return body;
  if (only.kind === "words") return /^d[A-Za-z]$/.test(only.text) ? [...only.text].map((text) => ({ kind: "symbol", text, start: only.start, end: only.end })) : body;
  return only.body.kind === "group" && only.body.body.length > 1 && isDifferential(only.body.body[0]) ? only.body.body : body;
}

const looksLikeVariable = (rest: readonly Tex[]): boolean => rest.length === 1 && rest[0]!.kind !== "number" && rest[0]!.kind !== "delimited";

/** `\frac{d}{dx}` without anything over the bar but d. */
export function derivativeOperator(fraction: Fraction, reader: Reader): boolean {
  const numerator = differential(bodyOf(fraction.numerator), { ...reader, scope: { ...reader.scope, quantities: new Map() } });
  const denominator = differential(bodyOf(fraction.denominator), reader);
  return numerator !== null && numerator.rest.length === 0 && denominator !== null && denominator.rest.length > 0;
}

export function readDerivativeOperator(cursor: Cursor, reader: Reader): Expression {
  const fraction = peek(cursor) as Fraction | (Tex & { kind: "scripts" });
  if (fraction.kind === "scripts") return stop("a script on a derivative operator is not understood", fraction);
  cursor.at++;
  const head = differential(bodyOf(fraction.numerator), { ...reader, scope: { ...reader.scope, quantities: new Map() } })!;
  const by = readVariables(fraction.denominator, head.order, reader);
  if (peek(cursor) === undefined || isSeparator(peek(cursor)!)) stop("the derivative operator has nothing to act on", fraction);
  if (isSymbol(peek(cursor), "\\cdot", "\\times")) cursor.at++;
  const first = peek(cursor);
  const of = readTerm(cursor, reader);
  if (first?.kind === "delimited" && of.end > first.end) note(reader, "operator-scope", "the derivative is taken of the whole product that follows, not of the first bracket alone", { start: fraction.start, end: of.end });
  return { kind: "derivative", of, by, partial: head.partial, start: fraction.start, end: of.end };
}

/** null: no derivative, an ordinary quotient. @throws NotUnderstood "half-derivative" where one side lacks its d */
export function readDerivativeFraction(fraction: Fraction, reader: Reader): Expression | null {
  const numerator = differential(bodyOf(fraction.numerator), reader);
  const denominator = differential(bodyOf(fraction.denominator), reader);
  if (numerator === null || denominator === null) {
    const scaled = scaledDerivative(fraction, reader);
    if (scaled !== null) return scaled;
  }
  if (numerator === null && denominator === null) return null;
  if (numerator === null || denominator === null) return halfWritten(fraction, numerator, denominator, reader);
  if (numerator.rest.length === 0) stop("the derivative operator has nothing to act on", fraction);
  if (denominator.rest.length === 0) stop("the derivative's variable is missing below the bar", fraction.denominator);
  const of = reader.read(numerator.rest, fraction.numerator, reader);
  return { kind: "derivative", of, by: readVariables(fraction.denominator, numerator.order, reader), partial: numerator.partial, start: fraction.start, end: fraction.end };
}

/** `\frac{\partial L}{T \cdot \partial y}`, `\frac{2 \partial L}{\partial y}`: what stands before the sign is a factor; null where nothing does. */
function scaledDerivative(fraction: Fraction, reader: Reader): Expression | null {
  const above = parted(fraction.numerator), below = parted(fraction.denominator);
  if (above === null || below === null || (above.factor.length === 0 && below.factor.length === 0)) return null;
  const derivative = readDerivativeFraction({ ...fraction, numerator: grouped(above.rest), denominator: grouped(below.rest) }, reader);
  if (derivative === null) return null;
  const span = { start: fraction.start, end: fraction.end };
  const product: Expression = above.factor.length === 0 ? derivative : { kind: "product", factors: [reader.read(above.factor, fraction.numerator, reader), derivative].map((of) => ({ sign: "juxtaposed", of, start: of.start, end: of.end })), ...span };
  return below.factor.length === 0 ? product : { kind: "quotient", numerator: product, denominator: reader.read(below.factor, fraction.denominator, reader), ...span };
}

/** What stands before the first `\partial`, and all from there on; null where there is none, or a sum. */
function parted(side: Tex): { readonly factor: readonly Tex[]; readonly rest: readonly Tex[] } | null {
  const body = bodyOf(side).flatMap((tex) => (tex.kind === "group" && isDifferential(tex.body[0]) ? tex.body : [tex]));
  const at = body.findIndex((tex) => isSymbol(tex.kind === "scripts" ? tex.base : tex, "\\partial"));
  if (at < 0 || body.some((tex) => isSymbol(tex, "+", "-"))) return null;
  const isTimes = isSymbol(body[at - 1], "\\cdot", "\\times");
  return { factor: body.slice(0, isTimes ? at - 1 : at), rest: body.slice(at) };
}

const grouped = (body: readonly Tex[]): Tex => ({ kind: "group", body, ...spanOf(body, body[0]!) });

/** `\frac{L}{dx}`, `\frac{\partial L}{x}`: unless the d is a name of the document, a differential is missing. */
function halfWritten(fraction: Fraction, numerator: Differential | null, denominator: Differential | null, reader: Reader): null {
  const present = numerator ?? denominator!;
  const side = numerator === null ? fraction.numerator : fraction.denominator;
  // dx / x of a document that writes differentials
  if (numerator !== null && !present.partial && reader.scope.differentials.size > 0) return null;
  if (!present.partial && (reader.scope.quantities.has("d") || (present.rest[0] !== undefined && isGradientName(coreOf(present.rest[0]), reader)) || present.rest.length === 0)) return null;
  if (!present.partial && numerator !== null && !looksLikeName(numerator.rest)) return null;
  const sign = present.partial ? "\\partial " : "d";
  const at = side.kind === "group" ? side.start + (side.body[0] === undefined ? 1 : side.body[0].start - side.start) : side.start;
  throw new NotUnderstood("half-derivative", `half a derivative: ${numerator === null ? "the numerator" : "the denominator"} has no '${sign.trim()}'`, side, { at, text: sign });
}

const looksLikeName = (rest: readonly Tex[]): boolean => rest.length > 0 && rest.every((tex) => tex.kind !== "number");

/** What stands below the bar: `dx`, `dx^2`, `\partial x_i \partial x_j`, `d\mathbf{x}^T`. */
function readVariables(denominator: Tex, order: number, reader: Reader): readonly Expression[] {
  const body = unwrapped(bodyOf(denominator), reader);
  const groups: Tex[][] = [];
  for (const tex of body) {
    const base = tex.kind === "scripts" && tex.base !== null && isSymbol(tex.base, "\\partial") ? tex.base : tex;
    if (isDifferential(base) && (groups.length === 0 || groups.at(-1)!.length > 0)) groups.push([]);
    else if (groups.length === 0) stop("'d' or '\\partial' is expected here", tex);
    else groups.at(-1)!.push(tex);
  }
  const variables = groups.flatMap((group) => {
    if (group.length === 0) stop("the derivative's variable is missing below the bar", denominator);
    return repeated(group, order, groups.length, reader);
  });
  if (variables.length !== order) stop(`the order over the bar is ${order}, below it are ${variables.length} variables`, denominator);
  return variables;
}

/** `dx^2` under a second derivative is x twice; under a first one `d\sigma^2` is the quantity σ². */
function repeated(group: readonly Tex[], order: number, groups: number, reader: Reader): readonly Expression[] {
  const [only] = group;
  const power = group.length === 1 && only?.kind === "scripts" && only.sup !== null ? Number(plainText(bodyOf(only.sup))) : NaN;
  if (order > 1 && groups < order && Number.isInteger(power) && power > 1 && only?.kind === "scripts") {
    const stripped: Tex = only.sub === null && only.primes === 0 ? only.base! : { ...only, sup: null };
    const variable = readVariable([stripped], stripped, reader);
    return Array.from({ length: power }, () => variable);
  }
  return [readVariable(group, spanOf(group, group[0]!), reader)];
}

function readVariable(group: readonly Tex[], span: Span, reader: Reader): Expression {
  const variable = reader.read(group, span, reader);
  if (namesIn(variable).size === 0) stop(`a derivative by '${plainText(group)}' is not understood`, span);
  return variable;
}

/** `\partial L / \partial x` on the line. */
export function startsSlashDerivative(cursor: Cursor): boolean {
  const head = peek(cursor)!;
  const base = head.kind === "scripts" ? head.base : head;
  return isSymbol(base, "\\partial") || (isSymbol(base, "d") && slashAhead(cursor) !== null);
}

function slashAhead(cursor: Cursor): number | null {
  for (let k = cursor.at + 1; k < Math.min(cursor.items.length, cursor.at + 5); k++) {
    const tex = cursor.items[k]!;
    if (isSymbol(tex, "/")) {
      const next = cursor.items[k + 1];
      const base = next?.kind === "scripts" ? next.base : next;
      return k > cursor.at + 1 && isDifferential(base ?? undefined) ? k : null;
    }
    if (isSymbol(tex, "+", "-", "=")) return null;
  }
  return null;
}

export function readSlashDerivative(cursor: Cursor, reader: Reader): Expression {
  const head = peek(cursor)!;
  const slash = slashAhead(cursor);
  if (slash === null) return stop("'\\partial' is not understood here: write a fraction", head);
  const numerator = differential(cursor.items.slice(cursor.at, slash), reader);
  let end = slash + 1;
  const below: Tex[] = [];
  while (end < cursor.items.length) {
    const sign = cursor.items[end]!;
    const base = sign.kind === "scripts" ? sign.base : sign;
    if (!isDifferential(base ?? undefined) || cursor.items[end + 1] === undefined) break;
    below.push(sign, cursor.items[end + 1]!);
    end += 2;
  }
  if (numerator === null || numerator.rest.length === 0 || below.length === 0) return stop("this derivative is not understood: write a fraction", head);
  const denominator: Tex = { kind: "group", body: below, ...spanOf(below, head) };
  cursor.at = end;
  return { kind: "derivative", of: reader.read(numerator.rest, head, reader), by: readVariables(denominator, numerator.order, reader), partial: numerator.partial, start: head.start, end: denominator.end };
}

