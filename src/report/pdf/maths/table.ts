/** Rows and columns: matrices, cases and aligned displays. TeX sets the gaps, so Typst sets none of its own. */
import type { MathNode } from "../mathml.js";
import { space } from "./length.js";
import { isLongText, reason } from "./reason.js";
import { EMPTY, type Setting } from "./setting.js";

export function table({ attributes, children }: MathNode, set: Setting): string {
  const at = (name: string, fallback: string) => (k: number): string => { const list = (attributes[name] ?? fallback).split(" "); return list[k] ?? list.at(-1)!; };
  const [align, gap] = [at("columnalign", "center"), at("columnspacing", "1em")];
  const width = Math.max(...children.map((line) => line.children.length));
  // Half of a gap on either side, so that a rule between two columns stands in its middle.
  const side = (k: number): string => (k < 0 || k >= width - 1 ? "" : space(half(gap(k))));
  const isReason = (k: number): boolean => k > 0 && align(k) === "left" && children.some((line) => isLongText(line.children[k]));
  const numbers = numbersOf(attributes);
  const rows = children.map((line, i) => Array.from({ length: width }, (_, k) => (isReason(k) ? `${side(k - 1)}&${reason(line.children[k], set)}` : aligned(`${side(k - 1)}${cellOf(line.children[k], set)}${side(k)}`, align(k)))).concat(numbers === null ? [] : [`&#number(${i})${EMPTY}`]));
  const body = rows.map((cells) => cells.join(",")).join(";");
  return `mat(delim:#none,column-gap:#0em,row-gap:#${rowGap(attributes["rowspacing"], children)}${rules(attributes)},${body})`;
}

/** The table that a display is, or what stands before a full stop, with numbers beside its rows; null if it is no table of so many rows. */
export function numbered(node: MathNode, numbers: readonly (string | null)[]): MathNode | null {
  if (node.tag === "mtable") return node.children.length === numbers.length ? { ...node, attributes: { ...node.attributes, numbers: JSON.stringify(numbers) } } : null;
  const found = ["mrow", "mstyle"].includes(node.tag) ? node.children.map((child) => numbered(child, numbers)) : [], at = found.findIndex((child) => child !== null);
  return at < 0 ? null : { ...node, children: node.children.map((child, k) => (k === at ? found[k]! : child)) };
}

/** Numbers of the rows of a display, where they have any. In Typst's words they are what the function `number` of the display gives for the row. */
export const numbersOf = ({ numbers }: MathNode["attributes"]): readonly (string | null)[] | null => (numbers === undefined ? null : (JSON.parse(numbers) as readonly (string | null)[]));

const half = (width: string): string => `${Number.parseFloat(width) / 2}em`;

/** Displayed rows need more air than rows of numbers. */
function rowGap(spacing: string | undefined, rows: readonly MathNode[]): string {
  const isDisplay = rows.some((line) => line.children.some((cell) => cell.children[0]?.attributes["displaystyle"] === "true"));
  const extra = Number.parseFloat(spacing?.split(" ")[0] ?? "0.16");
  const isTall = rows.some((line) => line.children.some(holdsFraction));
  return `${isDisplay ? Math.max(0.75, 0.55 + extra) : Math.max(0.4, (isTall ? 0.5 : 0.3) + extra).toFixed(2)}em`;
}

const holdsFraction = (node: MathNode): boolean => node.tag === "mfrac" || node.children.some(holdsFraction);

function rules({ columnlines = "", rowlines = "" }: { readonly [name: string]: string }): string {
  const at = (lines: string): string[] => lines.split(" ").flatMap((line, k) => (line === "solid" || line === "dashed" ? [String(k + 1)] : []));
  const [vertical, horizontal] = [at(columnlines), at(rowlines)];
  if (vertical.length + horizontal.length === 0) return "";
  return `,augment:#(vline:(${vertical.map((k) => `${k},`).join("")}),hline:(${horizontal.map((k) => `${k},`).join("")}))`;
}

const cellOf = (cell: MathNode | undefined, set: Setting): string => (cell === undefined ? EMPTY : set.row(cell.children) || EMPTY);

/** Alignment points as Typst counts them: before one, right; after it, left. */
const aligned = (body: string, align: string): string => (align === "right" ? `${body}&` : align === "left" ? `&${body}` : body);
