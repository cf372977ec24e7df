/** From characters to TeX's tokens, each with its place. Comments are dropped here, blanks are kept (text needs them). */
import type { Span } from "./tex.js";

export interface Token extends Span {
  readonly kind: "command" | "character" | "blank";
  /** As written, a command with its backslash; a blank is always one space. */
  readonly text: string;
}

/** The tokens of `text` between two offsets. */
export function tokenise(text: string, { start, end }: Span): Token[] {
  const tokens: Token[] = [];
  for (let at = start; at < end; ) {
    const from = at;
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) {
      at = Math.min(end, commandEnd(text, at));
      const name = text.slice(from, at);
      tokens.push({ kind: "command", text: name.length === 2 && isBlank(name.charCodeAt(1)) ? "\\ " : name, start: from, end: at });
    } else if (code === PERCENT) {
      at = commentEnd(text, at);
    } else if (isBlank(code)) {
      while (at < end && isBlank(text.charCodeAt(at))) at++;
      tokens.push({ kind: "blank", text: " ", start: from, end: at });
    } else {
      at = Math.min(end, at + width(text, at));
      tokens.push({ kind: "character", text: text.slice(from, at), start: from, end: at });
    }
  }
  return tokens;
}

const BACKSLASH = 92;
const PERCENT = 37;
const NEWLINE = 10;

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff || (code >= 0x2000 && code <= 0x200b) || code === 0x2028 || code === 0x2029 || code === 0x3000;

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** Code units of the character here: two where it is a pair. */
const width = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** A command is a backslash with letters, or with one other character. */
function commandEnd(text: string, at: number): number {
  let end = at + 1;
  while (isLetter(text.charCodeAt(end))) end++;
  return end > at + 1 || end >= text.length ? end : end + width(text, end);
}

/** A comment takes its line's end and the blanks of the next line's beginning with it. */
function commentEnd(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  if (newline === -1) return text.length;
  let end = newline + 1;
  while (text.charCodeAt(end) !== NEWLINE && isBlank(text.charCodeAt(end))) end++;
  return end;
}
