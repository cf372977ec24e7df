/** Why an expression has no value at concrete sizes. */
import type { Span } from "../tex/tex.js";

export type ExpandCode =
  /** slips of the author: the claim fails */
  | "shape" | "range" | "unbound"
  /** limits of what the document says or of what we understand: the claim is unchecked */
  | "undeclared" | "notation" | "ambiguous" | "too-large";

export class ExpandProblem extends Error {
  constructor(readonly code: ExpandCode, message: string, readonly span: Span) {
    super(message);
    this.name = "ExpandProblem";
  }
}

export function problem(code: ExpandCode, message: string, span: Span): never {
  throw new ExpandProblem(code, message, { start: span.start, end: span.end });
}
