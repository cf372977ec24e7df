/**
 * How wide formulas and text are on paper, in em of the text around them: what surely fits, and which cells of a table are widest,
 * need not be found by Typst, where measuring takes as long as setting.
 */
import { textWidth } from "../../figure/fonts.js";
import type { Inline } from "../model.js";
import { textOf } from "../walk.js";
import type { MathNode } from "./mathml.js";
import { paperFont } from "./paper-font.js";

type Width = (node: MathNode) => number;

/** The face's bold and italic letters are wider than its upright ones by at most so much. */
const BOLDER = 1.18;

const letters = (text: string): number => textWidth(text, 1, paperFont) * BOLDER;

const WIDTHS: { readonly [tag: string]: Width } = {
  mi: ({ text, children }) => (text.length > 1 ? 0.4 : 0) + letters(text) + row(children),
  mn: ({ text, attributes }) => (attributes["mathvariant"] === undefined ? textWidth(text, 1, paperFont) : letters(text)),
  mo: operator,
  mtext: ({ text, children }) => letters(text) + row(children),
  mspace: ({ attributes }) => Math.max(0, Number.parseFloat(attributes["width"] ?? "0") || 0),
  mfrac: ({ children }) => widest(children) + 0.4,
  msqrt: ({ children }) => row(children) + 1,
  mroot: ({ children: [body, index] }) => widthOf(body!) + 0.7 * widthOf(index!) + 1,
  msub: scripted,
  msup: scripted,
  msubsup: scripted,
  mmultiscripts: scripted,
  munder: stacked,
  mover: stacked,
  munderover: stacked,
  mtable: table,
};

/** A formula's width is at most this. */
export function widthOf(node: MathNode): number {
  return (WIDTHS[node.tag] ?? (({ children }: MathNode) => row(children)))(node);
}

const row = (nodes: readonly MathNode[]): number => nodes.reduce((sum, node) => sum + widthOf(node), 0);
const widest = (nodes: readonly MathNode[]): number => Math.max(0, ...nodes.map(widthOf));

/** Sums and brackets grow; around a relation there are five eighteenths of an em on either side. */
function operator({ text, children, attributes }: MathNode): number {
  if (children.length > 0) return row(children) + 0.6;
  if (text === "" || /^[\u2061-\u2064]$/.test(text)) return 0;
  if (attributes["fence"] === "true" || /^[()[\]{}|‖∣∥⟨⟩]$/.test(text)) return 1;
  if (/^[.,;:!⋅·]$/.test(text)) return 0.75;
  return (/^[∑∏∐∫⋃⋂⨁⨂]$/.test(text) ? 1.6 : letters(text)) + 0.6;
}

/** Scripts are set in seven tenths, one above the other. */
function scripted({ children: [base, ...scripts] }: MathNode): number {
  return widthOf(base!) + 0.8 * widest(scripts) + 0.1;
}

function stacked({ children: [base, ...scripts] }: MathNode): number {
  return Math.max(widthOf(base!), 0.8 * widest(scripts)) + 0.3;
}

function table({ attributes, children: rows }: MathNode): number {
  const columns = Math.max(0, ...rows.map(({ children }) => children.length));
  const gaps = (attributes["columnspacing"] ?? "1em").split(" ").map((gap) => Number.parseFloat(gap) || 0);
  return Array.from({ length: columns }, (_, k) => Math.max(...rows.map(({ children }) => (children[k] === undefined ? 0 : widthOf(children[k]))))).reduce((sum, width) => sum + width, 0) + columns * Math.max(0.5, ...gaps);
}

/** A character of code: DejaVu Sans Mono, which Typst sets in four fifths of the text around it, by the theme in 1.02 of that. */
const CODE = 0.495;

/**
 * Inline content on one line is about this wide; infinite where that is not known.
 * @param formulaWidth of TeX in a sentence
 */
export function inlinesWidth(content: readonly Inline[], formulaWidth: (tex: string) => number): number {
  return content.reduce((sum, inline) => sum + inlineWidth(inline, formulaWidth), 0);
}

function inlineWidth(inline: Inline, formulaWidth: (tex: string) => number): number {
  switch (inline.kind) {
    case "text": return textWidth(inline.text, 1, paperFont);
    case "code": return CODE * [...inline.text].length;
    case "maths": return formulaWidth(inline.tex);
    case "strong": return BOLDER * inlinesWidth(inline.children, formulaWidth);
    case "key": return 1 + CODE * [...textOf(inline.children)].length;
    case "task": return 1.5;
    case "emphasis": case "strike": case "sub": case "sup": case "link": case "reference": return inlinesWidth(inline.children, formulaWidth);
    case "footnote": return 0.5 * String(inline.number).length;
    case "image": return Infinity;
    case "break": return 0;
  }
}

/** Whether all of it is words of faces whose widths are known but for a hair: that of a formula is a bound. */
export const isOfWords = (content: readonly Inline[]): boolean => content.every(isWords);

function isWords(inline: Inline): boolean {
  switch (inline.kind) {
    case "text": return [...inline.text].every((character) => character in paperFont.widths);
    case "code": return /^[ -~]*$/.test(inline.text);
    case "strong": case "strike": case "link": case "reference": return isOfWords(inline.children);
    default: return false;
  }
}

/** A formula in the text that is wider may be broken. */
const UNBROKEN = 7;

/** Characters of a word in code that are not parted. */
const WHOLE = 24;

/** From so many characters on a word of a text is parted like code: no name is as long, and a narrow column has no room for it. */
const LONG = 40;

export const hasLongWord = (text: string): boolean => text.split(/\s+/).some((word) => word.length >= LONG);

/** A mark stays with the first word of what it marks. */
export const withMark = (text: string): string => text.replace(/^([✓✗]) (?=\S)/, "$1\u00a0");

/** What the theme leaves whole of a word that is too long. */
const partsOf = (word: string): readonly string[] => (word.length <= WHOLE ? [word] : word.split(/(?<=[./(,])|(?=[A-Z])/).map((part) => part.slice(0, WHOLE)));

/** How wide the widest part of inline content is that is not broken over lines, about: a word, a short formula, a part of a name in code. */
export function wordsWidth(content: readonly Inline[], formulaWidth: (tex: string) => number): number {
  return Math.max(0, ...content.map((inline) => wordWidth(inline, formulaWidth)));
}

function wordWidth(inline: Inline, formulaWidth: (tex: string) => number): number {
  const widestOf = (parts: readonly string[], width: (part: string) => number): number => Math.max(0, ...parts.map(width));
  switch (inline.kind) {
    case "text": return widestOf(withMark(inline.text).split(/[^\S\u00a0]+|(?<=-)/), (word) => Math.max(...(hasLongWord(inline.text) ? partsOf(word) : [word]).map((part) => textWidth(part, 1, paperFont))));
    case "code": return widestOf(inline.text.split(/\s+/).flatMap(partsOf), (part) => CODE * [...part].length);
    case "maths": return Math.min(formulaWidth(inline.tex), UNBROKEN);
    case "strong": return BOLDER * wordsWidth(inline.children, formulaWidth);
    case "key": case "task": return inlineWidth(inline, formulaWidth);
    case "emphasis": case "strike": case "sub": case "sup": case "link": case "reference": return wordsWidth(inline.children, formulaWidth);
    case "footnote": case "image": case "break": return inlineWidth(inline, formulaWidth) === Infinity ? UNBROKEN : inlineWidth(inline, formulaWidth);
  }
}
