/** Runs the notebooks of a report, some at a time: each has a kernel of its own. */
import { dirname } from "node:path";
import { type CacheOptions, type Decision, executeCached } from "../notebook/cache/execute-cached.js";
import type { ExecuteOptions, Progress } from "../notebook/execute.js";
import type { ExecutedNotebook } from "../notebook/run.js";
import type { SourceChapter } from "./read-chapters.js";

export interface RunOptions extends Pick<ExecuteOptions, "cellSeconds" | "signal"> {
  readonly cache: Omit<CacheOptions, "onDecision">;
  readonly onProgress?: (path: string, progress: Progress) => void;
  readonly onDecision?: (path: string, decision: Decision) => void;
  /** How many run at the same time. A kernel needs some 200 MB. */
  readonly parallel?: number;
}

/** @returns the executed notebooks, in the chapters' order */
export async function runChapters(chapters: readonly SourceChapter[], { cache, onProgress, onDecision, parallel = 2, ...limits }: RunOptions): Promise<readonly ExecutedNotebook[]> {
  const results: ExecutedNotebook[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let k = next++; k < chapters.length; k = next++) {
      const { path, file, notebook } = chapters[k]!;
      const options = { ...limits, path, cwd: dirname(file), onProgress: (progress: Progress) => onProgress?.(path, progress) };
      results[k] = await executeCached(notebook, options, { ...cache, onDecision: (decision) => onDecision?.(path, decision) });
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, chapters.length) }, worker));
  return results;
}
