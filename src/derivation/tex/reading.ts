/** The place where the readers of this folder are in a formula. */
import type { Span, Tex, TexRow } from "./tex.js";
import { TexFault } from "./tex-fault.js";
import type { Token } from "./tokens.js";

/** More levels than anybody writes; the readers call one another, and the call stack is not endless. */
const DEEPEST = 200;

export interface Reading {
  readonly tokens: readonly Token[];
  at: number;
  /** Tokens from here on are not read: the end, or a bracket that closes an option. */
  limit: number;
  depth: number;
  /** Where `\tag` and `\label` go: the row that is being read, or the whole formula. */
  marks: Marks;
  /** Where the tokens end, for nodes of nothing. */
  readonly end: number;
  readonly readers: Readers;
}

/** The readers that commands call back: they are handed down, so that imports run one way. */
export interface Readers {
  /** Nodes up to what ends a list: `}`, `&`, `\\`, `\end`, `\right`, `$`, the end. It is not taken. */
  readonly list: (reading: Reading) => Tex[];
  /** What stands in braces after a command, or the one token in their place: always a group. */
  readonly argument: (reading: Reading, owner: Token) => Tex;
  /** Rows between braces. */
  readonly rowsInBraces: (reading: Reading, opener: Token) => { readonly rows: readonly TexRow[]; readonly end: Token };
}

/** Reads one command, which is taken already; null if nothing of it stays in the tree. */
export type CommandReader = (reading: Reading, command: Token) => Tex | null;

export interface Marks {
  tag: string | null;
  label: string | null;
}

/** The next token that is no blank; undefined at the end. It is not taken. */
export function peek(reading: Reading): Token | undefined {
  while (reading.at < reading.limit && reading.tokens[reading.at]?.kind === "blank") reading.at++;
  return reading.at < reading.limit ? reading.tokens[reading.at] : undefined;
}

/** Takes the next token that is no blank. */
export function take(reading: Reading): Token | undefined {
  const token = peek(reading);
  if (token !== undefined) reading.at++;
  return token;
}

/** Takes the next token if it is this one. */
export function takeIf(reading: Reading, text: string): Token | undefined {
  return peek(reading)?.text === text ? take(reading) : undefined;
}

/** Runs a reader one level deeper. */
export function deeper<Result>(reading: Reading, at: Span, read: () => Result): Result {
  enter(reading, at);
  const result = read();
  reading.depth--;
  return result;
}

export function enter(reading: Reading, at: Span): void {
  if (++reading.depth > DEEPEST) throw new TexFault(at, `this is nested more than ${DEEPEST} levels deep: write the formula in parts`);
}

/** Where the next token starts; where the formula ends if there is none. */
export const here = (reading: Reading): number => peek(reading)?.start ?? reading.end;

/** The characters from one thing to another. What came from a macro may stand before what was written. */
export const join = (from: Span, to: Span): Span => ({ start: Math.min(from.start, to.start), end: Math.max(from.end, to.end) });

/** The characters of several nodes; an empty place at `otherwise` if there are none. */
export function spanOf(nodes: readonly Span[], otherwise: number): Span {
  let start = Infinity;
  let end = -Infinity;
  for (const node of nodes) {
    start = Math.min(start, node.start);
    end = Math.max(end, node.end);
  }
  return start > end ? { start: otherwise, end: otherwise } : { start, end };
}

/** A node with its place. */
export const group = (body: readonly Tex[], { start, end }: Span): Tex => ({ kind: "group", body, start, end });

/**
 * The tokens between braces, or the one token that stands for them, as they are written (for names, sizes, colours).
 * @throws {TexFault} if there are none
 */
export function rawArgument(reading: Reading, owner: Span & { readonly text: string }): { readonly tokens: readonly Token[]; readonly span: Span } {
  const first = take(reading);
  if (first === undefined || first.text === "}") throw new TexFault(owner, `'${owner.text}' needs an argument in braces after it`);
  if (first.text !== "{") return { tokens: [first], span: first };
  const from = reading.at;
  for (let depth = 0; reading.at < reading.limit; reading.at++) {
    const token = reading.tokens[reading.at] as Token;
    if (token.text === "{") depth++;
    else if (token.text === "}" && depth-- === 0) {
      reading.at++;
      return { tokens: reading.tokens.slice(from, reading.at - 1), span: join(first, token) };
    }
  }
  throw new TexFault(first, UNCLOSED_BRACE);
}

export const UNCLOSED_BRACE = "this '{' is never closed: add '}'";

/** In tokens; see LONGEST_DEFINITION. */
const LONGEST_OPTION = 500;

/** Where the `]` of an option is whose `[` is the next token; null if there is no option here. */
export function optionEnd(reading: Reading): number | null {
  if (peek(reading)?.text !== "[") return null;
  const limit = Math.min(reading.limit, reading.at + LONGEST_OPTION);
  for (let at = reading.at + 1, depth = 0, brackets = 0; at < limit; at++) {
    const { text } = reading.tokens[at] as Token;
    if (text === "]" && depth === 0 && brackets-- === 0) return at;
    if (text === "[" && depth === 0) brackets++;
    if (text === "{") depth++;
    else if (text === "}" && depth-- === 0) return null;
  }
  return null;
}

/** Takes `[…]` as it is written; null if there is none. */
export function rawOption(reading: Reading): string | null {
  const end = optionEnd(reading);
  if (end === null) return null;
  const option = spelled(reading.tokens.slice(reading.at + 1, end));
  reading.at = end + 1;
  return option;
}

export const spelled = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join("").trim();
