/** Words in a formula: `\text{…}`, and the words of `\mathrm` and `\operatorname`. */
import { group, join, type Reading, type CommandReader, deeper, peek, rawArgument, spelled, UNCLOSED_BRACE } from "./reading.js";
import type { Span, Tex } from "./tex.js";
import { TexFault } from "./tex-fault.js";
import type { Token } from "./tokens.js";

/** `\text{if $x > 0$}`: words; with maths in them a group of words and maths. */
export const readText: CommandReader = (reading, command) => {
  const opener = peek(reading);
  if (opener?.text !== "{") {
    const { tokens, span } = rawArgument(reading, command);
    return words(command, textOf(tokens), join(command, span));
  }
  reading.at++;
  const { pieces, end } = deeper(reading, opener, () => readPieces(reading, command, opener));
  const span = join(command, end);
  const [only, ...more] = pieces;
  if (only === undefined) return words(command, "", span);
  if (more.length > 0 || only.kind !== "words") return group(pieces, span);
  return UPRIGHT_LETTERS.test(only.text) ? { kind: "symbol", text: only.text, ...span } : { ...only, ...span };
};

/** `\frac{\text{d}L}{\text{d}x}`, `W^{\text{T}}`, `\text{e}^x`: letters that are upright by convention, not words. */
const UPRIGHT_LETTERS = /^[dTe]$/;

function readPieces(reading: Reading, command: Token, opener: Token): { readonly pieces: readonly Tex[]; readonly end: Token } {
  const pieces: Tex[] = [];
  let pending: Token[] = [];
  const flush = (): void => {
    const [first] = pending;
    const last = pending.at(-1);
    if (first !== undefined && last !== undefined) pieces.push(words(command, textOf(pending), join(first, last)));
    pending = [];
  };
  for (let depth = 0; reading.at < reading.limit; ) {
    const token = reading.tokens[reading.at++] as Token;
    if (token.text === "}" && depth-- === 0) {
      flush();
      return { pieces, end: token };
    }
    if (token.text === "{") depth++;
    const closer = MATHS.get(token.text);
    if (closer === undefined) pending.push(token);
    else {
      flush();
      pieces.push(...readMaths(reading, token, closer));
    }
  }
  throw new TexFault(opener, UNCLOSED_BRACE);
}

const MATHS: ReadonlyMap<string, string> = new Map([["$", "$"], ["\\(", "\\)"]]);

function readMaths(reading: Reading, opener: Token, closer: string): readonly Tex[] {
  const nodes = reading.readers.list(reading);
  if (peek(reading)?.text !== closer) throw new TexFault(opener, `this '${opener.text}' inside text is never closed: add '${closer}'`);
  reading.at++;
  return nodes;
}

const words = ({ text: command }: Token, text: string, { start, end }: Span): Tex => ({ kind: "words", command: command.slice(1), text, start, end });

/** What the words say: braces and font commands dropped, `\ ` and `~` as blanks, `\%` as the character. */
export function textOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ kind, text }) => {
      if (text === "{" || text === "}") return "";
      if (text === "~" || SPACES.has(text)) return " ";
      if (kind === "command") return /^\\[a-zA-Z]/.test(text) ? (SWITCHES.test(text) ? "" : text) : text.slice(1);
      return text;
    })
    .join("");
}

const SPACES: ReadonlySet<string> = new Set(["\\ ", "\\,", "\\;", "\\:", "\\quad", "\\qquad", "\\enspace", "\\thinspace", "\\space", "\\nobreakspace"]);
const SWITCHES = /^\\(?:text\w*|math\w*|rm|bf|it|sf|tt|sc|em|emph|bfseries|itshape|limits|nolimits|displaystyle|nolinkurl|!)$/;

/**
 * The letters of an argument that are a word: "ReLU" of `\mathrm{ReLU}`, "arg max" of `\operatorname{arg\,max}`.
 * null, and nothing is taken, if it holds anything else.
 */
export function wordAhead(reading: Reading, pattern: RegExp): { readonly text: string; readonly next: number; readonly span: Span } | null {
  const opener = peek(reading);
  if (opener === undefined) return null;
  const from = opener.text === "{" ? reading.at + 1 : reading.at;
  let to = from;
  if (opener.text !== "{") to++;
  else while (to < reading.limit && reading.tokens[to]?.text !== "}" && to - from < 200) to++;
  const closer = reading.tokens[opener.text === "{" ? to : from];
  const text = spelled([{ kind: "blank", text: textOf(reading.tokens.slice(from, to)), start: 0, end: 0 }]);
  if (closer === undefined || to > reading.limit || !pattern.test(text)) return null;
  return { text, next: opener.text === "{" ? to + 1 : to, span: join(opener, closer) };
}
