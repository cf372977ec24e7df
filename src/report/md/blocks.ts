/** The report's blocks as Markdown. */
import { withoutAnsi } from "../ansi.js";
import { isJudged, MARKS, VERDICT_WORDS, worstOf } from "../equation-verdict.js";
import { failureText } from "../failure-text.js";
import { displayIds, markedRows } from "../display-rows.js";
import type { Block, Inline } from "../model.js";
import { htmlText } from "../html-text.js";
import { STORED } from "../stored-outputs.js";
import { pictureBytes } from "../picture-files.js";
import { markdownMaths } from "./maths.js";
import { anchor, escapeMarkdown, inlinesMarkdown, type MarkdownWriting, oneLine } from "./inlines.js";

type Of<K extends Block["kind"]> = Extract<Block, { readonly kind: K }>;

/** Blocks with a blank line between them. */
export const blocksMarkdown = (blocks: readonly Block[], writing: MarkdownWriting): string => blocks.map((block) => blockMarkdown(block, writing)).filter((text) => text !== "").join("\n\n");

function blockMarkdown(block: Block, writing: MarkdownWriting): string {
  switch (block.kind) {
    case "heading": return `${anchor(block.id)}\n\n${"#".repeat(Math.min(block.level + 1, 6))} ${block.number === null ? "" : `${block.number} `}${oneLine(inlinesMarkdown(block.children, writing))}`;
    case "paragraph": return inlinesMarkdown(block.children, writing);
    case "equation": return equation(block);
    case "list": return list(block, writing);
    case "quote": return prefixed(blocksMarkdown(block.blocks, writing), "> ");
    case "details": return `<details${block.isOpen ? " open" : ""}>\n<summary>${oneLine(inlinesMarkdown(block.summary, writing))}</summary>\n\n${blocksMarkdown(block.blocks, writing)}\n\n</details>`;
    case "solution": return blocksMarkdown(block.blocks, writing);
    case "stored": return prefixed(`*${STORED}*\n\n${blocksMarkdown(block.blocks, writing)}`, "> ");
    case "rule": return "---";
    case "table": return table(block, writing);
    case "figure": return figure(block, writing);
    case "listing": return listing(block, writing);
    case "stream": return fenced(withoutAnsi(block.text), "text");
    case "html": return fenced(block.text.trim() === "" ? htmlText(block.html) : block.text, "text");
    case "references": return block.items.map(({ id, label, children }) => `${anchor(id)}${escapeMarkdown(label)} ${oneLine(inlinesMarkdown(children, writing))}`).join("\n\n");
    case "failure": return failure(block);
  }
}

/** The tag as MathJax and KaTeX read it; below it the verdict, where there is one. */
function equation(block: Of<"equation">): string {
  const { number, rows, verdicts = [] } = block, byRow = rows === undefined ? null : markedRows(block.tex, rows, (k) => tagOf(rows[k]!.number));
  const tex = byRow === null ? block.tex : `${byRow.definitions} ${byRow.display}`.trim(), tag = byRow === null ? tagOf(number) : "";
  const judged = verdicts.filter(isJudged);
  const verdict = judged.length === 0 || worstOf(judged) === "holds" ? "" : `\n\n*${MARKS[worstOf(judged)]} ${VERDICT_WORDS[worstOf(judged)]}*`;
  const formula = markdownMaths(`${tex.replace(/\n\s*\n/g, "\n")}${tag}`);
  const anchors = displayIds(block).map((id) => anchor(id)).join("");
  return `${anchors === "" ? "" : `${anchors}\n\n`}${formula === null ? fenced(`${tex}${tag}`, "latex") : `$$\n${formula}\n$$`}${verdict}`;
}

const tagOf = (number: string | null): string => (number === null ? "" : ` \\tag{${number}}`);

function list({ ordered, start, items }: Of<"list">, writing: MarkdownWriting): string {
  return items.map((item, k) => {
    const mark = ordered ? `${start + k}. ` : "- ";
    return mark + prefixed(blocksMarkdown(item, writing), " ".repeat(mark.length)).slice(mark.length);
  }).join("\n");
}

export const prefixed = (text: string, prefix: string): string => text.split("\n").map((line) => (prefix + line).trimEnd()).join("\n");

const SIDES = { left: ":--", center: ":-:", right: "--:" } as const;

function table({ number, id, caption, columns, rows }: Of<"table">, writing: MarkdownWriting): string {
  const cells = (row: readonly (readonly Inline[])[]): string => `| ${row.map((cell) => oneLine(inlinesMarkdown(cell, writing)).replace(/(?<!\\)\|/g, "\\|")).join(" | ")} |`;
  const lines = [cells(columns.map(({ head }) => head)), `| ${columns.map(({ align }) => SIDES[align]).join(" | ")} |`, ...rows.map((row) => cells(columns.map((_, k) => row[k] ?? [])))];
  return `${id === null ? "" : `${anchor(id)}\n\n`}${captioned("Table", number, caption, writing)}${lines.join("\n")}`;
}

function captioned(word: string, number: string | null, caption: readonly Inline[], writing: MarkdownWriting): string {
  const text = [...(number === null ? [] : [`**${word} ${number}.**`]), ...(caption.length === 0 ? [] : [oneLine(inlinesMarkdown(caption, writing))])].join(" ");
  return text === "" ? "" : `${text}\n\n`;
}

function figure({ number, id, caption, alt, picture }: Of<"figure">, writing: MarkdownWriting): string {
  const bytes = pictureBytes(picture), words = escapeMarkdown(oneLine(alt));
  const shown = bytes === null ? `&#91;${words}&#93;` : `![${words}](${writing.pictures.add(bytes, number)})`;
  return `${id === null ? "" : `${anchor(id)}\n\n`}${shown}\n\n${captioned("Figure", number, caption, writing)}`.trimEnd();
}

/** A backtick in the language would keep the fence from being one. */
function fenced(text: string, language: string): string {
  const fence = "`".repeat(Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return `${fence}${language.replaceAll("`", "")}\n${text}\n${fence}`;
}

function listing({ code, language, number = null, id = null, caption = [] }: Of<"listing">, writing: MarkdownWriting): string {
  return `${id === null ? "" : `${anchor(id)}\n\n`}${captioned("Listing", number, caption, writing)}${fenced(code, language)}`;
}

function failure(block: Of<"failure">): string {
  const { title, excerpt, where, isExpected = false } = block;
  return prefixed([`**${isExpected ? "" : "✗ "}${escapeMarkdown(title)}**${isExpected ? ", as expected" : ""} (${escapeMarkdown(where)})`, "", fenced([withoutAnsi(failureText(block)), ...(excerpt === null ? [] : [excerpt])].join("\n"), "text")].join("\n"), "> ");
}
