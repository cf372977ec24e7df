/**
 * Runs one cell to an outcome, whatever the kernel does.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Kernel } from "./kernel/kernel.js";
import { describeDeath } from "./kernel/kernel-process.js";
import type { Completion, Request } from "./kernel/requests.js";
import type { RecordedError, Recorder } from "./recorder.js";
import type { CellOutcome } from "./run.js";

export interface CellTask {
  /** What its outputs are recorded under. */
  readonly cell: number;
  readonly source: string;
  /** Seconds. */
  readonly limit: number;
  /** What to say when they are over; how it ended is added. */
  readonly tooLong: string;
  readonly signal: AbortSignal | undefined;
}

export interface CellResult {
  readonly outcome: CellOutcome;
  readonly executionCount: number | null;
}

/**
 * A cell that is interrupted may take so long to end, and is interrupted again after half of it: what interrupts tslab while it compiles
 * a cell is not seen by the cell. Milliseconds.
 */
const GRACE = 2000;
/** A kernel drops requests for a while after an error (tslab: 200 ms); so long we ask again. Milliseconds. */
const ABORT_WINDOW = 5000;
const ASK_AGAIN = 100;

type Stop = "time" | "overflow" | "abort";

/** @throws the signal's reason if it is aborted; the kernel is ended then */
export async function runCell(kernel: Kernel, recorder: Recorder, task: CellTask): Promise<CellResult> {
  const { completion, request } = await complete(kernel, recorder, task);
  if (typeof completion === "string") return stop(kernel, recorder, task, completion, request);
  if (recorder.errorsOf(task.cell).some(({ note }) => note?.kind === "limit")) await kernel.awaitInterrupts(); // the guard interrupted it
  return { outcome: judge(completion, recorder, task.cell), executionCount: executionCount(completion) };
}

/** Until the cell has been run, not merely dropped. */
async function complete(kernel: Kernel, recorder: Recorder, task: CellTask): Promise<{ readonly completion: Completion | Stop; readonly request: Request }> {
  const asked = performance.now();
  for (;;) {
    const request = kernel.execute(task.source);
    recorder.expect(request.id, task.cell);
    const completion = await firstOf(request.done, recorder, task);
    const dropped = typeof completion !== "string" && completion.kind === "finished" && /^abort/.test(completion.status);
    if (!dropped || performance.now() - asked > ABORT_WINDOW) return { completion, request };
    await sleep(ASK_AGAIN);
  }
}

/** What comes first: the cell's end, the end of its time, too much output, or somebody's wish to stop. */
async function firstOf(done: Promise<Completion>, recorder: Recorder, { cell, limit, signal }: CellTask): Promise<Completion | Stop> {
  const over = new AbortController();
  const aborted = new Promise<Stop>((resolve) => signal?.addEventListener("abort", () => resolve("abort"), { signal: over.signal }));
  const overflow = new Promise<Stop>((resolve) => (recorder.onOverflow = (which, isTold) => which === cell && !isTold && resolve("overflow")));
  const late = sleep(limit * 1000, "time" as const, { signal: over.signal }).catch(() => "time" as const);
  try {
    return signal?.aborted === true ? "abort" : await Promise.race([done, late, overflow, aborted]);
  } finally {
    over.abort();
    recorder.onOverflow = () => {};
  }
}

async function stop(kernel: Kernel, recorder: Recorder, { cell, tooLong, signal }: CellTask, why: Stop, { done }: Request): Promise<CellResult> {
  if (why === "abort") {
    await kernel.kill();
    throw signal?.reason;
  }
  recorder.ignoreErrorsOf(cell);
  const end = (await interrupted(kernel, done)) ?? (await interrupted(kernel, done));
  if (end === null) await kernel.kill();
  else await kernel.awaitInterrupts();
  if (why === "overflow") return { outcome: toldOutcome(recorder.errorsOf(cell))!, executionCount: null };
  const after = end === null ? "did not heed the interrupt, so that its kernel was ended" : end.kind === "dead" ? "was interrupted, which ended its kernel" : "was interrupted";
  return { outcome: failed(recorder, cell, { status: "timeout", message: `${tooLong} ${after}` }), executionCount: null };
}

/** How the cell ended; null if it goes on. */
function interrupted(kernel: Kernel, done: Promise<Completion>): Promise<Completion | null> {
  kernel.interrupt();
  return Promise.race([done, sleep(GRACE / 2, null)]);
}

/** From how a request ended to what that means for its cell. */
function judge(completion: Completion, recorder: Recorder, cell: number): CellOutcome {
  switch (completion.kind) {
    case "dead":
      return failed(recorder, cell, { status: "dead", message: `the kernel ${describeDeath(completion.death)}` });
    case "lost":
      return failed(recorder, cell, { status: "lost-output", message: `output is missing: ${completion.message}` });
    case "finished": {
      const told = toldOutcome(recorder.errorsOf(cell));
      if (told !== null || completion.status === "ok") return told ?? { status: "ok" };
      return failed(recorder, cell, untoldError(completion.reply, recorder, cell));
    }
  }
}

/** The outcome of a cell that published errors; null if there are none. What it wrote beyond its limit is missing, whatever else it did. */
export function toldOutcome(errors: readonly RecordedError[]): CellOutcome | null {
  const limit = errors.find(({ note }) => note?.kind === "limit"), [first] = errors;
  if (limit !== undefined) return { status: "lost-output", message: limit.output.evalue };
  if (first === undefined) return null;
  const { line = ipythonLine(first.output.traceback), column } = first.note ?? {};
  const module = moduleIn(first.output.traceback);
  return { status: "error", name: first.output.ename, message: first.output.evalue, ...(line !== undefined && { line }), ...(column !== undefined && { column }), ...(module !== undefined && { module }) };
}

/** IPython names frames from the outermost, which is the cell: "Cell In[3], line 5". The cell's line is the innermost of its own. */
function ipythonLine(traceback: readonly string[]): number | undefined {
  // eslint-disable-next-line no-control-regex -- it colours them
  const frames = [...traceback.join("\n").replace(/\x1b\[[0-9;]*m/g, "").matchAll(/^ *Cell In\[(\d+)\], line (\d+)/gm)];
  const line = frames.filter(([, cell]) => cell === frames[0]![1]).at(-1)?.[2];
  return line === undefined ? undefined : Number(line);
}

/** The local module that an error was thrown in, or the nearest one that called what threw it; of those, the guard gives the path from the notebook's folder. */
function moduleIn(traceback: readonly string[]): string | undefined {
  const frames = traceback.map((line) => /^\s+at (?:.* \()?(?!node:|\/|[A-Za-z]:)([^()]+):(\d+):\d+\)?/.exec(line)).filter((frame) => frame !== null);
  const [, file = "", line = ""] = frames[0] ?? [];
  return /\.[cm]?[jt]sx?$/.test(file) ? `${file}, line ${line}` : undefined;
}

/** A kernel that failed without publishing an error: what its reply says, else the last that it wrote. */
function untoldError({ ename, evalue, status }: { readonly [key: string]: unknown }, recorder: Recorder, cell: number): CellOutcome {
  if (typeof ename === "string") return { status: "error", name: ename, message: typeof evalue === "string" ? evalue : "" };
  const written = recorder.outputsOf(cell).flatMap((output) => (output.output_type === "stream" && output.name === "stderr" ? [output.text] : []));
  return { status: "error", name: "Error", message: written.at(-1)?.trim() ?? `the kernel answered "${String(status)}" and gave no reason` };
}

/** Every failed cell shows its failure: the notebook that is written tells it too. */
export function failed(recorder: Recorder, cell: number, outcome: CellOutcome): CellOutcome {
  if (outcome.status !== "ok") recorder.addError(cell, outcome.status === "error" ? outcome.name : TITLES[outcome.status], outcome.message);
  return outcome;
}

const TITLES = { timeout: "TimeLimit", dead: "DeadKernel", "lost-output": "LostOutput", "not-run": "NotRun" } as const;

function executionCount(completion: Completion): number | null {
  const count = completion.kind === "finished" ? completion.reply["execution_count"] : null;
  return typeof count === "number" ? count : null;
}
