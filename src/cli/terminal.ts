/** The two streams a command talks to, so that a test can listen. */
export interface Terminal {
  /** Writes to standard output as it stands. */
  readonly out: (text: string) => void;
  /** Writes to standard error as it stands. */
  readonly err: (text: string) => void;
  /** Is someone watching standard error, so that a line may be drawn over? */
  readonly isWatched: boolean;
  /** May colours be used on standard output? */
  readonly hasColours: boolean;
  /** Characters in a line, asked anew: windows change. */
  readonly width: () => number;
}

export function processTerminal(): Terminal {
  const isSmart = process.env["TERM"] !== "dumb" && !process.env["CI"];
  const isWatched = process.stderr.isTTY === true && isSmart;
  process.stdout.on("error", leaveQuietly);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isWatched,
    hasColours: process.stdout.isTTY === true && isSmart && !process.env["NO_COLOR"],
    width: () => process.stderr.columns || 80,
  };
}

/** `backproof check … | head`: the reader went away, which is no fault. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

export const red = (text: string, { hasColours }: Terminal): string => (hasColours ? `\x1b[31m${text}\x1b[39m` : text);
export const green = (text: string, { hasColours }: Terminal): string => (hasColours ? `\x1b[32m${text}\x1b[39m` : text);
export const dim = (text: string, { hasColours }: Terminal): string => (hasColours ? `\x1b[2m${text}\x1b[22m` : text);
