/** Where something stands in a file or a cell: lines and columns from 1. */
import type { SourceDocument, TextUnit } from "../document/document.js";
import type { Place } from "../scope/scope.js";
import type { Span } from "../tex/tex.js";

export function at(unit: TextUnit, offset: number): { readonly line: number; readonly column: number } {
  const before = unit.text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
}

export const place = (unit: TextUnit, span: Span): { readonly line: number; readonly column: number; readonly length: number } => ({ ...at(unit, span.start), length: Math.max(1, span.end - span.start) });

/** "in line 7", "in cell 3, line 1", for a reader of `own`. */
export function whereText({ unit, span }: Place, document: SourceDocument, own: TextUnit): string {
  const there = document.units[unit]!;
  const line = `line ${at(there, span.start).line}`;
  return there === own || there.cell === null ? `in ${line}` : `in cell ${there.cell}, ${line}`;
}
