/** Names, numbers and words. */
import { stringLiteral, symbols } from "../literals.js";
import type { MathNode } from "../mathml.js";
import { bar, isBar } from "./bar.js";
import type { Setting } from "./setting.js";

const VARIANTS: { readonly [variant: string]: readonly string[] } = {
  normal: ["upright"],
  bold: ["bold", "upright"],
  italic: ["italic"],
  "bold-italic": ["bold", "italic"],
  "double-struck": ["bb"],
  script: ["cal"],
  fraktur: ["frak"],
  "bold-fraktur": ["bold", "frak"],
  "sans-serif": ["sans", "upright"],
  "bold-sans-serif": ["bold", "sans", "upright"],
  "sans-serif-italic": ["sans", "italic"],
  monospace: ["mono"],
};

/** The glyphs in the face that MathML asks for. */
export function styled({ attributes }: MathNode, body: string): string {
  const wrappers = VARIANTS[attributes["mathvariant"] ?? ""] ?? [];
  return wrappers.reduceRight((inner, name) => `${name}(${inner})`, body);
}

/** One letter is a variable; several are a name: of an operator, which keeps its distance, or plain. */
export function identifier(node: MathNode, isOperator: boolean, set: Setting): string {
  const { text, attributes } = node;
  if (node.children.length > 0) return `class("large",${set.row(node.children)})`;
  if (isBar(text)) return bar(text);
  const letters = [...text];
  if (letters.length === 1 && !isOperator) return styled(node, symbols(text));
  const name = attributes["mathvariant"] === undefined ? `upright(${stringLiteral(text)})` : styled(node, stringLiteral(text));
  return isOperator ? `op(${name})` : name;
}

/** The widths of the space characters, in em, that KaTeX writes for `\,`, `\:`, `\;`; with the invisible separator after them they are negative. */
const SPACES: { readonly [character: string]: number } = { "\u200a": 0.0556, "\u2009": 0.1667, "\u2005": 0.2222, "\u2004": 0.2778, "\u200b": 0 };

/** Text within a formula; `\text{if }` has its space as a no-break space already. */
export function textual(node: MathNode, set: Setting): string {
  const { attributes, text } = node;
  if (node.children.length > 0) return set.row(node.children);
  if (text === "") return "";
  if (/^[\u200a\u2009\u2005\u2004\u200b\u2063]+$/.test(text)) {
    const width = [...text].reduce((sum, character) => sum + (SPACES[character] ?? 0), 0);
    return width === 0 ? "" : `#h(${(text.includes("\u2063") ? -width : width).toFixed(4)}em)`;
  }
  const isPlain = attributes["mathvariant"] === undefined || attributes["mathvariant"] === "normal";
  return isPlain ? `upright(${stringLiteral(text)})` : styled(node, stringLiteral(text));
}
