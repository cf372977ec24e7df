/**
 * What cells left running: after the last one it is waited for, as for a cell. What is not over in time, or ends the kernel, is told of its
 * cell: output that it would still have written is missing.
 */
import type { Kernel } from "./kernel/kernel.js";
import { describeDeath } from "./kernel/kernel-process.js";
import type { Completion } from "./kernel/requests.js";
import type { Recorder } from "./recorder.js";
import type { CellOutcome } from "./run.js";
import { failed } from "./run-cell.js";
import { type Begun, CELL_SECONDS, type Turn, type TurnOptions } from "./take-turns.js";

/** Where cells were not run, what runs on may only have waited for them: it is given so long, and not told. Seconds. */
const BROKEN_OFF = 1;

/** `overflow`: a cell wrote more than it may, and was told so. */
type LateEnd = Completion | { readonly kind: "time" | "overflow" };

/**
 * @returns the turns, with what became of what they left running
 * @throws the signal's reason if it is aborted; the kernel is ended then
 */
export async function awaitLateWork(turns: readonly Turn[], { kernel, recorder }: Begun, options: TurnOptions): Promise<readonly Turn[]> {
  const ran = turns.filter(({ outcome }) => outcome.status !== "not-run"), last = ran.at(-1);
  if (last === undefined || (!kernel.isAlive && last.outcome.status !== "ok")) return turns; // why it ended has been told
  const { seconds, tooLong } = limitOf(turns, options);
  const isWhole = ran.length === turns.length;
  const end = await listen(kernel, recorder, isWhole ? seconds : Math.min(seconds, BROKEN_OFF), options.signal);
  const { cells = [], names = [] } = kernel.leftRunning;
  const outcome = outcomeOf(end, names.length === 0 ? tooLong : `${tooLong}: ${names.join(", ")}`);
  if (outcome === null || (end.kind === "time" && !isWhole)) return turns;
  const cell = (ran.find(({ executionCount }) => executionCount !== null && cells.includes(executionCount)) ?? last).order;
  return turns.map((turn) => (turn.order === cell && turn.outcome.status === "ok" ? { ...turn, outcome: failed(recorder, cell, outcome) } : turn));
}

/** Until nothing runs, the time is over, too much was written, or somebody wishes to stop. */
async function listen(kernel: Kernel, recorder: Recorder, seconds: number, signal: AbortSignal | undefined): Promise<LateEnd> {
  const stop = new AbortController(), stopNow = (): void => stop.abort();
  let end: LateEnd = { kind: "time" };
  const timer = setTimeout(stopNow, 1000 * seconds);
  signal?.addEventListener("abort", stopNow);
  recorder.onOverflow = () => {
    end = { kind: "overflow" };
    stopNow();
  };
  try {
    if (signal?.aborted !== true) end = (await kernel.awaitLate(stop.signal)) ?? end;
    if (signal?.aborted !== true) return end;
    await kernel.kill();
    throw signal.reason;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stopNow);
    recorder.onOverflow = () => {};
  }
}

/** Null if all is well, or has been told. */
function outcomeOf(end: LateEnd, tooLong: string): CellOutcome | null {
  switch (end.kind) {
    case "finished":
    case "overflow":
      return null;
    case "dead":
      return { status: "dead", message: `after the cell's end the kernel ${describeDeath(end.death)}` };
    case "lost":
      return { status: "lost-output", message: `output is missing: ${end.message}` };
    case "time":
      return { status: "timeout", message: `${tooLong}; await it in the cell, or end it` };
  }
}

/** What is left of the notebook's time, but no more than a cell may take. */
function limitOf(turns: readonly Turn[], { cellSeconds = CELL_SECONDS, notebookSeconds = Infinity }: TurnOptions): { readonly seconds: number; readonly tooLong: string } {
  const left = Math.max(0, notebookSeconds - turns.reduce((sum, { seconds }) => sum + seconds, 0));
  const what = "what the cell left running was not over";
  return left < cellSeconds ? { seconds: left, tooLong: `the notebook ran longer than ${notebookSeconds} s; ${what}` } : { seconds: cellSeconds, tooLong: `${what} ${cellSeconds} s after the last cell` };
}
