/** A formula that cannot be read as mathematics: what it is that stops us, where, and what to do. */
import type { Span } from "../tex/tex.js";

export type ReadingCode =
  | "notation" | "ambiguous" | "undeclared" | "words" | "condition"
  /** These are slips of the author, not limits of the reader: the claim fails. */
  | "half-derivative";

export class NotUnderstood extends Error {
  constructor(readonly code: ReadingCode, message: string, readonly span: Span, /** The same formula put right, as an edit: text to insert at an offset. */ readonly insertion: { readonly at: number; readonly text: string } | null = null) {
    super(message);
    this.name = "NotUnderstood";
  }
}
