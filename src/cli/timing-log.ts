/** What a build did and how long it took, as JSON: notebook by notebook, cell by cell, and what was wrong. */
import type { Decision } from "../notebook/cache/execute-cached.js";
import type { CellRun } from "../notebook/run.js";
import type { BuildProgress } from "../report/build.js";
import type { Problem } from "../report/problem.js";

interface NotebookTiming {
  decision: Decision | null;
  /** Seconds until the kernel answered; null where none was started. */
  kernelSeconds: number | null;
  /** `cell` counts from 1. */
  cells: { readonly cell: number; readonly id: string; readonly status: CellRun["outcome"]["status"]; readonly seconds: number }[];
}

export interface TimingLog {
  readonly see: (progress: BuildProgress) => void;
  /** The file's text. */
  readonly text: (seconds: number, problems: readonly Problem[]) => string;
}

export function timingLog(startedAt: Date = new Date()): TimingLog {
  const notebooks = new Map<string, NotebookTiming>();
  const of = (path: string): NotebookTiming => {
    const known = notebooks.get(path) ?? { decision: null, kernelSeconds: null, cells: [] };
    notebooks.set(path, known);
    return known;
  };
  return {
    see: (progress) => {
      if (progress.kind === "decision" && progress.decision.kind !== "not stored") of(progress.path).decision = progress.decision;
      if (progress.kind !== "notebook") return;
      const { path, progress: step } = progress;
      if (step.kind === "kernel-started") of(path).kernelSeconds = rounded(step.seconds);
      if (step.kind === "finished") of(path).cells = step.runs.map(({ cell, id, outcome, seconds }) => ({ cell: cell + 1, id, status: outcome.status, seconds: rounded(seconds) }));
    },
    text: (seconds, problems) => {
      const each = [...notebooks].map(([path, { decision, kernelSeconds, cells }]) => ({ path, ...decision, kernelSeconds, cells }));
      return `${JSON.stringify({ version: 1, startedAt: startedAt.toISOString(), seconds: rounded(seconds), notebooks: each, problems }, null, 2)}\n`;
    },
  };
}

/** To a tenth of a millisecond. */
const rounded = (seconds: number): number => Math.round(seconds * 1e4) / 1e4;
