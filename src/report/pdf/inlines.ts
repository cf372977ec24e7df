/** Inline content as Typst source. */
import { textOf } from "../walk.js";
import type { Block, Inline } from "../model.js";
import { blocksTypst } from "./blocks.js";
import { inlineFormula } from "./formula.js";
import { stringLiteral } from "./literals.js";
import { readDataUri } from "./pictures.js";
import { hasLongWord, withMark } from "./widths.js";
import type { Writing } from "./writing.js";

export const inlinesTypst = (content: readonly Inline[], writing: Writing): string => content.map((inline) => inlineTypst(inline, writing)).join("");

const FUNCTIONS = { emphasis: "emph", strong: "strong", strike: "strike", key: "theme.key", sub: "sub", sup: "super" } as const;

function inlineTypst(inline: Inline, writing: Writing): string {
  switch (inline.kind) {
    case "text": return text(withMark(inline.text));
    case "code": return `#theme.code(${stringLiteral(inline.text)});`;
    case "maths": return inlineFormula(inline.tex, writing);
    case "emphasis": case "strong": case "strike": case "key": case "sub": case "sup": return `#${FUNCTIONS[inline.kind]}[${inlinesTypst(inline.children, writing)}];`;
    case "link": return `#link(${stringLiteral(inline.href)})[${inlinesTypst(inline.children, writing)}];`;
    case "reference": return reference(inline.target, inlinesTypst(inline.children, writing), writing, inline.id);
    case "footnote": return `#theme.note(${stringLiteral(String(inline.number))})[${noteTypst(inline.blocks, writing)}];`;
    case "image": return image(inline.source, inline.alt, writing);
    case "break": return "#linebreak();";
    case "task": return `#theme.task(${inline.isDone});`;
  }
}

const text = (words: string): string => (hasLongWord(words) ? `#theme.long-words(${stringLiteral(words)});` : `#${stringLiteral(words)};`);

/** The first paragraph of a note runs on from its number. */
function noteTypst(blocks: readonly Block[], writing: Writing): string {
  const [first, ...rest] = blocks;
  return first?.kind === "paragraph" ? `${inlinesTypst(first.children, writing)}\n\n${blocksTypst(rest, writing)}` : blocksTypst(blocks, writing);
}

function reference(target: string, text: string, { targets }: Writing, id: string | undefined): string {
  const link = targets.has(target) ? `#link(label(${stringLiteral(target)}))[${text}]` : `#[${text}]`;
  return id === undefined ? `${link};` : `${link}#label(${stringLiteral(id)});`;
}

/** An image on its own line keeps its size; a wider one is fitted to the column by the theme. */
function image(source: string, alt: string, writing: Writing): string {
  const picture = readDataUri(source, writing);
  if ("path" in picture) return `#theme.inline-picture(${stringLiteral(picture.path)}, ${stringLiteral(alt || "Picture without a description.")});`;
  writing.problems.push({ where: writing.where, message: `an image cannot be set in the PDF: ${picture.problem}` });
  return `#theme.failed(${stringLiteral(`[image ${alt}: ${picture.problem}]`)});`;
}

/** Inline content as one string literal, for a place that takes no markup. */
export const plainLiteral = (content: readonly Inline[]): string => stringLiteral(textOf(content));
