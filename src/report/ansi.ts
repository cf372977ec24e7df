/** Text with ANSI colours (ECMA-48 SGR) as runs; every other control sequence is dropped. */

export interface AnsiRun {
  readonly text: string;
  /** "red", "bright-blue", "bold", …: the styles that hold, in no order. */
  readonly styles: readonly string[];
}

const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
const STYLES: { readonly [code: number]: string } = { 1: "bold", 2: "dim", 3: "italic", 4: "underline" };

/** Sequences: CSI … letter, OSC … BEL or ST, two-character escapes; and lone control characters but tab and newline. */
// eslint-disable-next-line no-control-regex
const SEQUENCE = /\x1b\[([\d;:?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\-_]?|[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

export function ansiRuns(text: string): readonly AnsiRun[] {
  const runs: AnsiRun[] = [];
  let styles: readonly string[] = [], at = 0;
  const push = (end: number): void => void (end > at && runs.push({ text: text.slice(at, end), styles }));
  for (const match of text.matchAll(SEQUENCE)) {
    push(match.index);
    at = match.index + match[0].length;
    if (match[2] === "m") styles = (match[1] ?? "").split(";").map(Number).reduce(applied, styles);
  }
  push(text.length);
  return runs;
}

/** The text alone. */
export const withoutAnsi = (text: string): string => ansiRuns(text).map((run) => run.text).join("");

function applied(styles: readonly string[], code: number): readonly string[] {
  const isColour = (style: string): boolean => COLOURS.includes(style.replace("bright-", ""));
  if (code === 0) return [];
  if (code === 39) return styles.filter((style) => !isColour(style));
  if (code === 22) return styles.filter((style) => style !== "bold" && style !== "dim");
  const colour = code >= 30 && code <= 37 ? COLOURS[code - 30] : code >= 90 && code <= 97 ? `bright-${COLOURS[code - 90]}` : undefined;
  if (colour !== undefined) return [...styles.filter((style) => !isColour(style)), colour];
  const style = STYLES[code];
  return style === undefined || styles.includes(style) ? styles : [...styles, style];
}
