import type { Terminal } from "../../src/cli/terminal.js";

/** A terminal that remembers what was written to it. */
export function listening(isWatched = false): Terminal & { readonly said: { out: string; err: string } } {
  const said = { out: "", err: "" };
  return { said, out: (text) => void (said.out += text), err: (text) => void (said.err += text), isWatched, hasColours: false, width: () => 80 };
}
