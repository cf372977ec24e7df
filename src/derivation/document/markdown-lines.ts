/** What lines are in Markdown: code, mathematics in a fence, headings, tables, items. Source: CommonMark 0.31, GitHub's and MyST's fences. */
import type { Span } from "../tex/tex.js";

export type LineBlock =
  /** Not read: code. */
  | { readonly kind: "code"; readonly span: Span }
  /** ```` ```math ````; `label` is MyST's option. */
  | { readonly kind: "math"; readonly span: Span; readonly inner: Span; readonly label: string | null }
  | { readonly kind: "heading"; readonly span: Span; readonly level: number; readonly text: string }
  /** A list item or a table row begins here. */
  | { readonly kind: "item"; readonly span: Span }
  | { readonly kind: "row"; readonly span: Span };

/** The text with quote marks as blanks, and its blocks by where they start. */
export interface MarkdownLines {
  readonly text: string;
  readonly blocks: ReadonlyMap<number, LineBlock>;
}

interface Line extends Span {
  readonly text: string;
}

const FENCE = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})[ \t]*([^`\r]*)\r?$/;
const QUOTE = /^ {0,3}(?:> ?)+/;
const ATX = /^ {0,3}(#{1,6})(?:[ \t]+|\r?$)(.*?)(?:[ \t]+#+)?[ \t]*\r?$/;
const SETEXT = /^ {0,3}(=+|-{2,})[ \t]*\r?$/;
const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const ROW = /^[ \t]*\|.*\|[ \t]*\r?$/;

export function markdownLines(source: string, from: number): MarkdownLines {
  const lines = unquoted(source, from);
  const blocks = new Map<number, LineBlock>();
  const add = (block: LineBlock): void => void blocks.set(block.span.start, block);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line;
    const fence = FENCE.exec(line.text);
    if (fence !== null) {
      const last = fenceEnd(lines, index, fence[1] as string);
      add(fenceBlock(lines, index, last, (fence[2] as string).trim()));
      index = last;
      continue;
    }
    const heading = ATX.exec(line.text);
    if (heading !== null) add({ kind: "heading", span: line, level: (heading[1] as string).length, text: headingText(heading[2] as string) });
    else if (isSetext(lines, index)) add({ kind: "heading", span: { start: line.start, end: (lines[index + 1] as Line).end }, level: lines[index + 1]?.text.includes("=") === true ? 1 : 2, text: headingText(line.text) });
    else if (ROW.test(line.text)) add({ kind: "row", span: line });
    else {
      const mark = ITEM.exec(line.text);
      if (mark !== null) add({ kind: "item", span: { start: line.start, end: line.start + mark[0].length } });
    }
  }
  return { text: source.slice(0, from) + lines.map(({ text }) => text).join("\n"), blocks };
}

/** The lines, each with its quote marks as blanks: `> $$` begins a display that goes on in `> x`. */
function unquoted(source: string, from: number): Line[] {
  const lines: Line[] = [];
  let quoted = true;
  let start = from;
  for (const raw of source.slice(from).split("\n")) {
    const mark: string | undefined = quoted ? QUOTE.exec(raw)?.[0] : undefined;
    lines.push({ text: mark === undefined ? raw : " ".repeat(mark.length) + raw.slice(mark.length), start, end: start + raw.length });
    // a line that begins with ">" inside a paragraph or display is a relation
    quoted = mark !== undefined || raw.trim() === "";
    start += raw.length + 1;
  }
  return lines;
}

function fenceEnd(lines: readonly Line[], from: number, opener: string): number {
  const closer = new RegExp(`^[ \\t]*${opener[0] === "~" ? "~" : "`"}{${opener.length},}[ \\t]*\\r?$`);
  for (let index = from + 1; index < lines.length; index++) if (closer.test((lines[index] as Line).text)) return index;
  return lines.length - 1;
}

function fenceBlock(lines: readonly Line[], first: number, last: number, info: string): LineBlock {
  const span = { start: (lines[first] as Line).start, end: (lines[last] as Line).end };
  if (!/^(?:math|\{math\}|latex-math)\s*$/.test(info) || first === last) return { kind: "code", span };
  let label: string | null = null;
  let body = first + 1;
  for (; body < last; body++) {
    const option = /^[ \t]*:([\w-]+):[ \t]*(.*?)[ \t]*\r?$/.exec((lines[body] as Line).text);
    if (option === null) break;
    if (option[1] === "label") label = option[2] ?? null;
  }
  const start = Math.min(lines[body]?.start ?? span.end, (lines[last] as Line).start);
  return { kind: "math", span, inner: { start, end: Math.max(start, (lines[last] as Line).start) }, label };
}

/** Text, underlined in the next line, after a blank line or a heading. */
function isSetext(lines: readonly Line[], index: number): boolean {
  const [before, line, under] = [lines[index - 1], lines[index], lines[index + 1]];
  if (line === undefined || under === undefined || !SETEXT.test(under.text)) return false;
  return (before === undefined || before.text.trim() === "") && /^ {0,3}[\p{L}\d*_]/u.test(line.text) && !ITEM.test(line.text);
}

/** "Exercise 1 {#sec-1}" is headed "Exercise 1". */
const headingText = (text: string): string => text.replace(/\{[^{}]*\}\s*$/, "").replace(/[*_`]/g, "").trim();
