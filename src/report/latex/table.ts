/** A table that is wider than the page is set smaller, its wide columns in lines; one that is longer than a page is broken, its head repeated. */
import type { Block, Inline } from "../model.js";
import { cutTable } from "../output-table.js";
import { captionLatex } from "./caption.js";
import { afterCommand } from "./escape.js";
import { anchor, inlinesLatex, type LatexWriting } from "./inlines.js";

type Table = Extract<Block, { readonly kind: "table" }>;

/** Sizes of letters, with how many stand in a line of the page. */
const SIZES = [{ name: "small", line: 84 }, { name: "footnotesize", line: 92 }, { name: "scriptsize", line: 108 }] as const;

/** What stands between two columns, in letters. */
const GAP = 2.7;
/** A column whose longest cell has more letters may be broken into lines, and one of lines has at least so many. */
const WIDE = 24, LEAST = 14;

export function table(whole: Table, writing: LatexWriting): string {
  const { shown: { number, id, caption, columns, rows }, rest } = cutTable(whole);
  const cells = (row: readonly (readonly Inline[])[]): string => `${afterCommand(row.map((cell) => inlinesLatex(cell, writing)).join(" & "))} \\\\`;
  const head = cells(columns.map(({ head: text }) => text.length === 0 ? [] : [{ kind: "strong", children: text }]));
  const body = rows.map((row) => cells(columns.map((_, k) => row[k] ?? [])));
  const { size, spec } = layoutOf(columns.map(({ align, head: title }, k) => ({ align: align[0]!, letters: Math.max(...[title, ...rows.map((row) => row[k] ?? [])].map(lengthOf)) })));
  const title = captionLatex("Table", number, caption, writing);
  const isTall = rows.flat(2).some((inline) => inline.kind === "maths" && /\\[dt]?frac|\\sum/.test(inline.tex));
  return `{\\${size}${isTall ? "\\renewcommand{\\arraystretch}{1.4}" : ""}
${id === null ? "" : `${anchor(id)}%\n`}\\begin{longtable}{@{}${spec}@{}}
${title === "" ? "" : `\\caption*{${title}}\\\\\n`}\\toprule
${head}
\\midrule
\\endhead
${body.join("\n")}
\\bottomrule
\\end{longtable}}${rest === null ? "" : `\n\n{\\small \\ldots{} ${rest.rows.length} rows are left out here; the executed notebook has them all}`}`;
}

interface Column {
  readonly align: string;
  /** Of its longest cell. */
  readonly letters: number;
}

/** The largest size at which all columns stand in a line; else the largest at which the wide ones, in lines of their own, share what the others leave. */
function layoutOf(columns: readonly Column[]): { readonly size: string; readonly spec: string } {
  const gaps = GAP * (columns.length - 1);
  const sum = (some: readonly Column[]): number => some.reduce((total, { letters }) => total + letters, 0);
  const wide = columns.filter(({ letters }) => letters > WIDE);
  const whole = SIZES.slice(0, 2).find(({ line }) => sum(columns) + gaps <= line);
  if (whole !== undefined || wide.length === 0) return { size: whole?.name ?? SIZES.at(-1)!.name, spec: columns.map(({ align }) => align).join("") };
  const room = (line: number): number => Math.max(line - gaps - sum(columns.filter((column) => !wide.includes(column))), LEAST * wide.length);
  const { name, line } = SIZES.slice(1).find((size) => room(size.line) > LEAST * wide.length) ?? SIZES.at(-1)!;
  const share = (column: Column): string => (room(line) * Math.min(column.letters, 60) / (line * wide.reduce((total, { letters }) => total + Math.min(letters, 60), 0))).toFixed(2);
  return { size: name, spec: columns.map((column) => (wide.includes(column) ? `>{\\raggedright\\arraybackslash}p{${share(column)}\\linewidth}` : column.align)).join("") };
}

const lengthOf = (cell: readonly Inline[]): number => cell.reduce((sum, inline) => sum + (inline.kind === "text" ? inline.text.length : inline.kind === "code" ? 1.15 * inline.text.length : inline.kind === "maths" ? inline.tex.replace(/\\[A-Za-z]+|[{}_^\s]/g, "").length + 2 : "children" in inline ? lengthOf(inline.children) : 2), 0);
