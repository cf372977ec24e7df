/** Why an expression has no value at concrete sizes. */
import type { Span } from "../tex/tex.js";

export type ExpandCode =
  /** slips of the author: the claim fails */
  | "shape" | "range" | "unbound"
  /** limits of what the document says or of what we understand: the claim is unchecked */
  | "undeclared" | "notation" | "ambiguous" | "too-large";

export class ExpandProblem extends Error {
  /** @param definition the name in whose definition it arose; null where the claim itself has no value */
  constructor(readonly code: ExpandCode, message: string, readonly span: Span, readonly definition: string | null = null) {
    super(message);
    this.name = "ExpandProblem";
  }
}

/** What goes wrong while a definition is worked out says whose definition it is. */
export function inDefinition<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpandProblem && error.definition === null) throw new ExpandProblem(error.code, error.message, error.span, name);
    throw error;
  }
}

export function problem(code: ExpandCode, message: string, span: Span): never {
  throw new ExpandProblem(code, message, { start: span.start, end: span.end });
}
