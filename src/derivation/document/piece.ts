/** What a scanner finds in a text, before any formula is read. */
import type { Span } from "../tex/tex.js";
import type { Heading, ParagraphBreak, Prose } from "./document.js";

export interface FormulaPiece {
  readonly kind: "formula";
  readonly display: boolean;
  readonly span: Span;
  readonly inner: Span;
  /** `(7)` after the display. */
  readonly number: string | null;
  /** A label that stands outside the TeX: `{#eq:loss}`, MyST's `:label:`. */
  readonly label: string | null;
  readonly waiver: string | null;
  /** Delimiters that do not come in pairs. */
  readonly problem: string | null;
}

/** `\newcommand` … outside of formulas. */
export interface DefinitionPiece {
  readonly kind: "definition";
  readonly span: Span;
}

export type Piece = FormulaPiece | DefinitionPiece | Omit<Prose, "unit"> | Omit<Heading, "unit"> | Omit<ParagraphBreak, "unit">;

/** A text as scanners see it. */
export interface Scan {
  /** Of the same length as the text, with what is no content (quote marks, front matter) as blanks. */
  readonly text: string;
  readonly pieces: Piece[];
  /** Where the prose began that is not yet among the pieces. */
  prose: number;
  /** A waiver that waits for its display, and where its comment ended. */
  waiver: { readonly reason: string; readonly end: number } | null;
  readonly clean: (prose: string) => string;
}

export const newScan = (text: string, clean: (prose: string) => string): Scan => ({ text, pieces: [], prose: 0, waiver: null, clean });

/** Ends the prose before `at`; the next begins at `next`. */
export function endProse(scan: Scan, at: number, next: number): void {
  const text = scan.clean(scan.text.slice(scan.prose, at)).replace(/\s+/g, " ").trim();
  if (text !== "") scan.pieces.push({ kind: "prose", text, ...trimmed(scan.text, { start: scan.prose, end: at }) });
  scan.prose = next;
}

function trimmed(text: string, { start, end }: Span): { readonly span: Span } {
  const part = text.slice(start, end);
  const from = start + part.length - part.trimStart().length;
  return { span: { start: from, end: from + part.trim().length } };
}

/** A blank line, a list item, a table cell: one break, however many of them follow one another. */
export function addBreak(scan: Scan, start: number, end: number): void {
  endProse(scan, start, end);
  if (scan.pieces.length > 0 && scan.pieces.at(-1)?.kind !== "break") scan.pieces.push({ kind: "break", span: { start, end } });
}

export function addFormula(scan: Scan, piece: Pick<FormulaPiece, "display" | "span" | "inner"> & Partial<FormulaPiece>): void {
  endProse(scan, piece.span.start, piece.span.end);
  const { waiver } = scan;
  const isWaived = waiver !== null && piece.display && scan.text.slice(waiver.end, piece.span.start).trim() === "";
  scan.waiver = null;
  scan.pieces.push({ number: null, label: null, problem: null, ...piece, kind: "formula", waiver: isWaived ? waiver.reason : null });
}

/** The reason in a comment that waives the next display; null for other comments. */
export function waiverReason(comment: string): string | null {
  const reason = /^\s*not checked\s*:?\s*(?:because\b\s*:?)?([^]*)$/i.exec(comment)?.[1]?.replace(/\s+/g, " ").trim();
  return reason === undefined ? null : reason;
}
