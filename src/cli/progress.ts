/** What a build is doing: one line that is drawn over where someone watches, a line for each notebook where not. */
import { basename } from "node:path";
import type { Decision } from "../notebook/cache/execute-cached.js";
import type { CellRun } from "../notebook/run.js";
import type { BuildProgress } from "../report/build.js";
import { counted } from "../report/verification.js";
import type { Terminal } from "./terminal.js";

interface Running {
  cells: number;
  total: number;
  /** The last line that its running cell printed. */
  said: string;
  readonly since: number;
}

export interface ProgressView {
  readonly show: (progress: BuildProgress) => void;
  /** Leaves the terminal clean. */
  readonly end: () => void;
}

export function progressView(terminal: Terminal, now: () => number = () => performance.now()): ProgressView {
  const running = new Map<string, Running>();
  const total = new Map<string, number>();
  const reasons = new Map<string, string>();
  let writing = "";
  const clear = (): void => void (terminal.isWatched && terminal.err("\r\x1b[K"));
  const line = (text: string): void => {
    clear();
    terminal.err(`${text}\n`);
  };
  const draw = (): void => {
    if (!terminal.isWatched) return;
    const parts = [...running].map(([path, { cells, total: all, said }]) => `${nameOf(path)} ${cells}/${all}${said === "" ? "" : ` (${said})`}`);
    const text = parts.length > 0 ? `running ${parts.join(", ")}` : writing;
    terminal.err(`\r\x1b[K${text.slice(0, Math.max(terminal.width() - 1, 20))}`);
  };
  const finish = (path: string, { since }: Running, runs: readonly CellRun[]): void => {
    const failed = runs.filter(({ outcome }) => outcome.status !== "ok").length;
    running.delete(path);
    line(`${failed === 0 ? "ran" : "failed"}  ${path}: ${counted(runs.length, "cell")}${failed === 0 ? "" : `, ${failed} did not run to the end`}, ${((now() - since) / 1000).toFixed(1)} s${reasons.has(path) ? ` (${reasons.get(path)})` : ""}`);
  };
  const decide = (path: string, decision: Decision): void => {
    if (decision.kind === "kept") line(`kept  ${path}: ${counted(decision.cells, "cell")}, nothing that they depend on changed`);
    else if (decision.kind === "runs") reasons.set(path, decision.why);
    else line(`note  ${path}: its result is not stored: ${decision.why}`);
  };
  return {
    show: (progress) => {
      switch (progress.kind) {
        case "chapters":
          for (const { path, notebook } of progress.chapters) total.set(path, notebook.cells.filter((cell) => cell.cell_type === "code").length);
          break;
        case "decision":
          decide(progress.path, progress.decision);
          break;
        case "notebook": {
          const { path, progress: step } = progress;
          if (step.kind === "kernel-left") {
            line(`note  ${path}: ${step.message}`);
            break;
          }
          if (step.kind === "wrote-past") {
            line(`note  ${path}: the notebook does not show what its cells wrote to the kernel's own output, as a process with stdio "inherit" does: "${lastLine(step.text)}"`);
            break;
          }
          const state = running.get(path) ?? { cells: 0, total: total.get(path) ?? 0, said: "", since: now() };
          running.set(path, state);
          if (step.kind === "cell-wrote") state.said = lastLine(step.text) || state.said;
          else if ("total" in step) state.total = step.total;
          if (step.kind === "cell-finished") {
            state.cells = step.position;
            state.said = "";
          }
          if (step.kind === "cells-over") state.said = "what they left running";
          if (step.kind === "finished") finish(path, state, step.runs);
          break;
        }
        case "writing":
          writing = `writing ${progress.format}`;
      }
      draw();
    },
    end: clear,
  };
}

const nameOf = (path: string): string => basename(path, ".ipynb");

/** Without control characters: it is shown on a line that is drawn over. */
// eslint-disable-next-line no-control-regex
const lastLine = (text: string): string => (text.trim().split(/[\r\n]+/).at(-1) ?? "").replace(/\x1b\[[0-9;]*m|[\x00-\x1f]/g, "");
