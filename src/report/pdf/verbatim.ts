/** Code and printed text as Typst source. */
import { ansiRuns } from "../ansi.js";
import type { CodeToken } from "../model.js";
import { type Line, linesOf, type Run, wrappedLines } from "./listing.js";
import { stringLiteral } from "./literals.js";

/** A stream longer than this on paper is cut, where nobody reads a thousand lines, to so many at its head and foot; a last line that is longer may take more. */
const LONG = 60, HEAD = 35, FOOT = 5, LAST = 20;

/** highlight.js's scopes by the colour that the theme gives them. */
const COLOURS: readonly (readonly [colour: string, scope: RegExp])[] = [
  ["comment", /^(comment|quote|doctag)/],
  ["string", /^(string|regexp|char|template)/],
  ["number", /^(number|literal|symbol)/],
  ["keyword", /^(keyword|selector|meta)/],
  ["title", /^(title|function|class|section)/],
  ["type", /^(type|built_in|attr|property|variable)/],
];

const styleOf = (scope: string | null): string | null => (scope === null ? null : (COLOURS.find(([, pattern]) => pattern.test(scope))?.[0] ?? null));

export const codeLines = (tokens: readonly CodeToken[], columns: number): string => linesTypst(linesOf(tokens.map(({ text, scope }) => ({ text, style: styleOf(scope) })), columns));

/** Printed text in its ANSI colours; the middle of a very long one is left out, and a line says so. */
export function streamLines(text: string, columns: number): string {
  const lines = wrappedLines(ansiRuns(text).map(({ text: words, styles }): Run => ({ text: words, style: ansiStyle(styles) })), columns);
  return linesTypst(lines.flat().length <= LONG ? lines.flat() : cut(lines));
}

/** Whole lines of the text from its head and foot; where the first is longer than there is room for, what there is room for. */
function cut(lines: readonly (readonly Line[])[]): readonly Line[] {
  const note = (what: string, it = "it"): Line => [{ text: `… ${what} left out here; the executed notebook has ${it} all`, style: "comment" }];
  const head = fitting(lines, HEAD), foot = fitting(lines.toReversed(), FOOT) || (lines.at(-1)!.length <= LAST ? 1 : 0);
  if (head === 0) return [...lines[0]!.slice(0, HEAD), note("the rest is")];
  const count = lines.length - head - foot;
  return [...lines.slice(0, head).flat(), count === 1 ? note("1 line is") : note(`${count} lines are`, "them"), ...lines.slice(lines.length - foot).flat()];
}

/** How many of the first lines have room: some have not. */
function fitting(lines: readonly (readonly Line[])[], room: number): number {
  let used = 0;
  return lines.findIndex(({ length }) => (used += length) > room);
}

/** What the theme knows: one colour, one behind the letters, weights, in this order. White letters only stand on a colour that paper has lighter. */
function ansiStyle(styles: readonly string[]): string | null {
  const known = styles.map((style) => style.replace("bright-", "")).filter((style) => /^(on-)?(red|green|yellow|blue|magenta|cyan)$|^(bold|italic|underline|dim|inverse)$/.test(style));
  return known.length === 0 ? null : known.sort().join(" ");
}

/** An array of lines, each an array of strings and (style, string) pairs. */
const linesTypst = (lines: readonly Line[]): string => `(${lines.map((line) => `(${line.map(runTypst).join("")}),`).join("\n")})`;

const runTypst = ({ text, style }: Run): string => (style === null ? `${stringLiteral(text)},` : `(${stringLiteral(style)},${stringLiteral(text)}),`);
