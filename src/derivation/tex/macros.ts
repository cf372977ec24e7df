/** The author's own commands: `\newcommand`, `\renewcommand`, `\providecommand`, `\def`, `\let`, `\DeclareMathOperator`, `\DeclarePairedDelimiter`. */
import { type Token, tokenise } from "./tokens.js";

export interface Macro {
  readonly parameters: number;
  /** What the first parameter is where the call gives no `[…]`; null if it is not optional. */
  readonly optional: readonly Token[] | null;
  /** `\norm*{x}`: a star after the name is read over. */
  readonly starred: boolean;
  readonly body: readonly Token[];
}

/** By name, backslash included. */
export type Macros = ReadonlyMap<string, Macro>;

/** In tokens; looking further for a brace that is never closed would make many such definitions slow. */
export const LONGEST_DEFINITION = 2_000;

export const NO_MACROS: Macros = new Map();

export const isDefinition = (command: string): boolean => DEFINERS.has(command);

/**
 * Reads the definition that starts at `tokens[at]`.
 * @returns the name, the macro and where the definition ends; null if it is none of the forms above (`\def` with delimiters, say)
 */
export function readDefinition(tokens: readonly Token[], at: number): { readonly name: string; readonly macro: Macro | null; readonly next: number } | null {
  const definer = DEFINERS.get(tokens[at]?.text ?? "");
  return definer?.({ tokens, at: at + 1 }) ?? null;
}

/** `\providecommand` does not replace what is there. */
export const isWeak = (command: string): boolean => command === "\\providecommand";

/** Adds every definition among the tokens to `macros`, in their order. */
export function collectMacros(tokens: readonly Token[], macros: Map<string, Macro>): void {
  for (let at = 0; at < tokens.length; at++) {
    const definer = tokens[at];
    if (definer?.kind !== "command" || !isDefinition(definer.text)) continue;
    const found = readDefinition(tokens, at);
    if (found === null) continue;
    if (found.macro !== null && !(isWeak(definer.text) && macros.has(found.name))) macros.set(found.name, found.macro);
    at = found.next - 1;
  }
}

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
}
type Definer = (cursor: Cursor) => { readonly name: string; readonly macro: Macro | null; readonly next: number } | null;

const plain = (body: readonly Token[], parameters = 0): Macro => ({ parameters, optional: null, starred: false, body });

const newCommand: Definer = (cursor) => {
  skipStar(cursor);
  const name = commandName(cursor);
  if (name === null) return null;
  const count = inBrackets(cursor);
  const optional = count === null ? null : inBrackets(cursor);
  const body = inBraces(cursor);
  if (body === null) return null;
  const parameters = Number(spelled(count ?? []) || 0);
  const isCount = Number.isInteger(parameters) && parameters >= 0 && parameters <= 9;
  return { name, macro: isCount ? { parameters, optional: parameters > 0 ? optional : null, starred: false, body } : null, next: cursor.at };
};

const def: Definer = (cursor) => {
  const name = commandName(cursor);
  if (name === null) return null;
  let parameters = 0;
  while (peek(cursor)?.text === "#" && cursor.tokens[cursor.at + 1]?.text === String(parameters + 1)) {
    parameters++;
    cursor.at += 2;
  }
  const body = inBraces(cursor);
  return body && { name, macro: plain(body, parameters), next: cursor.at };
};

const letCommand: Definer = (cursor) => {
  const name = commandName(cursor);
  if (name === null) return null;
  if (peek(cursor)?.text === "=") cursor.at++;
  const meaning = peek(cursor);
  if (meaning === undefined) return null;
  cursor.at++;
  return { name, macro: meaning.text === name ? null : plain([meaning]), next: cursor.at };
};

const declareOperator: Definer = (cursor) => {
  skipStar(cursor);
  const name = commandName(cursor);
  const body = name === null ? null : inBraces(cursor);
  return name === null || body === null ? null : { name, macro: plain([...written("\\operatorname{"), ...body, ...written("}")]), next: cursor.at };
};

const declareDelimiter: Definer = (cursor) => {
  const name = commandName(cursor);
  const left = name === null ? null : inBraces(cursor);
  const right = left === null ? null : inBraces(cursor);
  if (name === null || left === null || right === null) return null;
  return { name, macro: { ...plain([...written("\\left"), ...left, ...written("#1\\right"), ...right], 1), starred: true }, next: cursor.at };
};

const DEFINERS: ReadonlyMap<string, Definer> = new Map([
  ["\\newcommand", newCommand],
  ["\\renewcommand", newCommand],
  ["\\providecommand", newCommand],
  ["\\def", def],
  ["\\gdef", def],
  ["\\let", letCommand],
  ["\\DeclareMathOperator", declareOperator],
  ["\\DeclarePairedDelimiter", declareDelimiter],
]);

const written = (text: string): Token[] => tokenise(text, { start: 0, end: text.length });
const spelled = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join("").trim();

function peek(cursor: Cursor): Token | undefined {
  while (cursor.tokens[cursor.at]?.kind === "blank") cursor.at++;
  return cursor.tokens[cursor.at];
}

function skipStar(cursor: Cursor): void {
  if (peek(cursor)?.text === "*") cursor.at++;
}

/** `\name` or `{\name}`. */
function commandName(cursor: Cursor): string | null {
  const token = peek(cursor);
  if (token?.kind === "command") {
    cursor.at++;
    return token.text;
  }
  const [only, ...rest] = (inBraces(cursor) ?? []).filter(({ kind }) => kind !== "blank");
  return only?.kind === "command" && rest.length === 0 ? only.text : null;
}

function inBraces(cursor: Cursor): readonly Token[] | null {
  if (peek(cursor)?.text !== "{") return null;
  return inside(cursor, "}");
}

function inBrackets(cursor: Cursor): readonly Token[] | null {
  if (peek(cursor)?.text !== "[") return null;
  return inside(cursor, "]");
}

/** What stands between the opener here and its closer; null, and the cursor as it was, if it is never closed. */
function inside(cursor: Cursor, closer: "}" | "]"): readonly Token[] | null {
  let depth = 0;
  const end = Math.min(cursor.tokens.length, cursor.at + LONGEST_DEFINITION);
  for (let at = cursor.at + 1; at < end; at++) {
    const text = cursor.tokens[at]?.text;
    if (depth === 0 && text === closer) {
      const found = cursor.tokens.slice(cursor.at + 1, at);
      cursor.at = at + 1;
      return found;
    }
    if (text === "{") depth++;
    else if (text === "}") depth--;
    if (depth < 0) return null;
  }
  return null;
}
