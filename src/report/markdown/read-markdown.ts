/** Markdown to the report's blocks: paragraphs, displays, lists, tables, listings, with places kept and problems collected. */
import type { Token } from "markdown-it";
import { highlight } from "../highlight.js";
import type { Align, Block, Inline } from "../model.js";
import { placeText, type Problem } from "../problem.js";
import { liftMacros, liftTags, texError, underlined, withinDisplay, withMacros, type Macros } from "../tex.js";
import { displayRows } from "../display-rows.js";
import { takeLabel, withCaptions } from "./captions.js";
import type { MarkdownContext, Reading } from "./context.js";
import { readInlines } from "./inlines.js";
import { readFigure } from "./figures.js";
import { flattened } from "./flattened.js";
import { parseMarkdown } from "./parser.js";

export interface MarkdownReading {
  readonly blocks: readonly Block[];
  readonly problems: readonly Problem[];
  readonly macros: Macros;
}

/** A tree of block tokens: an opening token with what stands between it and its closing one. */
interface Node {
  readonly token: Token;
  readonly children: readonly Node[];
}

/** Reads one piece of Markdown (a cell). Numbers are not settled here: a display knows its tag, a heading its text. */
export function readMarkdown(text: string, context: MarkdownContext): MarkdownReading {
  const reading: Reading = { context, macros: context.macros, problems: [], footnotes: new Map() };
  const { kept, problem } = flattened(parseMarkdown(text, context.language));
  if (problem !== null) reading.problems.push({ where: placeText(context.origin), message: problem });
  const nodes = nest(kept);
  const notes = nodes.find((node) => node.token.type === "footnote_block_open");
  for (const note of notes?.children ?? []) {
    reading.footnotes.set((note.token.meta as { readonly id: number }).id, readBlocks(note.children, reading));
  }
  const blocks = readBlocks(nodes.filter((node) => node !== notes), reading);
  return { blocks, problems: reading.problems, macros: reading.macros };
}

/** One line of Markdown (a caption) as inline content. */
export function readInlineMarkdown(text: string, context: MarkdownContext): { readonly inlines: readonly Inline[]; readonly problems: readonly Problem[] } {
  const { blocks, problems } = readMarkdown(text, context);
  return { inlines: blocks.flatMap((block) => (block.kind === "paragraph" ? block.children : [])), problems };
}

function nest(tokens: readonly Token[]): readonly Node[] {
  const stack: { token: Token | null; children: Node[] }[] = [{ token: null, children: [] }];
  for (const token of tokens) {
    if (token.nesting === 1) stack.push({ token, children: [] });
    else if (token.nesting === -1) {
      const done = stack.pop()!;
      stack.at(-1)!.children.push({ token: done.token!, children: done.children });
    } else stack.at(-1)!.children.push({ token, children: [] });
  }
  return stack[0]!.children;
}

function readBlocks(nodes: readonly Node[], reading: Reading): readonly Block[] {
  return leadIns(withCaptions(nodes.flatMap((node) => readBlock(node, reading))));
}

function readBlock({ token, children }: Node, reading: Reading): readonly Block[] {
  switch (token.type) {
    case "paragraph_open": return readParagraph(children, reading);
    case "heading_open": return [readHeading(token, children, reading)];
    case "maths_display": return readDisplay(token.content, (token.meta as { readonly number: string | null } | null)?.number ?? null, reading);
    case "bullet_list_open": case "ordered_list_open":
      return [{ kind: "list", ordered: token.type === "ordered_list_open", start: Number(token.attrGet("start") ?? 1), items: children.map((item) => withTask(readBlocks(item.children, reading))) }];
    case "blockquote_open": return [{ kind: "quote", blocks: readBlocks(children, reading) }];
    case "details_open": {
      const [summary, ...rest] = children;
      return [{ kind: "details", summary: readInlines(summary!.children[0]?.token.children ?? [], reading), isOpen: (token.meta as { readonly isOpen: boolean }).isOpen, blocks: readBlocks(rest, reading) }];
    }
    case "solution_open": return [{ kind: "solution", blocks: readBlocks(children, reading) }];
    case "table_open": return [readTable(children, reading)];
    case "fence": case "code_block": return [readListing(token)];
    case "hr": return [{ kind: "rule" }];
    default: return children.length > 0 ? readBlocks(children, reading) : token.content.trim() === "" ? [] : [{ kind: "paragraph", children: [{ kind: "text", text: token.content }], leadsIn: false }];
  }
}

/** `[ ]` and `[x]` at the start of an item are its box. */
function withTask(item: readonly Block[]): readonly Block[] {
  const [first, ...rest] = item, [start, ...others] = first?.kind === "paragraph" ? first.children : [];
  const box = start?.kind === "text" ? /^\[([ xX])\][ \u00a0]/.exec(start.text) : null;
  if (first?.kind !== "paragraph" || start?.kind !== "text" || box === null) return item;
  return [{ ...first, children: [{ kind: "task", isDone: box[1] !== " " }, { ...start, text: start.text.slice(box[0].length) }, ...others] }, ...rest];
}

/** A paragraph, or the figure that it is; a display within it stands between its two halves. */
function readParagraph(children: readonly Node[], reading: Reading): readonly Block[] {
  const tokens = children[0]?.token.children ?? [];
  const at = tokens.findIndex((token) => token.type === "maths_display" && token.level === 0);
  if (at < 0) {
    const figure = readFigure(tokens, reading);
    return figure === null ? paragraphOf(readInlines(tokens, reading)) : [figure];
  }
  const number = /^\s*\((\d+[a-z]?)\)\s*$/.exec(tokens.slice(at + 1).map((token) => token.content).join(""));
  const rest = number === null ? readParagraph([{ token: { children: tokens.slice(at + 1) } as Token, children: [] }], reading) : [];
  return [...paragraphOf(readInlines(tokens.slice(0, at), reading)), ...readDisplay(tokens[at]!.content, number?.[1] ?? null, reading), ...rest];
}

function paragraphOf(children: readonly Inline[]): readonly Block[] {
  const isBlank = children.every((inline) => inline.kind === "text" && inline.text.trim() === "");
  return isBlank ? [] : [{ kind: "paragraph", children, leadsIn: false }];
}

function readHeading(token: Token, children: readonly Node[], reading: Reading): Block {
  const { content, id } = takeLabel(readInlines(children[0]?.token.children ?? [], reading));
  return { kind: "heading", level: Number(token.tag.slice(1)) as 1 | 2 | 3 | 4 | 5 | 6, number: null, id: id ?? "", children: content };
}

function readDisplay(source: string, trailing: string | null, reading: Reading): readonly Block[] {
  const lifted = liftMacros(source, reading.macros);
  reading.macros = lifted.macros;
  if (lifted.tex === "") return [];
  const { tex, tags, label } = liftTags(lifted.tex), rows = displayRows(withinDisplay(lifted.tex));
  const whole = withMacros(withinDisplay(tex), lifted.macros);
  const { origin } = reading.context;
  const error = texError(whole, true);
  if (error !== null) {
    reading.problems.push({ where: placeText(origin), message: `LaTeX cannot be read: ${error.message}\n${underlined(whole, error)}` });
    return [{ kind: "failure", title: "LaTeX cannot be read", message: error.message, excerpt: underlined(whole, error), where: placeText(origin) }];
  }
  if (rows !== null && trailing === null) return [{ kind: "equation", tex: whole, number: null, id: rows.find(({ id }) => id !== null)!.id, rows, origin }];
  const number = tags.length > 0 ? tags.join(", ") : trailing;
  return [{ kind: "equation", tex: whole, number, id: label ?? (number === null ? null : ""), origin }];
}

function readListing({ content, info }: Token): Block {
  const language = info.trim().split(/\s+/)[0] ?? "";
  const code = content.replace(/\n$/, "");
  return { kind: "listing", language, code, tokens: highlight(code, language), origin: null };
}

function readTable(sections: readonly Node[], reading: Reading): Block {
  const rows = sections.flatMap((section) => section.children).map((row) => row.children);
  const cell = (node: Node): readonly Inline[] => readInlines(node.children[0]?.token.children ?? [], reading);
  const [head = [], ...body] = rows;
  return { kind: "table", number: null, id: null, caption: [], columns: head.map((node) => ({ align: alignOf(node.token), head: cell(node) })), rows: body.map((row) => row.map(cell)) };
}

function alignOf(token: Token): Align {
  const match = /text-align:(left|center|right)/.exec(String(token.attrGet("style") ?? ""));
  return (match?.[1] as Align | undefined) ?? "left";
}

/** A paragraph directly before a display belongs to it: no page may end between them. */
function leadIns(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block, i) => (block.kind === "paragraph" && blocks[i + 1]?.kind === "equation" ? { ...block, leadsIn: true } : block));
}
