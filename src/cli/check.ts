/** `backproof check FILE...`: every equation of the documents, decided. */
import { checkDocument, type CheckedDocument } from "../derivation/index.js";
import { ANSI_INK, NO_INK, PRINTERS, type Printed } from "../derivation/print/index.js";
import { readInput } from "./check-input.js";
import { readCheckRequest } from "./check-options.js";
import { packageVersion } from "./package-version.js";
import type { Terminal } from "./terminal.js";

const HELP = `Usage: backproof check FILE... [--format FORMAT] [--strict] [--seed N]

Reads the equations of Markdown (.md), notebooks (.ipynb; no code is run) and LaTeX (.tex), and decides each
of them against what the document declares and defines.

  FILE        one file or more
  --format    text (default), json, github (annotations), junit (XML) or sarif
  --strict    what could not be checked fails, too
  --seed N    draw other random values; default: 1
  --help      this text

Exit code: 0 no equation fails (with --strict: none is unchecked, either), 1 not so,
2 the command line or a file cannot be read.
`;

/**
 * @returns the exit code
 * @throws {UsageError | DocumentError} if the command line or a file cannot be read; then nothing is printed
 */
export function check(args: readonly string[], terminal: Terminal, now: () => number = () => performance.now()): Promise<number> {
  const { help, files, format, strict, seed } = readCheckRequest(args);
  if (help) {
    terminal.out(HELP);
    return Promise.resolve(0);
  }
  const progress = checkProgress(files.length, terminal, now);
  const documents = files.map(readInput).map((source, k): Printed => {
    progress.show(source.path, k);
    return { source, checked: checkDocument(source, { seed }) };
  });
  progress.end();
  const ink = terminal.hasColours ? ANSI_INK : NO_INK;
  terminal.out(PRINTERS[format](documents, { strict, version: packageVersion(), ink, width: Math.max(60, Math.min(terminal.width(), 120)) }));
  return Promise.resolve(exitCode(documents.map(({ checked }) => checked), strict));
}

function exitCode(documents: readonly CheckedDocument[], strict: boolean): number {
  const has = (verdict: string): boolean => documents.some(({ equations }) => equations.some((equation) => equation.verdict === verdict));
  const isMisread = documents.some(({ problems }) => problems.some((problem) => problem.severity === "error"));
  return has("fails") || (strict && (has("unchecked") || isMisread)) ? 1 : 0;
}

/** A line on standard error, where someone watches, once a second has passed. */
function checkProgress(total: number, terminal: Terminal, now: () => number): { readonly show: (path: string, done: number) => void; readonly end: () => void } {
  const started = now();
  let shown = false;
  return {
    show: (path, done) => {
      if (!terminal.isWatched || now() - started < 1000) return;
      shown = true;
      terminal.err(`\r\x1b[K${`checking ${path}, ${done + 1} of ${total}`.slice(0, Math.max(terminal.width() - 1, 20))}`);
    },
    end: () => void (shown && terminal.err("\r\x1b[K")),
  };
}
