/** What reading an expression needs to know, and the small tools that all of its parts use. */
import type { Expression } from "../expression/expression.js";
import type { Scope } from "../scope/scope.js";
import type { Span, Tex } from "../tex/tex.js";
import { NotUnderstood } from "./not-understood.js";

/** An ambiguity that was decided by a rule, told to the author. */
export interface Note extends Span {
  readonly code: string;
  readonly message: string;
}

export interface Reader {
  readonly scope: Scope;
  /** Indices bound by sums around the place that is read. */
  readonly bound: ReadonlySet<string>;
  /** Indices known to be free: ranges of the document, indices of the claim's first side. */
  readonly free: ReadonlySet<string>;
  /** Those of them that another side of the equation has, or words give. */
  readonly given: ReadonlySet<string>;
  /** Parameters of the function whose formula is read: the z of `\\rho(z) = z^2` is a number also beside layers z^{(l)}. */
  readonly parameters?: ReadonlySet<string>;
  /** In a subscript an unknown letter is an index; on the line it is an undeclared name. */
  readonly inSubscript: boolean;
  readonly notes: Note[];
  /** Reads all of `body` as one expression. */
  readonly read: (body: readonly Tex[], span: Span, reader: Reader) => Expression;
}

/** Nodes and a place among them; the one thing here that moves. */
export interface Cursor {
  readonly items: readonly Tex[];
  at: number;
  readonly end: Span;
}

export const cursorOf = (items: readonly Tex[], span: Span): Cursor => ({ items, at: 0, end: span });
export const peek = (cursor: Cursor): Tex | undefined => cursor.items[cursor.at];

export const spanOf = (items: readonly Span[], fallback: Span): Span =>
  items.length === 0 ? { start: fallback.start, end: fallback.end } : { start: Math.min(...items.map((item) => item.start)), end: Math.max(...items.map((item) => item.end)) };

export const isSymbol = (tex: Tex | undefined | null, ...texts: readonly string[]): boolean => tex?.kind === "symbol" && texts.includes(tex.text);

/** The node a script sits on, or the node itself. */
export const coreOf = (tex: Tex): Tex => (tex.kind === "scripts" && tex.base !== null ? tex.base : tex);

/** What braces hold: `{x}` and `x` are the same argument. */
export const bodyOf = (tex: Tex): readonly Tex[] => (tex.kind === "group" ? tex.body : [tex]);

export const withBound = (reader: Reader, names: readonly string[]): Reader => ({ ...reader, bound: new Set([...reader.bound, ...names]) });
export const inSubscript = (reader: Reader): Reader => (reader.inSubscript ? reader : { ...reader, inSubscript: true });

export function note(reader: Reader, code: string, message: string, span: Span): void {
  if (!reader.notes.some((known) => known.code === code && known.start === span.start)) reader.notes.push({ code, message, start: span.start, end: span.end });
}

export function stop(message: string, span: Span): never {
  throw new NotUnderstood("notation", message, { start: span.start, end: span.end });
}

/** The characters of a small formula without blanks, for labels and messages: `max`, `t-1`, `(k)`. */
export function plainText(tex: Tex | readonly Tex[]): string {
  if (Array.isArray(tex)) return (tex as readonly Tex[]).map((each) => plainText(each)).join("");
  const one = tex as Tex;
  switch (one.kind) {
    case "symbol": case "number": return one.text;
    case "words": return one.text.trim();
    case "group": return plainText(one.body);
    case "font": case "annotated": return plainText(one.body);
    case "accent": return `\\${one.name}{${plainText(one.body)}}`;
    case "delimited": return `${one.left}${plainText(one.body)}${one.right}`;
    case "scripts": return `${one.base === null ? "" : plainText(one.base)}${one.sub === null ? "" : `_{${plainText(one.sub)}}`}${one.sup === null ? "" : `^{${plainText(one.sup)}}`}${"'".repeat(one.primes)}`;
    case "fraction": return `\\frac{${plainText(one.numerator)}}{${plainText(one.denominator)}}`;
    case "root": return `\\sqrt{${plainText(one.radicand)}}`;
    case "binomial": return `\\binom{${plainText(one.upper)}}{${plainText(one.lower)}}`;
    case "environment": return one.name;
  }
}
