/** A source line with a part of it underlined, as wide as a terminal. */
export interface Underlined {
  readonly text: string;
  readonly marks: string;
}

const CUT = "…";

/** Characters that a terminal draws two columns wide, and those that it draws on top of the one before. */
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NARROWER = /[\p{Mn}\p{Me}\p{Cf}]/u;

const columns = (text: string): number => [...text].reduce((sum, character) => sum + (NARROWER.test(character) ? 0 : WIDE.test(character) ? 2 : 1), 0);

/**
 * The line, cut to `width` around what is underlined; a span that goes on over the end of the line is underlined up to it.
 * @param start of the span in the line, from 0
 */
export function underlinedLine(line: string, start: number, length: number, width: number): Underlined {
  const shown = line.replace(/[\t\v\f\u0085\u2028\u2029]/g, " ").replace(/\p{Cc}/gu, "\ufffd").trimEnd();
  const from = Math.min(start, shown.length), to = Math.min(Math.max(from + length, from + 1), Math.max(shown.length, from + 1));
  const { left, right } = windowAround(shown, from, to, width);
  const before = shown.slice(left, from), marked = shown.slice(from, Math.min(to, right));
  const open = left > 0 ? CUT : "", close = right < shown.length ? CUT : "";
  return { text: `${open}${shown.slice(left, right)}${close}`, marks: `${" ".repeat(open.length + columns(before))}${"^".repeat(Math.max(1, columns(marked)))}` };
}

function windowAround(line: string, from: number, to: number, width: number): { readonly left: number; readonly right: number } {
  if (line.length <= width) return { left: 0, right: line.length };
  const room = width - 2 * CUT.length;
  const spare = Math.max(0, room - (to - from));
  const left = Math.max(0, Math.min(from - Math.min(from, Math.floor(spare * 0.6)), line.length - room));
  return { left, right: Math.min(line.length, left + room) };
}
