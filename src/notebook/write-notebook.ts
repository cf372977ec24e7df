/**
 * From a notebook to the text of an .ipynb file, as Jupyter writes it: keys sorted, one space of indentation, text in lines.
 */
import { mapValues, splitBundle, splitLines } from "./multiline.js";
import type { Cell, CodeCell, Json, Metadata, Notebook, Output } from "./nbformat.js";

/** The file's text, with a line feed at its end. Numbers are written as JavaScript writes them (1.0 becomes 1). */
export function writeNotebook(notebook: Notebook): string {
  const file = { ...notebook, metadata: without(notebook.metadata, "orig_nbformat", "orig_nbformat_minor", "signature"), cells: notebook.cells.map(cellInFile) };
  return `${toJson(file as unknown as Json)}\n`;
}

/** The notebook as it is kept in a repository: no outputs, no execution counts, no timings. */
export function withoutOutputs(notebook: Notebook): Notebook {
  return { ...notebook, cells: notebook.cells.map((cell) => (cell.cell_type === "code" ? cleared(cell) : cell)) };
}

const cleared = (cell: CodeCell): CodeCell => ({ ...cell, execution_count: null, outputs: [], metadata: without(cell.metadata, "execution") });

function without(metadata: Metadata, ...names: readonly string[]): Metadata {
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !names.includes(name)));
}

function cellInFile(cell: Cell): object {
  return {
    ...cell,
    metadata: without(cell.metadata, "trusted"),
    source: splitLines(cell.source),
    ...("attachments" in cell && cell.attachments !== undefined && { attachments: mapValues(cell.attachments, splitBundle) }),
    ...(cell.cell_type === "code" && { outputs: cell.outputs.map(outputInFile) }),
  };
}

function outputInFile(output: Output): object {
  switch (output.output_type) {
    case "stream":
      return { ...output, text: splitLines(output.text) };
    case "display_data":
    case "execute_result":
      return { ...output, data: splitBundle(output.data) };
    case "error":
      return output;
  }
}

/** JSON with one space of indentation and keys in code point order, as Python writes it (JSON.stringify moves keys like "10" ahead). */
function toJson(value: Json, indent = "\n"): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent} `;
  const list = (value: readonly string[], open: string, close: string) => (value.length === 0 ? open + close : open + inner + value.join(`,${inner}`) + indent + close);
  if (isList(value)) return list(value.map((each) => toJson(each, inner)), "[", "]");
  return list(Object.entries(value).sort(byCodePoints).map(([key, each]) => `${JSON.stringify(key)}: ${toJson(each, inner)}`), "{", "}");
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const byCodePoints = ([a]: readonly [string, Json], [b]: readonly [string, Json]): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
