/**
 * "Evaluated at": `\left.\frac{\partial f}{\partial x}\right|_{x=a}`, `f'(x)|_{x=0}`, `\Big|_{W=W_0}`. The derivative is taken first and the point put in
 * then, so only functions whose one argument takes the value are read: f^{(k)}(a), or the derivative of f(W_0) by W_0.
 */
import { walk, namesIn, type Expression } from "../expression/expression.js";
import { mapChildren } from "../expression/map.js";
import type { FunctionEntry, Scope } from "../scope/scope.js";
import type { Span, Tex } from "../tex/tex.js";
import { splitAt } from "./read-indices.js";
import { keyOf } from "./read-scripts.js";
import { derivativeOperator } from "./read-derivative.js";
import { bodyOf, coreOf, isSymbol, plainText, spanOf, stop, type Cursor, type Reader } from "./reader.js";

type Name = Expression & { readonly kind: "name" };
type Bar = Tex & { readonly kind: "scripts" };

const NOT_READ = "a derivative at a point ('|' with the point below it) is only checked for a function of one argument: write g'(1) instead";

/** `\left. … \right|_{x=1}`, `\Big|_{x=1}` */
export function isBarAt(tex: Tex | undefined): tex is Bar {
  return tex?.kind === "scripts" && tex.sub !== null && (holdsAll(tex) || isSymbol(tex.base, "|", "\\vert", "\\rvert")) && /=/.test(plainText(tex.sub));
}

const holdsAll = ({ base }: Bar): boolean => base?.kind === "delimited" && base.left === "." && /^(\||\\[rv]?vert)$/.test(base.right);

/** What stands before the bar with the point put in; null where no bar follows. */
export function readEvaluatedAt(cursor: Cursor, reader: Reader): Expression | null {
  const { items, at } = cursor, tex = items[at];
  if (isBarAt(tex)) {
    if (!holdsAll(tex) || tex.base?.kind !== "delimited") return stop(NOT_READ, tex);
    cursor.at++;
    return evaluatedAt(reader.read(tex.base.body, tex.base, reader), tex, reader);
  }
  const isCall = items[at + 1] !== undefined && coreOf(items[at + 1]!).kind === "delimited";
  const place = isBarAt(items[at + 1]) ? at + 1 : isCall && isBarAt(items[at + 2]) ? at + 2 : null, bar = place === null ? undefined : items[place];
  if (place === null || !isBarAt(bar)) return null;
  if (holdsAll(bar)) return null;
  const before = items.slice(at, place);
  const read = reader.read(before, spanOf(before, bar), reader);
  cursor.at = place + 1;
  return evaluatedAt(read, bar, reader);
}

/**
 * `\\frac{df}{dx}(3)` and `\\frac{df}{dx}(a)` of a function that the document defines: f'(3) and f'(a), no products. With the function's own arguments,
 * `\\frac{\\partial f}{\\partial x}(x, y)`, it is the derivative itself; with several others it is not read.
 */
export function readDerivativeAtPoint(cursor: Cursor, reader: Reader): Expression | null {
  const { items, at } = cursor, fraction = items[at], bracket = items[at + 1];
  if (fraction?.kind !== "fraction" || bracket?.kind !== "delimited" || bracket.left !== "(" || derivativeOperator(fraction, reader)) return null;
  const args = splitAt(bracket.body, (tex) => isSymbol(tex, ","));
  if (args.length < 2 && !args.every((arg) => arg.length === 1 || /^-?[\d.]+$/.test(plainText(arg)))) return null;
  const e = reader.read([fraction], fraction, reader);
  const name = e.kind !== "derivative" ? null : e.of.kind === "name" ? e.of.name : e.of.kind === "call" && e.of.primes === 0 ? e.of.function : null;
  const definition = name === null ? undefined : reader.scope.functions.get(name)?.definition;
  if (e.kind !== "derivative" || name === null || definition == null || definition.parameters.length !== args.length) return null;
  const span = { start: fraction.start, end: bracket.end };
  if (args.every((arg, k) => arg.length === 1 && keyOf(arg[0]!, reader) === definition.parameters[k])) {
    cursor.at += 2;
    return { ...e, ...span };
  }
  if (args.length > 1 || !e.by.every((by) => isName(by, definition.parameters[0]!))) return stop("a derivative at a point, with arguments behind it, is only checked for a function of one argument: name the derivative, g(x) = …, and write g(1)", span);
  cursor.at += 2;
  return { kind: "call", function: name, arguments: [reader.read(args[0]!, bracket, reader)], primes: e.by.length, ...span };
}

function evaluatedAt(e: Expression, bar: Bar, reader: Reader): Expression {
  const below = bodyOf(bar.sub!), sign = below.findIndex((tex) => isSymbol(tex, "="));
  const outer: Reader = { ...reader, inSubscript: false };
  if (bar.sup !== null || sign < 1 || below.some((tex) => isSymbol(tex, ","))) return stop(NOT_READ, bar);
  const [name, value] = [below.slice(0, sign), below.slice(sign + 1)].map((part) => outer.read(part, spanOf(part, bar), outer));
  if (name?.kind !== "name" || value === undefined) return stop(NOT_READ, bar);
  const span = { start: e.start, end: bar.end };
  return { ...(e.kind === "derivative" ? derivativeAt(e, name, value, span, reader.scope) : callAt(e, name, value, reader.scope)) ?? stop(NOT_READ, bar), ...span };
}

/** f'(x) with a for x, where x stands in arguments alone and nothing else depends on it. */
function callAt(e: Expression, x: Name, value: Expression, scope: Scope): Expression | null {
  if (e.kind !== "call" || e.arguments.length !== 1 || !isOwn(e.function, [x.name], scope)) return null;
  const nodes = [...walk(e.arguments[0]!)];
  if (nodes.some((node) => !["name", "number", "add", "product", "quotient", "power"].includes(node.kind) || (node.kind === "name" && node.name !== x.name && !isFree(node.name, scope)))) return null;
  const put = (node: Expression): Expression => (node.kind === "name" && node.name === x.name ? value : mapChildren(node, put));
  return put(e);
}

/** ∂f/∂x at a number is f'(a); at an array of the document the derivative of f there. */
function derivativeAt(e: Expression & { readonly kind: "derivative" }, x: Name, value: Expression, span: Span, scope: Scope): Expression | null {
  const name = e.of.kind === "name" ? e.of.name : e.of.kind === "call" && e.of.primes === 0 && e.of.arguments.length === 1 && isName(e.of.arguments[0]!, x.name) ? e.of.function : null;
  if (name === null || !e.by.every((by) => isName(by, x.name)) || !isFree(x.name, scope)) return null;
  const entry = scope.functions.get(name), axes = scope.quantities.get(x.name)?.axes ?? domainOf(entry);
  const call = (primes: number): Expression => ({ kind: "call", function: name, arguments: [value], primes, ...span });
  // ∂f/∂x of f(t) = t^3 speaks of another letter than its formula
  if (e.of.kind === "name" && entry?.definition != null && entry.definition.parameters[0] !== x.name) return null;
  if (axes?.length === 0 && isOwn(name, [x.name], scope)) return call(e.by.length);
  const isPoint = value.kind === "name" && value.name !== x.name && isFree(value.name, scope) && isOwn(name, [x.name, value.name], scope);
  return isPoint ? { ...e, of: call(0), by: e.by.map(() => value), ...span } : null;
}

const isName = (e: Expression, name: string): boolean => e.kind === "name" && e.name === name;
const domainOf = (entry: FunctionEntry | undefined): readonly Expression[] | null => entry?.domain?.[0] ?? null;

/** A quantity that nothing defines. */
function isFree(name: string, { quantities }: Scope): boolean {
  const quantity = quantities.get(name);
  return quantity === undefined || (quantity.definitions.length === 0 && quantity.opaque === null);
}

/** A function of one argument whose formula speaks of none of these names, nor of anything that is defined. */
function isOwn(name: string, names: readonly string[], scope: Scope): boolean {
  const entry = scope.functions.get(name);
  if (entry === undefined || entry.byEntries !== undefined || (entry.definition === null && entry.domain?.length !== 1)) return false;
  if (entry.definition === null) return true;
  const { parameters, body } = entry.definition;
  return parameters.length === 1 && [...namesIn(body)].every((each) => each === parameters[0] || (!names.includes(each) && isFree(each, scope) && !scope.functions.has(each)));
}
