/** What the printers take: a document's verdicts beside its text. */
import type { CheckedDocument, CheckProblem } from "../check/checked-document.js";
import type { SourceDocument } from "../document/document.js";

export interface Printed {
  readonly checked: CheckedDocument;
  readonly source: SourceDocument;
}

/** Where a span ends: line and column count from 1, the column is the one after its last character. */
export interface End {
  readonly endLine: number;
  readonly endColumn: number;
}

/** The text that lines count in: the file, or one cell of a notebook. */
export const textAt = ({ source }: Printed, cell: number | null): string => source.units.find((unit) => unit.cell === cell)?.text ?? "";

export const lineAt = (printed: Printed, cell: number | null, line: number): string => (textAt(printed, cell).split("\n")[line - 1] ?? "").replace(/\r$/, "");

/** The place just after a problem's span, which may go over several lines. */
export function endOf(printed: Printed, cell: number | null, { line, column, length }: Pick<CheckProblem, "line" | "column" | "length">): End {
  const rest = textAt(printed, cell).split("\n").slice(line - 1).join("\n");
  const lines = rest.slice(0, column - 1 + length).split("\n");
  return { endLine: line + lines.length - 1, endColumn: lines.at(-1)!.length + 1 };
}

/** "notes.md, cell 5, line 3, column 21 (7)". In words cells count from 1, as in the report. */
export function placeOf(path: string | null, cell: number | null, { line, column }: { readonly line: number; readonly column?: number }, tag: string | null): string {
  const parts = [...(path === null ? [] : [path]), ...(cell === null ? [] : [`cell ${cell + 1}`]), `line ${line}`, ...(column === undefined ? [] : [`column ${column}`])];
  return `${parts.join(", ")}${tag === null ? "" : ` (${tag})`}`;
}
