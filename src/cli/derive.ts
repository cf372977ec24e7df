/** `backproof derive`: a gradient worked out step by step, each step decided by the checker. */
import { StepNotProved } from "../derivation/derive/check-steps.js";
import { CannotDerive } from "../derivation/derive/derivation.js";
import { deriveGoal } from "../derivation/derive/derive.js";
import type { SourceDocument } from "../derivation/document/document.js";
import type { DerivationGoal } from "../derivation/goal/derivation-goal.js";
import { goalFrom } from "../derivation/goal/goal-from.js";
import { goalOfTag, NoLeftSide } from "../derivation/goal/goal-of-tag.js";
import { whereDocument } from "../derivation/goal/where-document.js";
import { printDerivation } from "../derivation/latex/print-derivation.js";
import { printLatex } from "../derivation/latex/print-latex.js";
import { typographyOf } from "../derivation/latex/typography-of.js";
import type { Typography } from "../derivation/latex/typography.js";
import { readInput } from "./check-input.js";
import { readDeriveRequest, type DeriveSource } from "./derive-options.js";
import type { Terminal } from "./terminal.js";

const HELP = `Usage: backproof derive "L(y)" --where "W \\in \\mathbb{R}^{m \\times n}, …, y = W x + b" --wrt W
       backproof derive FILE --of L --wrt W
       backproof derive FILE --tag 7

Derives a gradient from the definitions, one move a line. The checker decides each step; what it does not
confirm is never printed.

  "L(y)"      what is differentiated; an L that nothing defines is a smooth function of y
  --where     declarations and definitions, parted by commas
  FILE        a document: Markdown (.md), a notebook (.ipynb; no code is run) or LaTeX (.tex)
  --of L      what is differentiated
  --wrt W     by what
  --tag 7     derive the left side of the display with this tag; its right side is not looked at
  --detail    brief, normal (default) or every (step)
  --format    text (default), latex (align, reasons on the right), markdown or json
  --seed N    draw other random values where steps are decided; default: 1
  --help      this text

Exit code: 0 derived, 1 it cannot be derived (the reason is told, and how far it came),
2 the command line, an expression or the file cannot be read.
`;

/**
 * @returns the exit code
 * @throws {UsageError | DocumentError} if the command line, an expression or the file cannot be read; then nothing is printed
 */
export function derive(args: readonly string[], terminal: Terminal): Promise<number> {
  const { source, detail, format, seed } = readDeriveRequest(args);
  if (source === null) {
    terminal.out(HELP);
    return Promise.resolve(0);
  }
  return Promise.resolve(refusing(source, terminal, () => {
    const { document, goal } = goalOf(source);
    const typography = typographyOf(document, goal.scope);
    return telling(goal, typography, terminal, () => {
      const derivation = deriveGoal(goal.goal, { scope: goal.scope, layout: goal.layout, seed, write: (e) => printLatex(e, typography) }, { detail });
      terminal.out(printDerivation(derivation, format, typography, { width: Math.max(60, Math.min(terminal.width(), 160)) }));
    });
  }));
}

function goalOf(source: DeriveSource): { readonly document: SourceDocument; readonly goal: DerivationGoal } {
  if (source.kind === "where") {
    const { document, of } = whereDocument(source.of, source.where);
    return { document, goal: goalFrom(of, source.wrt, document) };
  }
  const document = readInput(source.file);
  return { document, goal: source.kind === "tag" ? goalOfTag(document, source.tag) : goalFrom(source.of, source.wrt, document) };
}

/** A left side that cannot be read is nothing to derive: exit code 1. */
function refusing(source: DeriveSource, terminal: Terminal, run: () => number): number {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof NoLeftSide) || source.kind !== "tag") throw error;
    terminal.err(`backproof: ${error.message}\n`);
    return 1;
  }
}

function telling({ goal }: DerivationGoal, typography: Typography, terminal: Terminal, run: () => void): number {
  try {
    run();
    return 0;
  } catch (error) {
    const latex = (e: DerivationGoal["goal"]): string => printLatex(e, typography);
    if (error instanceof StepNotProved && error.verdict === "unchecked") {
      terminal.err(`backproof: ${latex(goal)} cannot be derived: the checker cannot decide a step: ${error.why}\n  ${latex(error.claim.left)}\n  = ${latex(error.claim.right)}\n`);
      return 1;
    }
    if (error instanceof StepNotProved) {
      terminal.err(`backproof: ${error.message}\n  ${latex(error.claim.left)}\n  = ${latex(error.claim.right)}\n`);
      return 1;
    }
    if (!(error instanceof CannotDerive)) throw error;
    const { steps } = error;
    terminal.err(`backproof: ${latex(goal)} cannot be derived: ${error.message}${error.at === null ? "" : ` (at ${latex(error.at)})`}\n`);
    if (steps.length > 0) terminal.err(`It came this far:\n\n${printDerivation({ goal, steps, result: steps.at(-1)!.after }, "text", typography)}`);
    return 1;
  }
}
