/** Runs the notebooks of a report, some at a time: each has a kernel of its own. */
import { availableParallelism, freemem } from "node:os";
import { dirname } from "node:path";
import { type CacheOptions, type Decision, executeCached } from "../notebook/cache/execute-cached.js";
import { specFor } from "../notebook/begin-run.js";
import type { ExecuteOptions, Progress } from "../notebook/execute.js";
import type { KernelSpec } from "../notebook/kernel/kernel-spec.js";
import type { ExecutedNotebook } from "../notebook/run.js";
import type { SourceChapter } from "./read-chapters.js";

export interface RunOptions extends Pick<ExecuteOptions, "cellSeconds" | "notebookSeconds" | "outputLimit" | "notebookOutputLimit" | "keepGoing" | "server" | "signal"> {
  readonly cache: Omit<CacheOptions, "onDecision">;
  readonly onProgress?: (path: string, progress: Progress) => void;
  readonly onDecision?: (path: string, decision: Decision) => void;
  /** How many run at the same time. Default: as many as processors and memory allow. */
  readonly parallel?: number;
}

/** A kernel with mathjs and a digits' worth of data. Bytes. */
const KERNEL_MEMORY = 400e6;

/** Kernels that this machine can run side by side now: one for each processor, as far as memory is free; at least one. */
export function parallelKernels(processors = availableParallelism(), free = freemem()): number {
  return Math.max(1, Math.min(processors, Math.floor(free / KERNEL_MEMORY)));
}

/**
 * In which order they are begun, by their place: what took longest first, so that no long one is left to the end, alone. Where nothing is
 * known of the time, a thousand letters of code count as a second.
 */
export function runningOrder(chapters: readonly SourceChapter[], secondsOf: (path: string) => number | null): readonly number[] {
  const expected = chapters.map(({ path, notebook }) => secondsOf(path) ?? notebook.cells.reduce((sum, { cell_type, source }) => sum + (cell_type === "code" ? source.length : 0), 0) / 1000);
  return chapters.map((_, k) => k).sort((a, b) => expected[b]! - expected[a]!);
}

/** Their kernels on a server, asked of it before any runs. What is wrong with it then is bad input; a server that goes away later is a failure of what it did not run. */
const kernelsOn = (server: RunOptions["server"], chapters: readonly SourceChapter[]): Promise<readonly KernelSpec[]> =>
  server === undefined ? Promise.resolve([]) : Promise.all(chapters.map(({ notebook, path, file }) => specFor(notebook, { server, path, cwd: dirname(file) })));

/**
 * @returns the executed notebooks, in the chapters' order
 * @throws {NotebookError} if the server cannot be used, or lacks a kernel that a notebook names; nothing has run then
 */
export async function runChapters(chapters: readonly SourceChapter[], { cache, onProgress, onDecision, parallel = parallelKernels(), ...limits }: RunOptions): Promise<readonly ExecutedNotebook[]> {
  const kernels = await kernelsOn(limits.server, chapters);
  const results: ExecutedNotebook[] = [];
  const queue = [...runningOrder(chapters, (path) => cache.store.latestSeconds(path))];
  const worker = async (): Promise<void> => {
    for (let k = queue.shift(); k !== undefined; k = queue.shift()) {
      const { path, file, notebook } = chapters[k]!;
      const kernel = kernels[k];
      const options = { ...limits, ...(kernel !== undefined && { kernel }), path, cwd: dirname(file), onProgress: (progress: Progress) => onProgress?.(path, progress) };
      results[k] = await executeCached(notebook, options, { ...cache, onDecision: (decision) => onDecision?.(path, decision) });
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, chapters.length) }, worker));
  return results;
}
