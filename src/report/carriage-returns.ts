/** What a terminal shows in the end of text that goes back to the start of its line: of a progress bar its last state. */

/** What is written after a return covers what stood there; what it does not reach stays, unless the line is erased (`ESC[K`, `ESC[2K`). */
export function withoutReturns(text: string): string {
  return text.includes("\r") ? text.split("\n").map(lastState).join("\n") : text;
}

function lastState(line: string): string {
  return line.replace(/\r+$/, "").split(/\r+/).reduce((shown, next) => (ERASES.test(next) ? next.replace(ERASES, "") : next + shown.slice(next.length)));
}

// eslint-disable-next-line no-control-regex
const ERASES = /^\x1b\[[02]?K/;
