/** Text with ANSI colours (ECMA-48 SGR) as runs; every other control sequence is dropped. */

export interface AnsiRun {
  readonly text: string;
  /** "red", "bright-blue", "on-red", "bold", …: the styles that hold, in no order. */
  readonly styles: readonly string[];
}

const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
const STYLES: { readonly [code: number]: string } = { 1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "inverse" };
/** Each code that takes a style back, with those that it takes. */
const ENDS: { readonly [code: number]: RegExp } = { 0: /./, 22: /^(bold|dim)$/, 23: /^italic$/, 24: /^underline$/, 27: /^inverse$/, 39: /^(?!on-)(bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/, 49: /^on-/ };

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
    if (match[2] === "m") styles = restyled(styles, (match[1] ?? "").split(/[;:]/).map(Number));
  }
  push(text.length);
  return runs;
}

/** The text alone. */
export const withoutAnsi = (text: string): string => ansiRuns(text).map((run) => run.text).join("");

/** One sequence's codes, in turn; 38 and 48 take more of them: `38;5;n` or `38;2;r;g;b`. */
function restyled(styles: readonly string[], [code = 0, ...rest]: readonly number[]): readonly string[] {
  if (code === 38 || code === 48) {
    const name = rest[0] === 5 ? paletteName(rest[1] ?? 0) : nameOfColour(rest[1] ?? 0, rest[2] ?? 0, rest[3] ?? 0);
    return more(coloured(styles, code === 48, name), rest.slice(rest[0] === 5 ? 2 : 4));
  }
  return more(applied(styles, code), rest);
}

const more = (styles: readonly string[], codes: readonly number[]): readonly string[] => (codes.length === 0 ? styles : restyled(styles, codes));

function applied(styles: readonly string[], code: number): readonly string[] {
  const ended = ENDS[code];
  if (ended !== undefined) return styles.filter((style) => !ended.test(style));
  const [base, bright] = [[30, ""], [90, "bright-"], [40, ""], [100, "bright-"]].find(([from]) => code >= Number(from) && code < Number(from) + 8) ?? [];
  if (base !== undefined) return coloured(styles, base === 40 || base === 100, `${bright}${COLOURS[code - Number(base)]}`);
  const style = STYLES[code];
  return style === undefined || styles.includes(style) ? styles : [...styles, style];
}

/** One colour of the letters and one behind them hold at a time; null is none. */
function coloured(styles: readonly string[], isBehind: boolean, name: string | null): readonly string[] {
  const others = styles.filter((style) => !ENDS[isBehind ? 49 : 39]!.test(style));
  return name === null ? others : [...others, `${isBehind ? "on-" : ""}${name}`];
}

/** A colour of the palette of 256: 16 names, a cube of 6 × 6 × 6, 24 greys. */
function paletteName(k: number): string | null {
  if (k < 16) return `${k < 8 ? "" : "bright-"}${COLOURS[k % 8]}`;
  if (k > 231) return null;
  const level = (part: number): number => [0, 95, 135, 175, 215, 255][part % 6]!;
  return nameOfColour(level(Math.floor((k - 16) / 36)), level(Math.floor((k - 16) / 6)), level(k - 16));
}

/** The page has few colours, which can be read on paper and in the dark: the nearest by its hue; none for a grey. */
function nameOfColour(red: number, green: number, blue: number): string | null {
  const [high, low] = [Math.max(red, green, blue), Math.min(red, green, blue)], spread = high - low;
  if (!(spread > 40)) return null;
  const sixth = high === red ? ((green - blue) / spread + 6) % 6 : high === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  return ["red", "yellow", "yellow", "green", "green", "cyan", "cyan", "blue", "blue", "magenta", "magenta", "red"][Math.floor(sixth * 2) % 12]!;
}
