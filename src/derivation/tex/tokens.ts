/** From characters to TeX's tokens, each with its place. Comments are dropped here, blanks are kept (text needs them). */
import type { Span } from "./tex.js";

export interface Token extends Span {
  readonly kind: "command" | "character" | "blank";
  /** As written, a command with its backslash; a blank is always one space. */
  readonly text: string;
}

// a command, a comment with its line end and the next line's indentation, blanks, one character
const TOKEN = /(\\(?:[a-zA-Z]+|[^]|$))|(%[^\n]*(?:\n[ \t]*)?)|(\s+)|[^]/uy;

/** The tokens of `text` between two offsets. */
export function tokenise(text: string, { start, end }: Span): Token[] {
  const tokens: Token[] = [];
  const part = text.slice(start, end);
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < part.length; ) {
    const [found, command, comment, blank] = TOKEN.exec(part) ?? [part];
    if (comment !== undefined) continue;
    const span = { start: start + TOKEN.lastIndex - found.length, end: start + TOKEN.lastIndex };
    if (command !== undefined) tokens.push({ ...span, kind: "command", text: /^\\\s$/.test(command) ? "\\ " : command });
    else if (blank !== undefined) tokens.push({ ...span, kind: "blank", text: " " });
    else tokens.push({ ...span, kind: "character", text: found });
  }
  return tokens;
}
