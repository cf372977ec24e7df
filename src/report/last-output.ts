/** What a cell printed last, for whoever asks why it did not end. */
import type { Output } from "../notebook/nbformat.js";
import { withoutAnsi } from "./ansi.js";
import { withoutReturns } from "./carriage-returns.js";

const LINES = 3;
const WIDTH = 120;
/** More than that at the end of a text is not looked at. */
const TAIL = 4096;

/** Its last lines on standard output and standard error; none if it printed none. */
export function lastLines(outputs: readonly Output[]): readonly string[] {
  const printed = outputs.flatMap((output) => (output.output_type === "stream" ? linesOf(output.text.slice(-TAIL)) : []));
  return printed.slice(-LINES).map((line) => (line.length > WIDTH ? `${line.slice(0, WIDTH - 1)}…` : line));
}

const linesOf = (text: string): readonly string[] => withoutAnsi(withoutReturns(text)).split("\n").filter((line) => line.trim() !== "");
