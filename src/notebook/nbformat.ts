/**
 * Notebook documents as plain data: nbformat 4.5, the parts this project relies on.
 * Unknown fields are kept: every record may hold more than its type says.
 * Source: https://nbformat.readthedocs.io/en/latest/format_description.html
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Data by MIME type. Text is one string here (the file may split it into lines); JSON types hold JSON. */
export type MimeBundle = { readonly [mime: string]: Json };

export type Metadata = { readonly [key: string]: Json };

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

export interface DisplayData {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: Metadata;
}

export interface ExecuteResult {
  readonly output_type: "execute_result";
  readonly execution_count: number | null;
  readonly data: MimeBundle;
  readonly metadata: Metadata;
}

export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

export type Output = StreamOutput | DisplayData | ExecuteResult | ErrorOutput;

interface CellBase {
  readonly id: string;
  readonly metadata: Metadata;
  /** The whole source, lines joined; the file holds it as a list of lines. */
  readonly source: string;
}

export interface CodeCell extends CellBase {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

export interface MarkdownCell extends CellBase {
  readonly cell_type: "markdown";
  readonly attachments?: { readonly [name: string]: MimeBundle };
}

export interface RawCell extends CellBase {
  readonly cell_type: "raw";
}

export type Cell = CodeCell | MarkdownCell | RawCell;

export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: Metadata;
  readonly cells: readonly Cell[];
}

/** The tags an author put on a cell: `skip-execution`, `raises-exception`, `hide-input`, … */
export function tagsOf(cell: Cell): readonly string[] {
  const tags = cell.metadata["tags"];
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === "string") : [];
}

/** A MIME bundle's value as text: text as it is, data as JSON. */
export const mimeText = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
