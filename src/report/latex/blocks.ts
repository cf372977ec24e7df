/** The report's blocks as LaTeX. */
import { withoutAnsi } from "../ansi.js";
import { isJudged, MARKS, worstOf } from "../equation-verdict.js";
import { failureText } from "../failure-text.js";
import type { CheckedEquation } from "../../derivation/index.js";
import { displayIds, judgedRows, markedRows } from "../display-rows.js";
import type { Block } from "../model.js";
import { brokenReasons } from "../html/break-reasons.js";
import { htmlText } from "../html-text.js";
import { STORED } from "../stored-outputs.js";
import { linesOf } from "../pdf/listing.js";
import { pictureBytes } from "../picture-files.js";
import { afterCommand, escapeLatex } from "./escape.js";
import { captionLatex } from "./caption.js";
import { anchor, inlinesLatex, type LatexWriting } from "./inlines.js";
import { latexMaths } from "./maths.js";
import { table } from "./table.js";

type Of<K extends Block["kind"]> = Extract<Block, { readonly kind: K }>;

export const blocksLatex = (blocks: readonly Block[], writing: LatexWriting): string => blocks.map((block) => blockLatex(block, writing)).filter((text) => text !== "").join("\n\n");

function blockLatex(block: Block, writing: LatexWriting): string {
  switch (block.kind) {
    case "heading": return heading(block, writing);
    case "paragraph": return inlinesLatex(block.children, writing) + (block.leadsIn ? "%" : "");
    case "equation": return equation(block);
    case "list": return list(block, writing);
    case "quote": return `\\begin{quote}\n${blocksLatex(block.blocks, writing)}\n\\end{quote}`;
    case "details": return `\\textbf{${inlinesLatex(block.summary, writing)}}\\nopagebreak\n\\begin{quote}\n${blocksLatex(block.blocks, writing)}\n\\end{quote}`;
    case "solution": return blocksLatex(block.blocks, writing);
    case "stored": return `\\begin{quote}\n\\textcolor{gray}{\\emph{${escapeLatex(STORED)}}}\n\n${blocksLatex(block.blocks, writing)}\n\\end{quote}`;
    case "rule": return "\\begin{center}\\rule{0.3\\linewidth}{0.4pt}\\end{center}";
    case "table": return table(block, writing);
    case "figure": return figure(block, writing);
    case "listing": return listing(block, writing);
    case "stream": return verbatim(block.text);
    case "html": return verbatim(block.text.trim() === "" ? htmlText(block.html) : block.text);
    case "references": return `\\begin{list}{}{\\setlength{\\leftmargin}{2.4em}\\setlength{\\labelwidth}{2em}}\n${block.items.map(({ id, label, children }) => `\\item[{${anchor(id)}${escapeLatex(label)}}] ${inlinesLatex(children, writing)}`).join("\n")}\n\\end{list}`;
    case "failure": return failure(block);
  }
}

const SECTIONS = ["section", "subsection", "subsubsection", "paragraph", "subparagraph", "subparagraph"];

/** The number was settled before; LaTeX's own counting is off. */
function heading({ level, number, id, children }: Of<"heading">, writing: LatexWriting): string {
  const title = inlinesLatex(children, writing);
  const command = SECTIONS[level - 1]!;
  const text = `${number === null ? "" : `${escapeLatex(number)}\\quad `}${title}`;
  return `${anchor(id)}\\${command}*{${text}}\n\\addcontentsline{toc}{${command}}{${text}}${level === 1 ? `\n\\markboth{${title}}{${title}}` : ""}`;
}

function equation(block: Of<"equation">): string {
  const { tex, number, rows, verdicts = [] } = block, formula = latexMaths(tex), anchors = displayIds(block).map((id) => anchor(id)).join("");
  if (formula === null) return `${anchors}${verbatim(`${tex}${number === null ? "" : `   (${number})`}`)}`;
  const judged = judgedRows(rows ?? [], verdicts), shown = brokenReasons(displayTex(formula));
  const byRow = rows === undefined ? null : markedRows(shown, rows, (k) => `${verdictLatex(judged[k]!.verdicts)}${tagOf(rows[k]!.number)}`);
  const display = byRow === null ? `\\begin{equation*}\n${shown}${verdictLatex(verdicts)}${tagOf(number)}\n\\end{equation*}` : byRow.definitions === "" ? byRow.display : `\\begingroup\n${byRow.definitions}\n${byRow.display}\n\\endgroup`;
  return `${anchors === "" ? "" : `${anchors}%\n`}${display}`;
}

const tagOf = (number: string | null): string => (number === null ? "" : ` \\tag*{(${escapeLatex(number)})}`);

/** What holds needs no mark. */
function verdictLatex(verdicts: readonly CheckedEquation[]): string {
  const judged = verdicts.filter(isJudged);
  return judged.length === 0 || worstOf(judged) === "holds" ? "" : `\\quad\\text{\\textcolor{bad}{${escapeLatex(MARKS[worstOf(judged)])}}}`;
}

/** Without blank lines, which end a formula in LaTeX. */
export const displayTex = (tex: string): string => tex.replace(/\n\s*\n/g, "\n").trim();

function list({ ordered, start, items }: Of<"list">, writing: LatexWriting): string {
  const name = ordered ? "enumerate" : "itemize";
  const counter = ordered && start !== 1 ? `\\setcounter{\\csname @enumctr\\endcsname}{${start - 1}}\n` : "";
  return `\\begin{${name}}\n${counter}${items.map((item) => `\\item ${afterCommand(blocksLatex(item, writing))}`).join("\n")}\n\\end{${name}}`;
}

function figure({ number, id, caption, alt, picture }: Of<"figure">, writing: LatexWriting): string {
  const bytes = pictureBytes(picture);
  const shown = bytes === null || bytes.extension === "gif" ? `\\fbox{${escapeLatex(alt)}}` : `\\fitted{${writing.pictures.add(bytes, number)}}`;
  const title = captionLatex("Figure", number, caption, writing);
  return `\\begin{center}\n${id === null ? "" : anchor(id)}${shown}${title === "" ? "" : `\\\\[0.6em]\n\\parbox{0.9\\linewidth}{\\small ${title}}`}\n\\end{center}`;
}

/** Text of fixed width: lines that are too long are broken, and everything in them is escaped. */
function verbatim(text: string): string {
  const lines = linesOf([{ text: withoutAnsi(text), style: null }], 88).map((line) => line.map((run) => escapeLatex(run.text)).join("").replaceAll("--", "-{}-"));
  return `\\begin{alltt}\\footnotesize\n${lines.join("\n")}\n\\end{alltt}`;
}

function listing({ code, number = null, id = null, caption = [] }: Of<"listing">, writing: LatexWriting): string {
  const title = captionLatex("Listing", number, caption, writing);
  return title === "" ? verbatim(code) : `${id === null ? "" : anchor(id)}{\\small ${title}}\\nopagebreak\n${verbatim(code)}`;
}

function failure(block: Of<"failure">): string {
  const { title, excerpt, where, isExpected = false } = block;
  const name = isExpected ? `\\textbf{${escapeLatex(title)}}, as expected` : `\\textcolor{bad}{\\textbf{${escapeLatex(`✗ ${title}`)}}}`;
  return `\\begin{quote}\n${name} (${escapeLatex(where)})\n${verbatim([failureText(block), ...(excerpt === null ? [] : [excerpt])].join("\n"))}\n\\end{quote}`;
}
