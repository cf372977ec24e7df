/** `\left( … \right)`, `\big(`, `\middle|`. */
import { isDelimiter, spelling } from "./delimiters.js";
import { type CommandReader, deeper, join, peek, type Reading, take, takeIf } from "./reading.js";
import type { Span, Tex } from "./tex.js";
import { TexFault } from "./tex-fault.js";
import type { Token } from "./tokens.js";

export const readLeft: CommandReader = (reading, left) => {
  const opener = delimiterAfter(reading, left);
  const written = `${left.text}${opener.text}`;
  const body = deeper(reading, left, () => reading.readers.list(reading));
  const right = takeIf(reading, "\\right");
  if (right === undefined) throw new TexFault(join(left, opener), `this '${written}' is never closed: add '\\right' and a delimiter, '\\right.' for none`);
  const closer = delimiterAfter(reading, right);
  return { kind: "delimited", left: spelling(opener.text), right: spelling(closer.text), body, ...spanBetween(left, closer) };
};

const spanBetween = (from: Span, to: Span): Span => join(from, to);

/** A bar between `\left` and `\right` parts what is before from what is behind: a condition. */
export const readMiddle: CommandReader = (reading, middle) => {
  const delimiter = delimiterAfter(reading, middle);
  const text = spelling(delimiter.text);
  return { kind: "symbol", text: text === "|" ? "\\mid" : text === "\\|" ? "\\parallel" : text, ...join(middle, delimiter) };
};

/** The bracket after `\left`, `\right`, `\big`. @throws {TexFault} if there is none */
export function delimiterAfter(reading: Reading, command: Token): Token {
  const delimiter = peek(reading);
  if (delimiter === undefined || !isDelimiter(delimiter.text)) {
    const found = delimiter === undefined ? "the end of the formula" : `'${delimiter.text}'`;
    throw new TexFault(command, `'${command.text}' needs a delimiter after it, such as '(' or '.', and ${found} is none`);
  }
  take(reading);
  return delimiter;
}

/** `\big`, `\Bigl`, `\biggr`, `\Biggm` … with what the last letter says: "l" opens, "r" closes, "m" parts. */
const SIZE = /^\\(?:big|Big|bigg|Bigg)([lrm]?)$/;

export const isSize = (command: string): boolean => SIZE.test(command);

/** A sized delimiter is the plain one, with the place of both. */
export function readSized(reading: Reading, size: Token): { readonly node: Tex; readonly delimiter: string; readonly side: string } {
  const delimiter = delimiterAfter(reading, size);
  const side = SIZE.exec(size.text)?.[1] ?? "";
  const text = spelling(delimiter.text);
  return { node: { kind: "symbol", text: side === "m" && text === "|" ? "\\mid" : text, ...join(size, delimiter) }, delimiter: text, side };
}
