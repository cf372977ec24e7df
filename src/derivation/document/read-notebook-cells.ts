/** The Markdown cells of an `.ipynb` file, and what its metadata says about notation. Source: nbformat 4. */
import { findSyntaxFault, lineAndColumn } from "../../notebook/json-syntax.js";
import type { Setting } from "./conventions.js";
import type { TextUnit } from "./document.js";
import { DocumentError } from "./document-error.js";

export interface NotebookCells {
  readonly units: readonly TextUnit[];
  readonly settings: readonly Setting[];
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** @throws {DocumentError} if the text is no JSON or no notebook */
export function readNotebookCells(path: string, text: string): NotebookCells {
  const notebook = parse(path, text.replace(/^\uFEFF/, ""));
  const cells = field(notebook, "cells");
  if (!Array.isArray(cells)) throw new DocumentError(path, 'not a notebook: expected an object with "cells"; open it in Jupyter and save it');
  const units = (cells as readonly Json[]).flatMap((cell, index) => (field(cell, "cell_type") === "markdown" ? [{ cell: index, text: source(path, cell, index) }] : []));
  return { units, settings: settingsOf(field(field(field(notebook, "metadata"), "backproof"), "conventions")) };
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === "object" && value !== null && !Array.isArray(value);

const field = (value: Json | undefined, key: string): Json | undefined => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined);

function parse(path: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    const { offset, expected } = text.trim() === "" ? { offset: 0, expected: "a notebook, which is a JSON object" } : (findSyntaxFault(text) ?? { offset: 0, expected: "a value" });
    const { line, column } = lineAndColumn(text, offset);
    const found = offset >= text.length ? "the end of the file" : JSON.stringify(text[offset]);
    throw new DocumentError(path, `not JSON: expected ${expected}, found ${found}; open it in Jupyter and save it, or restore it from version control`, line, column);
  }
}

function source(path: string, cell: Json, index: number): string {
  const found = field(cell, "source");
  if (typeof found === "string") return found;
  if (Array.isArray(found) && found.every((line) => typeof line === "string")) return found.join("");
  throw new DocumentError(path, `cell ${index} has no "source" of text; open the notebook in Jupyter and save it`);
}

/** Metadata has no place in a cell: its problems stand at the start of the first. */
function settingsOf(conventions: Json | undefined): Setting[] {
  if (!isObject(conventions)) return [];
  return Object.entries(conventions).map(([key, value]) => ({ key, value: typeof value === "string" ? value : JSON.stringify(value), span: { start: 0, end: 0 } }));
}
