/** Runs the notebooks of a report, two at a time: each has a kernel of its own. */
import { dirname } from "node:path";
import { executeNotebook, type Progress } from "../notebook/execute.js";
import type { ExecutedNotebook } from "../notebook/run.js";
import type { SourceChapter } from "./read-chapters.js";

export interface RunOptions {
  readonly cellSeconds: number;
  readonly onProgress?: (path: string, progress: Progress) => void;
  /** How many run at the same time. A kernel needs some 200 MB. */
  readonly parallel?: number;
  readonly signal?: AbortSignal;
}

/** @returns the executed notebooks, in the chapters' order */
export async function runChapters(chapters: readonly SourceChapter[], { cellSeconds, onProgress, parallel = 2, signal }: RunOptions): Promise<readonly ExecutedNotebook[]> {
  const results: ExecutedNotebook[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let k = next++; k < chapters.length; k = next++) {
      const { path, file, notebook } = chapters[k]!;
      results[k] = await executeNotebook(notebook, { path, cwd: dirname(file), cellSeconds, onProgress: (progress) => onProgress?.(path, progress), ...(signal === undefined ? {} : { signal }) });
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, chapters.length) }, worker));
  return results;
}
