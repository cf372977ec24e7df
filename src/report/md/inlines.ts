/** Inline content as Markdown: what stood in a text as it is, is escaped. */
import type { Inline } from "../model.js";
import { imageBytes, type PictureFiles } from "../picture-files.js";
import { markdownMaths } from "./maths.js";

/** What is collected while a report is written. */
export interface MarkdownWriting {
  readonly pictures: PictureFiles;
  /** Footnotes, in the order in which they are met. */
  readonly notes: Extract<Inline, { readonly kind: "footnote" }>[];
}

const TAGS = { key: "kbd", sub: "sub", sup: "sup" } as const;

const MARKS = { emphasis: "*", strong: "**", strike: "~~" } as const;

export const inlinesMarkdown = (content: readonly Inline[], writing: MarkdownWriting): string => content.map((inline) => inlineMarkdown(inline, writing)).join("");

function inlineMarkdown(inline: Inline, writing: MarkdownWriting): string {
  switch (inline.kind) {
    case "text": return escapeMarkdown(inline.text);
    case "code": return codeSpan(inline.text);
    case "maths": return maths(inline.tex);
    case "emphasis": case "strong": case "strike": return `${MARKS[inline.kind]}${inlinesMarkdown(inline.children, writing)}${MARKS[inline.kind]}`;
    case "link": return `[${inlinesMarkdown(inline.children, writing)}](<${inline.href.replace(/[<>\n]/g, encodeURIComponent)}>)`;
    case "reference": return `${inline.id === undefined ? "" : anchor(inline.id)}[${inlinesMarkdown(inline.children, writing)}](#${inline.target})`;
    case "footnote": return (writing.notes.push(inline), `[^${inline.number}]`);
    case "image": return image(inline.source, inline.alt, writing);
    case "key": case "sub": case "sup": return `<${TAGS[inline.kind]}>${inlinesMarkdown(inline.children, writing)}</${TAGS[inline.kind]}>`;
    case "task": return `[${inline.isDone ? "x" : " "}] `;
    case "break": return "  \n";
  }
}

function maths(tex: string): string {
  const formula = markdownMaths(oneLine(tex));
  return formula === null ? codeSpan(oneLine(tex)) : `$${formula}$`;
}

function image(source: string, alt: string, { pictures }: MarkdownWriting): string {
  const bytes = imageBytes(source);
  return bytes === null ? escapeMarkdown(`[${alt}]`) : `![${escapeMarkdown(oneLine(alt))}](${pictures.add(bytes, null)})`;
}

/** A place that references lead to. */
export const anchor = (id: string): string => `<a id="${id.replace(/[^\w:.-]/g, "")}"></a>`;

export const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, " ").trim();

/** A bracket becomes an entity: `\[` would open a display of maths. `@word` would cite. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_\]<>$|~]/g, "\\$&").replace(/(?<![\p{L}\p{N}_.@/-])@(?=[\p{L}\p{N}_])/gu, "\\@").replaceAll("[", "&#91;").replaceAll("\\]", "&#93;").replace(/^(\s*)([#+-]|\d+[.)])(?=\s)/gm, (_, blank: string, sign: string) => `${blank}${sign.slice(0, -1)}\\${sign.slice(-1)}`);

function codeSpan(text: string): string {
  const fence = "`".repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const room = /^`|`$/.test(text) ? " " : "";
  return `${fence}${room}${text}${room}${fence}`;
}
