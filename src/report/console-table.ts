/** What `console.table` printed, as a table: the text has its cells between lines of box-drawing characters. */
import { tableOfCells } from "./output-table.js";
import type { Block, Inline, Origin } from "./model.js";

const TABLE = /^┌[─┬]+┐\n│.*│\n├[─┼]+┤\n(?:│.*│\n)*└[─┴]+┘$/gm;

/** The text in its order: what stands around tables, and the tables. */
export function splitConsoleTables(text: string, origin: Origin): readonly (string | Block)[] {
  const parts: (string | Block)[] = [];
  let at = 0;
  for (const match of text.matchAll(TABLE)) {
    const table = readTable(match[0], origin);
    if (table === null) continue;
    parts.push(text.slice(at, match.index), table);
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}

function readTable(text: string, origin: Origin): Block | null {
  const [, head = "", , ...body] = text.split("\n");
  const [titles = [], ...rows] = [head, ...body.slice(0, -1)].map((line) => line.slice(1, -1).split("│").map((cell) => cell.trim()));
  // A cell that holds a "│" of its own cannot be told from two.
  if (rows.some((row) => row.length !== titles.length)) return null;
  const texts = (cells: readonly string[]): readonly (readonly Inline[])[] => cells.map((cell) => [{ kind: "text", text: unquoted(cell) }]);
  return tableOfCells(texts(titles.map((title) => (/^\((index|iteration index)\)$/.test(title) ? "" : title))), rows.map(texts), origin);
}

/** Node quotes texts, so that '1' is told from 1; a table shows them as they are. */
const unquoted = (cell: string): string => /^(['"`])(.*)\1$/.exec(cell)?.[2] ?? cell;
