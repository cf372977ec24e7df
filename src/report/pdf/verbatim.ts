/** Code and printed text as Typst source. */
import { ansiRuns } from "../ansi.js";
import type { CodeToken } from "../model.js";
import { type Line, linesOf, type Run } from "./listing.js";
import { stringLiteral } from "./literals.js";

/** A stream longer than this is cut: paper is not where anyone reads a thousand lines. */
const LONG = 60, SHOWN = 40;

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

export const codeLines = (tokens: readonly CodeToken[]): string => linesTypst(linesOf(tokens.map(({ text, scope }) => ({ text, style: styleOf(scope) }))));

/** Printed text in its ANSI colours; the middle of a very long one is left out, and a line says so. */
export function streamLines(text: string): string {
  const lines = linesOf(ansiRuns(text).map(({ text: words, styles }): Run => ({ text: words, style: ansiStyle(styles) })));
  if (lines.length <= LONG) return linesTypst(lines);
  const note: Line = [{ text: `… ${lines.length - SHOWN} lines are left out here; the executed notebook has them all`, style: "comment" }];
  return linesTypst([...lines.slice(0, SHOWN - 5), note, ...lines.slice(-5)]);
}

/** What the theme knows: one colour, one behind the letters, weights, in this order. White letters only stand on a colour that paper has lighter. */
function ansiStyle(styles: readonly string[]): string | null {
  const known = styles.map((style) => style.replace("bright-", "")).filter((style) => /^(on-)?(red|green|yellow|blue|magenta|cyan)$|^(bold|italic|underline|dim|inverse)$/.test(style));
  return known.length === 0 ? null : known.sort().join(" ");
}

/** An array of lines, each an array of strings and (style, string) pairs. */
const linesTypst = (lines: readonly Line[]): string => `(${lines.map((line) => `(${line.map(runTypst).join("")}),`).join("\n")})`;

const runTypst = ({ text, style }: Run): string => (style === null ? `${stringLiteral(text)},` : `(${stringLiteral(style)},${stringLiteral(text)}),`);
