/** Inline content as LaTeX. */
import type { Inline } from "../model.js";
import { imageBytes, type PictureFiles } from "../picture-files.js";
import { blocksLatex } from "./blocks.js";
import { escapeAddress, escapeLatex, labelName } from "./escape.js";
import { latexMaths } from "./maths.js";

/** What is collected while a report is written. */
export interface LatexWriting {
  readonly pictures: PictureFiles;
  /** Ids that something has; a reference to any other is set as text. */
  readonly targets: Set<string>;
}

const COMMANDS = { emphasis: "emph", strong: "textbf", strike: "sout", sub: "textsubscript", sup: "textsuperscript" } as const;

export const inlinesLatex = (content: readonly Inline[], writing: LatexWriting): string => content.map((inline) => inlineLatex(inline, writing)).join("");

function inlineLatex(inline: Inline, writing: LatexWriting): string {
  switch (inline.kind) {
    case "key": return `\\fbox{\\footnotesize\\texttt{${inlinesLatex(inline.children, writing)}}}`;
    case "task": return `$\\${inline.isDone ? "boxtimes" : "square"}$ `;
    case "text": return inline.text.split(/(\S{40,})/).map((part, k) => (k % 2 === 0 ? escapeLatex(part) : part.match(/.{1,12}/gu)!.map(escapeLatex).join("\\allowbreak{}"))).join("");
    case "code": return `\\texttt{${breakable(escapeLatex(inline.text))}}`;
    case "maths": return maths(inline.tex);
    case "emphasis": case "strong": case "strike": case "sub": case "sup": return `\\${COMMANDS[inline.kind]}{${inlinesLatex(inline.children, writing)}}`;
    case "link": return inline.href.startsWith("#") ? inlinesLatex(inline.children, writing) : `\\href{${escapeAddress(inline.href)}}{${inlinesLatex(inline.children, writing)}}`;
    case "reference": return reference(inline.target, inlinesLatex(inline.children, writing), writing, inline.id);
    case "footnote": return `\\footnote[${inline.number}]{${blocksLatex(inline.blocks, writing)}}`;
    case "image": return image(inline.source, inline.alt, writing);
    case "break": return "\\\\{} ";
  }
}

function maths(tex: string): string {
  const formula = latexMaths(tex);
  return formula === null ? `\\texttt{${breakable(escapeLatex(tex))}}` : `$${formula.replace(/\s*\n\s*/g, " ")}$`;
}

function reference(target: string, text: string, { targets }: LatexWriting, id: string | undefined): string {
  const link = targets.has(target) ? `\\hyperlink{${labelName(target)}}{${text}}` : text;
  return `${id === undefined ? "" : anchor(id)}${link}`;
}

/** A place that references lead to. */
export const anchor = (id: string): string => `\\hypertarget{${labelName(id)}}{}`;

function image(source: string, alt: string, { pictures }: LatexWriting): string {
  const bytes = imageBytes(source);
  return bytes === null || bytes.extension === "gif" ? escapeLatex(`[${alt}]`) : `\\includegraphics[width=\\linewidth,height=0.6\\textheight,keepaspectratio]{${pictures.add(bytes, null)}}`;
}

/** A long name may be broken after a point, a slash or a bracket. */
const breakable = (text: string): string => text.replace(/([./(,])(?=\w)/g, "$1\\allowbreak{}");
