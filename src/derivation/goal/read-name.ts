/** A formula that was given on its own, outside any document: what stands after `--of` and `--wrt`. */
import { DocumentError } from "../document/document-error.js";
import { namesIn, type Expression } from "../expression/expression.js";
import { NotUnderstood } from "../notation/not-understood.js";
import { readExpression } from "../notation/read-expression.js";
import { readFormulaTex } from "../notation/respell.js";
import type { Scope } from "../scope/scope.js";
import { readerFor } from "../scope/understood.js";
import type { Macros } from "../tex/macros.js";

/**
 * @param origin what the text is called in messages: `--wrt`
 * @throws DocumentError with the column where it cannot be read
 */
export function readName(text: string, origin: string, scope: Scope, macros: Macros): Expression {
  const reading = readFormulaTex(text, { start: 0, end: text.length }, macros);
  if ("problem" in reading) throw new DocumentError(origin, reading.problem.message, 1, reading.problem.start + 1);
  try {
    return readExpression(reading.formula.body, reading.formula, readerFor(scope));
  } catch (error) {
    if (error instanceof NotUnderstood) throw new DocumentError(origin, error.message, 1, error.span.start + 1);
    throw error;
  }
}

/** The first name of an expression that the document does not know. */
export const unknownName = (e: Expression, { quantities, functions }: Scope): string | undefined =>
  [...namesIn(e)].find((name) => !quantities.has(name) && !functions.has(name) && ![...quantities.keys()].some((key) => key.startsWith(`${name}^{(`)));
