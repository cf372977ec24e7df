/** Digits, the decimal point, and three full stops. */
import { join, type Reading } from "./reading.js";
import type { Tex } from "./tex.js";
import type { Token } from "./tokens.js";

/**
 * "12", "0.5", ".5" where no letter stands before it, `\dots` for three full stops; any other full stop is a symbol.
 * @param whole false for an argument, which is one digit
 */
export function readNumber(reading: Reading, first: Token, whole: boolean): Tex {
  const next = (offset: number): string => (reading.at + offset < reading.limit ? (reading.tokens[reading.at + offset]?.text ?? "") : "");
  const isDigit = (text: string): boolean => /^[0-9]$/.test(text);
  if (first.text === ".") {
    if (whole && next(0) === "." && next(1) === ".") {
      reading.at += 2;
      return { kind: "symbol", text: "\\dots", ...join(first, reading.tokens[reading.at - 1] as Token) };
    }
    const before = reading.tokens[reading.at - 2]?.text ?? "";
    if (!whole || !isDigit(next(0)) || /^(?:[\p{L}\d.)}\]']|\\[a-zA-Z]+)$/u.test(before)) return { kind: "symbol", text: ".", start: first.start, end: first.end };
  }
  if (!whole) return { kind: "number", text: first.text, start: first.start, end: first.end };
  let text = first.text;
  let last = first;
  const more = (): void => {
    last = reading.tokens[reading.at++] as Token;
    text += last.text;
  };
  while (isDigit(next(0))) more();
  if (!text.includes(".") && next(0) === "." && isDigit(next(1))) {
    more();
    while (isDigit(next(0))) more();
  }
  return { kind: "number", text, ...join(first, last) };
}
