/** A table as data, in the forms a notebook can show. */
import { TABLE_MIME, type CellMap, type TableCell, type TableData } from "../figure/figure.js";
import { stixTwoText } from "../figure/fonts.js";
import { renderCellMap } from "../figure/render-cell-map.js";
import type { Json, MimeBundle } from "../notebook/nbformat.js";

/** What a caller may put into a cell: numbers are written with four significant digits. */
export type CellValue = TableCell | number;

/** 0.0004 and 12.5 as they are, very large and very small numbers with an exponent. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value).replace("-", "−");
  const size = Math.abs(value);
  return (size < 1e-3 || size >= 1e6 ? value.toExponential(2) : String(Number(value.toPrecision(4)))).replace(/-/g, "−");
}

/** A number as it stands on paper: where `formatNumber` writes an exponent, as a power of ten. */
function numberCell(value: number): TableCell {
  const [digits, power] = formatNumber(value).replace(/−/g, "-").split("e") as [string, string?];
  return power === undefined ? formatNumber(value) : { tex: String.raw`${digits} \cdot 10^{${Number(power)}}` };
}

/**
 * @param columns titles; a column of numbers is set flush right
 * @throws Error if a row has more or fewer cells than there are columns
 */
export function tableData(columns: readonly TableCell[], rows: readonly (readonly CellValue[])[]): TableData {
  rows.forEach((row, k) => {
    if (row.length !== columns.length) throw new Error(`table: row ${k + 1} has ${row.length} cells, there are ${columns.length} columns`);
  });
  const isNumeric = (k: number): boolean => rows.length > 0 && rows.every((row) => typeof row[k] === "number");
  return {
    columns: columns.map((title, k) => ({ title, align: isNumeric(k) ? "right" : "left" })),
    rows: rows.map((row) => row.map((cell) => (typeof cell === "number" ? numberCell(cell) : cell))),
  };
}

/** The table as data, as HTML for notebooks, and as text. */
export function tableBundle(table: TableData): MimeBundle {
  return { [TABLE_MIME]: table as unknown as Json, "text/html": tableHtml(table), "text/plain": tableText(table) };
}

const plainText = (cell: TableCell): string => (typeof cell === "string" ? cell : cell.tex.replace(/^(\S+) \\cdot 10\^\{(-?\d+)\}$/, "$1e$2"));

const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** TeX goes between dollars: Jupyter sets it. */
function tableHtml({ columns, rows, maps = [] }: TableData): string {
  const cell = (tag: "td" | "th", content: TableCell, k: number): string =>
    `<${tag} style="text-align:${columns[k]!.align}">${escape(typeof content === "string" ? content : `$${content.tex}$`)}</${tag}>`;
  const row = (tag: "td" | "th", cells: readonly TableCell[]): string => `<tr>${cells.map((content, k) => cell(tag, content, k)).join("")}</tr>`;
  return `<table><thead>${row("th", columns.map((column) => column.title))}</thead><tbody>${rows.map((cells) => row("td", cells)).join("")}</tbody></table>${maps.map(pictureHtml).join("")}`;
}

/** As an image, so that it carries its words, and nothing in it meets the notebook's own styles. */
const pictureHtml = (map: CellMap): string => `<p><img alt="${escape(map.alt)}" src="data:image/svg+xml;base64,${Buffer.from(renderCellMap(map, stixTwoText)).toString("base64")}"></p>`;


function tableText({ columns, rows }: TableData): string {
  const lines = [columns.map((column) => plainText(column.title)), ...rows.map((row) => row.map(plainText))];
  const widths = columns.map((_, k) => Math.max(...lines.map((line) => line[k]!.length)));
  const pad = (text: string, k: number): string => (columns[k]!.align === "right" ? text.padStart(widths[k]!) : text.padEnd(widths[k]!));
  return lines.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}
