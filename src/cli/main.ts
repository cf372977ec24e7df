/** The command `backproof`: finds the subcommand, and turns what it throws into one clear message and an exit code. */
import { DocumentError } from "../derivation/document/document-error.js";
import { NotebookError } from "../notebook/notebook-error.js";
import { didYouMean } from "../notebook/did-you-mean.js";
import { ReportError } from "../report/report-error.js";
import { type Command, UsageError } from "./command.js";
import { commands } from "./commands.js";
import { packageVersion } from "./package-version.js";
import { processTerminal, type Terminal } from "./terminal.js";

/** @returns the exit code */
export async function main(args: readonly string[], terminal: Terminal = processTerminal(), known: readonly Command[] = commands): Promise<number> {
  try {
    return await dispatch(args, terminal, known);
  } catch (error) {
    const isExpected = error instanceof UsageError || error instanceof DocumentError || error instanceof ReportError || error instanceof NotebookError;
    if (!isExpected) throw error;
    terminal.err(`backproof: ${error.message}\n`);
    if (error instanceof UsageError) terminal.err(`Try: backproof ${known.some(({ name }) => name === args[0]) ? `${args[0]} ` : ""}--help\n`);
    return 2;
  }
}

async function dispatch([first, ...rest]: readonly string[], terminal: Terminal, known: readonly Command[]): Promise<number> {
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    (first === undefined ? terminal.err : terminal.out)(helpText(known));
    return first === undefined ? 2 : 0;
  }
  if (first === "--version" || first === "-v") {
    terminal.out(`${packageVersion()}\n`);
    return 0;
  }
  const command = known.find(({ name }) => name === first);
  if (command !== undefined) return command.run(rest, terminal);
  const names = known.map(({ name }) => name);
  throw new UsageError(first.startsWith("-") ? `there is no option ${first}${didYouMean(first, ["--help", "--version"])}` : `there is no command "${first}"${didYouMean(first, names)}`);
}

function helpText(known: readonly Command[]): string {
  const width = Math.max(...known.map(({ name }) => name.length));
  return `backproof ${packageVersion()}: write the derivation once; the report proves it

Usage: backproof COMMAND [OPTION …]

Commands:
${known.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join("\n")}

Options:
  --help     this text; backproof COMMAND --help tells a command's options
  --version  the version

Exit code: 0 everything holds, 1 something does not, 2 the command could not do its work.
`;
}
