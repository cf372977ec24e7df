import type { Inline } from "../model.js";
import { escapeLatex } from "./escape.js";
import { inlinesLatex, type LatexWriting } from "./inlines.js";

export function captionLatex(word: string, number: string | null, caption: readonly Inline[], writing: LatexWriting): string {
  return [...(number === null ? [] : [`\\textbf{${word} ${escapeLatex(number)}.}`]), ...(caption.length === 0 ? [] : [inlinesLatex(caption, writing)])].join(" ");
}
