import type { Terminal } from "./terminal.js";

/** A subcommand of `backproof`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** @returns the exit code: 0 good, 1 something does not hold, 2 the command could not do its work */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>;
}

/** The command line cannot be understood: exit code 2, with the message and how to get help. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
