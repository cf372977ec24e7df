/** The faces figures are set in, with the widths of their characters (made by scripts/generate-font-widths.mjs). */
import { readFileSync } from "node:fs";
import type { FigureFont } from "./figure.js";

const read = (name: string): FigureFont => JSON.parse(readFileSync(new URL(`./fonts/${name}.json`, import.meta.url), "utf8")) as FigureFont;

/** Screen and notebooks: the report's text face; Times is near enough where it is missing. */
export const stixTwoText: FigureFont = { ...read("stix-two-text"), family: "STIX Two Text, Times New Roman, Times, serif" };

/** Paper: Computer Modern, as the mathematics around the figure. */
export const computerModern: FigureFont = read("computer-modern");

/** The width of a text of one line, in the unit of `size`. */
export function textWidth(text: string, size: number, { widths, fallback }: FigureFont): number {
  let em = 0;
  for (const character of text) em += widths[character] ?? fallback;
  return em * size;
}
